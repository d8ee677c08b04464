import { NexusOperationWaitStage } from '../../../gen/nexus/temporal/api/enums/v1/nexus_pb.js';
import type { PollNexusOperationExecutionResponse } from '../../../gen/nexus/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/nexus/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { mapErrors } from '../error-mapping.js';
import { intercept } from '../interceptors.js';
import { beginWait, type PollTurn, pollUntil } from '../internal/poll.js';
import { type NexusContext, type NexusTarget, targetFields } from './context.js';
import { toNexusOperationError } from './error-mapping.js';
import { NexusOperationFailureError } from './errors.js';
import type { GetNexusOperationResultInput } from './interceptors.js';

type Outcome = PollNexusOperationExecutionResponse['outcome'];
type Answered = Exclude<Outcome, { case: undefined }>;

/** What a handle remembers of its Operation: only what is final, so that a wait which broke can be begun again. */
export interface KeptOutcome {
  outcome?: { readonly value: unknown } | { readonly error: NexusOperationFailureError };
}

/**
 * PollNexusOperationExecution, until the Operation is closed.
 *
 * @throws {@link NexusOperationFailureError} when it did not complete; `cause` says how it closed
 * @throws {@link NexusOperationNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError}; what a converter
 *   or codec throws leaves as it is
 */
export async function operationResult(
  context: NexusContext,
  target: NexusTarget,
  kept: KeptOutcome,
  call?: CallOptions,
): Promise<unknown> {
  if (!kept.outcome) {
    const wait = intercept(context.interceptors, 'getResult', (input) => awaitOutcome(context, input));
    try {
      kept.outcome = { value: await wait({ ...target, call }) };
    } catch (error) {
      if (!(error instanceof NexusOperationFailureError)) throw error;
      kept.outcome = { error };
    }
  }
  const { outcome } = kept;
  if ('error' in outcome) throw outcome.error;
  return outcome.value;
}

async function awaitOutcome(
  context: NexusContext,
  { operationId, runId, outputType, call }: GetNexusOperationResultInput,
): Promise<unknown> {
  const { dataConverter } = context;
  const wait = beginWait(context.connection, call);
  let target: NexusTarget = { operationId, runId };
  const poll = async (turn: PollTurn): Promise<Answered | undefined> => {
    const request = { ...targetFields(context, target), waitStage: NexusOperationWaitStage.CLOSED };
    const method = WorkflowService.method.pollNexusOperationExecution;
    const response = await turn.connection.unary(method, request, turn.call, turn.limits);
    // A wait stays with the run it began with, though the id may pass to another.
    target = { operationId, runId: response.runId || target.runId };
    return response.outcome.case ? response.outcome : undefined;
  };
  const key = ['nexus', context.namespace, operationId, runId];
  const outcome = await mapErrors(
    () => pollUntil(wait, { method: 'PollNexusOperationExecution', key, poll }),
    (error) => toNexusOperationError(error, 'Failed to poll Nexus operation result', target),
  );
  if (outcome.case === 'result') return dataConverter.decodeFirst([outcome.value], undefined, outputType);
  const cause = await dataConverter.decodeFailure(outcome.value);
  const message = outcome.value.message || 'unknown failure';
  throw new NexusOperationFailureError(`Nexus operation failed: ${message}`, cause ?? new Error(message));
}
