import { hangOf, wrapLine } from './wrap.js';

/** One row of the JSON of an event: a line, or a part of one. */
export interface TextRow {
  line: string;
  from: number;
  to: number;
  /** Columns that it stands in, being the rest of a line. */
  hang: number;
}

/** Events on screen, and some around them. */
const mostKept = 150;

/** The rows of the events on screen. */
export class EventRows {
  readonly #kept = new Map<number, { text: string; columns: number; rows: readonly TextRow[] }>();

  of(eventId: number, text: string, columns: number): readonly TextRow[] {
    const kept = this.#kept.get(eventId);
    if (kept?.text === text && kept.columns === columns) return kept.rows;
    if (this.#kept.size >= mostKept) this.#kept.clear();
    const rows = rowsOf(text, columns);
    this.#kept.set(eventId, { text, columns, rows });
    return rows;
  }
}

function rowsOf(text: string, columns: number): TextRow[] {
  return text.split('\n').flatMap((line) => {
    if (columns === Infinity) return [{ line, from: 0, to: line.length, hang: 0 }];
    const starts = wrapLine(line, columns);
    const hang = starts.length > 1 ? hangOf(line, columns) : 0;
    return starts.map((from, index) => ({
      line,
      from,
      to: starts[index + 1] ?? line.length,
      hang: index > 0 ? hang : 0,
    }));
  });
}
