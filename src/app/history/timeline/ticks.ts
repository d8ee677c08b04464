import type { TimeScale } from './time-scale.js';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** What an axis is divided by: 1-2-5 where units are decimal, and the divisors of a clock where they are not. */
const steps: readonly number[] = [
  ...[0.001, 0.01, 0.1, 1, 10, 100].flatMap((unit) => [unit, 2 * unit, 5 * unit]),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map((count) => count * day),
];

export interface Tick {
  ms: number;
  /** Between labels. */
  minor: boolean;
}

/** The smallest step whose ticks are at least so many milliseconds apart. */
export function tickStep(leastMs: number): number {
  return steps.find((step) => step >= leastMs) ?? steps.at(-1) ?? day;
}

/** A step that divides `step` into two to six parts. */
export function minorStep(step: number): number {
  const parts = [5, 4, 6, 3, 2].map((count) => step / count);
  return parts.find((part) => steps.some((other) => Math.abs(other - part) < part * 1e-9)) ?? step / 2;
}

/**
 * The ticks from one moment to another; none inside of breaks.
 *
 * @param zeroMs where counting begins: the start of the run, or a midnight for clock times
 */
export function ticksBetween(
  scale: TimeScale,
  fromMs: number,
  toMs: number,
  step: number,
  align: (ms: number, step: number) => number,
): Tick[] {
  const ticks: Tick[] = [];
  const minor = minorStep(step);
  for (const part of scale.parts) {
    if (part.isBreak) continue;
    const from = Math.max(part.startMs, fromMs);
    const to = Math.min(part.endMs, toMs);
    if (to <= from) continue;
    // A moment before, so that rounding loses none; those outside are left out.
    let tick = align(from - step, step);
    for (let count = 0; tick <= to && count < mostTicks; count++) {
      for (let ms = tick; ms < tick + step * (1 - 1e-9); ms += minor) {
        if (ms >= from - step * 1e-9 && ms <= to) ticks.push({ ms, minor: ms > tick + minor / 2 });
      }
      const next = align(tick + step * 1.5, step);
      tick = next > tick ? next : tick + step;
    }
  }
  return ticks;
}

/** More than a screen can show: a guard, not a limit. */
const mostTicks = 2000;

/** Ticks at multiples of the step from a moment on. */
export function alignFrom(zeroMs: number): (ms: number, step: number) => number {
  return (ms, step) => zeroMs + Math.floor((ms - zeroMs) / step + 1e-9) * step;
}

/** Ticks at round clock times of a zone, also across a change of its clocks. */
export function alignInZone(offsetMs: (ms: number) => number): (ms: number, step: number) => number {
  return (ms, step) => {
    const local = ms + offsetMs(ms);
    const round = Math.floor(local / step + 1e-9) * step;
    const guess = round - offsetMs(ms);
    // Near a change of the clocks the offset there is another one.
    return round - offsetMs(guess);
  };
}
