import type { WorkflowExecutionInfo } from '../../../../client/index.js';
import type { ListRow } from './merge-rows.js';

/** A line of the table that shows an execution. */
export interface RunLine {
  kind: 'run';
  /** The same execution can stand in several places: in the list, and as a child. */
  key: string;
  row: ListRow;
  /** 0 in the list itself. */
  depth: number;
}

/** A line that says how it stands with the children above it: that they are loading, that there are more, or none. */
export interface ChildrenLine {
  kind: 'children';
  key: string;
  children: ChildList;
  depth: number;
}

export type Line = RunLine | ChildrenLine;

/** The children of a run, as far as they are loaded. */
export interface ChildList {
  parent: WorkflowExecutionInfo;
  rows: readonly ListRow[];
  phase: 'loading' | 'ready' | 'failed';
  error: unknown;
  nextPageToken: Uint8Array | undefined;
  /** None until they are counted; that is done only when they fill more than a page. */
  total: number | undefined;
}

export function runLine(row: ListRow, depth = 0, place = ''): RunLine {
  return { kind: 'run', key: `${place}${row.info.runId}`, row, depth };
}

/** The rows, each with its children below it where those were asked for. */
export function withChildren(
  rows: readonly ListRow[],
  childrenOf: (runId: string) => ChildList | undefined,
  depth = 0,
  place = '',
): Line[] {
  return rows.flatMap((row) => {
    const line = runLine(row, depth, place);
    const children = childrenOf(row.info.runId);
    if (!children) return [line];
    const inside = `${line.key}/`;
    const below = withChildren(children.rows, childrenOf, depth + 1, inside);
    const isWhole = children.phase === 'ready' && !children.nextPageToken && children.rows.length > 0;
    if (isWhole) return [line, ...below];
    return [line, ...below, { kind: 'children', key: `${inside}end`, children, depth: depth + 1 }];
  });
}
