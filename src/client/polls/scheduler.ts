/**
 * The poll scheduler of a Connection: all that waits goes through here.
 *
 * - `direct.ts`: the few waits that hold a long poll, in slots that all tabs share (`locks.ts`); who comes first: `entry.ts`
 * - `visibility.ts`, `peers.ts`: one query for the parked waits of all tabs says which of them may have closed
 * - `quick.ts`: those are asked for themselves, and, as a safety net, all others in turn
 * - `outage.ts`: while nothing is answered, one small call finds out when it is over
 *
 * Each part has `run(now)`, which does what is due and says when to look again; this one holds the only timer. While
 * nothing waits there is no timer, lock, listener or request.
 */
import type { ResolvedConnectionOptions } from '../connection-options.js';
import type { WaitOptions } from '../call-options.js';
import type { ConnectionState } from '../connection-state.js';
import type { Connection } from '../connection.js';
import { type GrpcError, grpcErrorOf } from '../grpc-error.js';
import type { PollTask } from '../internal/poll.js';
import { defaultGrpcRetryOptions, type GrpcRetryOptions } from '../retry.js';
import type { Entry, Waiter } from './entry.js';
import { isOutage, Outage } from './outage.js';
import { defaultSlots, isHidden, type Protocol } from './page.js';
import { createParts, type Parts, statusOf } from './parts.js';
import type { PollContext } from './poll-context.js';
import type { PollStatus } from './status.js';
import { StatusFeed } from './status-feed.js';
import { joinEntry } from './waiter.js';

/** A timer that is late by this much has slept with the machine. */
const sleptMs = 20_000;
const longestTimerMs = 60_000;

/** See the head of this file. */
export class PollScheduler implements PollContext {
  readonly entries = new Set<Entry>();
  readonly options: ResolvedConnectionOptions;
  protocol: Protocol | undefined;
  readonly #retry: GrpcRetryOptions;
  readonly #outage: Outage;
  readonly #byKey = new Map<string, Entry>();
  readonly #name: string;
  #parts: Parts | undefined;
  #order = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #plannedAt = 0;
  #queued = false;
  readonly #feed = new StatusFeed(() => statusOf(this, this.#parts, this.#outage));

  constructor(options: ResolvedConnectionOptions, state: ConnectionState) {
    this.options = options;
    this.#retry = defaultGrpcRetryOptions(options.retry === false ? { maxAttempts: 1 } : options.retry);
    this.#outage = new Outage(this.#retry, state, options.polls.giveUpAfterMs ?? 900_000, (since) => {
      // Those that met nothing but the outage go on at once; one that fails again and again keeps its distance.
      for (const entry of this.entries) if (entry.failures <= 3) entry.notBefore = 0;
      // What was under way since before has perhaps lost its connection without a word.
      this.#parts?.direct.restart(since);
      this.#parts?.visibility.soon();
    });
    this.#name = `temporal-web-client ${new URL(options.address).origin}`;
  }

  /**
   * Waits for the answer of a task; tasks of the same key and metadata share their requests.
   *
   * @param view sends the requests
   * @throws the signal's reason; what the task throws, unless that passes
   */
  run<T>(task: PollTask<T>, view: Connection, signal: AbortSignal, watched: WaitOptions['watched']): Promise<T> {
    const viewKey = JSON.stringify(view.scope.metadata ?? {});
    const key = task.key && JSON.stringify([...task.key, viewKey]);
    const entry = (key !== undefined && this.#byKey.get(key)) || this.#add(task, view, viewKey, key);
    return joinEntry(entry, signal, watched, () => this.#remove(entry));
  }

  /** What it does now, and then each change; ends when the Connection is closed. */
  status(): AsyncGenerator<PollStatus, void, undefined> {
    return this.#feed.read();
  }

  /** Ends what reads the status: the waits have ended with the Connection. */
  close(): void {
    this.#feed.close();
  }

  #add(task: PollTask<unknown>, view: Connection, viewKey: string, key: string | undefined): Entry {
    const now = performance.now();
    const entry: Entry = {
      ...{ task, key, view, viewKey, waiters: new Set(), order: this.#order++, addedAt: now, seenAt: now },
      ...{ checkedAt: -Infinity, polling: undefined, asking: undefined, polled: false, notBefore: 0, failures: 0 },
    };
    if (key !== undefined) this.#byKey.set(key, entry);
    this.#parts ??= this.#begin();
    this.entries.add(entry);
    this.#parts.visibility.soon();
    this.changed();
    return entry;
  }

  #remove(entry: Entry): void {
    if (!this.entries.delete(entry)) return;
    if (entry.key !== undefined) this.#byKey.delete(entry.key);
    this.#parts?.direct.drop(entry);
    this.#parts?.quick.forget(entry);
    if (this.entries.size === 0) this.#end();
    else this.changed();
  }

  slotLimit(): number {
    return this.options.polls.slots ?? defaultSlots(this.protocol);
  }

  tabs(): number {
    return this.#parts?.visibility.tabs ?? 1;
  }

  visibilityServes(): boolean {
    return this.#parts?.visibility.serves ?? false;
  }

  parks({ task: { run } }: Entry): boolean {
    if (!run || !this.#parts) return false;
    return this.#parts.quick.serves || (run.runId !== '' && this.visibilityServes());
  }

  hint(entry: Entry): void {
    this.#parts?.quick.hint(entry);
  }

  answered(entry: Entry): void {
    entry.failures = 0;
    this.#outage.answered();
  }

  settle(entry: Entry, answer: unknown): void {
    const { run } = entry.task;
    if (run?.runId) this.#parts?.visibility.trust.add(run.namespace, run.runId, performance.now());
    this.#finish(entry, (waiter) => waiter.resolve(answer));
  }

  failed(entry: Entry, error: unknown, begun: number): void {
    try {
      if (this.#mayAskAgain(entry, error, begun)) return;
    } catch (thrown) {
      // By a function of the retry options or by `onRetry`.
      error = thrown;
    }
    this.#finish(entry, (waiter) => waiter.reject(error));
  }

  #mayAskAgain(entry: Entry, error: unknown, begun: number): boolean {
    const failure = grpcErrorOf(error);
    const away = failure !== undefined && isOutage(failure);
    entry.failures++;
    // An outage is everybody's; any other failure counts for this wait alone.
    if (!failure || !this.#retry.retryableDecider(away ? 1 : entry.failures, failure)) return false;
    if (away) this.noteOutage(failure, begun);
    const delayMs = this.#retry.delayFunction(entry.failures, failure);
    entry.notBefore = performance.now() + delayMs;
    this.options.onRetry?.({ method: entry.task.method, attempt: entry.failures, error: failure, delayMs });
    return true;
  }

  noteOutage(error: GrpcError, begun: number): void {
    this.#outage.fail(error, begun);
    this.changed();
  }

  changed(): void {
    if (this.#queued) return;
    this.#queued = true;
    queueMicrotask(() => {
      if (this.#queued) this.runNow();
    });
  }

  runNow(): void {
    this.#queued = false;
    clearTimeout(this.#timer);
    this.#feed.changed();
    if (!this.#parts) return;
    const now = performance.now();
    // Timers of a hidden page are late for no such reason.
    if (now - this.#plannedAt > sleptMs && !isHidden()) this.#wake();
    const due = this.#runParts(this.#parts, now);
    if (this.entries.size === 0) return;
    this.#plannedAt = Math.min(due, now + longestTimerMs);
    this.#timer = setTimeout(() => this.runNow(), Math.max(0, this.#plannedAt - now));
  }

  #runParts({ direct, quick, visibility }: Parts, now: number): number {
    const hopeless = this.#outage.hopeless;
    if (hopeless) for (const entry of [...this.entries]) this.#finish(entry, ({ reject }) => reject(hopeless));
    const [first] = this.entries;
    if (first && this.#outage.active) return this.#outage.run(now, first.view, () => this.changed());
    return Math.min(direct.run(now), quick.run(now), visibility.run(now));
  }

  #begin(): Parts {
    this.#plannedAt = Infinity;
    return createParts(
      this,
      this.#name,
      () => this.#wake(),
      (protocol) => this.#detected(protocol),
    );
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#parts?.close();
    this.#parts = undefined;
    this.#outage.close();
    this.changed();
  }

  #detected(protocol: Protocol): void {
    this.protocol = protocol;
    this.changed();
  }

  /** After a sleep of the machine or a change of network, connections may be dead that look alive. */
  #wake(): void {
    this.#plannedAt = Infinity;
    this.#outage.soon();
    this.#parts?.direct.restart(performance.now());
    this.#parts?.visibility.soon();
    this.changed();
  }

  #finish(entry: Entry, settle: (waiter: Waiter) => void): void {
    const waiters = [...entry.waiters];
    this.#remove(entry);
    waiters.forEach(settle);
  }
}
