import { TaskQueueKind } from '../../../gen/core/temporal/api/enums/v1/task_queue_pb.js';
import { WorkflowService } from '../../../gen/activity/temporal/api/workflowservice/v1/service_pb.js';
import { type CallOptions, shareTimeLimit } from '../call-options.js';
import { encodeHeaders } from '../converter/headers.js';
import { encodeSearchAttributes } from '../converter/search-attribute-payloads.js';
import { toWirePayload } from '../converter/wire-payload.js';
import { durationToMs, encodeDuration } from '../duration.js';
import { mapErrors } from '../error-mapping.js';
import { intercept } from '../interceptors.js';
import { defined } from '../internal/defined.js';
import { uuid } from '../internal/uuid.js';
import { compilePriority } from '../priority.js';
import { compileRetryPolicy } from '../retry-policy.js';
import type { StartedActivityHandle } from './activity-handle.js';
import type { ActivityOptions } from './activity-options.js';
import { type ActivityContext, serializationContextOf } from './context.js';
import { createActivityHandle } from './create-handle.js';
import { idConflictPolicyCodec, idReusePolicyCodec } from './enum-codecs.js';
import { sinceStandalone, toActivityStartError } from './error-mapping.js';
import type { ActivityStartInput } from './interceptors.js';

/**
 * StartActivityExecution.
 *
 * @throws TypeError | RangeError | {@link ValueError} when an option or an argument is impossible; nothing is sent then
 * @throws {@link ActivityExecutionAlreadyStartedError} when the id is taken
 * @throws {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function startActivity<R>(
  context: ActivityContext,
  activityType: string,
  options: ActivityOptions,
  call?: CallOptions,
): Promise<StartedActivityHandle<R>> {
  const started = intercept(context.interceptors, 'start', (input) => start(context, input));
  return (await started({ activityType, options, headers: {}, call })) as StartedActivityHandle<R>;
}

/** Starts an Activity and waits for its result; the limits of `call` are for both together. */
export async function executeActivity(
  context: ActivityContext,
  activityType: string,
  options: ActivityOptions,
  call: CallOptions = {},
): Promise<unknown> {
  const shared = shareTimeLimit(call);
  return (await startActivity<unknown>(context, activityType, options, shared())).result(shared());
}

async function start(context: ActivityContext, input: ActivityStartInput): Promise<StartedActivityHandle> {
  const request = await startRequest(context, input);
  const { options, call } = input;
  const { runId, started } = await mapErrors(
    () => context.connection.unary(WorkflowService.method.startActivityExecution, request, call),
    (error) =>
      toActivityStartError(error, { fallback: 'Failed to start activity', since: sinceStandalone }, options.id),
  );
  const target = { activityId: options.id, runId, outputType: options.typeInfo?.outputType };
  return createActivityHandle(context, target, { runId, started });
}

/** The request, with a fresh request id: made once a call, so that a repeated attempt cannot start a second Activity. */
async function startRequest(context: ActivityContext, { activityType, options, headers }: ActivityStartInput) {
  assertOptions(activityType, options);
  const { dataConverter, namespace, identity } = context;
  const serialization = serializationContextOf(context, options.id);
  const attributes = encodeSearchAttributes(undefined, options.typedSearchAttributes);
  const [payloads, summary] = await Promise.all([
    dataConverter.encodeAll(options.args ?? [], serialization, options.typeInfo?.inputTypes),
    options.summary === undefined ? undefined : dataConverter.encode(options.summary, serialization),
  ]);
  return {
    namespace,
    identity,
    requestId: uuid(),
    activityId: options.id,
    activityType: { name: activityType },
    taskQueue: { name: options.taskQueue, kind: TaskQueueKind.NORMAL },
    input: { payloads },
    idReusePolicy: idReusePolicyCodec[0](options.idReusePolicy) ?? 0,
    idConflictPolicy: idConflictPolicyCodec[0](options.idConflictPolicy) ?? 0,
    ...encodeHeaders(headers),
    ...defined({
      scheduleToCloseTimeout: encodeDuration(options.scheduleToCloseTimeout),
      scheduleToStartTimeout: encodeDuration(options.scheduleToStartTimeout),
      startToCloseTimeout: encodeDuration(options.startToCloseTimeout),
      heartbeatTimeout: encodeDuration(options.heartbeatTimeout),
      startDelay: encodeDuration(options.startDelay),
      retryPolicy: options.retry && compileRetryPolicy(options.retry),
      priority: options.priority && compilePriority(options.priority),
      searchAttributes: attributes && {
        indexedFields: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [name, toWirePayload(value)]),
        ),
      },
      userMetadata: summary && { summary },
    }),
  };
}

/** Texts are those of `@temporalio/client`. */
function assertOptions(activityType: string, options: ActivityOptions): void {
  if (!activityType) throw new TypeError('activityType is required');
  if (!options.id) throw new TypeError('id is required');
  if (!options.taskQueue) throw new TypeError('taskQueue is required');
  if (!options.scheduleToCloseTimeout && !options.startToCloseTimeout) {
    throw new TypeError('Either scheduleToCloseTimeout or startToCloseTimeout is required');
  }
  if (options.startDelay !== undefined && durationToMs(options.startDelay) < 0) {
    throw new TypeError('startDelay must be non-negative');
  }
}
