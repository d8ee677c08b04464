/** What jobs do, by the names that requests, memos and descriptions have for it. */
import { BatchOperationType } from '../../../gen/batch/temporal/api/enums/v1/batch_operation_pb.js';
import type { StartBatchOperationRequest } from '../../../gen/batch/temporal/api/workflowservice/v1/request_response_pb.js';

export type Operation = StartBatchOperationRequest['operation'];

interface OperationType {
  /** In the memo of the job. */
  readonly memo: string;
  /** In its input. */
  readonly input: string;
  /** In its description. */
  readonly shown: BatchOperationType;
  /** About standalone Activities instead of Workflow Executions. */
  readonly isForActivities?: boolean;
  /** A query finds also what has closed. */
  readonly findsClosed?: boolean;
}

const T = BatchOperationType;

export const operationTypes: Readonly<Record<NonNullable<Operation['case']>, OperationType>> = {
  terminationOperation: { memo: 'terminate', input: 'TERMINATE', shown: T.TERMINATE_WORKFLOW },
  cancellationOperation: { memo: 'cancel', input: 'CANCEL', shown: T.CANCEL_WORKFLOW },
  signalOperation: { memo: 'signal', input: 'SIGNAL', shown: T.SIGNAL_WORKFLOW },
  deletionOperation: { memo: 'delete', input: 'DELETE', shown: T.DELETE_WORKFLOW, findsClosed: true },
  resetOperation: { memo: 'reset', input: 'RESET', shown: T.RESET_WORKFLOW, findsClosed: true },
  updateWorkflowOptionsOperation: {
    memo: 'update_options',
    input: 'UPDATE_EXECUTION_OPTIONS',
    shown: T.UPDATE_WORKFLOW_EXECUTION_OPTIONS,
  },
  unpauseActivitiesOperation: { memo: 'unpause_activities', input: 'UNPAUSE_ACTIVITY', shown: T.UNPAUSE_ACTIVITY },
  resetActivitiesOperation: { memo: 'reset_activities', input: 'RESET_ACTIVITY', shown: T.RESET_ACTIVITY },
  updateActivityOptionsOperation: {
    memo: 'update_activity_options',
    input: 'UPDATE_ACTIVITY_OPTIONS',
    shown: T.UPDATE_ACTIVITY_OPTIONS,
  },
  terminateActivitiesOperation: {
    memo: 'terminate_activities',
    input: 'TERMINATE_ACTIVITY',
    shown: T.TERMINATE_ACTIVITY,
    isForActivities: true,
  },
  cancelActivitiesOperation: {
    memo: 'cancel_activities',
    input: 'CANCEL_ACTIVITY',
    shown: T.CANCEL_ACTIVITY,
    isForActivities: true,
  },
  deleteActivitiesOperation: {
    memo: 'delete_activities',
    input: 'DELETE_ACTIVITY',
    shown: T.DELETE_ACTIVITY,
    isForActivities: true,
    findsClosed: true,
  },
};

/** What a job does, by its memo. */
export function operationTypeOf(memo: unknown): BatchOperationType {
  return Object.values(operationTypes).find((type) => type.memo === memo)?.shown ?? T.UNSPECIFIED;
}
