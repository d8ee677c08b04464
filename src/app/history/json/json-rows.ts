import type { EventBuffer } from '../../../live/event-buffer.js';
import { countRows } from './wrap.js';

/** What a row of the JSON of a history belongs to. */
export type RowPlace =
  | { kind: 'frame'; text: string }
  /** Events that are not here, from this id on. */
  | { kind: 'gap'; eventId: number; missing: number }
  /** `row` counts within the event. */
  | { kind: 'event'; eventId: number; row: number };

/** Which rows there are, at one moment. */
export interface JsonRows {
  readonly count: number;
  /** False while some are guessed. */
  readonly exact: boolean;
  /** There was no time to count all that could be counted. */
  readonly more: boolean;
  at: (index: number) => RowPlace;
  /** Index of a row of an event; -1 when the event is not here. */
  indexOf: (eventId: number, row?: number) => number;
}

const opening = ['{', '  "events": ['];
const closing = ['  ]', '}'];
/** Of an event that nobody has written down yet. */
const guess = 18;
/** Longest work at a time. */
const sliceMs = 8;

interface Options {
  /** Of an event; undefined while it has none. */
  text: (eventId: number) => string | undefined;
  isOpen: (eventId: number) => boolean;
  /** After which lines are broken; `Infinity`: never. */
  columns: number;
}

/**
 * Counts the rows of the JSON of a history, event by event, so that 50,000 events are a million rows of which only those
 * on screen are ever made. What has not been counted is guessed.
 */
export class JsonRowCounter {
  readonly #buffer: EventBuffer;
  /** What was counted, and of which text: a text that comes again for an event is another one. */
  #counts: number[] = [];
  #counted: (string | undefined)[] = [];
  #columns = Infinity;
  #sum = 0;
  #known = 0;

  constructor(buffer: EventBuffer) {
    this.#buffer = buffer;
  }

  /** The rows as far as they are known; call again while there are more to count. */
  rows({ text, isOpen, columns }: Options): JsonRows {
    if (columns !== this.#columns) {
      this.#columns = columns;
      // The old counts are better guesses than none.
      this.#counted = [];
    }
    const { lastId } = this.#buffer;
    const starts = new Float64Array(lastId + 2);
    const gaps = new Map<number, number>();
    const end = performance.now() + sliceMs;
    let at = opening.length;
    const average = this.#average;
    let gapAt = 0;
    let exact = true;
    let more = false;
    for (let id = 1; id <= lastId; id++) {
      starts[id] = at;
      if (!this.#buffer.get(id)) {
        if (gapAt === 0) {
          gapAt = id;
          at++;
        }
        gaps.set(gapAt, (gaps.get(gapAt) ?? 0) + 1);
        continue;
      }
      gapAt = 0;
      const known = text(id);
      const fresh = known === this.#counted[id];
      if (known === undefined) exact = false;
      else if (!fresh && performance.now() < end) this.#count(id, known);
      else if (!fresh) more = true;
      at += isOpen(id) ? this.#counts[id] || average : 1;
    }
    starts[lastId + 1] = at;
    const count = at + closing.length;
    return {
      count,
      exact: exact && !more,
      more,
      at: (index) => {
        if (index < opening.length) return { kind: 'frame', text: opening[index] ?? '' };
        if (index >= at) return { kind: 'frame', text: closing[index - at] ?? '' };
        const id = lastStartAt(starts, index, lastId);
        const missing = gaps.get(id);
        if (missing !== undefined) return { kind: 'gap', eventId: id, missing };
        return { kind: 'event', eventId: id, row: index - (starts[id] ?? 0) };
      },
      indexOf: (eventId, row = 0) => (this.#buffer.get(eventId) ? (starts[eventId] ?? -1) + row : -1),
    };
  }

  get #average(): number {
    return this.#known > 0 ? Math.max(1, Math.round(this.#sum / this.#known)) : guess;
  }

  #count(id: number, text: string): void {
    // Arrays with holes are slow for all that follows.
    while (this.#counts.length <= id) this.#counts.push(0);
    while (this.#counted.length <= id) this.#counted.push(undefined);
    const rows = countRows(text, this.#columns);
    const before = this.#counts[id] ?? 0;
    this.#sum += rows - before;
    if (before === 0) this.#known++;
    this.#counts[id] = rows;
    this.#counted[id] = text;
  }
}

/** The last id that starts at or before a row: ids without rows start where the next one does. */
function lastStartAt(starts: Float64Array, index: number, lastId: number): number {
  let low = 1;
  let high = lastId;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}
