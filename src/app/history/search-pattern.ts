/** Where something was found in a text. */
export type Place = readonly [start: number, end: number];

/** What is searched for: a text, which is found at once, or an expression, which may take for ever and so runs elsewhere. */
export type SearchPattern =
  | { kind: 'text'; test: (lowerCase: string) => boolean; find: (text: string) => readonly Place[] }
  | { kind: 'expression'; source: string };

export type CompiledSearch = { ok: true; pattern: SearchPattern } | { ok: false; reason: string };

/** Case never counts. In a regular expression, `^` and `$` are the start and end of each line. */
export function compileSearch(text: string, isRegex: boolean): CompiledSearch {
  if (isRegex) {
    try {
      expressionOf(text);
    } catch (error) {
      return { ok: false, reason: reasonOf(error) };
    }
    return { ok: true, pattern: { kind: 'expression', source: text } };
  }
  const lowerCase = text.toLowerCase();
  const all = expressionOf(text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return {
    ok: true,
    pattern: {
      kind: 'text',
      // Found several times faster without the expression.
      test: (value) => value.includes(lowerCase),
      find: (value) => placesIn(value, all),
    },
  };
}

/** @throws {@link SyntaxError} when it is none */
export function expressionOf(source: string): RegExp {
  return new RegExp(source, 'gim');
}

/** Nobody sees more marks than these in one text. */
const mostPlaces = 50;

export function placesIn(text: string, expression: RegExp): Place[] {
  const places: Place[] = [];
  for (const match of text.matchAll(expression)) {
    if (match[0]) places.push([match.index, match.index + match[0].length]);
    if (places.length >= mostPlaces) break;
  }
  return places;
}

/** `Invalid regular expression: /(/im: Unterminated group` → `Unterminated group`. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^Invalid regular expression:?\s*/i, '').replace(/^\/.*\/[a-z]*:\s*/s, '');
}

/** The part of a text around a place in it, on one line. */
export function snippet(text: string, place: Place, around = 40): string {
  const lineStart = text.lastIndexOf('\n', place[0] - 1) + 1;
  const lineEnd = text.indexOf('\n', place[1]);
  const start = Math.max(lineStart, place[0] - around);
  const end = Math.min(lineEnd < 0 ? text.length : lineEnd, place[1] + around * 3);
  return `${start > lineStart ? '…' : ''}${text.slice(start, end)}${end < (lineEnd < 0 ? text.length : lineEnd) ? '…' : ''}`;
}
