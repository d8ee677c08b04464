import type { Place } from '../search-pattern.js';

export type PartKind = 'key' | 'string' | 'number' | 'word' | 'punctuation';

/** A piece of a line that looks the same. */
export interface LinePart {
  text: string;
  kind: PartKind;
  marked: boolean;
}

const key = /^\s*("(?:[^"\\]|\\.)*")(?=\s*:)/;

/** What is drawn of a line of JSON, from one character to another: coloured, and with what was searched for marked. */
export function lineParts(line: string, from: number, to: number, places: readonly Place[] = []): LinePart[] {
  const parts: LinePart[] = [];
  for (const [start, end, kind] of kindsOf(line)) {
    let at = Math.max(start, from);
    const last = Math.min(end, to);
    if (at >= last) continue;
    for (const [markStart, markEnd] of places) {
      if (markEnd <= at || markStart >= last) continue;
      if (markStart > at) parts.push({ text: line.slice(at, markStart), kind, marked: false });
      parts.push({ text: line.slice(Math.max(at, markStart), Math.min(markEnd, last)), kind, marked: true });
      at = Math.min(markEnd, last);
    }
    if (at < last) parts.push({ text: line.slice(at, last), kind, marked: false });
  }
  return parts;
}

/** A line is a key, a value, or both: that is how JSON is written here, with one value a line. */
function kindsOf(line: string): (readonly [start: number, end: number, kind: PartKind])[] {
  const found = key.exec(line);
  const keyEnd = found?.[0].length ?? 0;
  const rest = line.slice(keyEnd);
  const valueStart = keyEnd + (/^[\s:]*/.exec(rest)?.[0].length ?? 0);
  const valueEnd = line.length - (/,?$/.exec(line)?.[0].length ?? 0);
  const kinds: (readonly [number, number, PartKind])[] = [
    [0, keyEnd, 'key'],
    [keyEnd, valueStart, 'punctuation'],
    [valueStart, valueEnd, valueKind(line[valueStart] ?? '')],
    [valueEnd, line.length, 'punctuation'],
  ];
  return kinds.filter(([start, end]) => end > start);
}

function valueKind(first: string): PartKind {
  if (first === '"') return 'string';
  if (/[-\d]/.test(first)) return 'number';
  return /[a-z]/.test(first) ? 'word' : 'punctuation';
}
