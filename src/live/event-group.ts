import type { HistoryEvent } from '../client/index.js';
import { eventName, eventSubject } from './event-names.js';
import { dateFrom, type WirePayload } from './wire.js';
import type { EventBuffer } from './event-buffer.js';
import { headId } from './event-links.js';

/** What a group is about: the thing that runs from its first event to its last. */
export const groupKinds = [
  'workflow',
  'workflow-task',
  'activity',
  'local-activity',
  'timer',
  'child',
  'signal',
  'update',
  'nexus',
  'marker',
  'external',
  'other',
] as const;

export type GroupKind = (typeof groupKinds)[number];

/** As the status of an execution; `NONE` for what happens in one moment, such as a signal. */
export type GroupStatus = 'RUNNING' | 'COMPLETED' | 'FAILED' | 'TIMED_OUT' | 'CANCELLED' | 'TERMINATED' | 'NONE';

/** Events of one thing: an Activity from scheduled to completed, a timer from started to fired. */
export class EventGroup {
  /** The id of the event that began it. */
  readonly id: number;
  /** In order. */
  readonly eventIds: number[] = [];
  kind: GroupKind = 'other';
  status: GroupStatus = 'NONE';
  /** Milliseconds since the epoch; 0 when the server sent none. */
  startMs = 0;
  /** Of the last event; undefined while it runs. */
  endMs: number | undefined;
  /** As far as the history tells: servers write the start of an Activity when it ends. */
  attempt = 1;
  readonly #buffer: EventBuffer;
  #label: string | undefined;

  constructor(id: number, buffer: EventBuffer) {
    this.id = id;
    this.#buffer = buffer;
  }

  /** Activity Type, signal name, length of a timer, …: what tells it apart. Without {@link summary}. */
  get label(): string {
    const { first } = this;
    return (this.#label ??= first ? eventSubject(first) || eventName(first) : '');
  }

  /** What the workflow says of it, encoded as it came. */
  get summary(): WirePayload | undefined {
    return this.first?.userMetadata?.summary;
  }

  /** The first event of it that is here: while {@link headless}, not the one that began it. */
  get first(): HistoryEvent | undefined {
    return this.#buffer.get(this.eventIds[0] ?? 0);
  }

  get last(): HistoryEvent | undefined {
    return this.#buffer.get(this.eventIds.at(-1) ?? 0);
  }

  /** The event that began it has not been loaded: it is in the gap of the history. */
  get headless(): boolean {
    return this.eventIds[0] !== this.id;
  }

  /** @returns whether it has events still */
  change({ added, removed }: { added?: number; removed?: boolean }): boolean {
    if (removed) this.#keepOwn();
    if (added !== undefined) insertSorted(this.eventIds, added);
    const { first, last } = this;
    if (!first || !last) return false;
    this.kind = kindOf(first);
    this.status = statusOf(this.kind, last);
    this.startMs = dateFrom(first.eventTime)?.getTime() ?? 0;
    this.endMs = this.status === 'RUNNING' ? undefined : dateFrom(last.eventTime)?.getTime();
    this.attempt = 1;
    for (const id of this.eventIds) this.attempt = Math.max(this.attempt, attemptOf(this.#buffer.get(id)));
    this.#label = undefined;
    return true;
  }

  #keepOwn(): void {
    const own = this.eventIds.filter((id) => {
      const event = this.#buffer.get(id);
      return event && headId(event) === this.id;
    });
    this.eventIds.splice(0, Infinity, ...own);
  }
}

function insertSorted(ids: number[], id: number): void {
  let at = ids.length;
  while (at > 0 && (ids[at - 1] ?? 0) > id) at--;
  if (ids[at - 1] !== id) ids.splice(at, 0, id);
}

function attemptOf(event: HistoryEvent | undefined): number {
  return (event?.attributes.value as { attempt?: number } | undefined)?.attempt ?? 1;
}

const kinds = new Map<string, GroupKind>();

function kindOf({ attributes }: HistoryEvent): GroupKind {
  if (attributes.case === 'markerRecordedEventAttributes') {
    return /local_?activity/i.test(attributes.value.markerName) ? 'local-activity' : 'marker';
  }
  const name = attributes.case ?? '';
  let kind = kinds.get(name);
  if (!kind) kinds.set(name, (kind = kindOfName(name)));
  return kind;
}

function kindOfName(name: string): GroupKind {
  if (name.startsWith('activityTask')) return 'activity';
  if (name.startsWith('timer')) return 'timer';
  if (name.startsWith('workflowTask')) return 'workflow-task';
  if (/^(startChildWorkflow|childWorkflow)/.test(name)) return 'child';
  if (name.startsWith('nexusOperation')) return 'nexus';
  if (name.startsWith('workflowExecutionSignaled')) return 'signal';
  if (/^workflowExecutionUpdate(A|C|R)/.test(name)) return 'update';
  if (/External/.test(name)) return 'external';
  return /^workflowExecution(Started|Completed|Failed|TimedOut|Canceled|Terminated|ContinuedAsNew)/.test(name)
    ? 'workflow'
    : 'other';
}

/** Kinds that last; the others happen in one moment. */
const lasting: ReadonlySet<GroupKind> = new Set<GroupKind>([
  'workflow',
  'workflow-task',
  'activity',
  'timer',
  'child',
  'nexus',
  'update',
  'external',
]);

const ends = new Map<string, GroupStatus | 'ASKED' | undefined>();

function statusOf(kind: GroupKind, last: HistoryEvent): GroupStatus {
  const { attributes } = last;
  if (attributes.case === 'markerRecordedEventAttributes') return attributes.value.failure ? 'FAILED' : 'NONE';
  if (attributes.case === 'workflowExecutionUpdateCompletedEventAttributes') {
    return attributes.value.outcome?.value.case === 'failure' ? 'FAILED' : 'COMPLETED';
  }
  const name = attributes.case ?? '';
  if (!ends.has(name)) ends.set(name, endOfName(eventName(last)));
  const end = ends.get(name);
  if (end && end !== 'ASKED') return end;
  return lasting.has(kind) ? 'RUNNING' : 'NONE';
}

function endOfName(name: string): GroupStatus | 'ASKED' | undefined {
  if (/External.*(Signaled|CancelRequested)$/.test(name)) return 'COMPLETED';
  if (/External.*Failed$/.test(name)) return 'FAILED';
  if (/CancelRequest(ed|Completed|Failed)$/.test(name)) return 'ASKED';
  if (/(Completed|Fired|ContinuedAsNew)$/.test(name)) return 'COMPLETED';
  if (/(Failed|Rejected)$/.test(name)) return 'FAILED';
  if (/TimedOut$/.test(name)) return 'TIMED_OUT';
  if (/Cancel+ed$/.test(name)) return 'CANCELLED';
  return /Terminated$/.test(name) ? 'TERMINATED' : undefined;
}
