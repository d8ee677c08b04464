/** How a run ends, and what that does to all that hangs on it. */
import { RetryState, WorkflowExecutionStatus } from './api.js';
import { closeChildren, tellParent } from './children.js';
import type { Engine } from './engine.js';
import { startNextRun } from './next-run.js';
import type { EventInit, WorkflowRun } from './run.js';
import { durationMs } from './times.js';

type CloseEventInit = Extract<
  EventInit,
  {
    case:
      | 'workflowExecutionCompletedEventAttributes'
      | 'workflowExecutionFailedEventAttributes'
      | 'workflowExecutionCanceledEventAttributes'
      | 'workflowExecutionTimedOutEventAttributes'
      | 'workflowExecutionTerminatedEventAttributes'
      | 'workflowExecutionContinuedAsNewEventAttributes';
  }
>;

const statuses: Record<CloseEventInit['case'], WorkflowExecutionStatus> = {
  workflowExecutionCompletedEventAttributes: WorkflowExecutionStatus.COMPLETED,
  workflowExecutionFailedEventAttributes: WorkflowExecutionStatus.FAILED,
  workflowExecutionCanceledEventAttributes: WorkflowExecutionStatus.CANCELED,
  workflowExecutionTimedOutEventAttributes: WorkflowExecutionStatus.TIMED_OUT,
  workflowExecutionTerminatedEventAttributes: WorkflowExecutionStatus.TERMINATED,
  workflowExecutionContinuedAsNewEventAttributes: WorkflowExecutionStatus.CONTINUED_AS_NEW,
};

/** Closes a run with an event, and starts the next one where a retry policy or a cron schedule asks for it. */
export function closeRun(engine: Engine, run: WorkflowRun, event: CloseEventInit): void {
  if (!run.isOpen) return;
  const next = startNextRun(engine, run, event);
  const attributes = { ...event, value: { ...event.value, ...next?.fields } } as CloseEventInit;
  endRun(engine, run, attributes);
  next?.start();
  if (!next) tellParent(engine, run);
  closeChildren(engine, run);
}

/** Closes a run with an event. What comes after is the affair of the caller. */
export function endRun(engine: Engine, run: WorkflowRun, event: CloseEventInit): void {
  run.append(event);
  run.status = statuses[event.case];
  run.paused = undefined;
  run.closeMs = engine.now();
  for (const cancel of run.cancelLimits) cancel();
  run.cancelLimits = [];
  for (const { cancel } of run.timers.values()) cancel();
  run.timers.clear();
  for (const { task } of run.activities.values()) task.abandon();
  run.activities.clear();
  for (const update of run.updates.values()) update.runClosed();
  run.buffered.length = 0;
  run.jobs = [];
  engine.tasks.drop(run);
  engine.tell(run);
  for (const listener of engine.onClose) listener(run);
}

/** Ends a run by force. */
export function terminateRun(
  engine: Engine,
  run: WorkflowRun,
  request: { readonly reason: string; readonly identity: string; readonly details?: undefined | object },
): void {
  const { reason, identity, details } = request;
  closeRun(engine, run, {
    case: 'workflowExecutionTerminatedEventAttributes',
    value: { reason, identity, ...(details && { details: details as never }) },
  });
}

/** Sets the time limits of a run: its own, and that of its chain. */
export function limitRun(engine: Engine, run: WorkflowRun): void {
  const { started } = run;
  const runMs = durationMs(started.workflowRunTimeout);
  const ends = [runMs === undefined ? undefined : run.executionMs + runMs, run.expirationMs];
  const end = Math.min(...ends.filter((each) => each !== undefined));
  if (!Number.isFinite(end)) return;
  run.cancelLimits.push(
    engine.at(end, () =>
      closeRun(engine, run, {
        case: 'workflowExecutionTimedOutEventAttributes',
        value: { retryState: run.retryPolicy ? RetryState.TIMEOUT : RetryState.RETRY_POLICY_NOT_SET },
      }),
    ),
  );
}
