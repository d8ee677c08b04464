import { UpdateWorkflowExecutionLifecycleStage as Stage } from '../../../../gen/core/temporal/api/enums/v1/update_pb.js';
import { MultiOperationExecutionFailureSchema } from '../../../../gen/workflow/temporal/api/errordetails/v1/message_pb.js';
import { WorkflowService } from '../../../../gen/workflow/temporal/api/workflowservice/v1/service_pb.js';
import { ServiceError } from '../../errors.js';
import { type ErrorContext, findDetail, mapErrors, toStartError } from '../../error-mapping.js';
import { GrpcError, status } from '../../grpc-error.js';
import { beginWait, type PollTurn, pollUntil } from '../../internal/poll.js';
import type { WorkflowContext } from '../context.js';
import type { WorkflowStartUpdateWithStartInput, WorkflowStartUpdateWithStartOutput } from '../interceptors.js';
import { createStartRequest } from '../start-request.js';
import { createUpdateRequest, toUpdateError } from '../update.js';

/**
 * ExecuteMultiOperation of a start and an update, repeated until the Workflow has accepted or rejected the update.
 * Both ids are made once, so every repetition is the same start and the same update.
 *
 * @param onStarted is told once, with the first answer
 * @throws {@link WorkflowExecutionAlreadyStartedError} when the Workflow Id is taken and the conflict policy is FAIL
 * @throws {@link GrpcError} with the status of the operation that the server refused, as upstream
 * @throws {@link WorkflowUpdateRPCTimeoutOrCancelledError} | {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function startUpdateWithStart(
  context: WorkflowContext,
  input: WorkflowStartUpdateWithStartInput,
  onStarted: (answer: { runId: string; firstExecutionRunId: string; started: boolean }) => void,
): Promise<WorkflowStartUpdateWithStartOutput> {
  const { workflowType, workflowStartOptions, workflowStartHeaders, updateOptions, call } = input;
  const { workflowId } = workflowStartOptions;
  const startWorkflow = await createStartRequest(context, {
    workflowType,
    options: workflowStartOptions,
    headers: workflowStartHeaders,
  });
  const { updateId, request: updateWorkflow } = await createUpdateRequest(context, {
    updateName: input.updateName,
    args: input.updateArgs,
    typeInfo: input.updateTypeInfo,
    workflowExecution: { workflowId },
    headers: input.updateHeaders,
    options: updateOptions,
    waitForStage: input.waitForStage,
  });
  const request = {
    namespace: context.namespace,
    operations: [
      { operation: { case: 'startWorkflow', value: startWorkflow } as const },
      { operation: { case: 'updateWorkflow', value: updateWorkflow } as const },
    ],
  };
  const errorContext = { fallback: 'Update-With-Start failed', since: '1.24.0', workflowId, workflowType };
  const wait = beginWait(context.connection, call);
  let told = false;
  const poll = async (turn: PollTurn): Promise<WorkflowStartUpdateWithStartOutput | undefined> => {
    const method = WorkflowService.method.executeMultiOperation;
    const { responses } = await turn.connection.unary(method, request, turn.call, turn.limits);
    const [start, update] = responses.map(({ response }) => response);
    if (start?.case !== 'startWorkflow' || update?.case !== 'updateWorkflow') {
      throw new ServiceError('The server answered Update-With-Start without an answer to each of its operations');
    }
    if (!told) {
      const { runId, firstExecutionRunId, started } = start.value;
      onStarted({ runId, firstExecutionRunId: firstExecutionRunId || runId, started });
      told = true;
    }
    const { stage, updateRef, outcome } = update.value;
    if (stage < Stage.ACCEPTED) return undefined;
    return {
      workflowExecution: { workflowId, runId: updateRef?.workflowExecution?.runId },
      updateId,
      updateOutcome: outcome,
      updateOutputTypeInfo: input.updateTypeInfo?.outputType,
    };
  };
  return mapErrors(
    () => pollUntil(wait, { method: 'ExecuteMultiOperation', poll }),
    (error) => toMultiOperationError(error, errorContext),
  );
}

/** The operation that failed is in the details; the other was only aborted with it. */
function toMultiOperationError(
  error: GrpcError,
  context: ErrorContext & { workflowId: string; workflowType: string },
): Error {
  if (error.code === status.ALREADY_EXISTS) return toStartError(error, context);
  const failure = findDetail(error, MultiOperationExecutionFailureSchema);
  const cause = failure?.statuses.find(
    ({ code, details }) =>
      code !== status.OK &&
      !details.some(({ typeUrl }) => typeUrl.endsWith('/temporal.api.failure.v1.MultiOperationExecutionAborted')),
  );
  if (!cause) return toUpdateError(error, context);
  return new GrpcError(cause.code, cause.message, { cause: error });
}
