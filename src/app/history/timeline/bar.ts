import type { WireFailure } from '../../format/failure.js';
import type { WirePayload } from '../../format/payload.js';
import type { WireTimestamp } from '../../../live/wire.js';
import type { GroupKind, GroupStatus } from '../../../live/event-groups.js';

/** Lanes of a timeline stand in sections, in this order. */
export const sectionNames = [
  'workflow',
  'workflow-task',
  'activity',
  'timer',
  'child',
  'nexus',
  'message',
  'other',
] as const;

export type SectionName = (typeof sectionNames)[number];

/**
 * More than a group knows: a run that goes on as another one, what is paused, and what had not ended when its run
 * ended, so that nobody will ever know.
 */
export type BarStatus = GroupStatus | 'CONTINUED_AS_NEW' | 'PAUSED' | 'ABANDONED';

/** A part of a bar. Bars without segments are one that runs. */
export interface Segment {
  /** `wait`: for a worker. `backoff`: for the next attempt. */
  kind: 'wait' | 'backoff' | 'run';
  startMs: number;
  /** Undefined while it goes on. */
  endMs: number | undefined;
  attempt: number;
  status: BarStatus;
  failure?: WireFailure | undefined;
  /** Worked out from the retry policy: histories tell neither when earlier attempts began nor when they ended. */
  estimated: boolean;
}

/** A run that can be opened from a bar: a Child Workflow, or the run that goes on with the work. */
export interface LinkedRun {
  /** None: the Namespace of this run. */
  namespace: string | undefined;
  workflowId: string;
  runId: string;
  next: boolean;
}

/** What a timeline draws of one group of events. */
export interface Bar {
  /** Of its group: the id of the event that began it. */
  id: number;
  kind: GroupKind;
  section: SectionName;
  label: string;
  /** What the workflow says of it, encoded as it came. */
  summary: WirePayload | undefined;
  status: BarStatus;
  /** Milliseconds since the epoch, with their fraction: events of a Workflow Task are microseconds apart. */
  startMs: number;
  /** Undefined while it goes on; as {@link startMs} for what happens in one moment. */
  endMs: number | undefined;
  segments: readonly Segment[];
  /** How many attempts it has taken. */
  attempts: number;
  /** 0 for as many as it takes. */
  maxAttempts?: number | undefined;
  failure: WireFailure | undefined;
  linked?: LinkedRun | undefined;
  /** When the next attempt is due. */
  nextAttemptMs?: number | undefined;
}

export function isPoint({ startMs, endMs, segments }: Bar): boolean {
  return endMs === startMs && segments.length === 0;
}

/** Where it ends at this moment. */
export function endOf({ startMs, endMs }: Bar, nowMs: number): number {
  return endMs ?? Math.max(startMs, nowMs);
}

/** Milliseconds since the epoch with their fraction; the server's zero time means "not set". */
export function timeMs(timestamp: WireTimestamp | undefined): number | undefined {
  if (!timestamp || (timestamp.seconds === 0n && timestamp.nanos === 0)) return undefined;
  return Number(timestamp.seconds) * 1000 + timestamp.nanos / 1e6;
}
