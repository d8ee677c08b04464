/**
 * Which stretches of a history are drawn as breaks: those where nothing begins or ends, if leaving them out makes
 * things visible that would be too small otherwise. First what is idle (only timers, backoffs and waits go on), then,
 * if that is not enough, what is busy with one long thing.
 */
import type { Bar, Segment } from './bar.js';
import { finish, type Steps, stepSize } from './steps.js';
import type { Break } from './time-scale.js';

export interface Stretch extends Break {
  /** The moment before it: stays the same while a live history goes on, so a stretch can be remembered by it. */
  key: number;
  /** Nothing of the run's own was at work. */
  idle: boolean;
}

export interface BreakOptions {
  /** Stretches at least this long, as a share of what is drawn in full. @default 0.1 */
  share?: number;
  /** Stretches (by key) that somebody wants to see in full. */
  opened?: ReadonlySet<number>;
}

/** What is smaller than this share of the whole is too small to see. */
const visibleShare = 0.002;
const mostBreaks = 24;
/** Leaving out less than this share of the idle (or busy) whole would not be worth a torn axis. */
const worth = { idle: 0.5, busy: 0.85 };

export function findBreaks(
  bars: readonly Bar[],
  startMs: number,
  endMs: number,
  { share = 0.1, opened = new Set() }: BreakOptions = {},
): Stretch[] {
  const span = endMs - startMs;
  const known = factsOf(bars);
  const { smallest } = known;
  if (!(span > 0) || smallest === undefined || smallest >= span * visibleShare) return [];
  const stretches = stretchesOf(known, startMs, endMs).filter(({ key }) => !opened.has(key));
  const [idle, busy] = [true, false].map((wanted) => stretches.filter((stretch) => stretch.idle === wanted));
  const chosen = choose(idle ?? [], span, smallest, share, worth.idle);
  chosen.push(...choose(busy ?? [], span - lengthOf(chosen), smallest, share, worth.busy));
  chosen.sort((a, b) => a.startMs - b.startMs);
  const pad = (span - lengthOf(chosen)) * 0.03;
  return chosen.map((stretch) => withPad(stretch, pad));
}

/** From the longest on, until what is small can be seen; those that are about as long go together. */
function choose(
  stretches: readonly Stretch[],
  span: number,
  smallest: number,
  share: number,
  least: number,
): Stretch[] {
  const sorted = [...stretches].sort((a, b) => lengthOf([b]) - lengthOf([a])).slice(0, mostBreaks);
  const chosen: Stretch[] = [];
  let rest = span;
  let shortest = Infinity;
  for (const stretch of sorted) {
    const length = lengthOf([stretch]);
    const isNeeded = smallest < rest * visibleShare;
    if (!isNeeded && length < shortest / 2) break;
    rest -= length;
    if (isNeeded) shortest = length;
    chosen.push(stretch);
  }
  // What is no longer than a part of the rest would win nothing, alone or with others like it.
  while (chosen.length > 0 && lengthOf(chosen.slice(-1)) < share * rest) rest += lengthOf(chosen.splice(-1));
  return lengthOf(chosen) >= span * least ? chosen : [];
}

function lengthOf(stretches: readonly Break[]): number {
  return stretches.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
}

/** What happens at its ends stays clear of the tear. */
function withPad(stretch: Stretch, pad: number): Stretch {
  const { startMs, endMs } = stretch;
  const room = Math.min(pad, (endMs - startMs) * 0.1);
  return { ...stretch, startMs: startMs + room, endMs: endMs - room };
}

/** What the breaks of some bars depend on besides the moment: it is found once, however often a live run is drawn. */
interface BarFacts {
  /** The shortest length that is to be seen. */
  smallest: number | undefined;
  /** At which something begins or ends, in order. */
  moments: Float64Array;
  /** Whether something that has ended was at work. */
  wasBusy: (ms: number) => boolean;
  /** Since when something is at work that has not ended. */
  busySince: number;
}

const facts = new WeakMap<readonly Bar[], BarFacts>();

function factsOf(bars: readonly Bar[]): BarFacts {
  let found = facts.get(bars);
  if (!found) facts.set(bars, (found = finish(findFacts(bars))));
  return found;
}

/** From the first moment of all to the last that is known. */
export function boundsOf(bars: readonly Bar[]): { startMs: number; endMs: number } {
  const { moments } = factsOf(bars);
  return { startMs: moments[0] ?? 0, endMs: moments.at(-1) ?? 0 };
}

/** Looks through the bars with stops, so that {@link findBreaks} and {@link boundsOf} have little left to do. */
export function* prepareBreaks(bars: readonly Bar[]): Steps<void> {
  facts.set(bars, yield* findFacts(bars));
}

function* findFacts(bars: readonly Bar[]): Steps<BarFacts> {
  const moments: number[] = [];
  const busy: Break[] = [];
  let busySince = Infinity;
  for (const [index, bar] of bars.entries()) {
    if (index % stepSize === stepSize - 1) yield;
    moments.push(bar.startMs);
    if (bar.endMs !== undefined) moments.push(bar.endMs);
    for (const segment of bar.segments) {
      moments.push(segment.startMs);
      if (segment.endMs !== undefined) moments.push(segment.endMs);
    }
    for (const { startMs, endMs } of busyParts(bar)) {
      if (endMs === undefined) busySince = Math.min(busySince, startMs);
      else busy.push({ startMs, endMs });
    }
  }
  yield;
  const sorted = Float64Array.from(moments).sort();
  yield;
  const wasBusy = coverage(busy);
  yield;
  return { smallest: smallestLength(bars), moments: sorted, wasBusy, busySince };
}

/** Workflow Tasks count only where there is nothing else: nobody opens a timeline to see them. */
function smallestLength(bars: readonly Bar[]): number | undefined {
  let smallest = Infinity;
  let smallestTask = Infinity;
  let isAlone = true;
  for (const { kind, startMs, endMs } of bars) {
    if (kind === 'workflow') continue;
    const length = endMs === undefined ? 0 : endMs - startMs;
    if (kind === 'workflow-task') {
      if (length > 0) smallestTask = Math.min(smallestTask, length);
      continue;
    }
    // What happens in a moment has no length to be seen, and hides nothing.
    if (endMs !== startMs) isAlone = false;
    if (length > 0) smallest = Math.min(smallest, length);
  }
  const found = isAlone ? smallestTask : smallest;
  return found === Infinity ? undefined : found;
}

/** The stretches between moments at which something begins or ends. */
function stretchesOf({ moments, wasBusy, busySince }: BarFacts, startMs: number, endMs: number): Stretch[] {
  const least = (endMs - startMs) / 1000;
  const stretches: Stretch[] = [];
  let from = startMs;
  const add = (to: number) => {
    if (to - from > least) {
      const middle = (from + to) / 2;
      stretches.push({ startMs: from, endMs: to, key: from, idle: middle < busySince && !wasBusy(middle) });
    }
    from = Math.max(from, to);
  };
  for (const moment of moments) if (moment <= endMs) add(moment);
  add(endMs);
  return stretches;
}

const working: ReadonlySet<Bar['kind']> = new Set(['activity', 'local-activity', 'child', 'nexus', 'workflow-task']);

/** When the run's own was at work for a bar. */
function busyParts({ kind, startMs, endMs, segments }: Bar): readonly Pick<Segment, 'startMs' | 'endMs'>[] {
  if (!working.has(kind)) return [];
  return segments.length === 0 ? [{ startMs, endMs }] : segments.filter((segment) => segment.kind === 'run');
}

/** @returns whether a moment lies in one of them */
function coverage(intervals: Break[]): (ms: number) => boolean {
  intervals.sort((a, b) => a.startMs - b.startMs);
  const starts: number[] = [];
  const ends: number[] = [];
  for (const { startMs, endMs } of intervals) {
    const last = ends.length - 1;
    if (last >= 0 && startMs <= (ends[last] ?? 0)) ends[last] = Math.max(ends[last] ?? 0, endMs);
    else {
      starts.push(startMs);
      ends.push(endMs);
    }
  }
  return (ms) => {
    const at = lastAtOrBefore(starts, ms);
    return at >= 0 && ms <= (ends[at] ?? -Infinity);
  };
}

/** The place of the last number that is not above `value`, in a row in order; -1 for none. */
export function lastAtOrBefore(sorted: ArrayLike<number>, value: number): number {
  let low = -1;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? Infinity) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
