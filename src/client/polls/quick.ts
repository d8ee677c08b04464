import type { CallLimits } from '../connection.js';
import { grpcErrorOf, status } from '../grpc-error.js';
import type { AwaitedRun, PollTurn } from '../internal/poll.js';
import { isRetryableError } from '../retry.js';
import { type DescribedRun, describeRun } from './describe-run.js';
import { type Entry, isFree } from './entry.js';
import { isHidden, isInBrowser } from './page.js';
import { deniedMs, type PollContext } from './poll-context.js';

/** So many waits have closed at once that it matters how fast they are read. */
const crowd = 10;
const quickLimits: CallLimits = { attemptMs: 10_000, totalMs: 0, maxAttempts: 1 };
/** Requests a second of the round that asks for each parked wait: while visibility serves, and while it does not. */
const calmRate = 1;
const busyRate = 5;
/** The same for waits of which not even the run is known. */
const lookupRate = 25;
/** Least milliseconds between two requests of the round for the same wait. */
const calmGapMs = 30_000;
const busyGapMs = 2_000;

/**
 * Short requests for parked waits: for those of which visibility says that they have closed, for those whose run has to be
 * found out, and, as a safety net, for one after the other. Visibility is a hint and never the truth; that it is stale, slow or
 * forbidden costs time and nothing else.
 */
export class QuickRequests {
  readonly #context: PollContext;
  /** Visibility says that these have closed. */
  readonly #hinted = new Set<Entry>();
  #running = 0;
  #nextRoundAt = 0;
  #deniedUntil = 0;

  constructor(context: PollContext) {
    this.#context = context;
  }

  /** Whether executions may be described, as far as is known. */
  get serves(): boolean {
    return performance.now() >= this.#deniedUntil;
  }

  /** Asks for this entry as soon as possible. */
  hint(entry: Entry): void {
    this.#hinted.add(entry);
  }

  forget(entry: Entry): void {
    this.#hinted.delete(entry);
    entry.asking?.abort();
  }

  /** Sends what is due, and says when to look again. */
  run(now: number): number {
    // Over HTTP/1.1, long polls and a query leave two connections to other calls: a crowd may have one of them for a moment.
    const scarce = isInBrowser() && this.#context.protocol !== 'http2';
    const atOnce = !scarce ? 4 : this.#hinted.size > crowd ? 2 : 1;
    let due = Infinity;
    while (this.#running < atOnce) {
      const hinted = this.#takeHint(now);
      if (hinted) void this.#ask(hinted, now, true);
      else {
        due = this.#round(now);
        if (due > now) break;
      }
    }
    return due;
  }

  #takeHint(now: number): Entry | undefined {
    for (const entry of this.#hinted) {
      this.#hinted.delete(entry);
      if (isFree(entry, now)) return entry;
    }
    return undefined;
  }

  /** One request of the round, if it is time. Returns when to look again; `now` when one was sent. */
  #round(now: number): number {
    const isCalm = this.#context.visibilityServes();
    let due = Infinity;
    let next: Entry | undefined;
    for (const entry of this.#context.entries) {
      if (!(entry.task.run ? this.serves : entry.task.quick) || entry.polling || entry.asking) continue;
      const at = Math.max(this.#dueAt(entry, isCalm), entry.notBefore);
      if (at < due) [next, due] = [entry, at];
    }
    if (!next || due > now) return due;
    if (now < this.#nextRoundAt) return this.#nextRoundAt;
    const rate = this.#isUnknown(next) ? lookupRate : (isCalm ? calmRate : busyRate) / this.#context.tabs();
    this.#nextRoundAt = now + 1_000 / (isHidden() ? Math.min(1, rate) : rate);
    void this.#ask(next, now, false);
    return now;
  }

  /** Which run it is has to be known before visibility can be asked. */
  #isUnknown({ task: { run } }: Entry): boolean {
    return run?.runId === '';
  }

  #dueAt(entry: Entry, isCalm: boolean): number {
    const { run } = entry.task;
    const { seenAt, failures } = entry;
    if (this.#isUnknown(entry) && failures === 0) return seenAt + 1_000;
    return seenAt + (run?.runId && isCalm ? calmGapMs : busyGapMs);
  }

  /** @param closed whether visibility says that it has closed */
  async #ask(entry: Entry, begun: number, closed: boolean): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    entry.asking = controller;
    this.#running++;
    try {
      const answer = await this.#request(entry, closed, {
        connection: entry.view,
        call: { signal },
        limits: quickLimits,
        hold: false,
      });
      this.#context.answered(entry);
      if (answer !== undefined) this.#context.settle(entry, answer);
    } catch (error) {
      if (!signal.aborted) this.#context.failed(entry, error, begun);
    } finally {
      this.#running--;
      entry.asking = undefined;
      entry.seenAt = performance.now();
      this.#context.changed();
    }
  }

  /** Nothing when executions may not be described: who may wait for a result need not have that right. */
  async #describe(run: AwaitedRun, turn: PollTurn): Promise<DescribedRun | undefined> {
    try {
      return await describeRun(run, turn);
    } catch (error) {
      const failure = grpcErrorOf(error);
      if (!failure || failure.code === status.NOT_FOUND || isRetryableError(failure)) throw error;
      this.#deniedUntil = performance.now() + deniedMs;
      return undefined;
    }
  }

  async #request({ task }: Entry, closed: boolean, turn: PollTurn): Promise<unknown> {
    const { run } = task;
    if (!run) return task.poll(turn);
    if (!closed) {
      const described = await this.#describe(run, turn);
      run.runId ||= described?.runId ?? '';
      if (!described?.closed) return undefined;
    }
    return task.poll({ ...turn, hold: true });
  }
}
