import type { FixedRows } from '../../../components/fixed-rows.svelte.js';
import { gapRow, type HistoryRows, type Row } from '../../../history/history-rows.js';

/** The rows that were read, from the first in sight. */
interface Kept {
  rows: readonly Row[];
  offset: number;
  rowHeight: number;
}

/** How many rows further down are tried when the one that was read is not there any more. */
const nearby = 60;

/**
 * Keeps the row that is read where it is while rows come and go above it. At the start of the list nothing is kept, so
 * that new rows come into sight.
 */
export class KeptPlace {
  readonly #rows: FixedRows;
  #model: HistoryRows | undefined;
  #kept: Kept | undefined;

  constructor(rows: FixedRows) {
    this.#rows = rows;
  }

  /** Before the page changes. */
  remember(model: HistoryRows, rowHeight: number): void {
    const before = this.#model;
    if (before === model) return;
    this.#model = model;
    const { first } = this.#rows;
    this.#kept = undefined;
    if (!before || !first) return;
    const rows = before.rows.slice(first.index, first.index + nearby);
    // What comes into a gap comes where the gap was.
    if (rows[0] !== gapRow) this.#kept = { rows, offset: first.offset, rowHeight };
  }

  /** After the page has changed. */
  restore(model: HistoryRows): void {
    const kept = this.#kept;
    this.#kept = undefined;
    // A page that has become shorter than it was scrolled is not where it was any more.
    this.#rows.measure();
    if (kept) this.#scrollBack(kept, model);
    this.#rows.measure();
  }

  #scrollBack(kept: Kept, model: HistoryRows): void {
    for (const [distance, row] of kept.rows.entries()) {
      const index = row === gapRow ? -1 : model.rows.indexOf(row);
      if (index < 0) continue;
      const moved = this.#rows.offsetOf(index) - kept.offset - distance * kept.rowHeight;
      if (Math.abs(moved) >= 1) this.#rows.scrollContent(moved);
      return;
    }
    if (model.rows.length > 0) this.#rows.show(0, 'start');
  }
}
