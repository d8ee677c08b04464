/** The RPCs of jobs over many executions. */
import { create, toJson } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import { BatchOperationState } from '../../../gen/batch/temporal/api/enums/v1/batch_operation_pb.js';
import { ExecutionType } from '../../../gen/batch/temporal/api/enums/v1/common_pb.js';
import {
  type StartBatchOperationRequest,
  StartBatchOperationRequestSchema,
} from '../../../gen/batch/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowIdReusePolicy, WorkflowExecutionStatus, type Payload, PayloadSchema } from '../engine/api.js';
import { StartWorkflowExecutionRequestSchema } from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/service/temporal/api/workflowservice/v1/service_pb.js';
import { defaultPayloadConverter } from '../../client/index.js';
import type { Engine } from '../engine/engine.js';
import { wirePayload } from '../engine/payloads.js';
import { invalid } from '../engine/refusals.js';
import type { WorkflowServiceHandlers } from '../service/handlers.js';
import { division } from '../visibility/compile.js';
import { checkBatchStart, executionsOf } from './check-start.js';
import { jobWorker, jobWorkflowType } from './job.js';
import { memoNames } from './memo.js';
import { operationTypeOf, operationTypes } from './operation-types.js';
import type { Rpc } from './rpc.js';
import { systemQueue } from './system-queue.js';

const { method } = WorkflowService;
/** What the server calls the part of a Namespace that has the Workflows of jobs. */
const jobDivision = 'TemporalBatcher';
const jobsQuery = `${division} = '${jobDivision}'`;
/** Jobs of a Namespace that may go on at once. */
const mostJobs = 1n;
const largestPage = 1000;

export function batchHandlers(engine: Engine, rpc: Rpc): WorkflowServiceHandlers {
  const withWorker = new WeakSet<object>();
  /** Jobs need a worker, which a Namespace gets with the first of them. */
  const ensureWorker = (namespace: string): void => {
    const state = engine.namespace(namespace);
    if (withWorker.has(state)) return;
    withWorker.add(state);
    engine.addWorker(jobWorker(engine, namespace, rpc));
  };
  return {
    startBatchOperation: async (request) => {
      const { namespace, jobId } = request;
      engine.namespace(namespace);
      checkBatchStart(request);
      const query = `${jobsQuery} AND ExecutionStatus = ${WorkflowExecutionStatus.RUNNING}`;
      const { count } = await rpc(method.countWorkflowExecutions, { namespace, query });
      if (count >= mostJobs) {
        throw new ConnectError('Max concurrent batch operations is reached', Code.ResourceExhausted);
      }
      ensureWorker(namespace);
      const identity = identityOf(request);
      await rpc(
        method.startWorkflowExecution,
        create(StartWorkflowExecutionRequestSchema, {
          namespace,
          workflowId: jobId,
          workflowType: { name: jobWorkflowType },
          taskQueue: { name: systemQueue },
          input: { payloads: [inputOf(request)] },
          identity,
          requestId: engine.ids.uuid(),
          workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
          memo: { fields: memoOf(request) },
          searchAttributes: { indexedFields: { BatcherUser: payload(identity), [division]: payload(jobDivision) } },
        }),
      );
      return {};
    },

    stopBatchOperation: async ({ namespace, jobId: workflowId, reason, identity }) => {
      checkIds(namespace, workflowId);
      if (reason === '') throw invalid('Reason is not set on request.');
      await rpc(method.terminateWorkflowExecution, {
        namespace,
        workflowExecution: { workflowId },
        reason,
        identity,
      });
      return {};
    },

    describeBatchOperation: async ({ namespace, jobId }) => {
      checkIds(namespace, jobId);
      const description = await rpc(method.describeWorkflowExecution, { namespace, execution: { workflowId: jobId } });
      const { workflowExecutionInfo: info, pendingActivities } = description;
      const memo = info?.memo?.fields ?? {};
      const executions = valueOf<ListedExecution[]>(memo[memoNames.executions]) ?? [];
      return {
        operationType: operationTypeOf(valueOf(memo[memoNames.type])),
        jobId: info?.execution?.workflowId ?? '',
        state: stateOf(info?.status),
        ...(info?.startTime && { startTime: info.startTime }),
        ...(info?.closeTime && { closeTime: info.closeTime }),
        identity: valueOf<string>(info?.searchAttributes?.indexedFields['BatcherUser']) ?? '',
        reason: valueOf<string>(memo[memoNames.reason]) ?? '',
        query: valueOf<string>(memo[memoNames.query]) ?? '',
        executions: executions.map(({ type, business_id, run_id }) => ({
          type,
          businessId: business_id,
          runId: run_id ?? '',
        })),
        ...countsOf(memo[memoNames.stats], pendingActivities[0]?.heartbeatDetails?.payloads[0]),
      };
    },

    listBatchOperations: async ({ namespace, pageSize, nextPageToken }) => {
      if (namespace === '') throw invalid('Namespace is not set on request.');
      const size = pageSize <= 0 || pageSize > largestPage ? largestPage : pageSize;
      const request = { namespace, pageSize: size, nextPageToken, query: jobsQuery };
      const page = await rpc(method.listWorkflowExecutions, request);
      return {
        operationInfo: page.executions.map(({ execution, status, startTime, closeTime, memo }) => ({
          jobId: execution?.workflowId ?? '',
          state: stateOf(status),
          ...(startTime && { startTime }),
          ...(closeTime && { closeTime }),
          operationType: operationTypeOf(valueOf(memo?.fields[memoNames.type])),
        })),
        nextPageToken: page.nextPageToken,
      };
    },
  };
}

/** An execution in the memo of its job. */
interface ListedExecution {
  readonly type: ExecutionType;
  readonly business_id: string;
  readonly run_id?: string;
}

function checkIds(namespace: string, jobId: string): void {
  if (jobId === '') throw invalid('JobId is not set on request.');
  if (namespace === '') throw invalid('Namespace is not set on request.');
}

function identityOf({ operation }: StartBatchOperationRequest): string {
  return operation.value && 'identity' in operation.value ? operation.value.identity : '';
}

/** As the server writes it: the JSON of a message of its own. */
function inputOf(request: StartBatchOperationRequest): Payload {
  const input = {
    namespaceId: request.namespace,
    batchType: `BATCH_OPERATION_TYPE_${operationTypes[request.operation.case!].input}`,
    request: toJson(StartBatchOperationRequestSchema, request),
  };
  const encoder = new TextEncoder();
  return create(PayloadSchema, {
    metadata: {
      encoding: encoder.encode('json/protobuf'),
      messageType: encoder.encode('temporal.server.api.batch.v1.BatchOperationInput'),
    },
    data: encoder.encode(JSON.stringify(input)),
  });
}

function memoOf(request: StartBatchOperationRequest): Record<string, Payload> {
  const { operation, reason, visibilityQuery, targetExecutions } = request;
  const { memo, isForActivities = false } = operationTypes[operation.case!];
  const type = isForActivities ? ExecutionType.ACTIVITY : ExecutionType.WORKFLOW;
  const executions = [
    ...targetExecutions.map(({ type, businessId, runId }) => listed(type, businessId, runId)),
    ...executionsOf(request).map(({ workflowId, runId }) => listed(type, workflowId, runId)),
  ];
  return {
    [memoNames.type]: payload(memo),
    [memoNames.reason]: payload(reason),
    ...(visibilityQuery !== '' && { [memoNames.query]: payload(visibilityQuery) }),
    ...(executions.length > 0 && { [memoNames.executions]: payload(executions) }),
  };
}

function listed(type: ExecutionType, businessId: string, runId: string): ListedExecution {
  return { type, business_id: businessId, ...(runId !== '' && { run_id: runId }) };
}

function payload(value: unknown): Payload {
  return wirePayload(defaultPayloadConverter.toPayload(value));
}

function valueOf<T>(given: Payload | undefined): T | undefined {
  return given && defaultPayloadConverter.fromPayload<T>(given);
}

function stateOf(status: WorkflowExecutionStatus | undefined): BatchOperationState {
  if (status === WorkflowExecutionStatus.RUNNING) return BatchOperationState.RUNNING;
  return status === WorkflowExecutionStatus.COMPLETED ? BatchOperationState.COMPLETED : BatchOperationState.FAILED;
}

/** Of a job that has ended, by its memo; of one that goes on, by its last heartbeat. */
function countsOf(stats: Payload | undefined, heartbeat: Payload | undefined) {
  const ended = valueOf<{ NumSuccess: number; NumFailure: number }>(stats);
  const going = valueOf<{ TotalEstimate: number; SuccessCount: number; ErrorCount: number }>(heartbeat);
  const success = ended?.NumSuccess ?? going?.SuccessCount ?? 0;
  const failure = ended?.NumFailure ?? going?.ErrorCount ?? 0;
  return {
    totalOperationCount: BigInt(ended ? success + failure : (going?.TotalEstimate ?? 0)),
    completeOperationCount: BigInt(success),
    failureOperationCount: BigInt(failure),
  };
}
