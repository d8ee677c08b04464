import type { MessageInitShape } from '@bufbuild/protobuf';
import type {
  ActivityOptions as ActivityOptionsMessage,
  ActivityOptionsSchema,
} from '../../../../gen/core/temporal/api/activity/v1/message_pb.js';
import { WorkflowService } from '../../../../gen/workflow/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../../call-options.js';
import { decompileRetryPolicy } from '../../decode-retry-policy.js';
import { decodeDuration, type Duration, encodeDuration } from '../../duration.js';
import { mapErrors, toServiceError } from '../../error-mapping.js';
import { defined } from '../../internal/defined.js';
import { uuid } from '../../internal/uuid.js';
import { compilePriority, decodePriority, type Priority } from '../../priority.js';
import { compileRetryPolicy, type RetryPolicy } from '../../retry-policy.js';
import { ValueError } from '../../value-error.js';
import { executionOf, type WorkflowContext, type WorkflowTarget } from '../context.js';
import type { PendingActivitySelector, ReasonOptions } from './workflow-operations.js';

/** Options of `activities().pause()`. */
export type PauseActivityOptions = ReasonOptions;

/** Options of `activities().unpause()`. */
export interface UnpauseActivityOptions extends CallOptions {
  /** Counts attempts from 1 again. @default false */
  resetAttempts?: boolean | undefined;
  /** Forgets the details of the last heartbeat. @default false */
  resetHeartbeat?: boolean | undefined;
  /** The Activities begin at random moments within this time. @default at once */
  jitter?: Duration | undefined;
}

/** Options of `activities().reset()`. */
export interface ResetActivityOptions extends CallOptions {
  /** Forgets the details of the last heartbeat. @default false */
  resetHeartbeat?: boolean | undefined;
  /** A paused Activity stays paused. @default false */
  keepPaused?: boolean | undefined;
  /** Undoes changes of the options. @default false */
  restoreOriginalOptions?: boolean | undefined;
  /** The Activities begin at random moments within this time. @default at once */
  jitter?: Duration | undefined;
}

/** What `activities().updateOptions()` changes: `null` clears an option, one that is absent stays. */
export interface ActivityOptionsChange {
  taskQueue?: string | undefined;
  scheduleToCloseTimeout?: Duration | null | undefined;
  scheduleToStartTimeout?: Duration | null | undefined;
  startToCloseTimeout?: Duration | null | undefined;
  heartbeatTimeout?: Duration | null | undefined;
  retry?: RetryPolicy | null | undefined;
  priority?: Priority | null | undefined;
}

/** Options of an Activity after a change; lengths of time in milliseconds. */
export interface ActivityOptionsResult {
  readonly taskQueue: string | undefined;
  readonly scheduleToCloseTimeout: number | undefined;
  readonly scheduleToStartTimeout: number | undefined;
  readonly startToCloseTimeout: number | undefined;
  readonly heartbeatTimeout: number | undefined;
  readonly retry: RetryPolicy | undefined;
  readonly priority: Priority;
}

const methods = WorkflowService.method;

function fields({ namespace, identity }: WorkflowContext, target: WorkflowTarget) {
  return { namespace, identity, execution: executionOf(target) };
}

function errorsOf(fallback: string, target: WorkflowTarget) {
  return (error: Parameters<typeof toServiceError>[0]) =>
    toServiceError(error, { fallback, since: '1.27.0', ...target });
}

/** The Activity Id or type on the wire; nothing when all are meant. */
function one(selector: PendingActivitySelector) {
  if (selector === undefined) return undefined;
  return typeof selector === 'string'
    ? ({ case: 'id', value: selector } as const)
    : ({ case: 'type', value: selector.type } as const);
}

/** PauseActivity. @throws {@link ValueError} without a selector: the server pauses by id or type only */
export async function pauseActivities(
  context: WorkflowContext,
  target: WorkflowTarget,
  selector: PendingActivitySelector,
  { reason = '', ...call }: PauseActivityOptions,
): Promise<void> {
  const activity = one(selector);
  if (!activity) throw new ValueError('Say which Activities to pause: an Activity Id, or { type }. Not all at once.');
  const request = { ...fields(context, target), activity, reason, requestId: uuid() };
  await mapErrors(
    () => context.connection.unary(methods.pauseActivity, request, call),
    errorsOf('Failed to pause Activity', target),
  );
}

/** UnpauseActivity. */
export async function unpauseActivities(
  context: WorkflowContext,
  target: WorkflowTarget,
  selector: PendingActivitySelector,
  { resetAttempts = false, resetHeartbeat = false, jitter, ...call }: UnpauseActivityOptions,
): Promise<void> {
  const request = {
    ...fields(context, target),
    activity: one(selector) ?? ({ case: 'unpauseAll', value: true } as const),
    resetAttempts,
    resetHeartbeat,
    ...defined({ jitter: encodeDuration(jitter) }),
  };
  await mapErrors(
    () => context.connection.unary(methods.unpauseActivity, request, call),
    errorsOf('Failed to unpause Activity', target),
  );
}

/** ResetActivity. */
export async function resetActivities(
  context: WorkflowContext,
  target: WorkflowTarget,
  selector: PendingActivitySelector,
  options: ResetActivityOptions,
): Promise<void> {
  const { resetHeartbeat = false, keepPaused = false, restoreOriginalOptions = false, jitter, ...call } = options;
  const request = {
    ...fields(context, target),
    activity: one(selector) ?? ({ case: 'matchAll', value: true } as const),
    resetHeartbeat,
    keepPaused,
    restoreOriginalOptions,
    ...defined({ jitter: encodeDuration(jitter) }),
  };
  await mapErrors(
    () => context.connection.unary(methods.resetActivity, request, call),
    errorsOf('Failed to reset Activity', target),
  );
}

/** UpdateActivityOptions. @throws {@link ValueError} when nothing is to change, or an option is impossible */
export async function updateActivityOptions(
  context: WorkflowContext,
  target: WorkflowTarget,
  selector: PendingActivitySelector,
  change: ActivityOptionsChange | 'restore',
  call: CallOptions | undefined,
): Promise<ActivityOptionsResult> {
  const request = {
    ...fields(context, target),
    activity: one(selector) ?? ({ case: 'matchAll', value: true } as const),
    ...(change === 'restore' ? { restoreOriginal: true } : compileActivityOptionsChange(change)),
  };
  const response = await mapErrors(
    () => context.connection.unary(methods.updateActivityOptions, request, call),
    errorsOf('Failed to update options of Activity', target),
  );
  return readActivityOptions(response.activityOptions);
}

/** Message and mask for a change. @throws {@link ValueError} when nothing is to change, or an option is impossible */
export function compileActivityOptionsChange(change: ActivityOptionsChange): {
  updateMask: { paths: string[] };
  activityOptions: MessageInitShape<typeof ActivityOptionsSchema>;
} {
  const { taskQueue, retry, priority } = change;
  const names = {
    taskQueue: 'task_queue.name',
    scheduleToCloseTimeout: 'schedule_to_close_timeout',
    scheduleToStartTimeout: 'schedule_to_start_timeout',
    startToCloseTimeout: 'start_to_close_timeout',
    heartbeatTimeout: 'heartbeat_timeout',
    retry: 'retry_policy',
    priority: 'priority',
  } satisfies Record<keyof ActivityOptionsChange, string>;
  const unknown = Object.keys(change).filter((name) => !(name in names));
  if (unknown.length > 0) throw new ValueError(`Unknown Activity options: ${unknown.join(', ')}`);
  const changed = Object.keys(change) as (keyof ActivityOptionsChange)[];
  const paths = changed.filter((name) => change[name] !== undefined).map((name) => names[name]);
  if (paths.length === 0) throw new ValueError(`Nothing to change: give ${Object.keys(names).join(', ')}`);
  return {
    updateMask: { paths },
    activityOptions: defined({
      taskQueue: taskQueue === undefined ? undefined : { name: taskQueue },
      scheduleToCloseTimeout: encodeDuration(change.scheduleToCloseTimeout),
      scheduleToStartTimeout: encodeDuration(change.scheduleToStartTimeout),
      startToCloseTimeout: encodeDuration(change.startToCloseTimeout),
      heartbeatTimeout: encodeDuration(change.heartbeatTimeout),
      retryPolicy: retry ? compileRetryPolicy(retry) : undefined,
      priority: priority ? compilePriority(priority) : undefined,
    }),
  };
}

function readActivityOptions(options: ActivityOptionsMessage | undefined): ActivityOptionsResult {
  return {
    taskQueue: options?.taskQueue?.name,
    scheduleToCloseTimeout: decodeDuration(options?.scheduleToCloseTimeout),
    scheduleToStartTimeout: decodeDuration(options?.scheduleToStartTimeout),
    startToCloseTimeout: decodeDuration(options?.startToCloseTimeout),
    heartbeatTimeout: decodeDuration(options?.heartbeatTimeout),
    retry: decompileRetryPolicy(options?.retryPolicy),
    priority: decodePriority(options?.priority),
  };
}
