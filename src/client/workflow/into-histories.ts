import type { CallOptions } from '../call-options.js';
import { mapConcurrently } from '../internal/map-concurrently.js';
import type { WorkflowContext } from './context.js';
import type { WorkflowExecutionInfo } from './execution-info.js';
import { fetchHistory, type History } from './history.js';

/** Options of `list().intoHistories()`. */
export interface IntoHistoriesOptions extends CallOptions {
  /** Histories fetched at once. @default 5 */
  concurrency?: number | undefined;
  /** Histories held ready for a slow reader; no more are begun when so many wait. @default unlimited */
  bufferLimit?: number | undefined;
}

/** A history, and of which Workflow it is. */
export interface HistoryAndWorkflowId {
  readonly workflowId: string;
  readonly runId: string;
  readonly history: History;
}

/** Histories of listed executions, in the order in which they arrive. */
export function intoHistories(
  context: WorkflowContext,
  executions: AsyncIterable<WorkflowExecutionInfo>,
  { concurrency = 5, bufferLimit, ...call }: IntoHistoriesOptions,
): AsyncIterable<HistoryAndWorkflowId> {
  return mapConcurrently(
    executions,
    { concurrency, bufferLimit, signal: call.signal },
    async ({ workflowId, runId }, signal) => ({
      workflowId,
      runId,
      history: await fetchHistory(context, { workflowId, runId }, { ...call, signal }),
    }),
  );
}
