import type { Connection } from '../connection.js';
import { type GrpcError, grpcErrorOf, status, TransportError } from '../grpc-error.js';
import { delay } from '../internal/timers.js';
import { listClosedRuns, maxRunsPerQuery } from './closed-runs.js';
import type { Entry } from './entry.js';
import { lockAnyOf } from './locks.js';
import { isHidden } from './page.js';
import type { AwaitedRunAge, Peers, VisibilityNews } from './peers.js';
import { deniedMs, type PollContext } from './poll-context.js';
import type { PollStatus } from './status.js';
import { VisibilityTrust } from './visibility-trust.js';

/** A run id as the server makes it. What has quotes in it is not one, and must not get into a query. */
const runIdPattern = /^[\w-]+$/;
/** After this long without a closing, queries become fewer. */
const quietMs = 60_000;
const longestPauseMs = 60_000;
const lockPatienceMs = 15_000;
/** Answers after which asking again soon is of no use. */
const refusals: ReadonlySet<number> = new Set([
  status.INVALID_ARGUMENT,
  status.NOT_FOUND,
  status.PERMISSION_DENIED,
  status.UNIMPLEMENTED,
  status.UNAUTHENTICATED,
]);

/** Waits whose visibility can be asked together: same Namespace, same credentials. */
interface Group {
  readonly namespace: string;
  readonly view: Connection;
  askedAt: number;
  /** Not asked before this time. */
  notBefore: number;
  denied: boolean;
  failures: number;
}

/** One visibility query after the other, for the parked waits of all tabs of this origin together. */
export class VisibilityTicks {
  readonly trust = new VisibilityTrust();
  readonly #context: PollContext;
  readonly #lockName: string;
  readonly #minMs: number;
  readonly #maxMs: number;
  readonly #groups = new Map<string, Group>();
  readonly #peers: Peers;
  readonly #closing = new AbortController();
  #intervalMs: number;
  #tickedAt = -Infinity;
  /** When something last closed, or began to be waited for. */
  #quietSince = -Infinity;
  #ticking = false;
  #tabs = 1;

  constructor(context: PollContext, name: string, peers: Peers) {
    this.#context = context;
    this.#lockName = `${name} visibility`;
    const { minIntervalMs = 1_500, maxIntervalMs = 5_000 } = context.options.polls;
    this.#minMs = minIntervalMs;
    this.#maxMs = Math.max(minIntervalMs, maxIntervalMs);
    this.#intervalMs = minIntervalMs;
    this.#peers = peers;
  }

  /** Tabs that took part in the last query. */
  get tabs(): number {
    return this.#tabs;
  }

  /** Whether parked waits can count on it. */
  get serves(): boolean {
    const groups = [...this.#groups.values()];
    return this.#enabled && !this.trust.stale && groups.every(({ denied, failures }) => !denied && failures === 0);
  }

  get status(): PollStatus['visibility'] {
    const groups = [...this.#groups.values()];
    const name = !this.#enabled
      ? 'off'
      : groups.some(({ denied }) => denied)
        ? 'denied'
        : groups.some(({ failures }) => failures > 0)
          ? 'backing-off'
          : groups.length === 0
            ? 'idle'
            : this.trust.stale
              ? 'stale'
              : 'ok';
    return { status: name, intervalMs: this.#intervalMs, lagMs: this.trust.lagMs };
  }

  get #enabled(): boolean {
    return this.#context.options.polls.visibility !== false;
  }

  /** There are new waits, or answers are to be had again: the next query comes soon. */
  soon(): void {
    this.#intervalMs = this.#minMs;
    this.#quietSince = performance.now();
    for (const group of this.#groups.values()) if (!group.denied) group.notBefore = 0;
  }

  /** Asks if it is time to, and says when to look again. */
  run(now: number): number {
    if (!this.#enabled || this.#ticking || this.#closing.signal.aborted) return Infinity;
    const due = this.#tickedAt + this.#intervalMs * (isHidden() ? 8 : 1);
    if (now < due) return due;
    const group = this.#nextGroup(now);
    if (!group) return Infinity;
    if (now < group.notBefore) return group.notBefore;
    this.#ticking = true;
    void this.#tick(group);
    return Infinity;
  }

  close(): void {
    this.#closing.abort();
  }

  /** The group that has waited longest, of those that have parked waits. */
  #nextGroup(now: number): Group | undefined {
    const present = new Map<string, Group>();
    for (const { task, polling, view, viewKey } of this.#context.entries) {
      if (!task.run?.runId || polling) continue;
      const key = `${task.run.namespace} ${viewKey}`;
      if (present.has(key)) continue;
      const known = this.#groups.get(key);
      const fresh = { namespace: task.run.namespace, view, askedAt: 0, notBefore: 0, denied: false, failures: 0 };
      present.set(key, known ?? fresh);
    }
    for (const key of this.#groups.keys()) if (!present.has(key)) this.#groups.delete(key);
    for (const [key, group] of present) this.#groups.set(key, group);
    const score = ({ notBefore, askedAt }: Group): number => (notBefore > now ? notBefore : askedAt - now);
    return [...present.values()].sort((a, b) => score(a) - score(b))[0];
  }

  async #tick(group: Group): Promise<void> {
    const { signal } = this.#closing;
    let release: (() => void) | undefined;
    try {
      const before = this.#tickedAt;
      release = await this.#lock();
      // Another tab has asked while this one stood in the queue, and told what it found.
      if (this.#tickedAt !== before) return;
      const begun = performance.now();
      await this.#ask(group, begun, signal);
      // Held until the next query may be made, whoever makes it; but not by a page whose timers are slow.
      if (!isHidden()) await delay(begun + this.#minMs * (1 + Math.random() * 0.03) - performance.now(), signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      release?.();
      this.#ticking = false;
      this.#context.changed();
    }
  }

  /** The lock that only one tab at a time has; none, when whoever has it does not let go: browsers may stop a tab where it is. */
  async #lock(): Promise<(() => void) | undefined> {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), lockPatienceMs);
    try {
      return await lockAnyOf([this.#lockName], AbortSignal.any([this.#closing.signal, patience.signal]));
    } catch (error) {
      this.#closing.signal.throwIfAborted();
      if (!patience.signal.aborted) throw error;
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  async #ask(group: Group, begun: number, signal: AbortSignal): Promise<void> {
    const { namespace } = group;
    const hidden = isHidden();
    const lists = hidden ? [] : await this.#peers.collect(namespace, signal);
    const tabs = hidden ? this.#tabs : lists.length + 1;
    const oldestFirst = [...lists.flat(), ...this.awaited(namespace)]
      .filter(([runId]) => runIdPattern.test(runId))
      .sort(([, a], [, b]) => b - a)
      .map(([runId]) => runId);
    const asked = [...new Set([...this.trust.samples(namespace, begun), ...oldestFirst])].slice(0, maxRunsPerQuery);
    group.askedAt = begun;
    if (asked.length === 0) return;
    try {
      const closed = await listClosedRuns(group.view, namespace, asked, signal);
      group.failures = 0;
      group.denied = false;
      const news = { namespace, asked, closed, tabs, pauseMs: 0 };
      this.take(news, begun);
      this.#peers.tell(news);
    } catch (error) {
      signal.throwIfAborted();
      const failure = grpcErrorOf(error);
      if (!failure) throw error;
      this.#refused(group, failure, begun);
    }
  }

  #refused(group: Group, error: GrpcError, begun: number): void {
    this.#tickedAt = performance.now();
    group.failures++;
    const pauseMs = Math.min(longestPauseMs, this.#minMs * 2 ** group.failures);
    const isTransport = error instanceof TransportError;
    group.denied = isTransport ? !error.retryable : refusals.has(error.code);
    group.notBefore = performance.now() + (group.denied ? deniedMs : pauseMs);
    // Who lacks the right keeps that to himself; a store in trouble is everybody's business.
    if (!group.denied)
      this.#peers.tell({ namespace: group.namespace, asked: [], closed: [], tabs: this.#tabs, pauseMs });
    // That the store alone is in trouble stops no poll.
    if (isTransport && !group.denied) this.#context.noteOutage(error, begun);
  }

  /** What a query of this tab or of another found out. */
  take({ namespace, asked, closed, tabs, pauseMs }: VisibilityNews, at: number): void {
    const now = performance.now();
    this.#tabs = tabs;
    this.#tickedAt = Math.max(this.#tickedAt, at);
    const askedRuns = new Set(asked);
    const closedRuns = new Set(closed);
    this.trust.learn(namespace, closedRuns, now);
    for (const group of this.#groups.values()) {
      if (group.namespace === namespace && pauseMs > 0) group.notBefore = Math.max(group.notBefore, now + pauseMs);
    }
    let hits = 0;
    for (const entry of this.#context.entries) {
      const { run } = entry.task;
      if (run?.namespace !== namespace || !askedRuns.has(run.runId)) continue;
      entry.checkedAt = now;
      if (!closedRuns.has(run.runId)) continue;
      hits++;
      this.#context.hint(entry);
    }
    if (hits > 0) this.#quietSince = now;
    const calm = now - this.#quietSince > quietMs;
    this.#intervalMs = calm ? Math.min(this.#maxMs, this.#intervalMs * 1.15) : this.#minMs;
    this.#context.changed();
  }

  /** The parked runs of this tab that have waited longest for a query. */
  awaited(namespace: string): AwaitedRunAge[] {
    const now = performance.now();
    const ageOf = ({ checkedAt }: Entry): number => now - checkedAt;
    return [...this.#context.entries]
      .filter(({ task: { run }, polling }) => run?.runId && run.namespace === namespace && !polling)
      .sort((a, b) => ageOf(b) - ageOf(a))
      .slice(0, maxRunsPerQuery)
      .map((entry) => [entry.task.run!.runId, Math.min(1e9, ageOf(entry))]);
  }
}
