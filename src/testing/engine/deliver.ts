/** What an event does to the instance of its run; the same when it happens and when a history is replayed. */
import type { Payload } from '../../client/index.js';
import { type Failure, type HistoryEvent, type Payloads, RetryState } from './api.js';
import type { AwaitedCommand } from './commands.js';
import { activityFailure, cancelledFailure, childFailure, terminatedFailure, timeoutFailure } from './failures.js';
import { TimeoutType } from './api.js';
import type { WorkflowRun } from './run.js';

const of = (payloads: Payloads | undefined): readonly Payload[] => payloads?.payloads ?? [];

/** Jobs of the next Workflow Task for an event: one, or none when the Workflow is not told of it. */
export function deliver(run: WorkflowRun, { attributes }: HistoryEvent): (() => void)[] {
  const instance = (): NonNullable<WorkflowRun['instance']> => run.instance!;
  const settle = (eventId: bigint, how: (command: AwaitedCommand) => void): (() => void)[] => [
    () => instance().settle(eventId, how),
  ];
  const fail = (eventId: bigint, failure: (command: AwaitedCommand) => Failure): (() => void)[] =>
    settle(eventId, (command) => command.outcome.reject(instance().errorOf(failure(command))));

  switch (attributes.case) {
    case 'workflowExecutionStartedEventAttributes':
      return [() => instance().begin()];
    case 'workflowExecutionSignaledEventAttributes': {
      const { signalName, input } = attributes.value;
      return [() => instance().signal(signalName, of(input))];
    }
    case 'workflowExecutionCancelRequestedEventAttributes':
      return [() => instance().cancel()];
    case 'timerFiredEventAttributes':
      return settle(attributes.value.startedEventId, ({ outcome }) => outcome.resolve([]));
    case 'activityTaskCompletedEventAttributes': {
      const { scheduledEventId, result } = attributes.value;
      return settle(scheduledEventId, ({ outcome }) => outcome.resolve(of(result)));
    }
    case 'activityTaskFailedEventAttributes': {
      const { scheduledEventId, failure, retryState, identity } = attributes.value;
      return fail(scheduledEventId, (command) => activityFailure(asActivity(command), failure!, retryState, identity));
    }
    case 'activityTaskTimedOutEventAttributes': {
      const { scheduledEventId, failure, retryState } = attributes.value;
      return fail(scheduledEventId, (command) => activityFailure(asActivity(command), failure!, retryState));
    }
    case 'activityTaskCanceledEventAttributes': {
      const { scheduledEventId, details } = attributes.value;
      return fail(scheduledEventId, (command) =>
        activityFailure(
          asActivity(command),
          cancelledFailure('Activity canceled', details),
          RetryState.CANCEL_REQUESTED,
        ),
      );
    }
    case 'startChildWorkflowExecutionFailedEventAttributes': {
      const { initiatedEventId, workflowId, workflowType } = attributes.value;
      return settle(initiatedEventId, (command) => {
        if (command.kind !== 'startChild') return;
        const error = new Error(`Workflow execution already started: ${workflowType?.name} ${workflowId}`);
        error.name = 'WorkflowExecutionAlreadyStartedError';
        command.started.reject(error);
      });
    }
    case 'childWorkflowExecutionStartedEventAttributes': {
      const { initiatedEventId, workflowExecution } = attributes.value;
      return [
        () => {
          const command = instance().awaited(initiatedEventId);
          if (command?.kind === 'startChild') command.started.resolve(workflowExecution?.runId ?? '');
        },
      ];
    }
    case 'childWorkflowExecutionCompletedEventAttributes': {
      const { initiatedEventId, result } = attributes.value;
      return settle(initiatedEventId, ({ outcome }) => outcome.resolve(of(result)));
    }
    case 'childWorkflowExecutionFailedEventAttributes': {
      const { value } = attributes;
      return fail(value.initiatedEventId, () => childFailure(childOf(value), value.failure!, value.retryState));
    }
    case 'childWorkflowExecutionCanceledEventAttributes': {
      const { value } = attributes;
      const cause = cancelledFailure('Child Workflow execution canceled', value.details);
      return fail(value.initiatedEventId, () => childFailure(childOf(value), cause, RetryState.NON_RETRYABLE_FAILURE));
    }
    case 'childWorkflowExecutionTimedOutEventAttributes': {
      const { value } = attributes;
      const cause = timeoutFailure('Child Workflow execution timed out', TimeoutType.START_TO_CLOSE);
      return fail(value.initiatedEventId, () => childFailure(childOf(value), cause, value.retryState));
    }
    case 'childWorkflowExecutionTerminatedEventAttributes': {
      const { value } = attributes;
      const cause = terminatedFailure('Child Workflow execution terminated');
      return fail(value.initiatedEventId, () => childFailure(childOf(value), cause, RetryState.NON_RETRYABLE_FAILURE));
    }
    case 'externalWorkflowExecutionSignaledEventAttributes':
    case 'externalWorkflowExecutionCancelRequestedEventAttributes':
      return settle(attributes.value.initiatedEventId, ({ outcome }) => outcome.resolve([]));
    case 'signalExternalWorkflowExecutionFailedEventAttributes':
    case 'requestCancelExternalWorkflowExecutionFailedEventAttributes': {
      const { initiatedEventId, workflowExecution } = attributes.value;
      return settle(initiatedEventId, ({ outcome }) =>
        outcome.reject(new Error(`Unable to reach Workflow ${workflowExecution?.workflowId}: it was not found`)),
      );
    }
    default:
      return [];
  }
}

function asActivity(command: AwaitedCommand): { activityType: string; activityId: string } {
  return command.kind === 'scheduleActivity' ? command : { activityType: '', activityId: '' };
}

interface ChildEvent {
  readonly namespace: string;
  readonly workflowExecution?: { readonly workflowId: string; readonly runId: string } | undefined;
  readonly workflowType?: { readonly name: string } | undefined;
}

function childOf({ namespace, workflowExecution, workflowType }: ChildEvent): Parameters<typeof childFailure>[0] {
  const { workflowId = '', runId = '' } = workflowExecution ?? {};
  return { namespace, workflowId, runId, workflowType: workflowType?.name ?? '' };
}
