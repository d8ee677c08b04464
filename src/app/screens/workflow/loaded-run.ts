import type { Client, WorkflowExecutionDescription } from '../../../client/index.js';
import { isOpen } from '../../../live/status.js';
import type { LoadedRun } from '../../../live/history-loader.js';

/** What the loader of a history has to know of its run. */
export function loadedRun(client: Client, info: WorkflowExecutionDescription): LoadedRun {
  const { workflowId, runId, historyLength } = info;
  const transitions = Number(info.raw.workflowExecutionInfo?.stateTransitionCount ?? 0);
  return {
    reader: client.workflow.getHandle(workflowId, runId),
    runId,
    historyLength,
    open: isOpen(info.status.name),
    eventsABatch: historyLength / Math.max(1, transitions),
  };
}
