/** Reset: a new run that begins with a part of the history of another, and goes on from there. */
import { create } from '@bufbuild/protobuf';
import { ResetReapplyExcludeType, ResetReapplyType } from '../../../gen/shared/temporal/api/enums/v1/reset_pb.js';
import { type HistoryEvent, HistoryEventSchema, WorkflowExecutionStatus, WorkflowTaskFailedCause } from './api.js';
import { endRun, limitRun } from './close-run.js';
import type { Engine } from './engine.js';
import { applicationFailure } from './failures.js';
import { precondition, invalid } from './refusals.js';
import { receive } from './receive.js';
import { activateOpen, replay } from './replay.js';
import { reapplyChildEnd, restoreChildren } from './reset-children.js';
import { WorkflowRun } from './run.js';

/** What a reset is asked for with. */
export interface ResetRequest {
  /** Of the event that ended the Workflow Task before which the new run goes on. */
  readonly eventId: bigint;
  readonly reason: string;
  readonly identity: string;
  readonly requestId: string;
  readonly excluded: readonly ResetReapplyExcludeType[];
  readonly reapply: ResetReapplyType;
}

/**
 * Resets `base`. Whatever runs under its Workflow Id is terminated; signals that came after the point, to it or to the runs
 * that it continued as, are given again, and children that began before it belong to the new run.
 *
 * @throws INVALID_ARGUMENT for an event that does not end a Workflow Task, FAILED_PRECONDITION without a worker
 */
export async function resetRun(engine: Engine, base: WorkflowRun, request: ResetRequest): Promise<WorkflowRun> {
  const { eventId } = request;
  const end = base.events[Number(eventId) - 1]?.attributes.case;
  const endsTask = end === 'workflowTaskCompletedEventAttributes' || end === 'workflowTaskFailedEventAttributes';
  if (eventId <= 1n || !endsTask) {
    throw invalid(
      `Workflow Task finish ID must be > 1 && <= workflow last event ID and end a Workflow Task: ${eventId}`,
    );
  }
  const worker = engine.workerFor(base.namespace, base.taskQueue);
  if (!worker) throw precondition(`The in-memory server resets with a worker only, and none polls ${base.taskQueue}`);

  const runId = engine.ids.uuid();
  const run = new WorkflowRun(base.namespace, base.workflowId, runId, base.started, engine.clock);
  run.startRequestId = request.requestId;
  run.userMetadata = base.userMetadata;
  const kept = base.events.slice(0, Number(eventId) - 1);
  run.events.push(...kept.map((event) => create(HistoryEventSchema, { ...event })));
  try {
    await replay(engine, run, worker);
  } catch (error) {
    // Nobody knows of it: what its function still does leads nowhere.
    run.status = WorkflowExecutionStatus.TERMINATED;
    throw error;
  }

  const current = engine.find(base.namespace, base.workflowId);
  base.resetRunId = runId;
  if (current?.isOpen) {
    // Its parent hears of the new run's end, and its children go on.
    endRun(engine, current, {
      case: 'workflowExecutionTerminatedEventAttributes',
      value: { reason: request.reason, identity: 'history-resetter' },
    });
  }
  engine.add(engine.namespace(base.namespace), run);
  limitRun(engine, run);
  const [scheduled, started] = kept.slice(-2);
  run.append({
    case: 'workflowTaskFailedEventAttributes',
    value: {
      scheduledEventId: scheduled?.eventId ?? 0n,
      startedEventId: started?.eventId ?? 0n,
      cause: WorkflowTaskFailedCause.RESET_WORKFLOW,
      failure: applicationFailure(request.reason, 'ResetWorkflow'),
      identity: request.identity,
      baseRunId: base.runId,
      newRunId: runId,
    },
  });
  restoreChildren(run, kept);
  activateOpen(engine, run, kept);
  const later = base.events.slice(Number(eventId) - 1);
  for (const event of later) reapplyChildEnd(engine, run, event);
  reapply(engine, run, [...later, ...eventsOfNextRuns(engine, base)], request);
  engine.tasks.schedule(run);
  engine.tell(run);
  return run;
}

/** What happened in the runs that `base` has continued as; one that was deleted ends them. */
function eventsOfNextRuns(engine: Engine, base: WorkflowRun): HistoryEvent[] {
  const events: HistoryEvent[] = [];
  for (let run: WorkflowRun | undefined = base; run;) {
    const last: HistoryEvent['attributes'] | undefined = run.events.at(-1)?.attributes;
    // A run that follows by retry or cron is none of them, as on the server.
    if (last?.case !== 'workflowExecutionContinuedAsNewEventAttributes') break;
    run = engine.find(base.namespace, base.workflowId, last.value.newExecutionRunId);
    events.push(...(run?.events ?? []));
  }
  return events;
}

/** Gives a run what came in after the point to which it was reset. That somebody asked to cancel is not asked again. */
function reapply(engine: Engine, run: WorkflowRun, later: readonly HistoryEvent[], request: ResetRequest): void {
  if (request.reapply === ResetReapplyType.NONE || request.excluded.includes(ResetReapplyExcludeType.SIGNAL)) return;
  for (const { attributes } of later) {
    if (attributes.case !== 'workflowExecutionSignaledEventAttributes') continue;
    receive(engine, run, { case: attributes.case, value: attributes.value });
  }
}
