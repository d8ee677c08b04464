import type { PollActivityExecutionResponse as PollResponse } from '../../../gen/activity/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/activity/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { mapErrors } from '../error-mapping.js';
import { decodeRetryState } from '../failure.js';
import { intercept } from '../interceptors.js';
import { beginWait, type PollTurn, pollUntil } from '../internal/poll.js';
import { type ActivityContext, type ActivityTarget, serializationContextOf, targetInput } from './context.js';
import { sinceStandalone, toActivityError } from './error-mapping.js';
import { ActivityExecutionFailedError } from './errors.js';
import type { ActivityGetResultInput } from './interceptors.js';

/**
 * PollActivityExecution, until the Activity is closed.
 *
 * @throws {@link ActivityExecutionFailedError} when it did not complete; `cause` says how it closed
 * @throws {@link ActivityNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError}; what a converter or
 *   codec throws leaves as it is
 */
export async function activityResult(
  context: ActivityContext,
  target: ActivityTarget,
  call?: CallOptions,
): Promise<unknown> {
  return intercept(context.interceptors, 'getResult', (input) => awaitOutcome(context, input))({
    ...targetInput(target),
    outputType: target.outputType,
    call,
  });
}

async function awaitOutcome(
  context: ActivityContext,
  { activityId, activityRunId, outputType, call }: ActivityGetResultInput,
): Promise<unknown> {
  const { namespace, dataConverter } = context;
  const wait = beginWait(context.connection, call);
  let runId = activityRunId;
  const poll = async (turn: PollTurn): Promise<PollResponse | undefined> => {
    const request = { namespace, activityId, runId };
    const method = WorkflowService.method.pollActivityExecution;
    const response = await turn.connection.unary(method, request, turn.call, turn.limits);
    // A wait stays with the run it began with, though the id may pass to another.
    runId = response.runId || runId;
    return response.outcome?.value.case && response;
  };
  const key = ['activity', namespace, activityId, runId];
  const answer = await mapErrors(
    () => pollUntil(wait, { method: 'PollActivityExecution', key, poll }),
    (error) => toActivityError(error, { fallback: 'Failed to get activity result', since: sinceStandalone }),
  );
  const { value, retryState } = answer.outcome!;
  const serialization = serializationContextOf(context, activityId);
  if (value.case === 'result') return dataConverter.decodeFirst(value.value.payloads, serialization, outputType);
  throw new ActivityExecutionFailedError(
    'Activity execution failed',
    await dataConverter.decodeFailure(value.value, serialization),
    activityId,
    answer.runId || runId || undefined,
    decodeRetryState(retryState),
  );
}
