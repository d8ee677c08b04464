import type { Bar, SectionName } from './bar.js';
import { sectionNames } from './bar.js';
import { type Lane, lanesOf, sectionsOf } from './lanes.js';

/** `rows`: one a group, in the order of time. `lanes`: packed, section by section. */
export type LayoutMode = 'rows' | 'lanes';

/** One run as it goes into a layout, with the runs that are opened inside of it. */
export interface RunTrack {
  /** `''` for the run of the page; else the ids of the bars that lead to it: `12`, `12/5`. */
  key: string;
  bars: readonly Bar[];
  /** By the id of the bar from which it was opened. */
  opened: ReadonlyMap<number, RunTrack>;
}

export interface SectionHead {
  name: SectionName;
  count: number;
  /** How many go on at the same time at the busiest moment. */
  atOnce: number;
  folded: boolean;
  /** What {@link LayoutOptions.folds} knows it by. */
  key: string;
}

export interface Row {
  y: number;
  height: number;
  /** Pixels above the plot for the label, where no column at the left has room for it. */
  labelLine: number;
  depth: number;
  track: RunTrack;
  kind: 'lane' | 'density' | 'run';
  lane: Lane;
  /** On the first row of a section. */
  head?: SectionHead;
  /** What the row is about, in the mode `rows`; for the row of a run, the bar from which it was opened. */
  bar?: Bar;
}

export interface LayoutOptions {
  mode: LayoutMode;
  /** Which sections somebody folded or unfolded. */
  folds: ReadonlyMap<string, boolean>;
  /** Labels stand above their rows instead of in a column. */
  labelsAbove: boolean;
}

export interface Layout {
  rows: readonly Row[];
  height: number;
  options: LayoutOptions;
}

export const rowHeight = 22;
const densityHeight = 44;
const labelHeight = 14;
/** Sections with more lanes than this begin folded. */
const mostOpenLanes = 40;
/** An opened run with more bars than this is packed. */
const mostNestedRows = 60;
/** A run with more bars than this is packed, unless somebody asks for rows. */
export const mostRows = 200;

/** Workflow Tasks do not count: they stand in a lane of their own in both modes. */
export function usualMode(bars: readonly Bar[]): LayoutMode {
  let count = 0;
  for (const { section } of bars) if (section !== 'workflow-task' && ++count > mostRows) return 'lanes';
  return 'rows';
}

export function layOut(track: RunTrack, options: LayoutOptions): Layout {
  const builder = new Builder(options);
  builder.add(track, 0, options.mode);
  return { rows: builder.rows, height: builder.y, options };
}

class Builder {
  readonly rows: Row[] = [];
  y = 0;
  readonly #options: LayoutOptions;

  constructor(options: LayoutOptions) {
    this.#options = options;
  }

  add(track: RunTrack, depth: number, mode: LayoutMode): void {
    const sections = sectionsOf(track.bars);
    this.#rowsOf(track, depth, sections.get('workflow') ?? []);
    if (mode === 'lanes') {
      for (const name of sectionNames) {
        if (name !== 'workflow') this.#section(track, depth, name, sections.get(name) ?? []);
      }
      return;
    }
    this.#section(track, depth, 'workflow-task', sections.get('workflow-task') ?? []);
    this.#rowsOf(
      track,
      depth,
      track.bars.filter(({ section }) => section !== 'workflow-task' && section !== 'workflow'),
    );
  }

  #rowsOf(track: RunTrack, depth: number, bars: readonly Bar[]): void {
    const labelLine = this.#options.labelsAbove ? labelHeight : 0;
    for (const bar of bars) {
      this.#push({ height: rowHeight, labelLine, depth, track, kind: 'lane', lane: singleLane(bar), bar });
      this.#openedFrom(track, depth, [bar]);
    }
  }

  #section(track: RunTrack, depth: number, name: SectionName, bars: readonly Bar[]): void {
    if (bars.length === 0) return;
    const { lanes, atOnce } = lanesOf(bars);
    const key = `${track.key}:${name}`;
    const usual = name === 'workflow-task' || lanes.length > mostOpenLanes;
    const folded = this.#options.folds.get(key) ?? usual;
    const head: SectionHead = { name, count: bars.length, atOnce, folded, key };
    const labelLine = this.#options.labelsAbove ? labelHeight + 4 : 0;
    if (folded) {
      const height = lanes.length > 3 ? densityHeight : rowHeight;
      this.#push({ height, labelLine, depth, track, kind: 'density', lane: { bars, bad: [] }, head });
      return;
    }
    for (const [index, lane] of lanes.entries()) {
      const first = index === 0;
      this.#push({
        height: rowHeight,
        labelLine: first ? labelLine : 0,
        depth,
        track,
        kind: 'lane',
        lane,
        ...(first ? { head } : {}),
      });
      if (track.opened.size > 0) this.#openedFrom(track, depth, lane.bars);
    }
  }

  #openedFrom(track: RunTrack, depth: number, bars: readonly Bar[]): void {
    if (track.opened.size === 0) return;
    for (const bar of bars) {
      const opened = track.opened.get(bar.id);
      if (!opened) continue;
      // The next run of a chain stands beside the one before it, not inside.
      const deeper = bar.linked?.next ? depth : depth + 1;
      this.#push({ height: rowHeight, labelLine: 0, depth: deeper, track: opened, kind: 'run', lane: noLane, bar });
      const count = opened.bars.length;
      this.add(opened, deeper, count > mostNestedRows ? 'lanes' : 'rows');
    }
  }

  #push(row: Omit<Row, 'y'>): void {
    const height = row.height + row.labelLine;
    this.rows.push({ ...row, y: this.y, height });
    this.y += height;
  }
}

const noLane: Lane = { bars: [], bad: [] };
const singles = new WeakMap<Bar, Lane>();

function singleLane(bar: Bar): Lane {
  let lane = singles.get(bar);
  if (!lane) singles.set(bar, (lane = { bars: [bar], bad: [] }));
  return lane;
}

/** The rows between two heights. */
export function rowsBetween({ rows }: Layout, top: number, bottom: number): readonly Row[] {
  return rows.slice(rowIndexAt(rows, top), rowIndexAt(rows, bottom) + 1);
}

/** The last row that begins at or above a height. */
export function rowIndexAt(rows: readonly Row[], y: number): number {
  let low = 0;
  let high = rows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rows[middle]?.y ?? Infinity) <= y) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
