import { type WireEvent } from '../../../../../live/event-names.js';
import { dateFrom, type WireTimestamp } from '../../../../../live/wire.js';

/** What is read of an event here. */
export interface PointEvent extends WireEvent {
  eventTime?: WireTimestamp | undefined;
}

/** A Workflow Task that has ended: where a run can be reset to. */
export interface ResetPoint {
  /** Of the event that ended it. */
  eventId: number;
  ended: 'completed' | 'failed' | 'timedOut';
  time: Date | undefined;
  /** What the task had to work on: what came in since the one before. */
  had: readonly PointEvent[];
  /** What it decided. */
  did: readonly PointEvent[];
}

/** Kinds of events that a reset can hand to the new run again. */
export type Reapplied = 'SIGNAL' | 'UPDATE' | 'NEXUS';
export const reapplied: readonly Reapplied[] = ['SIGNAL', 'UPDATE', 'NEXUS'];

const ends: Record<string, ResetPoint['ended']> = {
  workflowTaskCompletedEventAttributes: 'completed',
  workflowTaskFailedEventAttributes: 'failed',
  workflowTaskTimedOutEventAttributes: 'timedOut',
};

/**
 * The points in events that come newest first. The oldest point is left out until it is known what the task had to work
 * on, unless there is nothing older.
 */
export function resetPoints(newestFirst: readonly PointEvent[], complete: boolean): ResetPoint[] {
  const points: { point: ResetPoint; had: PointEvent[] }[] = [];
  let did: PointEvent[] = [];
  for (const event of newestFirst) {
    const ended = ends[event.attributes.case ?? ''];
    if (ended) {
      const had: PointEvent[] = [];
      const eventId = Number(event.eventId);
      points.push({ point: { eventId, ended, time: dateFrom(event.eventTime), had, did: did.reverse() }, had });
      did = [];
      continue;
    }
    // That an Activity was taken says nothing that its end does not say.
    if (/^(workflowTask|activityTaskStarted)/.test(event.attributes.case ?? '')) continue;
    const decidedBy = (event.attributes.value as { workflowTaskCompletedEventId?: bigint } | undefined)
      ?.workflowTaskCompletedEventId;
    // What no task decided came from outside; it was work for the task after it.
    if (decidedBy) did.push(event);
    else points.at(-1)?.had.unshift(event);
  }
  if (!complete) points.pop();
  return points.map(({ point }) => point);
}

/** The point that led to an event: the last task that had ended by then; the first one for what came before any. */
export function pointFor(points: readonly ResetPoint[], eventId: number): ResetPoint | undefined {
  return points.find((point) => point.eventId <= eventId) ?? points.at(-1);
}

/** How much comes after a point, and what of it can be applied again. */
export function countAfter(
  newestFirst: readonly PointEvent[],
  eventId: number,
): { events: number; kinds: Record<Reapplied, number> } {
  const kinds = { SIGNAL: 0, UPDATE: 0, NEXUS: 0 };
  let events = 0;
  for (const event of newestFirst) {
    if (Number(event.eventId) <= eventId) break;
    events++;
    const kind = reappliedAs(event.attributes.case ?? '');
    if (kind) kinds[kind]++;
  }
  return { events, kinds };
}

function reappliedAs(name: string): Reapplied | undefined {
  if (name === 'workflowExecutionSignaledEventAttributes') return 'SIGNAL';
  if (/^workflowExecutionUpdate(Admitted|Accepted)Event/.test(name)) return 'UPDATE';
  return /^nexusOperation(Started|Completed|Failed|Canceled|TimedOut)Event/.test(name) ? 'NEXUS' : undefined;
}
