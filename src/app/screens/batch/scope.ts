import type { BatchTarget, WorkflowExecutionInfo } from '../../../client/index.js';
import { quoted } from '../../format/ids.js';
import { isOpen } from '../../../live/status.js';
import { withCondition } from '../workflows/add-condition.js';
import type { Selected } from '../workflows/selection-model.js';
import type { Deed } from './deeds.js';

/** The executions that a deed is for: those that were picked, or those that a visibility query finds. */
export type BatchScope =
  | {
      readonly kind: 'rows';
      readonly rows: readonly WorkflowExecutionInfo[];
      /** How many were picked but are closed already, where that leaves nothing to do. */
      readonly leftOut: number;
    }
  | {
      readonly kind: 'query';
      /** As the server is asked, exceptions included. */
      readonly query: string;
      /** The same for servers that have no status Paused. */
      readonly queryBeforePaused: string;
      /** The list has no filter: all of the Namespace is meant. */
      readonly isEverything: boolean;
      readonly exceptions: number;
    };

/** The server finds every execution by it; an empty query is refused, so that nobody means all by mistake. */
const everything = 'WorkflowId IS NOT NULL';

const openNow = 'ExecutionStatus IN ("Running", "Paused")';
const openBeforePaused = 'ExecutionStatus = "Running"';

/** What a deed is for. The server applies it to open executions only where it makes sense for them only. */
export function scopeOf(selected: Selected, { openOnly }: Pick<Deed, 'openOnly'>): BatchScope {
  if (selected.kind === 'rows') {
    const picked = [...selected.rows.values()];
    const rows = openOnly ? picked.filter(({ status }) => isOpen(status.name)) : picked;
    return { kind: 'rows', rows, leftOut: picked.length - rows.length };
  }
  const { except } = selected;
  const query = withExceptions(selected.query.trim(), [...except.keys()]);
  const whole = query === '' ? everything : query;
  return {
    kind: 'query',
    query: openOnly ? withCondition(query, openNow) : whole,
    queryBeforePaused: openOnly ? withCondition(query, openBeforePaused) : whole,
    isEverything: selected.query.trim() === '',
    exceptions: except.size,
  };
}

function withExceptions(query: string, runIds: readonly string[]): string {
  if (runIds.length === 0) return query;
  return withCondition(query, `RunId NOT IN (${runIds.map(quoted).join(', ')})`);
}

/** The rows as a batch takes them: these runs, and not what comes after them. */
export function targetsOf(rows: readonly WorkflowExecutionInfo[]): BatchTarget[] {
  return rows.map(({ workflowId, runId }) => ({ workflowId, runId }));
}
