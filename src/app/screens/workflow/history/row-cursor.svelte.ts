import type { Row } from '../../../history/history-rows.js';
import type { HistoryPlace } from './history-place.js';

/** The panel waits until the cursor rests. */
const followMs = 90;

/** The list that a cursor is in. */
interface CursorList {
  readonly place: HistoryPlace;
  readonly rows: { readonly rows: readonly Row[] };
  /** Those that match the search. */
  readonly matchRows: readonly Row[];
  indexOfEvent: (eventId: number) => number;
}

/** The row that keys act on. */
export class RowCursor {
  readonly #list: CursorList;
  #row = $state.raw<Row | undefined>();
  #reveal = $state.raw<{ row: Row } | undefined>();
  #following: ReturnType<typeof setTimeout> | undefined;

  /** Only while a component is set up: it makes an effect. */
  constructor(list: CursorList) {
    this.#list = list;
    $effect(() => () => clearTimeout(this.#following));
  }

  get row(): Row | undefined {
    return this.#row;
  }
  set row(row: Row | undefined) {
    this.#row = row;
  }

  /** The row that is to be brought into sight; another object each time. */
  get reveal(): { row: Row } | undefined {
    return this.#reveal;
  }

  /** Puts the cursor on a row and brings it into sight; an open panel follows. */
  moveTo(row: Row): boolean {
    const { place } = this.#list;
    this.#row = row;
    this.#reveal = { row };
    clearTimeout(this.#following);
    const { selectedEvent } = place;
    if (selectedEvent !== undefined) {
      this.#following = setTimeout(() => {
        // Not when it was closed, or another was chosen, meanwhile.
        if (place.selectedEvent === selectedEvent) place.select(Math.abs(row));
      }, followMs);
    }
    return true;
  }

  /** Moves the cursor by rows. */
  move(by: number): boolean {
    const { rows } = this.#list.rows;
    const at = this.#row === undefined ? -1 : rows.indexOf(this.#row);
    let to = at < 0 ? this.#startRow() : Math.max(0, Math.min(rows.length - 1, at + by));
    // The gap is no row to stop at.
    if (rows[to] === 0) to = Math.max(0, Math.min(rows.length - 1, to + Math.sign(by)));
    const row = rows[to];
    return row !== undefined && row !== 0 && this.moveTo(row);
  }

  /** Where keys begin: at the chosen event, else at the first row. */
  #startRow(): number {
    const { selectedEvent } = this.#list.place;
    return Math.max(0, selectedEvent === undefined ? 0 : this.#list.indexOfEvent(selectedEvent));
  }

  moveToEnd(end: 'first' | 'last'): boolean {
    const { rows } = this.#list.rows;
    const row = end === 'first' ? rows[0] : rows.at(-1);
    return row !== undefined && row !== 0 && this.moveTo(row);
  }

  /** To the next match, or the one before; round the ends. */
  step(by: 1 | -1): boolean {
    const { matchRows } = this.#list;
    const at = this.#row === undefined ? -1 : matchRows.indexOf(this.#row);
    const next = at < 0 ? (by > 0 ? 0 : matchRows.length - 1) : (at + by + matchRows.length) % matchRows.length;
    const row = matchRows[next];
    return row !== undefined && this.moveTo(row);
  }

  /** Which of the matches the cursor is on, from 1; 0 for none. */
  get matchAt(): number {
    return this.#row === undefined ? 0 : this.#list.matchRows.indexOf(this.#row) + 1;
  }

  /** To the next event of the chosen one's group, or the one before. */
  stepInGroup(by: 1 | -1): boolean {
    const { place } = this.#list;
    const { history, selectedEvent } = place;
    const ids = selectedEvent === undefined ? undefined : history.groups.of(selectedEvent)?.eventIds;
    const next = ids?.[ids.indexOf(selectedEvent ?? 0) + by];
    if (next === undefined) return false;
    place.select(next);
    return true;
  }
}
