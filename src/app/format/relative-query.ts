import { resolveRelativeTime } from './relative-time.js';

/** A quoted text or name, or a relative time outside of them. */
const piece =
  /"(?:[^"\\]|\\[^]|"")*"?|'(?:[^'\\]|\\[^]|'')*'?|`[^`]*`?|(?<![\w.$@-])now(?:[+-]\d+[smhdwMy]|\/[hdwMy])*(?![\w.$@(+/-])/g;

export interface ResolvedQuery {
  /** What the server reads. */
  text: string;
  /** The place in the query before, for a place in `text`: errors of the server name the latter. */
  sourceOf: (offset: number) => number;
}

/** A visibility query with its relative times as moments. */
export function resolveQuery(query: string, now: number, timeZone: string): ResolvedQuery {
  /** How far behind its source each place is, from that place on. */
  const shifts: { from: number; to: number; sourceFrom: number; sourceTo: number }[] = [];
  let grown = 0;
  const text = query.replace(piece, (found, at: number) => {
    const moment = found.startsWith('now') ? resolveRelativeTime(found, now, timeZone) : undefined;
    if (!moment) return found;
    const literal = `"${moment.toISOString()}"`;
    const from = at + grown;
    shifts.push({ from, to: from + literal.length, sourceFrom: at, sourceTo: at + found.length });
    grown += literal.length - found.length;
    return literal;
  });
  const sourceOf = (offset: number): number => {
    const last = shifts.findLast(({ from }) => from <= offset);
    if (!last) return offset;
    return offset < last.to ? last.sourceFrom : offset - last.to + last.sourceTo;
  };
  return { text, sourceOf };
}

/** Whether the moments in a query change as time passes. */
export function isRelative(query: string): boolean {
  return [...query.matchAll(piece)].some(([found]) => found.startsWith('now'));
}
