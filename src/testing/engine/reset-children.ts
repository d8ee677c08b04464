/** Children of a run that is reset: those that it had at the point belong to the new run, and go on. */
import type { HistoryEvent } from './api.js';
import type { Engine } from './engine.js';
import { receive } from './receive.js';
import type { WorkflowRun } from './run.js';

/** Gives a run the children that a history has started and not ended. */
export function restoreChildren(run: WorkflowRun, events: readonly HistoryEvent[]): void {
  for (const { attributes, eventId } of events) {
    switch (attributes.case) {
      case 'startChildWorkflowExecutionInitiatedEventAttributes': {
        const { workflowId, workflowType, parentClosePolicy } = attributes.value;
        const child = { workflowId, workflowType: workflowType?.name ?? '', parentClosePolicy };
        run.children.set(eventId, { ...child, initiatedId: eventId, runId: '', startedId: 0n });
        break;
      }
      case 'childWorkflowExecutionStartedEventAttributes': {
        const { initiatedEventId, workflowExecution } = attributes.value;
        const child = run.children.get(initiatedEventId);
        if (child)
          run.children.set(initiatedEventId, { ...child, runId: workflowExecution!.runId, startedId: eventId });
        break;
      }
      case 'startChildWorkflowExecutionFailedEventAttributes':
      case 'childWorkflowExecutionCompletedEventAttributes':
      case 'childWorkflowExecutionFailedEventAttributes':
      case 'childWorkflowExecutionCanceledEventAttributes':
      case 'childWorkflowExecutionTimedOutEventAttributes':
      case 'childWorkflowExecutionTerminatedEventAttributes':
        run.children.delete(attributes.value.initiatedEventId);
        break;
      default:
    }
  }
}

/** Tells a run again how a child ended, which its first life was told after the point. */
export function reapplyChildEnd(engine: Engine, run: WorkflowRun, { attributes }: HistoryEvent): void {
  switch (attributes.case) {
    case 'childWorkflowExecutionCompletedEventAttributes':
    case 'childWorkflowExecutionFailedEventAttributes':
    case 'childWorkflowExecutionCanceledEventAttributes':
    case 'childWorkflowExecutionTimedOutEventAttributes':
    case 'childWorkflowExecutionTerminatedEventAttributes': {
      const { initiatedEventId, startedEventId } = attributes.value;
      if (run.children.get(initiatedEventId)?.startedId !== startedEventId) return;
      run.children.delete(initiatedEventId);
      receive(engine, run, attributes);
      return;
    }
    default:
  }
}
