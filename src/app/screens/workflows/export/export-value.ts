import type { CsvCell } from '../../../format/csv.js';
import type { CellValue } from '../columns/columns.js';

/** JSON that is there as text already, so that no number in it loses a digit on its way through JavaScript. */
export class JsonText {
  readonly text: string;
  /** For a table: a text without its quotes, everything else as JSON. */
  readonly plain: string;

  constructor(text: string, plain = text) {
    this.text = text;
    this.plain = plain;
  }
}

/** What one field of an exported row holds. */
export type ExportValue = CellValue | JsonText;

/** A field as JSON; times in ISO 8601, large integers with all their digits. `null` for what a row lacks. */
export function jsonOf(value: ExportValue): string {
  if (value === undefined) return 'null';
  if (value instanceof JsonText) return value.text;
  if (value instanceof Date) return JSON.stringify(isoTime(value) ?? null);
  if (typeof value === 'bigint') return String(value);
  return JSON.stringify(value);
}

/** A field as a cell; several values of one field as a JSON list, which stays unambiguous whatever they contain. */
export function cellOf(value: ExportValue): CsvCell {
  if (value instanceof JsonText) return value.plain;
  if (value instanceof Date) return isoTime(value);
  if (typeof value === 'object') return value.length === 0 ? undefined : JSON.stringify(value);
  return value;
}

/** The server's records may hold times that are none. */
function isoTime(time: Date): string | undefined {
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
