import { diffLines } from 'diff';

/** A line of two texts that stand beside each other. */
export interface SideBySideRow {
  left: { line: number; text: string } | undefined;
  right: { line: number; text: string } | undefined;
  isSame: boolean;
}

/** Texts of more characters are laid side by side without looking for what fits best. */
const longestText = 400_000;

/** Two texts, line by line: lines that both have are beside each other, and what was changed is beside what it became. */
export function sideBySide(left: string, right: string): SideBySideRow[] {
  const rows: SideBySideRow[] = [];
  let [atLeft, atRight] = [0, 0];
  const add = (lefts: readonly string[], rights: readonly string[], isSame: boolean): void => {
    for (let index = 0; index < Math.max(lefts.length, rights.length); index++) {
      const [text, other] = [lefts[index], rights[index]];
      rows.push({
        left: text === undefined ? undefined : { line: ++atLeft, text },
        right: other === undefined ? undefined : { line: ++atRight, text: other },
        isSame: isSame || text === other,
      });
    }
  };
  if (left.length + right.length > longestText) {
    add(linesOf(left), linesOf(right), false);
    return rows;
  }
  const changes = diffLines(withEnd(left), withEnd(right));
  for (let index = 0; index < changes.length; index++) {
    const change = changes[index]!;
    const next = changes[index + 1];
    if (change.removed && next?.added) {
      add(linesOf(change.value), linesOf(next.value), false);
      index++;
    } else if (change.removed) add(linesOf(change.value), [], false);
    else if (change.added) add([], linesOf(change.value), false);
    else add(linesOf(change.value), linesOf(change.value), true);
  }
  return rows;
}

/** Else a last line without an end differs from the same line with one. */
function withEnd(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}

function linesOf(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}
