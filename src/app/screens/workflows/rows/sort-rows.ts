import type { CellValue, Column } from '../columns/columns.js';
import type { ListRow } from './merge-rows.js';

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Run Ids in the order of a column. Equal ones stay as the server lists them; those without a value come last. */
export function sortedRunIds(rows: readonly ListRow[], column: Column, descending: boolean): string[] {
  const sign = descending ? -1 : 1;
  return rows
    .map(({ info }) => ({ runId: info.runId, key: keyOf(column.value(info)) }))
    .sort((a, b) => {
      if (a.key === undefined || b.key === undefined) return Number(a.key === undefined) - Number(b.key === undefined);
      return sign * compare(a.key, b.key);
    })
    .map(({ runId }) => runId);
}

/** The rows in an order that was made before, so that a row that changes does not move. */
export function inOrder(rows: readonly ListRow[], runIds: readonly string[]): ListRow[] {
  const byRunId = new Map(rows.map((row) => [row.info.runId, row]));
  return runIds.flatMap((runId) => byRunId.get(runId) ?? []);
}

function keyOf(value: CellValue): string | number | bigint | undefined {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'object') return value.join(', ') || undefined;
  return value === '' ? undefined : value;
}

function compare(a: string | number | bigint, b: string | number | bigint): number {
  if (typeof a === 'string' || typeof b === 'string') return collator.compare(String(a), String(b));
  return a < b ? -1 : a > b ? 1 : 0;
}
