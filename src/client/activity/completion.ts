import { WorkflowService } from '../../../gen/activity/temporal/api/workflowservice/v1/service_pb.js';
import { encodeErrorToFailure } from '../converter/encode-error.js';
import type { ActivitySerializationContext } from '../converter/payload-converter.js';
import { mapErrors } from '../error-mapping.js';
import { ApplicationFailure, TemporalFailure } from '../failure.js';
import { intercept } from '../interceptors.js';
import type {
  AsyncCompletionCompleteOptions,
  AsyncCompletionOperationOptions,
  FullActivityId,
} from './completion-options.js';
import { type ActivityContext, serializationContextOf } from './context.js';
import { toCompletionError } from './error-mapping.js';
import { ActivityCancelledError, ActivityPausedError, ActivityResetError } from './errors.js';
import type { AsyncCompletionInput } from './interceptors.js';

const methods = WorkflowService.method;

/** A task token, or ids. */
type Target = Uint8Array | FullActivityId;

/** RespondActivityTaskCompleted, or the same by ids. */
export async function completeActivity(
  context: ActivityContext,
  target: Target,
  result: unknown,
  { typeInfo, serializationContext, ...call }: AsyncCompletionCompleteOptions & AsyncCompletionOperationOptions = {},
): Promise<void> {
  await intercept(context.interceptors, 'complete', async (input) => {
    const { result: value, typeInfo, target, call } = input;
    const result = await payloadsOf(context, input, value, typeInfo?.outputType);
    const { byToken, byId } = requests(context, target, { result });
    await mapErrors(
      async () =>
        byToken
          ? context.connection.unary(methods.respondActivityTaskCompleted, byToken, call)
          : context.connection.unary(methods.respondActivityTaskCompletedById, byId, call),
      (error) => toCompletionError(error, 'Failed to complete Activity'),
    );
  })({ target, result, typeInfo, serializationContext, call });
}

/** RespondActivityTaskFailed, or the same by ids. */
export async function failActivity(
  context: ActivityContext,
  target: Target,
  error: unknown,
  { serializationContext, ...call }: AsyncCompletionOperationOptions = {},
): Promise<void> {
  await intercept(context.interceptors, 'fail', async (input) => {
    const { error, target, call } = input;
    const failure = await encodeErrorToFailure(
      context.dataConverter,
      toTemporalFailure(error),
      contextOf(context, input),
    );
    const { byToken, byId } = requests(context, target, { failure });
    await mapErrors(
      async () =>
        byToken
          ? context.connection.unary(methods.respondActivityTaskFailed, byToken, call)
          : context.connection.unary(methods.respondActivityTaskFailedById, byId, call),
      (error) => toCompletionError(error, 'Failed to fail Activity'),
    );
  })({ target, error, serializationContext, call });
}

/** RespondActivityTaskCanceled, or the same by ids. */
export async function reportActivityCancellation(
  context: ActivityContext,
  target: Target,
  details?: unknown,
  { serializationContext, ...call }: AsyncCompletionOperationOptions = {},
): Promise<void> {
  await intercept(context.interceptors, 'reportCancellation', async (input) => {
    const details = await payloadsOf(context, input, input.details);
    const { byToken, byId } = requests(context, input.target, { details });
    await mapErrors(
      async () =>
        byToken
          ? context.connection.unary(methods.respondActivityTaskCanceled, byToken, input.call)
          : context.connection.unary(methods.respondActivityTaskCanceledById, byId, input.call),
      (error) => toCompletionError(error, 'Failed to report cancellation of Activity'),
    );
  })({ target, details, serializationContext, call });
}

/** RecordActivityTaskHeartbeat, or the same by ids. */
export async function heartbeatActivity(
  context: ActivityContext,
  target: Target,
  details?: unknown,
  { serializationContext, ...call }: AsyncCompletionOperationOptions = {},
): Promise<void> {
  await intercept(context.interceptors, 'heartbeat', async (input) => {
    const details = await payloadsOf(context, input, input.details);
    const { byToken, byId } = requests(context, input.target, { details });
    const { cancelRequested, activityReset, activityPaused } = await mapErrors(
      async () =>
        byToken
          ? context.connection.unary(methods.recordActivityTaskHeartbeat, byToken, input.call)
          : context.connection.unary(methods.recordActivityTaskHeartbeatById, byId, input.call),
      (error) => toCompletionError(error, 'Failed to record heartbeat of Activity'),
    );
    // Several may be set; what ends the Activity comes first.
    if (cancelRequested) throw new ActivityCancelledError('cancelled');
    if (activityReset) throw new ActivityResetError('reset');
    if (activityPaused) throw new ActivityPausedError('paused');
  })({ target, details, serializationContext, call });
}

/** The request in the form that the target asks for. @throws TypeError for a target that is neither token nor ids */
function requests<Fields extends object>({ namespace, identity }: ActivityContext, target: Target, fields: Fields) {
  const common = { namespace, identity, ...fields };
  if (target instanceof Uint8Array) {
    if (target.length === 0) throw new TypeError('The task token is empty');
    return { byToken: { ...common, taskToken: target } };
  }
  const { workflowId = '', runId = '', activityId } = target;
  if (typeof activityId !== 'string' || activityId === '') {
    throw new TypeError('Say which Activity: its task token as a Uint8Array, or { workflowId, runId, activityId }');
  }
  return { byToken: undefined, byId: { ...common, workflowId, runId, activityId } };
}

function contextOf(
  context: ActivityContext,
  { target, serializationContext }: AsyncCompletionInput,
): ActivitySerializationContext | undefined {
  return target instanceof Uint8Array
    ? serializationContext
    : serializationContextOf(context, target.activityId, target.workflowId);
}

async function payloadsOf(
  context: ActivityContext,
  input: AsyncCompletionInput,
  value: unknown,
  type?: Parameters<ActivityContext['dataConverter']['encode']>[2],
) {
  return { payloads: [await context.dataConverter.encode(value, contextOf(context, input), type)] };
}

/** What an Activity that threw this would have failed with. */
function toTemporalFailure(error: unknown): TemporalFailure {
  if (error instanceof TemporalFailure) return error;
  if (!(error instanceof Error)) return ApplicationFailure.retryable(String(error));
  const { message, stack = '', cause } = error;
  const failure = ApplicationFailure.create({
    message,
    type: error.constructor.name || error.name,
    cause: cause instanceof Error ? cause : undefined,
  });
  failure.stack = stack;
  return failure;
}
