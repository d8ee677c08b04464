import type { Column } from '../columns/columns.js';
import type { Line } from '../rows/lines.js';
import type { ListRow } from '../rows/merge-rows.js';

/** The cell that the pointer or the focus is in. */
export interface ActiveCell {
  cell: HTMLElement;
  column: Column;
  row: ListRow;
  /** Its menu was asked for by a key. */
  open: boolean;
}

/** The cell around an element; none in the head, and none of a column that is not shown any more. */
export function cellAt(
  target: EventTarget | null,
  columns: readonly Column[],
  lines: readonly Line[],
): Omit<ActiveCell, 'open'> | undefined {
  if (!(target instanceof Element)) return undefined;
  const cell = target.closest<HTMLElement>('[data-column]');
  const index = Number(cell?.closest<HTMLElement>('[data-index]')?.dataset['index'] ?? NaN);
  const column = columns.find(({ id }) => id === cell?.dataset['column']);
  const line = lines[index];
  return cell && column && line?.kind === 'run' ? { cell, column, row: line.row } : undefined;
}
