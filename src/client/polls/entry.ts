import type { Connection } from '../connection.js';
import type { PollTask } from '../internal/poll.js';

/** One caller of a wait. */
export interface Waiter {
  readonly isWatched: () => boolean;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** A held poll that is under way. */
export interface HeldPoll {
  readonly begun: number;
  readonly controller: AbortController;
  readonly slot: Slot;
}

/** Leave to hold one long poll. */
export interface Slot {
  readonly since: number;
  readonly release: () => void;
}

/** One wait, for all who wait for the same answer. Times are those of `performance.now()`. */
export interface Entry {
  readonly task: PollTask<unknown>;
  /** Under which other callers join it. */
  readonly key: string | undefined;
  readonly view: Connection;
  /** Equal for views that send the same metadata. */
  readonly viewKey: string;
  readonly waiters: Set<Waiter>;
  /** Number of the wait: higher is newer. */
  readonly order: number;
  readonly addedAt: number;
  /** The long poll, while there is one. */
  polling: HeldPoll | undefined;
  /** The quick request, while there is one. */
  asking: AbortController | undefined;
  /** When the last request for it ended. */
  seenAt: number;
  /** Whether it has had a long poll. */
  polled: boolean;
  /** When a visibility query last asked for it. */
  checkedAt: number;
  /** No request before this time. */
  notBefore: number;
  /** Requests that failed in a row. */
  failures: number;
}

/** Only entries that nothing is asked for at present can be asked for. */
export function isFree(entry: Entry, now: number): boolean {
  return !entry.polling && !entry.asking && entry.notBefore <= now;
}

/** Whether somebody looks at what comes of it. */
export function isWatched({ waiters }: Entry): boolean {
  for (const waiter of waiters) if (waiter.isWatched()) return true;
  return false;
}

/** For this long a new wait goes before all others: most short Workflows are over by then. */
const freshMs = 2_000;

/**
 * Which waits get a long poll first; `parks` says whether the wait would get its answer without one too:
 * 0. new ones, the newest first;
 * 1. those that get no answer without a long poll (updates, live histories, standalone executions), in turns;
 * 2. results that somebody looks at, in turns;
 * 3. other results, the newest first.
 */
export function rankOf(entry: Entry, parks: boolean, now: number): number {
  if (!entry.polled && now - entry.addedAt < freshMs) return 0;
  return heldRankOf(entry, parks);
}

/** The rank of a wait that has had a long poll. */
export function heldRankOf(entry: Entry, parks: boolean): number {
  if (!parks) return 1;
  return isWatched(entry) ? 2 : 3;
}

/** How urgent an entry is among those of its rank: the higher the sooner. */
export function urgencyOf(entry: Entry, rank: number, now: number): number {
  if (rank === 0 || rank === 3) return entry.order;
  const waited = now - entry.seenAt;
  // Turns of watched ones come four times as often, but no other starves.
  return rank === 1 && isWatched(entry) ? waited * 4 : waited;
}

/**
 * When a long poll, whose wait is of rank `own`, may be ended in favour of a wait of `rank`; Infinity for never. Turns are long enough that aborts stay rare,
 * and short enough that ten live histories on three connections each come up every few seconds.
 */
export function yieldsAt(holder: Entry, own: number, rank: number): number {
  const { begun } = holder.polling!;
  if (rank === 0) return begun + 1_000;
  return rank < own || (rank === 1 && own === 1) ? begun + 2_000 : Infinity;
}
