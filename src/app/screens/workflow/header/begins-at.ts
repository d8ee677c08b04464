import type { WorkflowExecutionDescription } from '../../../../client/index.js';

/** When the first Workflow Task of a run is due that has not begun: start delay, cron or the wait before a retry. */
export function beginsAt({ historyLength, executionTime, startTime }: WorkflowExecutionDescription): Date | undefined {
  // The first event alone: nothing has been scheduled.
  if (historyLength > 1 || !executionTime) return undefined;
  return executionTime.getTime() > startTime.getTime() ? executionTime : undefined;
}
