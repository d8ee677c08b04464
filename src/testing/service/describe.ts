/** DescribeWorkflowExecution. */
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { DescribeWorkflowExecutionResponseSchema } from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import type {
  PendingActivityInfoSchema,
  WorkflowExecutionInfoSchema,
} from '../../../gen/core/temporal/api/workflow/v1/message_pb.js';
import { PendingWorkflowTaskState } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import { defaultPayloadConverter } from '../../client/index.js';
import type { Payload } from '../engine/api.js';
import type { Engine } from '../engine/engine.js';
import { pausedIn, pauseInfo } from '../engine/pause-info.js';
import { wirePayload } from '../engine/payloads.js';
import type { RunActivity, WorkflowRun } from '../engine/run.js';
import { duration, durationMs, timestamp } from '../engine/times.js';
import type { WorkflowServiceHandlers } from './handlers.js';

type Plain<T> = Extract<T, { $typeName?: never }>;

export function describeHandlers(engine: Engine): WorkflowServiceHandlers {
  return {
    describeWorkflowExecution: ({ namespace, execution }) => describe(engine, engine.require(namespace, execution)),
  };
}

function describe(engine: Engine, run: WorkflowRun): MessageInitShape<typeof DescribeWorkflowExecutionResponseSchema> {
  const { started, expirationMs } = run;
  const runMs = durationMs(started.workflowRunTimeout);
  return {
    executionConfig: {
      ...(started.taskQueue && { taskQueue: started.taskQueue }),
      workflowExecutionTimeout: started.workflowExecutionTimeout ?? zero,
      workflowRunTimeout: started.workflowRunTimeout ?? zero,
      defaultWorkflowTaskTimeout: started.workflowTaskTimeout ?? { seconds: 10n, nanos: 0 },
      ...(run.userMetadata && { userMetadata: run.userMetadata }),
    },
    workflowExecutionInfo: { ...executionInfo(engine, run), historySizeBytes: BigInt(run.historySize) },
    pendingActivities: [...run.activities.values()].map(pendingActivity),
    pendingChildren: [...run.children.values()]
      .filter(({ startedId }) => startedId !== 0n)
      .map((child) => ({
        workflowId: child.workflowId,
        runId: child.runId,
        workflowTypeName: child.workflowType,
        initiatedId: child.initiatedId,
        parentClosePolicy: child.parentClosePolicy,
      })),
    ...(run.task !== 'none' && {
      pendingWorkflowTask: {
        state: run.task === 'started' ? PendingWorkflowTaskState.STARTED : PendingWorkflowTaskState.SCHEDULED,
        scheduledTime: timestamp(run.taskScheduledMs),
        originalScheduledTime: timestamp(run.taskScheduledMs),
        ...(run.task === 'started' && { startedTime: timestamp(run.taskStartedMs) }),
        attempt: run.taskAttempt,
      },
    }),
    workflowExtendedInfo: {
      ...(expirationMs !== undefined && { executionExpirationTime: timestamp(expirationMs) }),
      ...(runMs !== undefined && { runExpirationTime: timestamp(run.executionMs + runMs) }),
      cancelRequested: run.cancelRequested,
      originalStartTime: timestamp(run.startMs),
      resetRunId: run.resetRunId,
      ...(run.paused && {
        pauseInfo: {
          identity: run.paused.identity,
          reason: run.paused.reason,
          pausedTime: timestamp(run.paused.timeMs),
        },
      }),
    },
  };
}

const zero = { seconds: 0n, nanos: 0 };

/** What lists and descriptions show of a run. */
export function executionInfo(
  engine: Engine,
  run: WorkflowRun,
): Plain<MessageInitShape<typeof WorkflowExecutionInfoSchema>> {
  const { started, closeMs, versioningOverride } = run;
  return {
    execution: { workflowId: run.workflowId, runId: run.runId },
    type: { name: run.workflowType },
    startTime: timestamp(run.startMs),
    executionTime: timestamp(run.executionMs),
    ...(closeMs !== undefined && {
      closeTime: timestamp(closeMs),
      executionDuration: duration(Math.max(0, closeMs - run.executionMs)),
    }),
    status: run.status,
    historyLength: run.lastEventId,
    taskQueue: run.taskQueue,
    memo: { fields: run.memo },
    searchAttributes: { indexedFields: engine.searchAttributes.withTypes(run.namespace, attributesOf(run)) },
    ...(started.parentWorkflowExecution && { parentExecution: started.parentWorkflowExecution }),
    ...(started.rootWorkflowExecution && { rootExecution: started.rootWorkflowExecution }),
    firstRunId: run.firstRunId,
    stateTransitionCount: run.lastEventId,
    ...(versioningOverride && { versioningInfo: { versioningOverride } }),
    ...(run.priority && { priority: run.priority }),
  };
}

/** Those that were given to a run, and what the server adds to them. */
function attributesOf(run: WorkflowRun): Record<string, Payload> {
  const paused = pausedIn(run);
  if (paused.length === 0) return run.searchAttributes;
  return { ...run.searchAttributes, [pauseInfo]: wirePayload(defaultPayloadConverter.toPayload(paused)) };
}

function pendingActivity({ task }: RunActivity): MessageInitShape<typeof PendingActivityInfoSchema> {
  const { spec, paused } = task;
  const isWaiting = task.startedMs === undefined;
  return {
    activityId: spec.activityId,
    activityType: { name: spec.activityType },
    state: task.state,
    attempt: task.attempt,
    maximumAttempts: spec.retry.maximumAttempts,
    scheduledTime: timestamp(isWaiting ? task.attemptDueMs : task.scheduledMs),
    ...(task.heartbeatDetails && { heartbeatDetails: task.heartbeatDetails }),
    ...(task.heartbeatMs !== undefined && { lastHeartbeatTime: timestamp(task.heartbeatMs) }),
    ...(task.startedMs !== undefined && { lastStartedTime: timestamp(task.startedMs) }),
    ...(task.expiresMs !== undefined && { expirationTime: timestamp(task.expiresMs) }),
    ...(task.lastFailure && { lastFailure: task.lastFailure }),
    ...(task.lastAttemptEndedMs !== undefined && { lastAttemptCompleteTime: timestamp(task.lastAttemptEndedMs) }),
    ...(isWaiting &&
      task.attempt > 1 && {
        nextAttemptScheduleTime: timestamp(task.attemptDueMs),
        currentRetryInterval: duration(task.attemptDueMs - (task.lastAttemptEndedMs ?? task.scheduledMs)),
      }),
    lastWorkerIdentity: task.lastIdentity,
    ...(spec.priority && { priority: spec.priority }),
    paused: paused !== undefined,
    ...(paused && {
      pauseInfo: {
        pauseTime: timestamp(paused.timeMs),
        pausedBy: { case: 'manual' as const, value: { identity: paused.identity, reason: paused.reason } },
      },
    }),
    activityOptions: activityOptions(spec),
  };
}

/** Options of an Activity on the wire. */
export function activityOptions(
  spec: RunActivity['task']['spec'],
): Plain<NonNullable<Plain<MessageInitShape<typeof PendingActivityInfoSchema>>['activityOptions']>> {
  const { scheduleToCloseMs, scheduleToStartMs, startToCloseMs, heartbeatMs, retry, priority, taskQueue } = spec;
  return {
    taskQueue: { name: taskQueue },
    scheduleToCloseTimeout: duration(scheduleToCloseMs ?? 0),
    scheduleToStartTimeout: duration(scheduleToStartMs ?? 0),
    startToCloseTimeout: duration(startToCloseMs ?? 0),
    heartbeatTimeout: duration(heartbeatMs ?? 0),
    retryPolicy: retry,
    ...(priority && { priority }),
  };
}
