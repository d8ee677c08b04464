/** Turns a command of a Workflow into its event, and lets that event do what it does. */
import { durationToMs, compilePriority, compileRetryPolicy, type Payload } from '../../client/index.js';
import { activate } from './activate.js';
import { closeRun } from './close-run.js';
import { ParentClosePolicy, type UserMetadata } from './api.js';
import type { Command, ScheduleActivity, StartChild } from './commands.js';
import type { Engine } from './engine.js';
import type { EventInit, WorkflowRun } from './run.js';
import { continueRun } from './next-run.js';
import { wirePayloads } from './payloads.js';
import { optionalMs } from './activity-task.js';
import { duration } from './times.js';

/** @param completedId of the Workflow Task that gave the command */
export function applyCommand(engine: Engine, run: WorkflowRun, command: Command, completedId: bigint): void {
  const workflowTaskCompletedEventId = completedId;
  switch (command.kind) {
    case 'complete': {
      const result = wirePayloads(command.result);
      closeRun(engine, run, {
        case: 'workflowExecutionCompletedEventAttributes',
        value: { workflowTaskCompletedEventId, ...(result && { result }) },
      });
      return;
    }
    case 'fail': {
      closeRun(engine, run, {
        case: 'workflowExecutionFailedEventAttributes',
        value: { workflowTaskCompletedEventId, failure: command.failure },
      });
      return;
    }
    case 'cancel': {
      const details = wirePayloads(command.details);
      closeRun(engine, run, {
        case: 'workflowExecutionCanceledEventAttributes',
        value: { workflowTaskCompletedEventId, ...(details && { details }) },
      });
      return;
    }
    case 'continueAsNew': {
      continueRun(engine, run, command, completedId);
      return;
    }
    case 'acceptUpdate': {
      const update = run.updates.get(command.updateId)!;
      const { eventId } = run.append({
        case: 'workflowExecutionUpdateAcceptedEventAttributes',
        value: {
          protocolInstanceId: command.updateId,
          acceptedRequestMessageId: `${command.updateId}/request`,
          acceptedRequestSequencingEventId: run.taskScheduledId - 1n,
          acceptedRequest: update.request,
        },
      });
      update.accept(eventId);
      return;
    }
    case 'completeUpdate': {
      const update = run.updates.get(command.updateId)!;
      run.append({
        case: 'workflowExecutionUpdateCompletedEventAttributes',
        value: {
          meta: { updateId: command.updateId, identity: update.request.meta?.identity ?? '' },
          acceptedEventId: update.acceptedEventId,
          outcome: { value: command.outcome },
        },
      });
      update.complete(command.outcome);
      return;
    }
    default: {
      const init = eventOf(run, command, completedId);
      if (!init) return;
      const event = run.append(init.attributes, { userMetadata: init.userMetadata });
      if ('outcome' in command) run.instance?.becameEvent(command, event.eventId);
      activate(engine, run, event);
    }
  }
}

type Other = Exclude<
  Command,
  { kind: 'complete' | 'fail' | 'cancel' | 'continueAsNew' | 'acceptUpdate' | 'completeUpdate' }
>;

function eventOf(
  run: WorkflowRun,
  command: Other,
  completedId: bigint,
): { attributes: EventInit; userMetadata?: UserMetadata | undefined } | undefined {
  const workflowTaskCompletedEventId = completedId;
  switch (command.kind) {
    case 'startTimer':
      return {
        attributes: {
          case: 'timerStartedEventAttributes',
          value: {
            timerId: command.timerId,
            startToFireTimeout: duration(command.ms),
            workflowTaskCompletedEventId,
          },
        },
        userMetadata: metadata(command.summary),
      };
    case 'cancelTimer': {
      const { eventId, timerId } = command.timer;
      if (eventId === undefined || !run.timers.has(eventId)) return undefined;
      return {
        attributes: {
          case: 'timerCanceledEventAttributes',
          value: { timerId, startedEventId: eventId, workflowTaskCompletedEventId },
        },
      };
    }
    case 'scheduleActivity':
      return { attributes: activityEvent(run, command, completedId), userMetadata: metadata(command.summary) };
    case 'cancelActivity': {
      const { eventId } = command.activity;
      if (eventId === undefined || !run.activities.has(eventId)) return undefined;
      return {
        attributes: {
          case: 'activityTaskCancelRequestedEventAttributes',
          value: { scheduledEventId: eventId, workflowTaskCompletedEventId },
        },
      };
    }
    case 'startChild':
      return {
        attributes: childEvent(run, command, completedId),
        userMetadata: metadata(command.summary, command.details),
      };
    case 'signalExternal': {
      const input = wirePayloads(command.input);
      return {
        attributes: {
          case: 'signalExternalWorkflowExecutionInitiatedEventAttributes',
          value: {
            workflowTaskCompletedEventId,
            namespace: run.namespace,
            workflowExecution: { workflowId: command.workflowId, runId: command.runId },
            signalName: command.signalName,
            ...(input && { input }),
            childWorkflowOnly: command.childOnly,
          },
        },
      };
    }
    case 'cancelExternal':
      return {
        attributes: {
          case: 'requestCancelExternalWorkflowExecutionInitiatedEventAttributes',
          value: {
            workflowTaskCompletedEventId,
            namespace: run.namespace,
            workflowExecution: { workflowId: command.workflowId, runId: command.runId },
            childWorkflowOnly: command.childOnly,
            reason: command.reason,
          },
        },
      };
    case 'upsertSearchAttributes':
      return {
        attributes: {
          case: 'upsertWorkflowSearchAttributesEventAttributes',
          value: { workflowTaskCompletedEventId, searchAttributes: { indexedFields: command.fields as never } },
        },
      };
    case 'upsertMemo':
      return {
        attributes: {
          case: 'workflowPropertiesModifiedEventAttributes',
          value: { workflowTaskCompletedEventId, upsertedMemo: { fields: command.fields as never } },
        },
      };
  }
}

function activityEvent(run: WorkflowRun, command: ScheduleActivity, completedId: bigint): EventInit {
  const { options } = command;
  const input = wirePayloads(command.input);
  const whole = optionalMs(options.scheduleToCloseTimeout);
  const toStart = optionalMs(options.scheduleToStartTimeout);
  const attempt = optionalMs(options.startToCloseTimeout) ?? (whole === undefined ? 60_000 : undefined);
  const heartbeat = optionalMs(options.heartbeatTimeout);
  return {
    case: 'activityTaskScheduledEventAttributes',
    value: {
      activityId: command.activityId,
      activityType: { name: command.activityType },
      taskQueue: { name: options.taskQueue ?? run.taskQueue, kind: 1 },
      ...(input && { input }),
      ...(whole !== undefined && { scheduleToCloseTimeout: duration(whole) }),
      ...(toStart !== undefined && { scheduleToStartTimeout: duration(toStart) }),
      ...(attempt !== undefined && { startToCloseTimeout: duration(attempt) }),
      ...(heartbeat !== undefined && { heartbeatTimeout: duration(heartbeat) }),
      retryPolicy: retryPolicy(options.retry),
      workflowTaskCompletedEventId: completedId,
      ...(options.priority && { priority: compilePriority(options.priority) as never }),
    },
  };
}

/** The policy of an Activity: what is missing is as the server has it. */
function retryPolicy(policy: Parameters<typeof compileRetryPolicy>[0] = {}): ReturnType<typeof compileRetryPolicy> {
  const compiled = compileRetryPolicy(policy);
  const initialMs = durationToMs(policy.initialInterval ?? 1000);
  return {
    ...compiled,
    backoffCoefficient: compiled.backoffCoefficient || 2,
    maximumInterval: compiled.maximumInterval ?? duration(100 * initialMs),
  };
}

function childEvent(run: WorkflowRun, command: StartChild, completedId: bigint): EventInit {
  const { options } = command;
  const input = wirePayloads(command.input);
  const whole = optionalMs(options.workflowExecutionTimeout);
  const one = optionalMs(options.workflowRunTimeout);
  return {
    case: 'startChildWorkflowExecutionInitiatedEventAttributes',
    value: {
      namespace: run.namespace,
      workflowId: command.workflowId,
      workflowType: { name: command.workflowType },
      taskQueue: { name: options.taskQueue ?? run.taskQueue, kind: 1 },
      ...(input && { input }),
      ...(whole !== undefined && { workflowExecutionTimeout: duration(whole) }),
      ...(one !== undefined && { workflowRunTimeout: duration(one) }),
      parentClosePolicy: ParentClosePolicy[options.parentClosePolicy ?? 'TERMINATE'],
      workflowTaskCompletedEventId: completedId,
      ...(options.retry && { retryPolicy: compileRetryPolicy(options.retry) }),
      cronSchedule: options.cronSchedule ?? '',
      ...(command.memo && { memo: { fields: command.memo as never } }),
      ...(command.searchAttributes && { searchAttributes: { indexedFields: command.searchAttributes as never } }),
      ...(options.priority && { priority: compilePriority(options.priority) as never }),
    },
  };
}

function metadata(summary: Payload | undefined, details?: Payload): UserMetadata | undefined {
  if (!summary && !details) return undefined;
  return {
    $typeName: 'temporal.api.sdk.v1.UserMetadata',
    ...(summary && { summary: summary as never }),
    ...(details && { details: details as never }),
  };
}
