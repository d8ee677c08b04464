import { type Bar, endOf, isPoint } from './bar.js';
import type { RunTrack } from './layout.js';

/** A bar as a line of a table. */
export interface TableRow {
  bar: Bar;
  track: RunTrack;
}

export const tableColumns = ['name', 'kind', 'status', 'start', 'duration', 'attempts'] as const;
export type TableColumn = (typeof tableColumns)[number];

export interface TableOrder {
  column: TableColumn;
  descending: boolean;
}

export interface TableOptions {
  order: TableOrder;
  nowMs: number;
  /** The part of the time that is shown: what lies outside of it is left out. */
  fromMs: number;
  toMs: number;
  /** While something is searched for: only what is found. */
  isMatch: ((bar: Bar, track: RunTrack) => boolean) | undefined;
  /** What is sorted by where the bar alone does not tell. */
  texts: Record<'name' | 'kind' | 'status', (bar: Bar) => string>;
}

/** What a timeline shows, opened runs included, in an order. */
export function tableRows(track: RunTrack, options: TableOptions): TableRow[] {
  const rows: TableRow[] = [];
  addRows(track, options, rows);
  // From the start of a history, bars come in the order of their starts: sorting notices that.
  rows.sort((a, b) => a.bar.startMs - b.bar.startMs || a.bar.id - b.bar.id);
  const { column, descending } = options.order;
  if (column === 'start') return descending ? rows.reverse() : rows;
  const keyed = rows.map((row) => ({ row, key: keyOf(row.bar, column, options) }));
  const sign = descending ? -1 : 1;
  return keyed.sort((a, b) => compare(a.key, b.key) * sign).map(({ row }) => row);
}

function addRows(track: RunTrack, options: TableOptions, rows: TableRow[]): void {
  const { fromMs, toMs, nowMs, isMatch } = options;
  for (const bar of track.bars) {
    if (bar.startMs > toMs || endOf(bar, nowMs) < fromMs || isMatch?.(bar, track) === false) continue;
    rows.push({ bar, track });
  }
  for (const opened of track.opened.values()) addRows(opened, options, rows);
}

function keyOf(bar: Bar, column: TableColumn, { nowMs, texts }: TableOptions): number | string {
  switch (column) {
    case 'duration':
      // What happens in one moment has no duration, which is less than a short one.
      return isPoint(bar) ? -1 : endOf(bar, nowMs) - bar.startMs;
    case 'attempts':
      return bar.attempts;
    case 'start':
      return bar.startMs;
    default:
      return texts[column](bar).toLowerCase();
  }
}

/** By code units: in the order of a language, tens of thousands would take long. */
function compare(a: number | string, b: number | string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
