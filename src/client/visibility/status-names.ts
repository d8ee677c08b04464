import type { WorkflowExecutionStatusName } from '../workflow/execution-info.js';

/** Statuses that an execution in a visibility store can have. */
export type VisibilityStatusName = Exclude<WorkflowExecutionStatusName, 'UNSPECIFIED' | 'UNKNOWN'>;

/** How the server writes them in queries and in groups. */
export const visibilityStatuses: Record<VisibilityStatusName, string> = {
  RUNNING: 'Running',
  COMPLETED: 'Completed',
  FAILED: 'Failed',
  CANCELLED: 'Canceled',
  TERMINATED: 'Terminated',
  CONTINUED_AS_NEW: 'ContinuedAsNew',
  TIMED_OUT: 'TimedOut',
  PAUSED: 'Paused',
};
