import type { CallLimits } from '../connection.js';
import { grpcErrorOf, status, TransportError } from '../grpc-error.js';
import { pollFloorMs } from '../internal/poll.js';
import { type Entry, type HeldPoll, heldRankOf, isFree, rankOf, type Slot, urgencyOf, yieldsAt } from './entry.js';
import { lockAnyOf } from './locks.js';
import { isHidden } from './page.js';
import type { Peers } from './peers.js';
import type { PollContext } from './poll-context.js';

/** A slot goes on to the next wait of this page within this time; then other tabs have their turn. */
const keepSlotMs = 2_000;
/** A free slot comes within this time; after it, all are taken by other tabs. */
const slotPatienceMs = 100;
/** How often a tab asks the others for one. */
const wantEveryMs = 500;
/** Without a single slot for this long, a page takes one on top: tabs that are alive let go sooner. */
const lastResortMs = 45_000;
/** The server ends a poll after 20 s, unless it is set up otherwise: what stays silent for longer is dead. */
const longPollMs = 20_000;
const firstCutMs = 35_000;
const lastCutMs = 70_000;

/** The few waits that hold a long poll. */
export class DirectPolls {
  readonly #context: PollContext;
  readonly #slotName: string;
  readonly #peers: Peers;
  #free: Slot[] = [];
  #held = 0;
  #asking: AbortController | undefined;
  #askedAt = 0;
  #wantedAt = 0;
  #cutMs = firstCutMs;

  constructor(context: PollContext, slotName: string, peers: Peers) {
    this.#context = context;
    this.#slotName = slotName;
    this.#peers = peers;
  }

  /** Long polls that are under way. */
  get held(): number {
    return this.#held;
  }

  /** Begins what can be begun, and says when to look again. */
  run(now: number): number {
    const due = this.#assign(now);
    for (const slot of this.#free.splice(0)) slot.release();
    return due;
  }

  #assign(now: number): number {
    for (;;) {
      const next = this.#mostUrgent(now);
      if (!next) return this.#nextFreedAt(now);
      const slot = this.#free.pop();
      if (slot) {
        void this.#poll(next, slot, now);
        continue;
      }
      const limit = isHidden() ? 1 : this.#context.slotLimit();
      if (this.#held < limit) this.#request(now);
      if (this.#held === 0 && now - this.#askedAt > lastResortMs) {
        // Tabs that browsers have stopped where they were may hold all slots.
        this.#askedAt = now;
        this.#free.push({ since: now, release: () => undefined });
        continue;
      }
      const hopeful = this.#asking ? this.#askedAt + slotPatienceMs : now;
      const rank = rankOf(next, this.#context.parks(next), now);
      const { entry: victim, at } = this.#leastUrgent(rank, now);
      if (!victim || Math.max(at, hopeful) > now) {
        const lastResort = this.#held === 0 ? this.#askedAt + lastResortMs + 1 : Infinity;
        const again = this.#askOthers(rank, now);
        return Math.min(Math.max(at, hopeful), again, lastResort, this.#nextFreedAt(now));
      }
      void this.#poll(next, this.#cut(victim, victim.polling!), now);
    }
  }

  /** Lets a slot go to another tab that has a wait of this rank and none for it, if a poll here may yield to that. */
  yieldTo(rank: number): void {
    const now = performance.now();
    const { entry, at } = this.#leastUrgent(rank, now);
    if (!entry || at > now) return;
    this.#cut(entry, entry.polling!).release();
    this.#context.changed();
  }

  /** Ends the polls that were begun before `time`, and lets them begin again. */
  restart(time: number): void {
    for (const entry of this.#context.entries) {
      const poll = entry.polling;
      if (poll && poll.begun < time) this.#cut(entry, poll).release();
    }
    this.#context.changed();
  }

  /** Ends the poll of an entry that is no longer waited for. */
  drop(entry: Entry): void {
    if (entry.polling) this.#giveBack(this.#cut(entry, entry.polling));
  }

  close(): void {
    this.#asking?.abort();
    this.#asking = undefined;
    for (const slot of this.#free.splice(0)) slot.release();
  }

  /** Other tabs may have less urgent polls than this one has waits. Says when to ask again. */
  #askOthers(rank: number, now: number): number {
    // The newest results of each tab are worth the same.
    if (!this.#asking || rank > 2) return Infinity;
    const at = Math.max(this.#askedAt + slotPatienceMs, this.#wantedAt + wantEveryMs);
    if (now < at) return at;
    this.#wantedAt = now;
    this.#peers.want(rank);
    return now + wantEveryMs;
  }

  #mostUrgent(now: number): Entry | undefined {
    let best: Entry | undefined;
    let bestRank = Infinity;
    let bestUrgency = 0;
    for (const entry of this.#context.entries) {
      if (!isFree(entry, now)) continue;
      const rank = rankOf(entry, this.#context.parks(entry), now);
      if (rank > bestRank) continue;
      const urgency = urgencyOf(entry, rank, now);
      if (rank === bestRank && urgency <= bestUrgency) continue;
      [best, bestRank, bestUrgency] = [entry, rank, urgency];
    }
    return best;
  }

  /** The poll that has to yield to a wait of this rank, and when: of those that may yield now the one of the last rank, or else the first that may. */
  #leastUrgent(rank: number, now: number): { entry: Entry | undefined; at: number } {
    let least: { entry: Entry | undefined; at: number; rank: number } = { entry: undefined, at: Infinity, rank: -1 };
    for (const entry of this.#context.entries) {
      if (!entry.polling) continue;
      const own = heldRankOf(entry, this.#context.parks(entry));
      const at = Math.max(now, yieldsAt(entry, own, rank));
      if (at < least.at || (at === least.at && own > least.rank)) least = { entry, at, rank: own };
    }
    return least;
  }

  /** When the first entry that has to keep still may be asked for again. */
  #nextFreedAt(now: number): number {
    let at = Infinity;
    for (const { notBefore } of this.#context.entries) if (notBefore > now && notBefore < at) at = notBefore;
    return at;
  }

  /** Asks for one more slot. One request at a time: what it gives is followed by another look. */
  #request(now: number): void {
    if (this.#asking) return;
    const asking = new AbortController();
    this.#asking = asking;
    this.#askedAt = now;
    const names = Array.from({ length: this.#context.slotLimit() }, (_, i) => `${this.#slotName} ${i}`);
    lockAnyOf(names, asking.signal).then(
      (release) => {
        if (this.#asking !== asking) {
          release();
          return;
        }
        this.#asking = undefined;
        this.#free.push({ since: performance.now(), release });
        // At once: a slot that is free for a moment is a poll that begins later.
        this.#context.runNow();
      },
      () => undefined,
    );
  }

  async #poll(entry: Entry, slot: Slot, begun: number): Promise<void> {
    const controller = new AbortController();
    const poll = { begun, controller, slot };
    const { signal } = controller;
    // A transport of the user's knows no attempts: the whole call has a limit too.
    const limits: CallLimits = { attemptMs: this.#cutMs, totalMs: this.#cutMs + 1_000, maxAttempts: 1 };
    entry.polling = poll;
    entry.polled = true;
    this.#held++;
    try {
      const answer = await entry.task.poll({ connection: entry.view, call: { signal }, limits, hold: true });
      this.#context.answered(entry);
      if (answer !== undefined) this.#context.settle(entry, answer);
      else {
        entry.notBefore = begun + pollFloorMs;
        this.#cutMs = Math.min(lastCutMs, Math.max(this.#cutMs, (performance.now() - begun) * 1.5));
      }
    } catch (error) {
      if (signal.aborted) return;
      this.#context.failed(entry, this.#cutOff(error, begun) ?? error, begun);
    } finally {
      if (entry.polling === poll) {
        this.#end(entry);
        this.#giveBack(slot);
      }
      this.#context.changed();
    }
  }

  /** The error of a poll that was cut: by us, by the limit of the call, or by the server that read our limit off it. */
  #cutOff(error: unknown, begun: number): TransportError | undefined {
    const failure = grpcErrorOf(error);
    if (failure?.code !== status.DEADLINE_EXCEEDED || performance.now() - begun < longPollMs) return undefined;
    // Perhaps this server holds polls for longer than others.
    this.#cutMs = Math.min(lastCutMs, this.#cutMs * 1.5);
    return new TransportError('no-answer', failure.code, failure.details, { retryable: true, cause: error });
  }

  /** Ends a poll that is under way. The slot is the caller's to give on. */
  #cut(entry: Entry, { slot, controller }: HeldPoll): Slot {
    this.#end(entry);
    controller.abort();
    return slot;
  }

  #end(entry: Entry): void {
    entry.polling = undefined;
    entry.seenAt = performance.now();
    this.#held--;
  }

  #giveBack(slot: Slot): void {
    if (performance.now() - slot.since < keepSlotMs) this.#free.push(slot);
    else slot.release();
  }
}
