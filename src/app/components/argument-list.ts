/** One argument as it is typed. */
export interface ArgumentText {
  /** Only to tell rows apart. */
  id: number;
  text: string;
}

export function nextId(rows: readonly { id: number }[]): number {
  return Math.max(0, ...rows.map(({ id }) => id)) + 1;
}

/** A lone empty field is what the form begins with: it stands for no argument. */
export function sentArguments(args: readonly ArgumentText[]): readonly ArgumentText[] {
  const [first, ...others] = args;
  return others.length === 0 && !first?.text.trim() ? [] : args;
}

/** The list with one row moved; the same list when there is no room. */
export function moved<Row extends { id: number }>(rows: readonly Row[], id: number, step: 1 | -1): Row[] {
  const from = rows.findIndex((row) => row.id === id);
  const to = from + step;
  const row = rows[from];
  if (!row || to < 0 || to >= rows.length) return [...rows];
  const rest = rows.filter((other) => other !== row);
  return [...rest.slice(0, to), row, ...rest.slice(to)];
}
