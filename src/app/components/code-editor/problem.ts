/** What is wrong in a text, and where. */
export interface EditorProblem {
  message: string;
  /** Offset in the text; without it the problem belongs to the whole text. */
  from?: number | undefined;
  /** Exclusive. @default one character */
  to?: number | undefined;
  /** A warning does not keep the text from being used. @default 'error' */
  tone?: 'error' | 'warning';
}

/** Line and column of an offset, both from 1; columns count characters as people see them. */
export function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: Array.from(before.slice(lineStart)).length + 1 };
}

/** `Line 2, column 5: Expected "," or "}"`; the message alone when it has no place. */
export function problemText(text: string, { message, from }: EditorProblem): string {
  if (from === undefined) return message;
  const { line, column } = placeOf(text, from);
  return `Line ${line}, column ${column}: ${message}.`;
}
