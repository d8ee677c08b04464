import type { MessageInitShape } from '@bufbuild/protobuf';
import type { UpdateActivityExecutionOptionsRequestSchema } from '../../../gen/activity/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/activity/temporal/api/workflowservice/v1/service_pb.js';
import type { ActivityOptions as ActivityOptionsMessage } from '../../../gen/core/temporal/api/activity/v1/message_pb.js';
import type { CallOptions } from '../call-options.js';
import { decompileRetryPolicy } from '../decode-retry-policy.js';
import { decodeDuration, encodeDuration } from '../duration.js';
import { mapErrors } from '../error-mapping.js';
import { intercept } from '../interceptors.js';
import { defined } from '../internal/defined.js';
import { uuid } from '../internal/uuid.js';
import { compilePriority, decodePriority } from '../priority.js';
import { compileRetryPolicy } from '../retry-policy.js';
import { ValueError } from '../value-error.js';
import type { ActivityOptionsUpdate, ActivityOptionsUpdateResult } from './activity-options.js';
import { type ActivityContext, type ActivityTarget, targetFields, targetInput } from './context.js';
import { sinceOperatorCommands as since, toActivityError } from './error-mapping.js';
import type { ActivityTargetInput } from './interceptors.js';

type Change = Pick<
  Exclude<MessageInitShape<typeof UpdateActivityExecutionOptionsRequestSchema>, { $typeName: string }>,
  'activityOptions' | 'updateMask' | 'restoreOriginal'
>;

/**
 * UpdateActivityExecutionOptions.
 *
 * @throws {@link ValueError} when there is nothing to change, or an option is impossible
 * @throws {@link ActivityNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function updateActivityOptions(
  context: ActivityContext,
  target: ActivityTarget,
  options: ActivityOptionsUpdate,
  call?: CallOptions,
): Promise<ActivityOptionsUpdateResult> {
  return intercept(context.interceptors, 'updateOptions', async ({ options, ...input }) =>
    change(context, input, compileChange(options), 'Failed to update activity options'),
  )({ ...targetInput(target), options, call });
}

/** UpdateActivityExecutionOptions with `restore_original`. @throws as {@link updateActivityOptions} */
export async function restoreOriginalActivityOptions(
  context: ActivityContext,
  target: ActivityTarget,
  call?: CallOptions,
): Promise<ActivityOptionsUpdateResult> {
  return intercept(context.interceptors, 'restoreOriginalOptions', async (input) =>
    change(context, input, { restoreOriginal: true }, 'Failed to restore original activity options'),
  )({ ...targetInput(target), call });
}

async function change(
  context: ActivityContext,
  { call, ...input }: ActivityTargetInput,
  change: Change,
  fallback: string,
): Promise<ActivityOptionsUpdateResult> {
  const { identity, connection } = context;
  const request = { ...targetFields(context, input), identity, requestId: uuid(), ...change };
  const { activityOptions } = await mapErrors(
    () => connection.unary(WorkflowService.method.updateActivityExecutionOptions, request, call),
    (error) => toActivityError(error, { fallback, since }),
  );
  return decodeOptions(activityOptions);
}

/** The paths of the mask by option. */
const paths: Record<keyof ActivityOptionsUpdate, string> = {
  taskQueue: 'task_queue.name',
  scheduleToCloseTimeout: 'schedule_to_close_timeout',
  scheduleToStartTimeout: 'schedule_to_start_timeout',
  startToCloseTimeout: 'start_to_close_timeout',
  heartbeatTimeout: 'heartbeat_timeout',
  retry: 'retry_policy',
  priority: 'priority',
  startDelay: 'start_delay',
};

function compileChange(options: ActivityOptionsUpdate): Change {
  for (const name of Object.keys(options)) {
    if (!(name in paths)) {
      throw new ValueError(`Unknown option ${name}: updateOptions changes ${Object.keys(paths).join(', ')}`);
    }
  }
  const { taskQueue, retry, priority } = options;
  // Without types, null gets here too.
  if (taskQueue !== undefined && !taskQueue) throw new ValueError('taskQueue cannot be cleared');
  const names = Object.keys(paths) as (keyof ActivityOptionsUpdate)[];
  const changed = names.filter((name) => options[name] !== undefined);
  if (changed.length === 0) throw new ValueError(`Nothing to change: give one of ${names.join(', ')}`);
  return {
    updateMask: { paths: changed.map((name) => paths[name]) },
    activityOptions: defined({
      taskQueue: taskQueue === undefined ? undefined : { name: taskQueue },
      scheduleToCloseTimeout: encodeDuration(options.scheduleToCloseTimeout),
      scheduleToStartTimeout: encodeDuration(options.scheduleToStartTimeout),
      startToCloseTimeout: encodeDuration(options.startToCloseTimeout),
      heartbeatTimeout: encodeDuration(options.heartbeatTimeout),
      retryPolicy: retry ? compileRetryPolicy(retry) : undefined,
      priority: priority ? compilePriority(priority) : undefined,
      startDelay: encodeDuration(options.startDelay),
    }),
  };
}

function decodeOptions(options: ActivityOptionsMessage | undefined): ActivityOptionsUpdateResult {
  return {
    taskQueue: options?.taskQueue?.name || undefined,
    scheduleToCloseTimeout: decodeDuration(options?.scheduleToCloseTimeout),
    scheduleToStartTimeout: decodeDuration(options?.scheduleToStartTimeout),
    startToCloseTimeout: decodeDuration(options?.startToCloseTimeout),
    heartbeatTimeout: decodeDuration(options?.heartbeatTimeout),
    retry: decompileRetryPolicy(options?.retryPolicy),
    priority: options?.priority && decodePriority(options.priority),
    startDelay: decodeDuration(options?.startDelay),
  };
}
