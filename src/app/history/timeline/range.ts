import type { TimeScale } from './time-scale.js';

/** The part of a timeline that is shown, in units of its scale. */
export interface Window {
  from: number;
  to: number;
}

/** What is chosen to be shown, in milliseconds since the start of the run; without an end it goes on with a live run. */
export interface TimeRange {
  fromMs: number;
  toMs: number | undefined;
}

/** A microsecond: what servers round to. */
const leastUnits = 0.001;

/** Everything. A run that has only begun has some length too. */
export function wholeWindow(scale: TimeScale): Window {
  return { from: 0, to: Math.max(scale.total, 1) };
}

export function windowOf(range: TimeRange | undefined, scale: TimeScale): Window {
  const whole = wholeWindow(scale);
  if (!range) return whole;
  const from = scale.toUnit(scale.startMs + range.fromMs);
  const to = range.toMs === undefined ? whole.to : scale.toUnit(scale.startMs + range.toMs);
  return clampWindow({ from, to }, whole);
}

/** Undefined for everything. */
export function rangeOf(window: Window, scale: TimeScale, live: boolean): TimeRange | undefined {
  const whole = wholeWindow(scale);
  const tolerance = (whole.to - whole.from) * 1e-4;
  const { from, to } = clampWindow(window, whole);
  const atEnd = to >= whole.to - tolerance;
  if (from <= whole.from + tolerance && atEnd) return undefined;
  const fromMs = scale.toMs(from) - scale.startMs;
  return { fromMs, toMs: atEnd && live ? undefined : scale.toMs(to) - scale.startMs };
}

/** Inside of the whole, and no smaller than can be told apart. */
export function clampWindow({ from, to }: Window, whole: Window): Window {
  const most = whole.to - whole.from;
  const size = Math.min(Math.max(to - from, leastUnits), most);
  const middle = (from + to) / 2;
  const start = to - from < leastUnits ? middle - size / 2 : from;
  const clamped = Math.min(Math.max(start, whole.from), whole.to - size);
  return { from: clamped, to: clamped + size };
}

/** Nearer (`factor` above 1) or further, with the moment at `share` of the width staying where it is. */
export function zoomWindow({ from, to }: Window, factor: number, share: number, whole: Window): Window {
  const size = Math.min(Math.max((to - from) / factor, leastUnits), whole.to - whole.from);
  const fixed = from + (to - from) * share;
  const start = fixed - size * share;
  return clampWindow({ from: start, to: start + size }, whole);
}

/** Moves by a share of what is shown. */
export function panWindow({ from, to }: Window, share: number, whole: Window): Window {
  const by = (to - from) * share;
  return clampWindow({ from: from + by, to: to + by }, whole);
}

/** With some room around it. */
export function windowAround(fromUnit: number, toUnit: number, whole: Window): Window {
  const room = Math.max((toUnit - fromUnit) * 0.15, leastUnits);
  return clampWindow({ from: fromUnit - room, to: toUnit + room }, whole);
}

/** Between two windows, for a movement that eyes can follow. */
export function windowBetween(start: Window, end: Window, progress: number): Window {
  const eased = 1 - (1 - progress) ** 3;
  return { from: start.from + (end.from - start.from) * eased, to: start.to + (end.to - start.to) * eased };
}

/** `1200~4500.5`, `1200~`; nothing for everything. */
export function rangeText(range: TimeRange | undefined): string {
  if (!range) return '';
  return `${rounded(range.fromMs)}~${range.toMs === undefined ? '' : rounded(range.toMs)}`;
}

export function readRange(text: string | null | undefined): TimeRange | undefined {
  const match = /^(\d+(?:\.\d+)?)~(\d+(?:\.\d+)?)?$/.exec(text ?? '');
  if (!match) return undefined;
  const fromMs = Number(match[1]);
  const toMs = match[2] === undefined ? undefined : Number(match[2]);
  return toMs !== undefined && toMs <= fromMs ? undefined : { fromMs, toMs };
}

function rounded(ms: number): string {
  return String(Number(Math.max(0, ms).toFixed(3)));
}
