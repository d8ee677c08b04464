/** How cells are written. */
export interface CsvOptions {
  /**
   * Puts `'` before a text that a spreadsheet would take for a formula: anybody who can start a Workflow chooses its id,
   * and `=HYPERLINK(…)` would run on the machine of the one who opens the file.
   */
  guardFormulas: boolean;
}

export type CsvCell = string | number | bigint | boolean | undefined;

/** One record as RFC 4180 has it, with its line end. */
export function csvRecord(cells: readonly CsvCell[], options: CsvOptions): string {
  return `${cells.map((cell) => csvCell(cell, options)).join(',')}\r\n`;
}

/** Also the full-width forms, which some spreadsheets read alike, and the characters that they skip before a sign. */
const formula = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

function csvCell(cell: CsvCell, { guardFormulas }: CsvOptions): string {
  if (cell === undefined) return '';
  // A number is no formula, also when it is negative.
  if (typeof cell !== 'string') return String(cell);
  const text = guardFormulas && formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
