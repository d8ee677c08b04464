/** Activities that belong to no Workflow, as descriptions and lists have them. */
import type { MessageInitShape } from '@bufbuild/protobuf';
import type {
  ActivityExecutionInfoSchema,
  ActivityExecutionListInfoSchema,
} from '../../../gen/activity/temporal/api/activity/v1/message_pb.js';
import { defaultPayloadConverter } from '../../client/index.js';
import { type Payload, PendingActivityState } from '../engine/api.js';
import { wirePayload } from '../engine/payloads.js';
import { duration, timestamp } from '../engine/times.js';
import { division } from '../visibility/compile.js';
import type { ActivityExecution } from './execution.js';
import { activityDivision } from './query.js';

type Plain<T> = Extract<T, { $typeName?: never }>;

/** What both show. */
function common(execution: ActivityExecution) {
  const { task, closeMs } = execution;
  return {
    activityId: execution.activityId,
    runId: execution.runId,
    activityType: { name: task.spec.activityType },
    status: execution.status,
    taskQueue: task.spec.taskQueue,
    scheduleTime: timestamp(task.scheduledMs),
    executionTime: timestamp(execution.executionMs),
    ...(closeMs !== undefined && {
      closeTime: timestamp(closeMs),
      executionDuration: duration(closeMs - task.scheduledMs),
    }),
    stateTransitionCount: BigInt(execution.transitions),
    stateSizeBytes: BigInt(execution.sizeBytes),
    searchAttributes: attributesOf(execution),
  };
}

function attributesOf({ engine, namespace, request }: ActivityExecution, more: Record<string, Payload> = {}) {
  const fields = { ...request.searchAttributes?.indexedFields, ...more };
  return { indexedFields: engine.searchAttributes.withTypes(namespace, fields) };
}

/** Which part of the Namespace they are in; descriptions do not have it. */
const divisionValue = wirePayload(defaultPayloadConverter.toPayload(activityDivision));

/** A line of a list. */
export function activityListInfo(
  execution: ActivityExecution,
): Plain<MessageInitShape<typeof ActivityExecutionListInfoSchema>> {
  const info = common(execution);
  return {
    ...info,
    // What a list learns when it closes, and what it never learns.
    stateTransitionCount: execution.isOpen ? 0n : info.stateTransitionCount,
    stateSizeBytes: 0n,
    searchAttributes: attributesOf(execution, { [division]: divisionValue }),
  };
}

/** A description; values only where they are asked for. */
export function activityInfo(
  execution: ActivityExecution,
  { includeHeartbeatDetails, includeLastFailure }: { includeHeartbeatDetails: boolean; includeLastFailure: boolean },
): Plain<MessageInitShape<typeof ActivityExecutionInfoSchema>> {
  const { task, engine, request, lastStartedMs, lastFailure } = execution;
  const { spec } = task;
  const isWaiting = execution.state === 'Scheduled' && task.attemptDueMs > engine.now();
  return {
    ...common(execution),
    runState: execution.isOpen ? task.state : PendingActivityState.UNSPECIFIED,
    scheduleToCloseTimeout: duration(spec.scheduleToCloseMs ?? 0),
    scheduleToStartTimeout: duration(spec.scheduleToStartMs ?? 0),
    startToCloseTimeout: duration(spec.startToCloseMs ?? 0),
    heartbeatTimeout: duration(spec.heartbeatMs ?? 0),
    retryPolicy: spec.retry,
    attempt: task.attempt,
    ...(task.delayMs > 0 && { startDelay: duration(task.delayMs) }),
    ...(task.expiresMs !== undefined && { expirationTime: timestamp(task.expiresMs) }),
    ...(task.heartbeatMs !== undefined && { lastHeartbeatTime: timestamp(task.heartbeatMs) }),
    totalHeartbeatCount: BigInt(task.heartbeats),
    ...(lastStartedMs !== undefined && { lastStartedTime: timestamp(lastStartedMs) }),
    ...(task.lastAttemptEndedMs !== undefined && { lastAttemptCompleteTime: timestamp(task.lastAttemptEndedMs) }),
    ...(isWaiting && { nextAttemptScheduleTime: timestamp(task.attemptDueMs) }),
    ...(isWaiting &&
      task.attempt > 1 &&
      task.lastAttemptEndedMs !== undefined && {
        currentRetryInterval: duration(task.attemptDueMs - task.lastAttemptEndedMs),
      }),
    lastWorkerIdentity: task.lastIdentity,
    canceledReason: execution.cancel?.reason ?? '',
    links: execution.links,
    ...(spec.priority && { priority: spec.priority }),
    ...(request.header && { header: request.header }),
    ...(request.userMetadata && { userMetadata: request.userMetadata }),
    ...(includeHeartbeatDetails && task.heartbeatDetails && { heartbeatDetails: task.heartbeatDetails }),
    ...(includeLastFailure && lastFailure && { lastFailure }),
  };
}
