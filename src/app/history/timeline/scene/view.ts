import type { Bar } from '../bar.js';
import type { Stretch } from '../breaks.js';
import type { Layout, LayoutMode, RunTrack } from '../layout.js';
import type { Projection } from '../projection.js';
import type { Measure } from './primitives.js';

/** A bar of a run on the timeline. */
export interface BarRef {
  track: string;
  id: number;
}

export interface AxisView {
  /** The text of a tick. */
  text: (ms: number, step: number) => string;
  /** The last tick at or before a moment. */
  align: (ms: number, step: number) => number;
  /** What the axis counts from, or its day and zone; over the labels. */
  title: string;
}

/** Words and icons of a picture, from outside: what draws is without a language. */
export interface SceneTexts {
  sections: Readonly<Record<string, string>>;
  count: (count: number) => string;
  atOnce: (count: number) => string;
  label: (bar: Bar) => string;
  duration: (ms: number) => string;
  /** In one unit. */
  roughDuration: (ms: number) => string;
  attempts: (count: number) => string;
  failure: (bar: Bar) => string;
  /** What stands on the row of an opened run. */
  run: (track: RunTrack) => string;
  now: string;
  icon: (bar: Bar) => string;
}

/** All that a picture depends on. */
export interface SceneView {
  layout: Layout;
  projection: Projection;
  breaks: readonly Stretch[];
  width: number;
  height: number;
  /** Pixels of the rows above the top of the picture. */
  scrollTop: number;
  nowMs: number;
  /** The run goes on: `now` is marked. */
  live: boolean;
  selected: BarRef | undefined;
  hovered: BarRef | undefined;
  focused: BarRef | undefined;
  /** The head that the keyboard is on. */
  focusedHead: string | undefined;
  /** While something is searched for. */
  isMatch: ((bar: Bar, track: RunTrack) => boolean) | undefined;
  axis: AxisView;
  texts: SceneTexts;
  measure: Measure;
}

export const axisHeight = 28;
export const barHeight = 10;
/** On narrower screens, labels stand above the rows. */
export const narrowWidth = 640;

/** Of the column of labels; a lane has the name of its section only. */
export function labelWidthOf(mode: LayoutMode, width: number): number {
  if (width < narrowWidth) return 0;
  return mode === 'rows' ? Math.round(Math.min(300, width * 0.26)) : 176;
}

/** How far each run in a run is moved in. */
export const depthIndent = 14;

export function isBar(ref: BarRef | undefined, track: RunTrack, bar: Bar): boolean {
  return ref !== undefined && ref.id === bar.id && ref.track === track.key;
}
