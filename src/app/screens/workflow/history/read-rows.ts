import type { FixedRows } from '../../../components/fixed-rows.svelte.js';
import { gapRow, type HistoryRows, type Row } from '../../../history/history-rows.js';

/** The rows that are read, from the first in sight. */
export interface ReadRows {
  rows: readonly Row[];
  /** Of the first. */
  offset: number;
  rowHeight: number;
}

/** How many rows further down are tried when the one that was read is not there any more. */
const nearby = 60;

/** None in a gap: what comes into it comes where it was. */
export function rowsFrom(
  { rows }: HistoryRows,
  first: NonNullable<FixedRows['first']>,
  rowHeight: number,
): ReadRows | undefined {
  const read = rows.slice(first.index, first.index + nearby);
  return read[0] === gapRow ? undefined : { rows: read, offset: first.offset, rowHeight };
}

/** Scrolls to the first of the rows that is still there, or to the start of the list. */
export function putBack(read: ReadRows, { rows }: HistoryRows, list: FixedRows): void {
  for (const [distance, row] of read.rows.entries()) {
    const index = row === gapRow ? -1 : rows.indexOf(row);
    if (index >= 0) {
      list.put(index, read.offset + distance * read.rowHeight);
      return;
    }
  }
  if (rows.length > 0) list.show(0, 'start');
}
