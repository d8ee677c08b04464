/** Brings an instance to where a history leaves it: the Workflow function runs again, and is answered from the history. */
import { activate } from './activate.js';
import { EventType, type HistoryEvent } from './api.js';
import { plainPayloads } from './codecs.js';
import type { Command } from './commands.js';
import { deliver } from './deliver.js';
import type { Engine } from './engine.js';
import { instantiate } from './instantiate.js';
import { precondition } from './refusals.js';
import { WorkflowRun } from './run.js';
import { tick } from './tick.js';
import { timestampMs } from './times.js';
import type { Worker } from './worker.js';
import { WorkflowUpdate } from './updates.js';

/** Which event a command becomes. */
const eventOf: Partial<Record<Command['kind'], HistoryEvent['attributes']['case']>> = {
  startTimer: 'timerStartedEventAttributes',
  cancelTimer: 'timerCanceledEventAttributes',
  scheduleActivity: 'activityTaskScheduledEventAttributes',
  cancelActivity: 'activityTaskCancelRequestedEventAttributes',
  startChild: 'startChildWorkflowExecutionInitiatedEventAttributes',
  signalExternal: 'signalExternalWorkflowExecutionInitiatedEventAttributes',
  cancelExternal: 'requestCancelExternalWorkflowExecutionInitiatedEventAttributes',
  upsertSearchAttributes: 'upsertWorkflowSearchAttributesEventAttributes',
  upsertMemo: 'workflowPropertiesModifiedEventAttributes',
  acceptUpdate: 'workflowExecutionUpdateAcceptedEventAttributes',
  completeUpdate: 'workflowExecutionUpdateCompletedEventAttributes',
};

/**
 * Runs the function of `run` over its events.
 *
 * @throws FAILED_PRECONDITION when the function does not ask for what it asked for then, and without a function of its type
 */
export async function replay(engine: Engine, run: WorkflowRun, worker: Worker): Promise<void> {
  const workflow = worker.workflows.get(run.workflowType);
  if (!workflow) throw precondition(`No worker has the Workflow Type ${run.workflowType}`);
  const instance = (run.instance = instantiate(engine, run, worker, workflow));
  if (worker.converters.payloadCodecs.length > 0) await plainPayloads(worker, run);
  const events = [...run.events];
  let jobs: (() => void)[] = [];
  for (let index = 0; index < events.length; index++) {
    const event = events[index]!;
    if (event.attributes.case === 'workflowTaskStartedEventAttributes') {
      // What the function may ask is answered as it was then.
      run.replaying = { nowMs: timestampMs(event.eventTime) ?? engine.now(), historyLength: index };
    }
    if (event.attributes.case !== 'workflowTaskCompletedEventAttributes') {
      jobs.push(...deliver(run, event));
      continue;
    }
    instance.beginTask();
    for (const job of [...jobs, ...updatesOf(run, events, index + 1)]) job();
    jobs = [];
    await tick();
    while (instance.meetConditions()) await tick();
    run.hasBegun = true;
    match(run, instance.takeCommands(), eventsOfCommands(events, index + 1));
  }
  run.replaying = undefined;
  // What was delivered after the last Workflow Task that counts comes with the next one.
  run.jobs.push(...jobs);
}

/** Sets going what a history left open: timers, Activities, children. */
export function activateOpen(engine: Engine, run: WorkflowRun, events: readonly HistoryEvent[]): void {
  for (const event of openEvents(events)) activate(engine, run, event);
}

/** The events that the commands of a Workflow Task became: they follow its end. */
function eventsOfCommands(events: readonly HistoryEvent[], from: number): HistoryEvent[] {
  const cases = new Set(Object.values(eventOf));
  const end = events.findIndex(({ attributes }, index) => index >= from && !cases.has(attributes.case));
  return events.slice(from, end < 0 ? undefined : end);
}

/** Updates that were accepted in the Workflow Task that ends before `from`: they were delivered in it. */
function updatesOf(run: WorkflowRun, events: readonly HistoryEvent[], from: number): (() => void)[] {
  const jobs: (() => void)[] = [];
  for (const { attributes } of events.slice(from)) {
    if (attributes.case === 'workflowTaskScheduledEventAttributes') break;
    if (attributes.case !== 'workflowExecutionUpdateAcceptedEventAttributes') continue;
    const { protocolInstanceId, acceptedRequest } = attributes.value;
    const { name = '', args } = acceptedRequest?.input ?? {};
    jobs.push(() => run.instance?.update(protocolInstanceId, name, args?.payloads ?? []));
  }
  return jobs;
}

/** Tells commands which events they became. @throws FAILED_PRECONDITION when they are not those of the history */
function match(run: WorkflowRun, commands: readonly Command[], events: HistoryEvent[]): void {
  const left = [...events];
  for (const command of commands) {
    const index = left.findIndex((event) => isOf(command, event));
    if (index < 0) {
      // Too late when it was given: it became no event.
      if (command.kind === 'cancelTimer' || command.kind === 'cancelActivity') continue;
      throw differs(`the command ${command.kind}, which is not in the history`);
    }
    const [event] = left.splice(index, 1);
    if ('outcome' in command && command.kind !== 'completeUpdate') {
      run.instance?.becameEvent(command, event!.eventId);
    }
    note(run, event!);
  }
  const [missed] = left;
  if (missed) throw differs(`no command for event ${missed.eventId}, ${EventType[missed.eventType]}`);
}

/** Whether an event is what a command became. */
function isOf(command: Command, { attributes }: HistoryEvent): boolean {
  if (attributes.case !== eventOf[command.kind]) return false;
  const value: object = attributes.value ?? {};
  const has = (names: object): boolean =>
    Object.entries(names).every(([name, expected]) => nameOf((value as Record<string, unknown>)[name]) === expected);
  switch (command.kind) {
    case 'startTimer':
      return has({ timerId: command.timerId });
    case 'scheduleActivity':
      return has({ activityId: command.activityId, activityType: command.activityType });
    case 'startChild':
      return has({ workflowId: command.workflowId, workflowType: command.workflowType });
    case 'signalExternal':
      return has({ signalName: command.signalName });
    case 'acceptUpdate':
      return has({ protocolInstanceId: command.updateId });
    default:
      return true;
  }
}

/** The name of a type, and a name as it is. */
function nameOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'name' in value ? value.name : value;
}

function differs(how: string): Error {
  return precondition(
    `The Workflow is not deterministic: run over its history, it gave ${how}. It has to do the same each time`,
  );
}

/** Keeps what an event changed in the description of the run. */
function note(run: WorkflowRun, { attributes, eventId }: HistoryEvent): void {
  if (attributes.case === 'upsertWorkflowSearchAttributesEventAttributes') {
    WorkflowRun.merge(run.searchAttributes, attributes.value.searchAttributes?.indexedFields ?? {});
  } else if (attributes.case === 'workflowPropertiesModifiedEventAttributes') {
    WorkflowRun.merge(run.memo, attributes.value.upsertedMemo?.fields ?? {});
  } else if (attributes.case === 'workflowExecutionUpdateAcceptedEventAttributes' && attributes.value.acceptedRequest) {
    const { protocolInstanceId, acceptedRequest } = attributes.value;
    const update = new WorkflowUpdate(protocolInstanceId, acceptedRequest);
    update.accept(eventId);
    run.updates.set(protocolInstanceId, update);
  } else if (attributes.case === 'workflowExecutionUpdateCompletedEventAttributes') {
    const { meta, outcome } = attributes.value;
    if (outcome) run.updates.get(meta?.updateId ?? '')?.complete(outcome.value);
  }
}

/** Timers, Activities and children that have begun in a history, and not ended. */
function openEvents(events: readonly HistoryEvent[]): HistoryEvent[] {
  const open = new Map<bigint, HistoryEvent>();
  for (const event of events) {
    const { attributes, eventId } = event;
    switch (attributes.case) {
      case 'timerStartedEventAttributes':
      case 'activityTaskScheduledEventAttributes':
      case 'startChildWorkflowExecutionInitiatedEventAttributes':
        open.set(eventId, event);
        break;
      case 'timerFiredEventAttributes':
      case 'timerCanceledEventAttributes':
        open.delete(attributes.value.startedEventId);
        break;
      case 'activityTaskCompletedEventAttributes':
      case 'activityTaskFailedEventAttributes':
      case 'activityTaskTimedOutEventAttributes':
      case 'activityTaskCanceledEventAttributes':
        open.delete(attributes.value.scheduledEventId);
        break;
      case 'startChildWorkflowExecutionFailedEventAttributes':
      case 'childWorkflowExecutionStartedEventAttributes':
        open.delete(attributes.value.initiatedEventId);
        break;
      default:
    }
  }
  return [...open.values()];
}
