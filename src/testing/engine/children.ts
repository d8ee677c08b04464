/** Children of a run: how they start, and how the parent hears of their end. */
import {
  type HistoryEvent,
  ParentClosePolicy,
  StartChildWorkflowExecutionFailedCause,
  type StartChildWorkflowExecutionInitiatedEventAttributes,
} from './api.js';
import { requestCancel } from './cancel-run.js';
import { terminateRun } from './close-run.js';
import { cronStart } from './cron.js';
import type { Engine } from './engine.js';
import { receive } from './receive.js';
import type { EventInit, WorkflowRun } from './run.js';

/** Starts the child that an event asks for. */
export function startChild(
  engine: Engine,
  parent: WorkflowRun,
  event: HistoryEvent,
  attributes: StartChildWorkflowExecutionInitiatedEventAttributes,
): void {
  const { workflowId, workflowType, namespace, taskQueue, input, memo, searchAttributes, retryPolicy } = attributes;
  const about = { namespace, initiatedEventId: event.eventId, ...(workflowType && { workflowType }) };
  if (engine.find(parent.namespace, workflowId)?.isOpen) {
    const cause = StartChildWorkflowExecutionFailedCause.WORKFLOW_ALREADY_EXISTS;
    receive(engine, parent, {
      case: 'startChildWorkflowExecutionFailedEventAttributes',
      value: { ...about, workflowId, cause, workflowTaskCompletedEventId: attributes.workflowTaskCompletedEventId },
    });
    return;
  }
  const run = engine.start({
    namespace: parent.namespace,
    workflowId,
    userMetadata: event.userMetadata,
    attributes: {
      ...(workflowType && { workflowType }),
      ...(taskQueue && { taskQueue }),
      ...(input && { input }),
      ...(memo && { memo }),
      ...(searchAttributes && { searchAttributes }),
      ...(retryPolicy && { retryPolicy }),
      ...(attributes.workflowExecutionTimeout && { workflowExecutionTimeout: attributes.workflowExecutionTimeout }),
      ...(attributes.workflowRunTimeout && { workflowRunTimeout: attributes.workflowRunTimeout }),
      ...(attributes.priority && { priority: attributes.priority }),
      ...cronStart(attributes.cronSchedule, engine.now()),
      parentWorkflowNamespace: parent.namespace,
      parentWorkflowExecution: executionOf(parent),
      parentInitiatedEventId: event.eventId,
      ...(parent.started.rootWorkflowExecution && { rootWorkflowExecution: parent.started.rootWorkflowExecution }),
    },
  });
  noteStarted(engine, parent, event, attributes, run.runId);
}

/** The run that is the parent of a child: the one that started it, or what that one was reset to. */
function parentOf(engine: Engine, child: WorkflowRun): WorkflowRun | undefined {
  const { parentWorkflowExecution: execution } = child.started;
  let parent = execution && engine.find(child.namespace, execution.workflowId, execution.runId);
  while (parent && parent.resetRunId !== '') {
    parent = engine.find(child.namespace, parent.workflowId, parent.resetRunId);
  }
  return parent;
}

function noteStarted(
  engine: Engine,
  parent: WorkflowRun,
  event: HistoryEvent,
  attributes: StartChildWorkflowExecutionInitiatedEventAttributes,
  runId: string,
): void {
  const { workflowId, workflowType, namespace, parentClosePolicy } = attributes;
  const child = {
    initiatedId: event.eventId,
    workflowId,
    workflowType: workflowType?.name ?? '',
    parentClosePolicy,
    runId,
    startedId: 0n,
  };
  parent.children.set(event.eventId, child);
  const workflowExecution = { workflowId, runId };
  const value = {
    namespace,
    initiatedEventId: event.eventId,
    ...(workflowType && { workflowType }),
    workflowExecution,
  };
  parent.record(() => {
    // What comes next is that event; a Workflow Task may follow at once.
    child.startedId = parent.lastEventId + 1n;
    receive(engine, parent, { case: 'childWorkflowExecutionStartedEventAttributes', value });
  });
}

/** Tells the parent of a run, if it has one that still waits, how the run ended. */
export function tellParent(engine: Engine, child: WorkflowRun): void {
  const { parentInitiatedEventId: initiatedEventId } = child.started;
  const parent = parentOf(engine, child);
  const known = parent?.children.get(initiatedEventId);
  // After a reset, the same event may stand for another child.
  if (!parent?.isOpen || known?.runId !== child.firstRunId) return;
  parent.record(() => {
    parent.children.delete(initiatedEventId);
    receive(engine, parent, endEvent(child, { initiatedEventId, startedEventId: known.startedId }));
  });
}

/** Does to the children of a closed run what their parent close policy says. */
export function closeChildren(engine: Engine, parent: WorkflowRun): void {
  for (const { workflowId, runId, parentClosePolicy } of parent.children.values()) {
    const child = engine.find(parent.namespace, workflowId);
    if (!child?.isOpen || child.firstRunId !== runId || parentClosePolicy === ParentClosePolicy.ABANDON) continue;
    if (parentClosePolicy === ParentClosePolicy.REQUEST_CANCEL) {
      requestCancel(engine, child, { reason: 'by parent close policy', identity: '' });
    } else terminateRun(engine, child, { reason: 'by parent close policy', identity: 'history-service' });
  }
  parent.children.clear();
}

function endEvent(child: WorkflowRun, ids: { initiatedEventId: bigint; startedEventId: bigint }): EventInit {
  const { attributes } = child.closeEvent!;
  const about = {
    ...ids,
    namespace: child.namespace,
    workflowExecution: executionOf(child),
    workflowType: { name: child.workflowType },
  };
  switch (attributes.case) {
    case 'workflowExecutionCompletedEventAttributes': {
      const { result } = attributes.value;
      return { case: 'childWorkflowExecutionCompletedEventAttributes', value: { ...about, ...(result && { result }) } };
    }
    case 'workflowExecutionFailedEventAttributes': {
      const { failure, retryState } = attributes.value;
      const value = { ...about, retryState, ...(failure && { failure }) };
      return { case: 'childWorkflowExecutionFailedEventAttributes', value };
    }
    case 'workflowExecutionCanceledEventAttributes': {
      const { details } = attributes.value;
      return {
        case: 'childWorkflowExecutionCanceledEventAttributes',
        value: { ...about, ...(details && { details }) },
      };
    }
    case 'workflowExecutionTimedOutEventAttributes': {
      const { retryState } = attributes.value;
      return { case: 'childWorkflowExecutionTimedOutEventAttributes', value: { ...about, retryState } };
    }
    default:
      return { case: 'childWorkflowExecutionTerminatedEventAttributes', value: about };
  }
}

/** Ids of a run. */
export function executionOf({ workflowId, runId }: WorkflowRun): {
  $typeName: 'temporal.api.common.v1.WorkflowExecution';
  workflowId: string;
  runId: string;
} {
  return { $typeName: 'temporal.api.common.v1.WorkflowExecution', workflowId, runId };
}
