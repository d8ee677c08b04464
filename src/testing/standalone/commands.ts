/** What is asked of an Activity that belongs to no Workflow while it runs, and what the server answers where it cannot be done. */
import type { MessageShape } from '@bufbuild/protobuf';
import type { ActivityOptionsSchema } from '../../../gen/core/temporal/api/activity/v1/message_pb.js';
import { invalid, precondition } from '../engine/refusals.js';
import { durationMs } from '../engine/times.js';
import { applyActivityOptions } from '../service/activity-options.js';
import { boundTimeouts, checkDuration, checkRetryPolicy } from './check-start.js';
import type { ActivityExecution } from './execution.js';

interface Command {
  readonly requestId: string;
  readonly identity: string;
  readonly reason: string;
}

/** Asks the worker to stop; ends at once what nobody works on. @throws FAILED_PRECONDITION */
export function cancelActivity(execution: ActivityExecution, { requestId, reason }: Command): void {
  if (requestId !== '' && execution.cancel?.requestId === requestId) return;
  if (!execution.isOpen) throw precondition(`activity is in terminal state ${execution.state}`);
  if (execution.state === 'CancelRequested') {
    throw precondition(`cancellation already requested with request ID ${execution.cancel?.requestId}`);
  }
  execution.cancel = { requestId, reason };
  execution.reset = undefined;
  execution.task.requestCancel();
}

/** @throws FAILED_PRECONDITION for one that is closed */
export function terminateActivity(execution: ActivityExecution, { requestId, reason, identity }: Command): void {
  if (execution.closed === 'Terminated') {
    const { terminateRequestId = '' } = execution;
    if (terminateRequestId === requestId) return;
    throw precondition(`already terminated with request ID ${terminateRequestId}`);
  }
  if (!execution.isOpen) throw precondition(`invalid transition from ${execution.state}`);
  execution.terminateRequestId = requestId;
  execution.terminate(reason, identity);
}

/** @throws FAILED_PRECONDITION for what is paused already or cannot be */
export function pauseActivity(execution: ActivityExecution, { requestId, reason, identity }: Command): void {
  if (isRepeated(execution, 'pause', requestId)) return;
  const { state, task } = execution;
  if (state !== 'Scheduled' && state !== 'Started') throw precondition(`activity is in non-pausable state ${state}`);
  execution.lastRequests.set('pause', requestId);
  task.pause(reason, identity);
}

/** @param jitterMs the next attempt is put off by up to this time */
export function unpauseActivity(execution: ActivityExecution, requestId: string, jitterMs: number): void {
  if (isRepeated(execution, 'unpause', requestId)) return;
  const { state, task, engine } = execution;
  if (!execution.isOpen) throw precondition(`activity is in terminal state ${state}`);
  if (state !== 'Paused' && state !== 'PauseRequested') {
    throw precondition(`activity is in non-unpausable state ${state}`);
  }
  execution.lastRequests.set('unpause', requestId);
  task.unpause({ resetAttempts: false, resetHeartbeat: false, delayMs: engine.ids.random() * jitterMs });
}

/** How an Activity is reset. */
export interface ActivityReset {
  readonly requestId: string;
  readonly keepPaused: boolean;
  readonly resetHeartbeat: boolean;
  readonly restoreOriginalOptions: boolean;
  readonly jitterMs: number;
}

/** Begins again with the first attempt: at once, or after the attempt that goes on. @throws FAILED_PRECONDITION */
export function resetActivity(execution: ActivityExecution, options: ActivityReset): void {
  const { requestId, keepPaused, resetHeartbeat, restoreOriginalOptions, jitterMs } = options;
  if (isRepeated(execution, 'reset', requestId)) return;
  const { state, task, engine } = execution;
  if (state === 'CancelRequested') throw precondition('cannot reset an activity with a pending cancellation');
  if (state === 'ResetRequested') throw precondition('cannot reset an activity with a pending reset');
  if (!execution.isOpen) throw precondition('activity execution is not running');
  execution.lastRequests.set('reset', requestId);
  if (task.startedMs !== undefined) {
    execution.reset = { restoresOptions: restoreOriginalOptions, clearsHeartbeat: resetHeartbeat };
    task.reset({ keepPaused, resetHeartbeat: false, delayMs: 0 });
    return;
  }
  if (restoreOriginalOptions) restoreOptions(execution);
  // A start delay that is not over yet is kept.
  const delayMs = Math.max(engine.ids.random() * jitterMs, execution.executionMs - engine.now(), 0);
  task.reset({ keepPaused, resetHeartbeat, delayMs });
}

/** How options of an Activity are changed. */
export interface ActivityOptionsChange {
  readonly requestId: string;
  readonly activityOptions?: MessageShape<typeof ActivityOptionsSchema> | undefined;
  readonly updateMask?: { readonly paths: readonly string[] } | undefined;
  readonly restoreOriginal: boolean;
}

/** @throws FAILED_PRECONDITION, INVALID_ARGUMENT */
export function updateActivityOptions(execution: ActivityExecution, change: ActivityOptionsChange): void {
  const { requestId, activityOptions, updateMask, restoreOriginal } = change;
  const paths = updateMask?.paths ?? [];
  checkChange(change, paths);
  if (isRepeated(execution, 'update', requestId)) return;
  const { state, task, reset } = execution;
  if (!execution.isOpen || state === 'CancelRequested' || state === 'ResetRequested') {
    throw precondition(`Cannot update options for activity in state ${state}`);
  }
  if (reset?.restoresOptions) {
    throw precondition('cannot update options while a deferred Reset(RestoreOriginalOptions) is pending');
  }
  if (restoreOriginal) restoreOptions(execution);
  else {
    const spec = { ...task.spec };
    applyActivityOptions(spec, activityOptions, paths);
    checkRetryPolicy(spec.retry);
    const bounded = boundTimeouts(spec);
    if (!bounded) {
      throw invalid(
        `a valid StartToCloseTimeout or ScheduleToCloseTimeout must be set on the activity. ActivityId=${spec.activityId} ActivityType=${spec.activityType}`,
      );
    }
    if (paths.some((path) => plain(path) === 'startdelay')) {
      delayStart(execution, durationMs(activityOptions?.startDelay) ?? 0);
    }
    Object.assign(task.spec, spec, bounded);
  }
  execution.lastRequests.set('update', requestId);
  task.optionsChanged();
}

function checkChange(
  { restoreOriginal, activityOptions, updateMask }: ActivityOptionsChange,
  paths: readonly string[],
) {
  if (restoreOriginal) {
    if (paths.length > 0) throw invalid('Both UpdateMask and RestoreOriginal are provided');
    return;
  }
  if (!activityOptions) throw invalid('ActivityOptions are not provided');
  if (!updateMask) throw invalid('UpdateMask is not provided');
  if (paths.length === 0) throw invalid('UpdateMask must specify at least one path');
  for (const path of paths) {
    if (!changeable.has(plain(path))) throw invalid(`unsupported update_mask path: ${JSON.stringify(path)}`);
  }
  checkDuration('ScheduleToCloseTimeout', activityOptions.scheduleToCloseTimeout);
  checkDuration('ScheduleToStartTimeout', activityOptions.scheduleToStartTimeout);
  checkDuration('StartToCloseTimeout', activityOptions.startToCloseTimeout);
  checkDuration('HeartbeatTimeout', activityOptions.heartbeatTimeout);
  checkDuration('StartDelay', activityOptions.startDelay);
}

const changeable = new Set([
  'taskqueue.name',
  'scheduletoclosetimeout',
  'scheduletostarttimeout',
  'starttoclosetimeout',
  'heartbeattimeout',
  'retrypolicy',
  'retrypolicy.initialinterval',
  'retrypolicy.backoffcoefficient',
  'retrypolicy.maximuminterval',
  'retrypolicy.maximumattempts',
  'priority',
  'priority.prioritykey',
  'priority.fairnesskey',
  'priority.fairnessweight',
  'startdelay',
]);

/** A path of a mask, whether it is spelled as in `.proto` files or in JSON. */
function plain(path: string): string {
  return path.replace(/_/g, '').toLowerCase();
}

function delayStart(execution: ActivityExecution, delayMs: number): void {
  const { task, engine, state } = execution;
  const isBefore =
    execution.executionMs > engine.now() || (state === 'Paused' && execution.lastStartedMs === undefined);
  if (!isBefore)
    throw precondition('cannot update start_delay: the first activity attempt has already been dispatched');
  task.delayMs = delayMs;
  task.attemptDueMs = execution.executionMs;
}

function restoreOptions(execution: ActivityExecution): void {
  const { task, request, lastStartedMs } = execution;
  Object.assign(task.spec, task.original);
  // It is about the first attempt alone.
  if (lastStartedMs !== undefined) return;
  task.delayMs = durationMs(request.startDelay) ?? 0;
  task.attemptDueMs = Math.max(execution.executionMs, execution.engine.now());
}

function isRepeated(execution: ActivityExecution, kind: 'pause' | 'unpause' | 'reset' | 'update', id: string): boolean {
  return id !== '' && execution.lastRequests.get(kind) === id;
}
