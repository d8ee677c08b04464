/** One Activity from its schedule to its end: attempts, time limits, heartbeats, pauses. For Workflows and by itself. */
import { CancelledFailure, type Duration, durationToMs } from '../../client/index.js';
import {
  type Failure,
  type Payloads,
  PendingActivityState,
  type Priority,
  RetryState,
  type RetryPolicy,
  TimeoutType,
} from './api.js';
import { runActivity } from './activity-run.js';
import { timeoutFailure } from './failures.js';
import { decideRetry } from './retry.js';
import type { Queued, TaskRates } from './task-rates.js';
import type { Worker } from './worker.js';

/** What an Activity is told to do. Times in milliseconds; nothing is no limit. */
export interface ActivitySpec {
  readonly activityId: string;
  readonly activityType: string;
  taskQueue: string;
  readonly input: Payloads | undefined;
  scheduleToCloseMs: number | undefined;
  scheduleToStartMs: number | undefined;
  startToCloseMs: number | undefined;
  heartbeatMs: number | undefined;
  retry: RetryPolicy;
  priority: Priority | undefined;
}

/** How an Activity ended. */
export type ActivityOutcome =
  | { readonly kind: 'completed'; readonly result: Payloads | undefined; readonly identity: string }
  | {
      readonly kind: 'failed' | 'timedOut';
      readonly failure: Failure;
      readonly retryState: RetryState;
      readonly identity: string;
    }
  | { readonly kind: 'canceled'; readonly details: Payloads | undefined; readonly identity: string };

/** Whom an Activity belongs to. */
export interface ActivityOwner {
  readonly namespace: string;
  readonly workflowExecution: { readonly workflowId: string; readonly runId: string } | undefined;
  /** Called once. */
  onEnd(outcome: ActivityOutcome): void;
  /** Called when something that a description shows has changed. */
  onChange(): void;
}

/** What an Activity needs of the engine. */
export interface ActivityHost {
  now(): number;
  at(timeMs: number, run: () => void): () => void;
  /** The worker of a Task Queue. `waiting` is called when one comes later. */
  workerFor(namespace: string, taskQueue: string, waiting: () => void): Worker | undefined;
  /** Makes the Activity known by its token. */
  register(task: ActivityTask): void;
  unregister(task: ActivityTask): void;
  nextTaskNumber(): number;
  readonly taskRates: Pick<TaskRates, 'added' | 'dispatched'>;
}

/** What a heartbeat is answered with. */
export interface HeartbeatAnswer {
  readonly cancelRequested: boolean;
  readonly activityPaused: boolean;
  readonly activityReset: boolean;
}

/** @see the head of this file */
export class ActivityTask {
  readonly number: number;
  readonly scheduledMs: number;
  attempt = 1;
  /** When this attempt is, or was, given to a worker at the earliest. */
  attemptDueMs: number;
  startedMs: number | undefined;
  lastAttemptEndedMs: number | undefined;
  heartbeatDetails: Payloads | undefined;
  heartbeatMs: number | undefined;
  heartbeats = 0;
  lastFailure: Failure | undefined;
  lastIdentity = '';
  cancelRequested = false;
  paused: { readonly timeMs: number; readonly reason: string; readonly identity: string } | undefined;
  ended = false;
  readonly original: ActivitySpec;
  /** Reset while an attempt was going on: told by its next heartbeat. */
  #reset = false;
  #abort: AbortController | undefined;
  #alarms: (() => void)[] = [];
  #cancelHeartbeatAlarm: (() => void) | undefined;
  /** Grows with everything that makes an earlier plan for the next attempt void. */
  #plan = 0;

  constructor(
    readonly host: ActivityHost,
    readonly owner: ActivityOwner,
    readonly spec: ActivitySpec,
    /** How long the first attempt is put off. The time for all attempts begins after it. */
    public delayMs = 0,
  ) {
    this.number = host.nextTaskNumber();
    this.original = { ...spec };
    this.scheduledMs = host.now();
    this.attemptDueMs = this.scheduledMs + delayMs;
    host.register(this);
    this.#limitWhole();
    this.#planAttempt(delayMs);
  }

  get state(): PendingActivityState {
    if (this.startedMs === undefined) return this.paused ? PendingActivityState.PAUSED : PendingActivityState.SCHEDULED;
    if (this.cancelRequested) return PendingActivityState.CANCEL_REQUESTED;
    return this.paused ? PendingActivityState.PAUSE_REQUESTED : PendingActivityState.STARTED;
  }

  /** Where its task goes. */
  get queued(): Queued {
    const { taskQueue, priority } = this.spec;
    return { namespace: this.owner.namespace, taskQueue, priority };
  }

  /** Whether its task is in the Task Queue, and no worker has taken it. */
  get isQueued(): boolean {
    return !this.ended && this.startedMs === undefined && !this.paused && this.attemptDueMs <= this.host.now();
  }

  /** When the time for all attempts is over. */
  get expiresMs(): number | undefined {
    const { scheduleToCloseMs } = this.spec;
    return scheduleToCloseMs === undefined ? undefined : this.scheduledMs + this.delayMs + scheduleToCloseMs;
  }

  /** Whether an attempt is the one that goes on, and may report. */
  isCurrent(attempt: number): boolean {
    return !this.ended && this.startedMs !== undefined && this.attempt === attempt;
  }

  complete(result: Payloads | undefined, identity: string): void {
    this.#end({ kind: 'completed', result, identity });
  }

  /** Fails this attempt; the retry policy says what is next. */
  fail(failure: Failure, identity: string): void {
    this.#failAttempt(failure, identity, 'failed');
  }

  /** The worker has stopped because of a request to cancel. */
  reportCancelled(details: Payloads | undefined, identity: string): void {
    this.#end({ kind: 'canceled', details, identity });
  }

  heartbeat(details: Payloads | undefined, identity: string): HeartbeatAnswer {
    if (details) this.heartbeatDetails = details;
    this.heartbeatMs = this.host.now();
    this.heartbeats++;
    if (identity) this.lastIdentity = identity;
    this.#limitHeartbeat();
    this.owner.onChange();
    return {
      cancelRequested: this.cancelRequested,
      activityPaused: this.paused !== undefined,
      activityReset: this.#reset,
    };
  }

  /** Asks the worker to stop; one that nobody works on ends at once. */
  requestCancel(): void {
    if (this.ended || this.cancelRequested) return;
    this.cancelRequested = true;
    if (this.startedMs === undefined) {
      this.#end({ kind: 'canceled', details: undefined, identity: '' });
      return;
    }
    this.#abort?.abort(new CancelledFailure('CANCELLED'));
    this.owner.onChange();
  }

  /** Ends it without a word to its owner: the owner is closed. */
  abandon(): void {
    this.#close();
  }

  pause(reason: string, identity: string): void {
    this.paused ??= { timeMs: this.host.now(), reason, identity };
    if (this.startedMs === undefined) this.#plan++;
    this.owner.onChange();
  }

  unpause(options: {
    readonly resetAttempts: boolean;
    readonly resetHeartbeat: boolean;
    readonly delayMs: number;
  }): void {
    if (!this.paused) return;
    this.paused = undefined;
    if (options.resetAttempts) this.attempt = 1;
    if (options.resetHeartbeat) this.heartbeatDetails = undefined;
    if (this.startedMs === undefined) this.#planAttempt(Math.max(options.delayMs, this.attemptDueMs - this.host.now()));
    this.owner.onChange();
  }

  reset(options: { readonly keepPaused: boolean; readonly resetHeartbeat: boolean; readonly delayMs: number }): void {
    if (!options.keepPaused) this.paused = undefined;
    if (options.resetHeartbeat) this.heartbeatDetails = undefined;
    if (this.startedMs === undefined) {
      this.attempt = 1;
      this.attemptDueMs = this.host.now() + options.delayMs;
      if (!this.paused) this.#planAttempt(options.delayMs);
    } else this.#reset = true;
    this.owner.onChange();
  }

  /** After {@link spec} has been changed: one that waits goes on under the new options. */
  optionsChanged(): void {
    this.#clearAlarms();
    this.#limitWhole();
    if (this.startedMs !== undefined) this.#limitAttempt();
    else if (!this.paused) this.#planAttempt(Math.max(0, this.attemptDueMs - this.host.now()));
    this.owner.onChange();
  }

  #planAttempt(delayMs: number): void {
    const plan = ++this.#plan;
    this.attemptDueMs = this.host.now() + delayMs;
    const begin = (): void => {
      if (this.ended || plan !== this.#plan) return;
      const worker = this.host.workerFor(this.owner.namespace, this.spec.taskQueue, begin);
      if (worker) this.#begin(worker);
    };
    const enqueue = (): void => {
      if (this.ended || plan !== this.#plan) return;
      this.host.taskRates.added(this.queued, 'ACTIVITY');
      begin();
    };
    const { scheduleToStartMs } = this.spec;
    if (scheduleToStartMs !== undefined) {
      const late = (): void => {
        if (plan === this.#plan && this.startedMs === undefined) this.#timeOut(TimeoutType.SCHEDULE_TO_START);
      };
      this.#alarms.push(this.host.at(this.attemptDueMs + scheduleToStartMs, late));
    }
    if (delayMs > 0) this.#alarms.push(this.host.at(this.attemptDueMs, enqueue));
    else queueMicrotask(enqueue);
  }

  #begin(worker: Worker): void {
    this.#plan++;
    this.startedMs = this.host.now();
    this.host.taskRates.dispatched(this.queued, 'ACTIVITY');
    this.lastIdentity = worker.identity;
    this.#reset = false;
    this.#abort = new AbortController();
    this.#limitAttempt();
    this.owner.onChange();
    runActivity(this, worker, this.#abort.signal);
  }

  #limitWhole(): void {
    const { expiresMs } = this;
    if (expiresMs === undefined) return;
    this.#alarms.push(this.host.at(expiresMs, () => this.#timeOut(TimeoutType.SCHEDULE_TO_CLOSE)));
  }

  #limitAttempt(): void {
    const { attempt, spec } = this;
    if (spec.startToCloseMs !== undefined) {
      const late = (): void => {
        if (this.isCurrent(attempt)) this.#timeOut(TimeoutType.START_TO_CLOSE);
      };
      this.#alarms.push(this.host.at(this.startedMs! + spec.startToCloseMs, late));
    }
    this.#limitHeartbeat();
  }

  #limitHeartbeat(): void {
    this.#cancelHeartbeatAlarm?.();
    const { attempt, spec } = this;
    if (spec.heartbeatMs === undefined || !this.isCurrent(attempt)) return;
    this.#cancelHeartbeatAlarm = this.host.at(this.host.now() + spec.heartbeatMs, () => {
      if (this.isCurrent(attempt)) this.#timeOut(TimeoutType.HEARTBEAT);
    });
  }

  #timeOut(type: TimeoutType): void {
    const failure = timeoutFailure(`activity ${TimeoutType[type]} timeout`, type, this.heartbeatDetails);
    const final = type === TimeoutType.SCHEDULE_TO_CLOSE || type === TimeoutType.SCHEDULE_TO_START;
    if (final) this.#end({ kind: 'timedOut', failure, retryState: RetryState.TIMEOUT, identity: '' });
    else this.#failAttempt(failure, '', 'timedOut');
  }

  #failAttempt(failure: Failure, identity: string, kind: 'failed' | 'timedOut'): void {
    if (this.ended) return;
    const { retry } = this.spec;
    const decision = this.cancelRequested
      ? { retryState: RetryState.CANCEL_REQUESTED }
      : this.#reset
        ? { delayMs: 0 }
        : decideRetry(retry, this.attempt, failure, this.host.now(), this.expiresMs);
    this.#abort?.abort(new CancelledFailure('TIMED_OUT'));
    if ('retryState' in decision) {
      this.#end({ kind, failure, identity, retryState: decision.retryState });
      return;
    }
    this.lastFailure = failure;
    this.lastAttemptEndedMs = this.host.now();
    this.startedMs = undefined;
    this.attempt = this.#reset ? 1 : this.attempt + 1;
    this.#reset = false;
    this.#clearAlarms();
    this.#limitWhole();
    if (this.paused) this.attemptDueMs = this.host.now() + decision.delayMs;
    else this.#planAttempt(decision.delayMs);
    this.owner.onChange();
  }

  #end(outcome: ActivityOutcome): void {
    if (this.ended) return;
    if (outcome.identity) this.lastIdentity = outcome.identity;
    this.#close();
    this.owner.onEnd(outcome);
  }

  #close(): void {
    this.ended = true;
    this.#plan++;
    this.#clearAlarms();
    this.#abort?.abort(new CancelledFailure('The Activity has ended'));
    this.host.unregister(this);
  }

  #clearAlarms(): void {
    for (const cancel of this.#alarms) cancel();
    this.#alarms = [];
    this.#cancelHeartbeatAlarm?.();
  }
}

/** Token of an attempt. */
export function taskToken(task: ActivityTask): Uint8Array {
  return new TextEncoder().encode(`in-memory:${task.number}:${task.attempt}`);
}

/** Number and attempt of a token, or nothing when it is none. */
export function readTaskToken(token: Uint8Array): { number: number; attempt: number } | undefined {
  const match = /^in-memory:(\d+):(\d+)$/.exec(new TextDecoder().decode(token));
  return match ? { number: Number(match[1]), attempt: Number(match[2]) } : undefined;
}

/** Milliseconds of an option, or nothing. */
export function optionalMs(duration: Duration | undefined): number | undefined {
  return duration === undefined ? undefined : durationToMs(duration) || undefined;
}
