import type { MessageInitShape } from '@bufbuild/protobuf';
import { UpdateWorkflowExecutionLifecycleStage as Stage } from '../../../gen/core/temporal/api/enums/v1/update_pb.js';
import type { Outcome } from '../../../gen/core/temporal/api/update/v1/message_pb.js';
import type {
  UpdateWorkflowExecutionRequestSchema,
  UpdateWorkflowExecutionResponse as UpdateResponse,
} from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import { encodeHeaders } from '../converter/headers.js';
import { type ErrorContext, mapErrors, toServiceError } from '../error-mapping.js';
import { ServiceError, WorkflowUpdateRPCTimeoutOrCancelledError } from '../errors.js';
import { type GrpcError, status } from '../grpc-error.js';
import { beginWait, type PollTurn, pollUntil } from '../internal/poll.js';
import { uuid } from '../internal/uuid.js';
import { executionOf, serializationContextOf, type WorkflowContext } from './context.js';
import type { WorkflowPollUpdateInput, WorkflowStartUpdateInput, WorkflowStartUpdateOutput } from './interceptors.js';
import { encodeWorkflowUpdateStage } from './update-options.js';

type UpdateRequest = MessageInitShape<typeof UpdateWorkflowExecutionRequestSchema>;

/** The request for an update, with its id: made once, so that a repeated attempt is the same update. */
export async function createUpdateRequest(
  context: WorkflowContext,
  input: WorkflowStartUpdateInput,
): Promise<{ updateId: string; request: UpdateRequest }> {
  const { workflowExecution, firstExecutionRunId = '', updateName, args, typeInfo, headers, options } = input;
  const serialization = serializationContextOf(context, workflowExecution.workflowId);
  const updateId = options.updateId ?? uuid();
  // An update that is admitted only is not durable yet: nobody can wait for that.
  const lifecycleStage = Math.max(encodeWorkflowUpdateStage(input.waitForStage) ?? 0, Stage.ACCEPTED);
  const payloads = await context.dataConverter.encodeAll(args, serialization, typeInfo?.inputTypes);
  const request = {
    namespace: context.namespace,
    workflowExecution: executionOf(workflowExecution),
    firstExecutionRunId,
    waitPolicy: { lifecycleStage },
    request: {
      meta: { updateId, identity: context.identity },
      input: { ...encodeHeaders(headers), name: updateName, args: { payloads } },
    },
  };
  return { updateId, request };
}

/**
 * UpdateWorkflowExecution, repeated until the Workflow has accepted or rejected the update: the server answers sooner
 * when its long poll ends, and the same update id makes the next call the same update.
 *
 * @throws {@link WorkflowUpdateRPCTimeoutOrCancelledError} when the call ends first; the update may still happen
 * @throws {@link WorkflowNotFoundError} also when the execution is closed
 * @throws {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function startUpdate(
  context: WorkflowContext,
  input: WorkflowStartUpdateInput,
): Promise<WorkflowStartUpdateOutput> {
  const { updateId, request } = await createUpdateRequest(context, input);
  const wait = beginWait(context.connection, input.call);
  const poll = async ({ connection, call, limits }: PollTurn): Promise<UpdateResponse | undefined> => {
    const response = await connection.unary(WorkflowService.method.updateWorkflowExecution, request, call, limits);
    return response.stage < Stage.ACCEPTED ? undefined : response;
  };
  const { updateRef, outcome } = await mapErrors(
    () => pollUntil(wait, { method: 'UpdateWorkflowExecution', poll }),
    (error) => toUpdateError(error, { fallback: 'Workflow Update failed', ...input.workflowExecution }),
  );
  const workflowRunId = updateRef?.workflowExecution?.runId;
  if (!workflowRunId) throw new ServiceError('The server accepted the Workflow Update without naming its run');
  return { updateId, workflowRunId, outcome, outputTypeInfo: input.typeInfo?.outputType };
}

/**
 * PollWorkflowExecutionUpdate until there is an outcome.
 *
 * @throws {@link WorkflowNotFoundError} when there is no such execution, or no such update
 * @throws {@link WorkflowUpdateRPCTimeoutOrCancelledError} | {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function pollUpdate(
  { connection, namespace, identity }: WorkflowContext,
  { workflowExecution, updateId, call }: WorkflowPollUpdateInput,
): Promise<Outcome> {
  const wait = beginWait(connection, call);
  const execution = executionOf(workflowExecution);
  const poll = async ({ connection: view, call: once, limits, hold }: PollTurn): Promise<Outcome | undefined> => {
    const request = {
      namespace,
      identity,
      updateRef: { workflowExecution: execution, updateId },
      // Without a stage to wait for, the server says at once how far the update is.
      waitPolicy: { lifecycleStage: hold ? Stage.COMPLETED : Stage.UNSPECIFIED },
    };
    return (await view.unary(WorkflowService.method.pollWorkflowExecutionUpdate, request, once, limits)).outcome;
  };
  const key = ['update', namespace, execution.workflowId, execution.runId, updateId];
  return mapErrors(
    () => pollUntil(wait, { method: 'PollWorkflowExecutionUpdate', key, quick: true, poll }),
    (error) => toUpdateError(error, { fallback: 'Workflow Update failed', ...workflowExecution }),
  );
}

/** Errors of the calls that wait for an update. */
export function toUpdateError(error: GrpcError, context: ErrorContext): Error {
  if (error.code === status.DEADLINE_EXCEEDED || error.code === status.CANCELLED) {
    return new WorkflowUpdateRPCTimeoutOrCancelledError(error.details || 'Workflow update call timeout or cancelled', {
      cause: error,
    });
  }
  return toServiceError(error, context);
}
