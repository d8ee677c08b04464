import type { WorkflowExecutionInfo } from '../../../client/index.js';
import { isOpen } from '../../../live/status.js';

type Row = WorkflowExecutionInfo;

/**
 * What is selected: rows one by one, or everything that a query finds but some. Rows are known by their Run Id, so a
 * refresh, another order or another page of the same list leaves the selection as it is.
 */
export type Selected =
  | { readonly kind: 'rows'; readonly rows: ReadonlyMap<string, Row> }
  | {
      readonly kind: 'all';
      /** The visibility query of the list; empty for a list without any filter. */
      readonly query: string;
      /** How many the server counted. */
      readonly total: number;
      readonly except: ReadonlyMap<string, Row>;
    };

/** More than this is no work for check boxes, and the server takes no longer list for a batch. */
export const mostRows = 1_000;

/** A query names each exception, and the server limits the length of a query. */
export const mostExceptions = 100;

export const nothing: Selected = { kind: 'rows', rows: new Map() };

/** Everything that a query finds, of which the server has counted so many. */
export function allOf(query: string, total: number): Selected {
  return { kind: 'all', query, total, except: new Map() };
}

export function isSelected(selected: Selected, runId: string): boolean {
  return selected.kind === 'rows' ? selected.rows.has(runId) : !selected.except.has(runId);
}

export function countOf(selected: Selected): number {
  return selected.kind === 'rows' ? selected.rows.size : Math.max(0, selected.total - selected.except.size);
}

/**
 * The rows selected, or not. What would exceed a limit is left out.
 *
 * @returns the same selection when nothing changes
 */
export function withRows(selected: Selected, rows: readonly Row[], on: boolean): Selected {
  const changed = rows.filter(({ runId }) => isSelected(selected, runId) !== on);
  if (changed.length === 0) return selected;
  if (selected.kind === 'rows') {
    return { kind: 'rows', rows: on ? plus(selected.rows, changed, mostRows) : minus(selected.rows, changed) };
  }
  const except = on ? minus(selected.except, changed) : plus(selected.except, changed, mostExceptions);
  return { ...selected, except };
}

function plus(map: ReadonlyMap<string, Row>, rows: readonly Row[], limit: number): Map<string, Row> {
  const result = new Map(map);
  for (const row of rows) if (result.size < limit) result.set(row.runId, row);
  return result;
}

function minus(map: ReadonlyMap<string, Row>, rows: readonly Row[]): Map<string, Row> {
  const result = new Map(map);
  for (const { runId } of rows) result.delete(runId);
  return result;
}

/** The rows from one to another in the order in which they stand, both included; only the second without the first. */
export function between(order: readonly Row[], from: string | undefined, to: string): readonly Row[] {
  const end = order.findIndex(({ runId }) => runId === to);
  if (end < 0) return [];
  const start = order.findIndex(({ runId }) => runId === from);
  if (start < 0) return order.slice(end, end + 1);
  return order.slice(Math.min(start, end), Math.max(start, end) + 1);
}

/** What the box in the head of the table shows. */
export function pageState(selected: Selected, rows: readonly Row[]): 'none' | 'some' | 'all' {
  const count = rows.filter(({ runId }) => isSelected(selected, runId)).length;
  if (count === 0) return 'none';
  return count === rows.length ? 'all' : 'some';
}

/**
 * The selection with what is known of its rows now.
 *
 * @returns the same selection when nothing of it was among them
 */
export function refreshed(selected: Selected, rows: readonly Row[]): Selected {
  if (selected.kind === 'all') return selected;
  const known = rows.filter((row) => {
    const before = selected.rows.get(row.runId);
    return before !== undefined && before !== row;
  });
  if (known.length === 0) return selected;
  const result = new Map(selected.rows);
  for (const row of known) result.set(row.runId, row);
  return { kind: 'rows', rows: result };
}

/** The Run Ids of lines that are no rows of the list: children that stand below their parents. */
export function unlisted(lines: readonly Row[], rows: readonly Row[]): ReadonlySet<string> {
  const listed = new Set(rows.map(({ runId }) => runId));
  return new Set(lines.flatMap(({ runId }) => (listed.has(runId) ? [] : [runId])));
}

/** How many of the selected rows are closed already; nothing is known of those that a query finds. */
export function closedOf(selected: Selected): number {
  if (selected.kind === 'all') return 0;
  return [...selected.rows.values()].filter(({ status }) => !isOpen(status.name)).length;
}
