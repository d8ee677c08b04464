import type { HistoryEvent } from '../../../client/index.js';
import type { WireFailure } from '../../format/failure.js';
import { msFrom } from '../../../live/wire.js';
import type { EventBuffer } from '../../../live/event-buffer.js';
import type { EventGroup, GroupKind } from '../../../live/event-groups.js';
import { attemptSegments, type RetryIntervals } from './attempts.js';
import { type Bar, type BarStatus, type LinkedRun, type SectionName, type Segment, timeMs } from './bar.js';
import { readLocalActivity } from './local-activity.js';
import type { PendingWork } from './pending.js';

const sections: Record<GroupKind, SectionName> = {
  workflow: 'workflow',
  'workflow-task': 'workflow-task',
  activity: 'activity',
  'local-activity': 'activity',
  timer: 'timer',
  child: 'child',
  nexus: 'nexus',
  signal: 'message',
  update: 'message',
  external: 'message',
  marker: 'other',
  other: 'other',
};

/** The group as a bar. */
export function barOf(group: EventGroup, buffer: EventBuffer, pending: PendingWork): Bar {
  const events = group.eventIds.flatMap((id) => buffer.get(id) ?? []);
  const [first] = events;
  const last = events.at(-1);
  const startMs = timeMs(first?.eventTime) ?? group.startMs;
  const lasts = group.status !== 'NONE';
  const endMs = group.status === 'RUNNING' ? undefined : lasts ? (timeMs(last?.eventTime) ?? startMs) : startMs;
  const bar: Bar = {
    id: group.id,
    kind: group.kind,
    section: sections[group.kind],
    label: group.label,
    summary: group.summary,
    status: group.status,
    startMs,
    endMs,
    segments: noSegments,
    attempts: group.attempt,
    failure: last && failureOf(last),
  };
  if (first && last) refine(bar, events, first, last, buffer, pending);
  return bar;
}

const noSegments: readonly Segment[] = [];

function refine(
  bar: Bar,
  events: readonly HistoryEvent[],
  first: HistoryEvent,
  last: HistoryEvent,
  buffer: EventBuffer,
  pending: PendingWork,
): void {
  switch (bar.kind) {
    case 'activity':
      refineActivity(bar, events, first, pending);
      break;
    case 'nexus':
      refineNexus(bar, events, pending);
      break;
    case 'child':
      bar.linked = childOf(events);
      refineStarted(bar, events);
      break;
    case 'workflow-task':
      refineStarted(bar, events);
      break;
    case 'workflow':
      refineWorkflow(bar, first, last);
      break;
    case 'local-activity':
      refineLocalActivity(bar, first, buffer);
      break;
    default:
  }
}

function refineLocalActivity(bar: Bar, first: HistoryEvent, buffer: EventBuffer): void {
  const facts = readLocalActivity(first, buffer);
  bar.label = facts.type ?? bar.label;
  bar.startMs = facts.startMs ?? bar.startMs;
  bar.endMs = Math.max(facts.endMs ?? bar.startMs, bar.startMs);
  bar.attempts = Math.max(1, facts.attempt ?? 1);
  bar.status = bar.failure ? 'FAILED' : 'COMPLETED';
}

function refineActivity(bar: Bar, events: readonly HistoryEvent[], first: HistoryEvent, pending: PendingWork): void {
  if (first.attributes.case !== 'activityTaskScheduledEventAttributes') return;
  const { activityId, retryPolicy } = first.attributes.value;
  const started = find(events, 'activityTaskStartedEventAttributes');
  const live = bar.endMs === undefined ? pending.activities.get(activityId) : undefined;
  if (live?.paused) bar.status = 'PAUSED';
  bar.attempts = Math.max(bar.attempts, live?.attempt ?? 1);
  bar.maxAttempts = live?.maxAttempts ?? retryPolicy?.maximumAttempts;
  bar.nextAttemptMs = live?.nextAttemptMs;
  const lastFailure = live?.lastFailure ?? started?.value.lastFailure;
  bar.failure ??= lastFailure;
  bar.segments = attemptSegments({
    scheduledMs: bar.startMs,
    attempt: bar.attempts,
    startMs: timeMs(started?.event.eventTime) ?? live?.startMs,
    endMs: bar.endMs,
    status: bar.status,
    failure: bar.endMs === undefined ? undefined : bar.failure,
    lastFailure,
    retry: intervalsOf(retryPolicy),
    // Ids may be used again: what was seen before this one was scheduled is not its own.
    seen: pending.seen(activityId).filter(({ startMs = Infinity }) => startMs >= bar.startMs - 1000),
  });
}

/** As the server's defaults; the policy in an event is complete. */
function intervalsOf(policy: RetryPolicy | undefined): RetryIntervals {
  return {
    initialMs: msFrom(policy?.initialInterval) ?? 1000,
    coefficient: policy?.backoffCoefficient || 2,
    maximumMs: msFrom(policy?.maximumInterval) ?? 0,
  };
}

interface RetryPolicy {
  initialInterval?: { seconds: bigint; nanos: number } | undefined;
  backoffCoefficient: number;
  maximumInterval?: { seconds: bigint; nanos: number } | undefined;
}

function refineNexus(bar: Bar, events: readonly HistoryEvent[], pending: PendingWork): void {
  const started = find(events, 'nexusOperationStartedEventAttributes');
  const live = bar.endMs === undefined && !started ? pending.nexus.get(bar.id) : undefined;
  if (!live || live.attempt === 1) {
    refineStarted(bar, events);
    return;
  }
  bar.attempts = live.attempt;
  bar.nextAttemptMs = live.nextAttemptMs;
  bar.failure ??= live.lastFailure;
  bar.segments = attemptSegments({
    scheduledMs: bar.startMs,
    attempt: live.attempt,
    startMs: live.startMs,
    endMs: undefined,
    status: bar.status,
    failure: undefined,
    lastFailure: live.lastFailure,
    retry: intervalsOf(undefined),
    seen: live.seen,
  });
}

/** What waits before it starts: for a worker, for another execution. */
function refineStarted(bar: Bar, events: readonly HistoryEvent[]): void {
  const started = events.find(({ attributes }) => /Started/.test(attributes.case ?? ''));
  const { startMs, endMs, status, failure, attempts } = bar;
  const runsFrom = timeMs(started?.eventTime);
  const waiting = runsFrom === undefined && (endMs === undefined || bar.kind === 'workflow-task');
  if (runsFrom === undefined && !waiting) return;
  const wait: Segment = {
    kind: 'wait',
    startMs,
    endMs: runsFrom ?? endMs,
    attempt: attempts,
    status: runsFrom === undefined ? status : 'NONE',
    estimated: false,
  };
  const run: Segment = { ...wait, kind: 'run', startMs: runsFrom ?? startMs, endMs, status, failure };
  bar.segments = runsFrom === undefined ? [wait] : runsFrom > startMs ? [wait, run] : [run];
}

function refineWorkflow(bar: Bar, first: HistoryEvent, last: HistoryEvent): void {
  if (last.attributes.case === 'workflowExecutionContinuedAsNewEventAttributes') bar.status = 'CONTINUED_AS_NEW';
  const next = (last.attributes.value as { newExecutionRunId?: string } | undefined)?.newExecutionRunId;
  if (first.attributes.case !== 'workflowExecutionStartedEventAttributes') return;
  const { workflowId, attempt, continuedFailure, firstWorkflowTaskBackoff } = first.attributes.value;
  bar.attempts = Math.max(1, attempt);
  bar.failure ??= continuedFailure;
  if (next) bar.linked = { namespace: undefined, workflowId, runId: next, next: true };
  const delayMs = msFrom(firstWorkflowTaskBackoff) ?? 0;
  if (delayMs <= 0) return;
  const { startMs, endMs, status, attempts, failure } = bar;
  const runsFrom = Math.min(startMs + delayMs, endMs ?? Infinity);
  const wait = { startMs, endMs: runsFrom, attempt: attempts, status: 'NONE' as const, estimated: false };
  bar.segments = [
    { ...wait, kind: attempts > 1 ? 'backoff' : 'wait' },
    { ...wait, kind: 'run', startMs: runsFrom, endMs, status, failure },
  ];
}

function childOf(events: readonly HistoryEvent[]): LinkedRun | undefined {
  const started = find(events, 'childWorkflowExecutionStartedEventAttributes');
  const execution = started?.value.workflowExecution;
  if (!started || !execution) return undefined;
  const { workflowId, runId } = execution;
  return { namespace: started.value.namespace || undefined, workflowId, runId, next: false };
}

type EventCase = NonNullable<HistoryEvent['attributes']['case']>;
type ValueOf<Case extends EventCase> = Extract<HistoryEvent['attributes'], { case: Case }>['value'];

function find<Case extends EventCase>(
  events: readonly HistoryEvent[],
  name: Case,
): { event: HistoryEvent; value: ValueOf<Case> } | undefined {
  const event = events.find(({ attributes }) => attributes.case === name);
  return event && { event, value: event.attributes.value as ValueOf<Case> };
}

/** Why it ended, if it did not end well. */
function failureOf({ attributes }: HistoryEvent): WireFailure | undefined {
  if (attributes.case === 'workflowExecutionUpdateCompletedEventAttributes') {
    const { outcome } = attributes.value;
    return outcome?.value.case === 'failure' ? outcome.value.value : undefined;
  }
  return (attributes.value as { failure?: WireFailure } | undefined)?.failure;
}

/** What had not ended when its run ended: nobody tells any more how it went on. */
export function abandonAt(bar: Bar, closedMs: number): Bar {
  if (bar.endMs !== undefined || bar.kind === 'workflow') return bar;
  const endMs = Math.max(bar.startMs, closedMs);
  const status: BarStatus = 'ABANDONED';
  const segments = bar.segments.map((segment) =>
    segment.endMs === undefined ? { ...segment, endMs: Math.max(segment.startMs, endMs), status } : segment,
  );
  return { ...bar, endMs, status, segments };
}
