import type { BatchOperation, WorkflowExecutionInfo } from '../../../client/index.js';
import { isRecord, textOr } from '../../state/stored.js';

/** State of a job as people mean it: one that somebody stopped has not failed. */
export type JobState = 'RUNNING' | 'COMPLETED' | 'STOPPED' | 'FAILED' | 'UNKNOWN';

/** A job in a list. */
export interface JobSummary {
  readonly jobId: string;
  readonly state: JobState;
  readonly operation: BatchOperation['type'] | undefined;
  readonly reason: string;
  readonly by: string;
  readonly startTime: Date;
  readonly closeTime: Date | undefined;
  /** Nothing before the end: visibility learns the numbers with the last step. */
  readonly numbers: { readonly done: number; readonly failed: number } | undefined;
}

/** Where the server keeps the executions that are its batch jobs. */
export const jobDivision = "TemporalNamespaceDivision = 'TemporalBatcher'";

const statesOf: Readonly<Record<JobState, readonly string[]>> = {
  RUNNING: ['Running'],
  COMPLETED: ['Completed'],
  STOPPED: ['Terminated', 'Canceled'],
  FAILED: ['Failed', 'TimedOut'],
  UNKNOWN: ['ContinuedAsNew'],
};

export const jobStates = ['RUNNING', 'COMPLETED', 'STOPPED', 'FAILED'] as const satisfies readonly JobState[];

export function isJobState(text: string | null): text is (typeof jobStates)[number] {
  return jobStates.some((state) => state === text);
}

export function statesInQuery(state: JobState): string {
  return `ExecutionStatus IN (${statesOf[state].map((name) => `"${name}"`).join(', ')})`;
}

/** The status of the execution behind a job, as the state of the job. */
export function jobStateOf(status: string): JobState {
  switch (status) {
    case 'RUNNING':
    case 'PAUSED':
      return 'RUNNING';
    case 'COMPLETED':
      return 'COMPLETED';
    case 'TERMINATED':
    case 'CANCELLED':
      return 'STOPPED';
    case 'FAILED':
    case 'TIMED_OUT':
      return 'FAILED';
    default:
      return 'UNKNOWN';
  }
}

/** What the server writes into the memo of a job; some versions wrote `terminate_workflows` and the like. */
const operations: Readonly<Record<string, BatchOperation['type']>> = {
  terminate: 'terminate',
  cancel: 'cancel',
  signal: 'signal',
  delete: 'delete',
  reset: 'reset',
  update_options: 'updateOptions',
  update_workflow_options: 'updateOptions',
  unpause_activities: 'unpauseActivities',
  reset_activities: 'resetActivities',
  update_activity_options: 'updateActivityOptions',
  terminate_activities: 'terminateStandaloneActivities',
  cancel_activities: 'cancelStandaloneActivities',
  delete_activities: 'deleteStandaloneActivities',
};

/** A job from its visibility record. Fields that a server does not write come out empty. */
export function readJob(info: WorkflowExecutionInfo): JobSummary {
  const memo = info.memo ?? {};
  const [by] = info.searchAttributes['BatcherUser'] ?? [];
  return {
    jobId: info.workflowId,
    state: jobStateOf(info.status.name),
    operation: operations[textOr(memo['batch_operation_type'], '').replace(/_workflows$/, '')],
    reason: textOr(memo['batch_operation_reason'], ''),
    by: textOr(by, ''),
    startTime: info.startTime,
    closeTime: info.closeTime,
    numbers: numbersOf(memo['batch_operation_stats']),
  };
}

function numbersOf(stats: unknown): JobSummary['numbers'] {
  if (!isRecord(stats)) return undefined;
  const { NumSuccess: done, NumFailure: failed } = stats;
  return typeof done === 'number' && typeof failed === 'number' ? { done, failed } : undefined;
}
