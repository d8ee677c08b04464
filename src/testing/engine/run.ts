/** One Workflow Execution run: its history and what the server knows of it beside. */
import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import type { Payload as AnyPayload } from '../../client/index.js';
import type { ActivityTask } from './activity-task.js';
import {
  EventType,
  type Header,
  type HistoryEvent,
  HistoryEventSchema,
  type Payload,
  type Priority,
  type RetryPolicy,
  type UserMetadata,
  type VersioningOverride,
  type WorkflowExecutionStartedEventAttributes,
  WorkflowExecutionStatus,
} from './api.js';
import { isNothing } from './attributes.js';
import type { WorkflowInstance } from './instance.js';
import { Listeners } from './listeners.js';
import { durationMs, timestamp, timestampMs } from './times.js';
import type { WorkflowUpdate } from './updates.js';

type AttributesInit = Extract<MessageInitShape<typeof HistoryEventSchema>, { $typeName?: never }>['attributes'];
/** Kind and content of an event. */
export type EventInit = Exclude<NonNullable<AttributesInit>, { case?: undefined }>;

/** Event types by the name of their attributes. */
const eventTypes = new Map<string, EventType>(
  Object.entries(EventType)
    .filter((entry): entry is [string, EventType] => typeof entry[1] === 'number')
    .map(([name, type]) => [`${camelCase(name)}EventAttributes`, type]),
);

function camelCase(name: string): string {
  return name.toLowerCase().replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
}

/** A child that a run has started or is about to start. */
export interface PendingChild {
  readonly initiatedId: bigint;
  readonly workflowId: string;
  readonly workflowType: string;
  readonly parentClosePolicy: number;
  runId: string;
  startedId: bigint;
}

/** An Activity of a run. */
export interface RunActivity {
  readonly task: ActivityTask;
  readonly scheduledId: bigint;
  cancelRequestedId: bigint;
}

/** @see the head of this file */
export class WorkflowRun {
  readonly events: HistoryEvent[] = [];
  readonly memo: Record<string, Payload>;
  readonly searchAttributes: Record<string, Payload>;
  readonly startMs: number;
  /** When it may begin: later than the start with a delay, a cron schedule or a retry. */
  readonly executionMs: number;
  closeMs: number | undefined;
  status = WorkflowExecutionStatus.RUNNING;
  userMetadata: UserMetadata | undefined;
  versioningOverride: VersioningOverride | undefined;
  priority: Priority | undefined;
  startRequestId = '';
  cancelRequested = false;
  paused: { readonly identity: string; readonly reason: string; readonly timeMs: number } | undefined;
  /** The run that a reset made of this one. */
  resetRunId = '';
  readonly activities = new Map<bigint, RunActivity>();
  /** Cancels the alarm of a timer; by its event. */
  readonly timers = new Map<bigint, { readonly timerId: string; readonly fireMs: number; cancel: () => void }>();
  readonly children = new Map<bigint, PendingChild>();
  readonly updates = new Map<string, WorkflowUpdate>();
  /** Ids of signals and other requests that must not count twice. */
  readonly requestIds = new Set<string>();
  /** Told after every change. */
  readonly changed = new Listeners();
  instance: WorkflowInstance | undefined;
  /** While its function is run over a history: the time and the number of events that there were then. */
  replaying: { readonly nowMs: number; readonly historyLength: number } | undefined;
  /** Ends the time limits of the run. */
  cancelLimits: (() => void)[] = [];

  /** What the instance has to be given in the next Workflow Task. */
  jobs: (() => void)[] = [];
  task: 'none' | 'scheduled' | 'started' = 'none';
  /** Of the Workflow Task that is scheduled or started; 0 for one that is written down only when it changes something. */
  taskScheduledId = 0n;
  taskScheduledMs = 0;
  taskStartedMs = 0;
  taskAttempt = 1;
  /** The first Workflow Task has ended. */
  hasBegun = false;
  /** Events whose Payloads the codecs of the worker have decoded. */
  decodedEvents = 0;
  /** What came in while a Workflow Task was going on, and is written down after it. */
  readonly buffered: (() => void)[] = [];

  constructor(
    readonly namespace: string,
    readonly workflowId: string,
    readonly runId: string,
    readonly started: WorkflowExecutionStartedEventAttributes,
    readonly clock: { now(): number },
  ) {
    this.startMs = clock.now();
    this.executionMs = this.startMs + (durationMs(started.firstWorkflowTaskBackoff) ?? 0);
    this.memo = { ...started.memo?.fields };
    this.searchAttributes = { ...started.searchAttributes?.indexedFields };
    this.versioningOverride = started.versioningOverride;
    this.priority = started.priority;
  }

  get workflowType(): string {
    return this.started.workflowType?.name ?? '';
  }

  get taskQueue(): string {
    return this.started.taskQueue?.name ?? '';
  }

  get firstRunId(): string {
    return this.started.firstExecutionRunId;
  }

  get isOpen(): boolean {
    return this.status === WorkflowExecutionStatus.RUNNING || this.status === WorkflowExecutionStatus.PAUSED;
  }

  get retryPolicy(): RetryPolicy | undefined {
    return this.started.retryPolicy;
  }

  /** When all runs of the chain must have ended. */
  get expirationMs(): number | undefined {
    return timestampMs(this.started.workflowExecutionExpirationTime);
  }

  get header(): Header | undefined {
    return this.started.header;
  }

  get lastEventId(): bigint {
    return BigInt(this.events.length);
  }

  /** The event that closed the run. */
  get closeEvent(): HistoryEvent | undefined {
    return this.isOpen ? undefined : this.events.at(-1);
  }

  /** Bytes of all events on the wire. */
  get historySize(): number {
    return this.events.reduce((sum, event) => sum + toBinary(HistoryEventSchema, event).length, 0);
  }

  /** Writes an event at the end of the history. */
  append(attributes: EventInit, more: { userMetadata?: UserMetadata | undefined; timeMs?: number } = {}): HistoryEvent {
    const event = create(HistoryEventSchema, {
      eventId: BigInt(this.events.length + 1),
      eventTime: timestamp(more.timeMs ?? this.clock.now()),
      eventType: eventTypes.get(attributes.case)!,
      version: 0n,
      taskId: BigInt(1_048_576 + this.events.length),
      attributes,
      ...(more.userMetadata && { userMetadata: more.userMetadata }),
    });
    this.events.push(event);
    return event;
  }

  /** Writes what came from outside: at once, or after the Workflow Task that is going on. */
  record(write: () => void): void {
    if (this.task === 'started') this.buffered.push(write);
    else write();
  }

  /** Sets fields of a map of Payloads; one that stands for nothing removes its field. */
  static merge(into: Record<string, Payload>, fields: Readonly<Record<string, AnyPayload>>): void {
    for (const [name, payload] of Object.entries(fields)) {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a message has a plain object here
      if (isNothing(payload)) delete into[name];
      else into[name] = payload as Payload;
    }
  }
}
