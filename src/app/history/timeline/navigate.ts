import { type Bar, endOf } from './bar.js';
import type { Layout, Row } from './layout.js';
import { headKey } from './row-keys.js';
import type { BarRef } from './scene/view.js';

/** Where the keyboard can be: on a bar, or on the head of a section or of an opened run. */
export type StopRef = BarRef | { head: string };

export interface Stop {
  ref: StopRef;
  row: Row;
  bar: Bar | undefined;
}

export type Direction = 'left' | 'right' | 'up' | 'down' | 'first' | 'last';

/** The stop of a reference; none when it is no longer there, or in a folded section. */
export function stopOf({ rows }: Layout, ref: StopRef | undefined): Stop | undefined {
  if (!ref) return undefined;
  if ('head' in ref) {
    const row = rows.find((other) => headKey(other) === ref.head);
    return row && { ref, row, bar: undefined };
  }
  for (const row of rows) {
    if (row.kind !== 'lane' || row.track.key !== ref.track) continue;
    const bar = row.bar ? (row.bar.id === ref.id ? row.bar : undefined) : row.lane.bars.find(({ id }) => id === ref.id);
    if (bar) return { ref, row, bar };
  }
  return undefined;
}

/** The next stop in a direction; the same one at the edge. */
export function moveStop(
  layout: Layout,
  from: Stop | undefined,
  direction: Direction,
  nowMs: number,
): Stop | undefined {
  if (!from) return firstStop(layout);
  if (direction === 'up' || direction === 'down') return moveAcross(layout, from, direction, nowMs) ?? from;
  const { bar } = from;
  if (!bar) return (direction === 'right' && stopInRow(from.row, undefined, nowMs)) || from;
  const stream = streamOf(from.row, bar);
  const at = stream.indexOf(bar);
  const to = { left: at - 1, right: at + 1, first: 0, last: stream.length - 1 }[direction];
  const next = stream[to];
  return (next && stopOf(layout, { track: from.row.track.key, id: next.id })) ?? from;
}

/** What stands together in the order of time: a section, or all rows of a run. */
function streamOf(row: Row, bar: Bar): readonly Bar[] {
  const { bars } = row.track;
  return bars.filter(({ section }) => (row.bar ? section !== 'workflow-task' : section === bar.section));
}

function moveAcross(layout: Layout, from: Stop, direction: 'up' | 'down', nowMs: number): Stop | undefined {
  const { rows } = layout;
  const step = direction === 'down' ? 1 : -1;
  // The head of a section and its first lane share a row.
  if (headKey(from.row) !== undefined && from.row.kind === 'lane') {
    if (direction === 'down' && !from.bar) return stopInRow(from.row, undefined, nowMs);
    if (direction === 'up' && from.bar) return headStop(from.row);
  }
  for (let at = rows.indexOf(from.row) + step; at >= 0 && at < rows.length; at += step) {
    const row = rows[at];
    if (!row) break;
    const stop =
      direction === 'down'
        ? (headStop(row) ?? stopInRow(row, from.bar, nowMs))
        : (stopInRow(row, from.bar, nowMs) ?? headStop(row));
    if (stop) return stop;
  }
  return undefined;
}

function headStop(row: Row): Stop | undefined {
  const head = headKey(row);
  return head === undefined ? undefined : { ref: { head }, row, bar: undefined };
}

/** The bar of a row that is nearest in time. */
function stopInRow(row: Row, near: Bar | undefined, nowMs: number): Stop | undefined {
  if (row.kind !== 'lane') return undefined;
  const time = near ? (near.startMs + endOf(near, nowMs)) / 2 : -Infinity;
  let best: Bar | undefined;
  let least = Infinity;
  for (const bar of row.lane.bars) {
    const distance = time < bar.startMs ? bar.startMs - time : Math.max(0, time - endOf(bar, nowMs));
    if (best && distance >= least) {
      if (bar.startMs > time) break;
      continue;
    }
    best = bar;
    least = distance;
  }
  return best && { ref: { track: row.track.key, id: best.id }, row, bar: best };
}

function firstStop(layout: Layout): Stop | undefined {
  for (const row of layout.rows) {
    const stop = headStop(row) ?? stopInRow(row, undefined, 0);
    if (stop) return stop;
  }
  return undefined;
}
