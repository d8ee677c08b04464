/** What an event of a command sets going on the server: timers, Activities, children, signals to others. */
import { ActivityTask } from './activity-task.js';
import { type ActivityOutcome } from './activity-task.js';
import {
  type ActivityTaskScheduledEventAttributes,
  CancelExternalWorkflowExecutionFailedCause,
  type HistoryEvent,
  SignalExternalWorkflowExecutionFailedCause,
} from './api.js';
import { requestCancel } from './cancel-run.js';
import { startChild } from './children.js';
import type { Engine } from './engine.js';
import { receive } from './receive.js';
import { type EventInit, WorkflowRun } from './run.js';
import { signalRun } from './signal-run.js';
import { durationMs, timestampMs } from './times.js';

/** @see the head of this file */
export function activate(engine: Engine, run: WorkflowRun, event: HistoryEvent): void {
  const { attributes, eventId } = event;
  switch (attributes.case) {
    case 'timerStartedEventAttributes': {
      const { timerId, startToFireTimeout } = attributes.value;
      const fireMs = (timestampMs(event.eventTime) ?? engine.now()) + (durationMs(startToFireTimeout) ?? 0);
      const cancel = engine.at(fireMs, () => {
        run.timers.delete(eventId);
        receive(engine, run, { case: 'timerFiredEventAttributes', value: { timerId, startedEventId: eventId } });
      });
      run.timers.set(eventId, { timerId, fireMs, cancel });
      return;
    }
    case 'timerCanceledEventAttributes': {
      const { startedEventId } = attributes.value;
      run.timers.get(startedEventId)?.cancel();
      run.timers.delete(startedEventId);
      return;
    }
    case 'activityTaskScheduledEventAttributes': {
      scheduleActivity(engine, run, attributes.value, eventId);
      return;
    }
    case 'activityTaskCancelRequestedEventAttributes': {
      const activity = run.activities.get(attributes.value.scheduledEventId);
      if (!activity) return;
      activity.cancelRequestedId = eventId;
      activity.task.requestCancel();
      return;
    }
    case 'startChildWorkflowExecutionInitiatedEventAttributes': {
      startChild(engine, run, event, attributes.value);
      return;
    }
    case 'signalExternalWorkflowExecutionInitiatedEventAttributes': {
      const { workflowExecution, signalName, input, namespace } = attributes.value;
      const about = { initiatedEventId: eventId, namespace, ...(workflowExecution && { workflowExecution }) };
      const target = engine.find(run.namespace, workflowExecution?.workflowId ?? '', workflowExecution?.runId);
      const reached = target?.isOpen ?? false;
      if (reached) {
        const external = { workflowId: run.workflowId, runId: run.runId };
        signalRun(engine, target!, { signalName, input, externalWorkflowExecution: external });
      }
      const cause = SignalExternalWorkflowExecutionFailedCause.EXTERNAL_WORKFLOW_EXECUTION_NOT_FOUND;
      receive(
        engine,
        run,
        reached
          ? { case: 'externalWorkflowExecutionSignaledEventAttributes', value: about }
          : { case: 'signalExternalWorkflowExecutionFailedEventAttributes', value: { ...about, cause } },
      );
      return;
    }
    case 'requestCancelExternalWorkflowExecutionInitiatedEventAttributes': {
      const { workflowExecution, reason, namespace } = attributes.value;
      const about = { initiatedEventId: eventId, namespace, ...(workflowExecution && { workflowExecution }) };
      const target = engine.find(run.namespace, workflowExecution?.workflowId ?? '', workflowExecution?.runId);
      const reached = target?.isOpen ?? false;
      if (reached) requestCancel(engine, target!, { reason, identity: '', externalInitiatedEventId: eventId });
      const cause = CancelExternalWorkflowExecutionFailedCause.EXTERNAL_WORKFLOW_EXECUTION_NOT_FOUND;
      receive(
        engine,
        run,
        reached
          ? { case: 'externalWorkflowExecutionCancelRequestedEventAttributes', value: about }
          : { case: 'requestCancelExternalWorkflowExecutionFailedEventAttributes', value: { ...about, cause } },
      );
      return;
    }
    case 'upsertWorkflowSearchAttributesEventAttributes': {
      WorkflowRun.merge(run.searchAttributes, attributes.value.searchAttributes?.indexedFields ?? {});
      return;
    }
    case 'workflowPropertiesModifiedEventAttributes': {
      WorkflowRun.merge(run.memo, attributes.value.upsertedMemo?.fields ?? {});
      return;
    }
    default:
  }
}

function scheduleActivity(
  engine: Engine,
  run: WorkflowRun,
  attributes: ActivityTaskScheduledEventAttributes,
  scheduledEventId: bigint,
): void {
  const { workflowId, runId, namespace } = run;
  const task = new ActivityTask(
    engine,
    {
      namespace,
      workflowExecution: { workflowId, runId },
      onChange: () => engine.tell(run),
      onEnd: (outcome) => endActivity(engine, run, scheduledEventId, task, outcome),
    },
    {
      activityId: attributes.activityId,
      activityType: attributes.activityType?.name ?? '',
      taskQueue: attributes.taskQueue?.name ?? '',
      input: attributes.input,
      scheduleToCloseMs: durationMs(attributes.scheduleToCloseTimeout),
      scheduleToStartMs: durationMs(attributes.scheduleToStartTimeout),
      startToCloseMs: durationMs(attributes.startToCloseTimeout),
      heartbeatMs: durationMs(attributes.heartbeatTimeout),
      retry: attributes.retryPolicy!,
      priority: attributes.priority,
    },
  );
  run.activities.set(scheduledEventId, { task, scheduledId: scheduledEventId, cancelRequestedId: 0n });
}

/** Writes how an Activity ended. That it began is written only now, as it was not known which attempt would be the last. */
function endActivity(
  engine: Engine,
  run: WorkflowRun,
  scheduledEventId: bigint,
  task: ActivityTask,
  outcome: ActivityOutcome,
): void {
  run.record(() => {
    if (!run.isOpen) return;
    const cancelRequestedId = run.activities.get(scheduledEventId)?.cancelRequestedId ?? 0n;
    run.activities.delete(scheduledEventId);
    let startedEventId = 0n;
    if (task.startedMs !== undefined) {
      const { lastFailure, attempt, lastIdentity } = task;
      startedEventId = run.append(
        {
          case: 'activityTaskStartedEventAttributes',
          value: {
            scheduledEventId,
            identity: lastIdentity,
            requestId: engine.ids.uuid(),
            attempt,
            ...(lastFailure && { lastFailure }),
          },
        },
        { timeMs: task.startedMs },
      ).eventId;
    }
    receive(engine, run, endEvent(outcome, scheduledEventId, startedEventId, cancelRequestedId));
  });
}

function endEvent(
  outcome: ActivityOutcome,
  scheduledEventId: bigint,
  startedEventId: bigint,
  latestCancelRequestedEventId: bigint,
): EventInit {
  const ids = { scheduledEventId, startedEventId };
  switch (outcome.kind) {
    case 'completed': {
      const { result, identity } = outcome;
      return { case: 'activityTaskCompletedEventAttributes', value: { ...ids, identity, ...(result && { result }) } };
    }
    case 'failed': {
      const { failure, retryState, identity } = outcome;
      return { case: 'activityTaskFailedEventAttributes', value: { ...ids, failure, retryState, identity } };
    }
    case 'timedOut': {
      const { failure, retryState } = outcome;
      return { case: 'activityTaskTimedOutEventAttributes', value: { ...ids, failure, retryState } };
    }
    case 'canceled': {
      const { details, identity } = outcome;
      return {
        case: 'activityTaskCanceledEventAttributes',
        value: { ...ids, latestCancelRequestedEventId, identity, ...(details && { details }) },
      };
    }
  }
}
