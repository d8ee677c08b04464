import {
  BatchOperationState,
  BatchOperationType,
} from '../../../gen/batch/temporal/api/enums/v1/batch_operation_pb.js';
import type { DescribeBatchOperationResponse } from '../../../gen/batch/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/batch/temporal/api/workflowservice/v1/service_pb.js';
import type { ClientContext } from '../base-client.js';
import { decodeTimestamp } from '../duration.js';
import { mapErrors, toServiceError } from '../error-mapping.js';
import { type Page, pageOf, pageRequest } from '../internal/pages.js';
import type { BatchInput, ListBatchInput } from './batch-client.js';
import { toBatchError } from './batch-error.js';
import type { BatchOperation } from './operation.js';
import { serializable } from '../internal/serializable.js';

/** State of a job; `UNKNOWN` stands for one that is newer than this package. */
export type BatchState = 'RUNNING' | 'COMPLETED' | 'FAILED' | 'UNKNOWN';

/** A job as lists show it. */
export interface BatchSummary {
  readonly jobId: string;
  readonly state: BatchState;
  /** What it does; nothing where the server does not say, or it is newer than this package. */
  readonly operation: BatchOperation['type'] | undefined;
  readonly startTime: Date | undefined;
  readonly closeTime: Date | undefined;
}

/** All that the server tells about one job. */
export interface BatchDescription extends BatchSummary {
  /** Executions that it is for; 0 until the server has counted them. */
  readonly total: number;
  /** Executions for which it is done. */
  readonly completed: number;
  /** Executions for which it failed. */
  readonly failed: number;
  readonly identity: string;
  readonly reason: string;
  /** The visibility query, or nothing for a list of executions. */
  readonly query: string | undefined;
  readonly raw: DescribeBatchOperationResponse;
}

/** DescribeBatchOperation. @throws {@link BatchNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError} */
export async function describeBatch(
  { namespace, connection }: ClientContext,
  { jobId, call }: BatchInput,
): Promise<BatchDescription> {
  const raw = await mapErrors(
    () => connection.unary(WorkflowService.method.describeBatchOperation, { namespace, jobId }, call),
    (error) => toBatchError(error, { fallback: 'Failed to describe batch', jobId }),
  );
  return {
    ...summaryOf(raw),
    total: Number(raw.totalOperationCount),
    completed: Number(raw.completeOperationCount),
    failed: Number(raw.failureOperationCount),
    identity: raw.identity,
    reason: raw.reason,
    query: raw.query || undefined,
    raw: serializable(raw),
  };
}

/** ListBatchOperations, one page. @throws {@link NamespaceNotFoundError} | {@link ServiceError} */
export async function listBatches(
  { namespace, connection }: ClientContext,
  { call, ...page }: ListBatchInput,
): Promise<Page<BatchSummary>> {
  const request = { namespace, ...pageRequest(page) };
  const response = await mapErrors(
    () => connection.unary(WorkflowService.method.listBatchOperations, request, call),
    (error) => toServiceError(error, { fallback: 'Failed to list batches' }),
  );
  return pageOf(response.operationInfo.map(summaryOf), response);
}

function summaryOf(
  raw: Pick<DescribeBatchOperationResponse, 'jobId' | 'state' | 'operationType' | 'startTime' | 'closeTime'>,
): BatchSummary {
  return {
    jobId: raw.jobId,
    state: states[raw.state] ?? 'UNKNOWN',
    operation: operations[raw.operationType],
    startTime: decodeTimestamp(raw.startTime),
    closeTime: decodeTimestamp(raw.closeTime),
  };
}

const states: Readonly<Record<number, BatchState>> = {
  [BatchOperationState.RUNNING]: 'RUNNING',
  [BatchOperationState.COMPLETED]: 'COMPLETED',
  [BatchOperationState.FAILED]: 'FAILED',
};

/* eslint-disable @typescript-eslint/no-deprecated -- servers before 1.32 answer with the older numbers */
const operations: Readonly<Record<number, BatchOperation['type']>> = {
  [BatchOperationType.TERMINATE]: 'terminate',
  [BatchOperationType.TERMINATE_WORKFLOW]: 'terminate',
  [BatchOperationType.CANCEL]: 'cancel',
  [BatchOperationType.CANCEL_WORKFLOW]: 'cancel',
  [BatchOperationType.SIGNAL]: 'signal',
  [BatchOperationType.SIGNAL_WORKFLOW]: 'signal',
  [BatchOperationType.DELETE]: 'delete',
  [BatchOperationType.DELETE_WORKFLOW]: 'delete',
  [BatchOperationType.RESET]: 'reset',
  [BatchOperationType.RESET_WORKFLOW]: 'reset',
  [BatchOperationType.UPDATE_EXECUTION_OPTIONS]: 'updateOptions',
  [BatchOperationType.UPDATE_WORKFLOW_EXECUTION_OPTIONS]: 'updateOptions',
  [BatchOperationType.UNPAUSE_ACTIVITY]: 'unpauseActivities',
  [BatchOperationType.UPDATE_ACTIVITY_OPTIONS]: 'updateActivityOptions',
  [BatchOperationType.RESET_ACTIVITY]: 'resetActivities',
  [BatchOperationType.CANCEL_ACTIVITY]: 'cancelStandaloneActivities',
  [BatchOperationType.TERMINATE_ACTIVITY]: 'terminateStandaloneActivities',
  [BatchOperationType.DELETE_ACTIVITY]: 'deleteStandaloneActivities',
};
