import { WorkflowService } from '../../../gen/activity/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { mapErrors } from '../error-mapping.js';
import { decodeRetryState } from '../failure.js';
import { intercept } from '../interceptors.js';
import { beginWait, pollLimits, pollUntil } from '../internal/poll.js';
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
  const { value, retryState } = await pollUntil(wait, async () => {
    const response = await mapErrors(
      () =>
        wait.connection.unary(
          WorkflowService.method.pollActivityExecution,
          { namespace, activityId, runId },
          wait.call,
          pollLimits,
        ),
      (error) => toActivityError(error, { fallback: 'Failed to get activity result', since: sinceStandalone }),
    );
    // A wait stays with the run it began with, though the id may pass to another.
    runId = response.runId || runId;
    return response.outcome?.value.case && response.outcome;
  });
  const serialization = serializationContextOf(context, activityId);
  if (value.case === 'result') return dataConverter.decodeFirst(value.value.payloads, serialization, outputType);
  throw new ActivityExecutionFailedError(
    'Activity execution failed',
    await dataConverter.decodeFailure(value.value, serialization),
    activityId,
    runId || undefined,
    decodeRetryState(retryState),
  );
}
