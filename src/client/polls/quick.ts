import type { CallLimits } from '../connection.js';
import { describeRunId } from './describe-run.js';
import { type Entry, isFree } from './entry.js';
import { isHidden, isInBrowser } from './page.js';
import type { PollContext } from './poll-context.js';

/** So many waits have closed at once that it matters how fast they are read. */
const crowd = 10;
const quickLimits: CallLimits = { attemptMs: 10_000, totalMs: 0, maxAttempts: 1 };
/** Requests a second of the round that asks for each parked wait: while visibility serves, and while it does not. */
const calmRate = 2;
const busyRate = 5;
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

  constructor(context: PollContext) {
    this.#context = context;
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
      if (hinted) void this.#ask(hinted, now);
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
    let due = Infinity;
    let next: Entry | undefined;
    for (const entry of this.#context.entries) {
      if (!entry.task.quick || entry.polling || entry.asking) continue;
      const at = Math.max(this.#dueAt(entry), entry.notBefore);
      if (at < due) [next, due] = [entry, at];
    }
    if (!next || due > now) return due;
    if (now < this.#nextRoundAt) return this.#nextRoundAt;
    const rate = (this.#context.visibilityServes() ? calmRate : busyRate) / this.#context.tabs();
    this.#nextRoundAt = now + 1_000 / (isHidden() ? Math.min(1, rate) : rate);
    void this.#ask(next, now);
    return now;
  }

  #dueAt({ task: { run }, addedAt, seenAt }: Entry): number {
    // Which run it is has to be known before visibility can be asked.
    if (run && !run.runId && seenAt === addedAt) return addedAt + 1_000;
    return seenAt + (run?.runId && this.#context.visibilityServes() ? calmGapMs : busyGapMs);
  }

  async #ask(entry: Entry, begun: number): Promise<void> {
    const controller = new AbortController();
    const { signal } = controller;
    entry.asking = controller;
    this.#running++;
    try {
      const turn = { connection: entry.view, call: { signal }, limits: quickLimits, hold: false };
      const { run } = entry.task;
      if (run && !run.runId) run.runId = await describeRunId(run, turn);
      const answer = await entry.task.poll(turn);
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
}
