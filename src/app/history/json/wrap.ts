/** Characters that take the room of two: CJK, emoji. */
const wide = /[\u1100-\u{10ffff}]/u;
const wideOne = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f000}-\u{3ffff}]/u;

/** How far the rest of a line stands in, when it goes on below. */
export function hangOf(line: string, columns: number): number {
  return Math.min(line.search(/\S|$/) + 2, Math.floor(columns / 2));
}

/** Where each row of a line begins, when it is broken after so many columns of a monospaced font. */
export function wrapLine(line: string, columns: number): number[] {
  if (line.length <= columns && !wide.test(line)) return [0];
  const rest = columns - hangOf(line, columns);
  const starts = [0];
  if (!wide.test(line)) {
    for (let at = columns; at < line.length; at += rest) starts.push(at);
    return starts;
  }
  let room = columns;
  let at = 0;
  for (const character of line) {
    const width = wideOne.test(character) ? 2 : 1;
    if (width > room && at > (starts.at(-1) ?? 0)) {
      starts.push(at);
      room = rest;
    }
    room -= width;
    at += character.length;
  }
  return starts;
}

/** How many rows a text takes; `Infinity` columns do not break lines. */
export function countRows(text: string, columns: number): number {
  let rows = 0;
  for (let start = 0; start <= text.length;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    rows += columns === Infinity ? 1 : wrapLine(text.slice(start, end), columns).length;
    start = end + 1;
  }
  return rows;
}
