/** How many tasks come into the Task Queues, and how many go out to workers. */
import type { Priority } from './api.js';

/** Which of the queues of a name. */
export type TaskKind = 'WORKFLOW' | 'ACTIVITY';

/** Where a task goes. */
export interface Queued {
  readonly namespace: string;
  readonly taskQueue: string;
  readonly priority: Priority | undefined;
}

/** Tasks a second. */
export interface Rates {
  readonly added: number;
  readonly dispatched: number;
}

/** Of tasks that have none. */
const defaultPriorityKey = 3;
/** A rate is that of so many seconds, or of those since the first task. */
const windowSeconds = 30;

/** The priority key under which a task is counted. */
export function priorityKeyOf(priority: Priority | undefined): number {
  return priority?.priorityKey || defaultPriorityKey;
}

/** @see the head of this file */
export class TaskRates {
  readonly #clock: { now(): number };
  /** By queue, then by priority key. */
  readonly #queues = new Map<string, Map<number, Counts>>();

  constructor(clock: { now(): number }) {
    this.#clock = clock;
  }

  added(task: Queued, kind: TaskKind): void {
    this.#countsOf(task, kind).added.note(this.#clock.now());
  }

  dispatched(task: Queued, kind: TaskKind): void {
    this.#countsOf(task, kind).dispatched.note(this.#clock.now());
  }

  /** Rates by priority key, of every key that had a task. */
  of(namespace: string, taskQueue: string, kind: TaskKind): Map<number, Rates> {
    const now = this.#clock.now();
    const counts = this.#queues.get(keyOf(namespace, taskQueue, kind));
    return new Map(
      [...(counts ?? [])].map(([key, { added, dispatched }]) => [
        key,
        { added: added.perSecond(now), dispatched: dispatched.perSecond(now) },
      ]),
    );
  }

  #countsOf({ namespace, taskQueue, priority }: Queued, kind: TaskKind): Counts {
    const key = keyOf(namespace, taskQueue, kind);
    let byPriority = this.#queues.get(key);
    if (!byPriority) this.#queues.set(key, (byPriority = new Map<number, Counts>()));
    const priorityKey = priorityKeyOf(priority);
    let counts = byPriority.get(priorityKey);
    if (!counts) {
      // Together, so that both are counted over the same time.
      const now = this.#clock.now();
      byPriority.set(priorityKey, (counts = { added: new Count(now), dispatched: new Count(now) }));
    }
    return counts;
  }
}

function keyOf(namespace: string, taskQueue: string, kind: TaskKind): string {
  return `${kind}\n${namespace}\n${taskQueue}`;
}

interface Counts {
  readonly added: Count;
  readonly dispatched: Count;
}

/** Counts by the second, of the last seconds. */
class Count {
  readonly #sinceMs: number;
  readonly #seconds = new Map<number, number>();

  constructor(nowMs: number) {
    this.#sinceMs = nowMs;
  }

  note(nowMs: number): void {
    const second = Math.floor(nowMs / 1000);
    this.#seconds.set(second, (this.#seconds.get(second) ?? 0) + 1);
    if (this.#seconds.size > 2 * windowSeconds) this.#forget(second);
  }

  perSecond(nowMs: number): number {
    this.#forget(Math.floor(nowMs / 1000));
    const count = [...this.#seconds.values()].reduce((sum, each) => sum + each, 0);
    const seconds = Math.min(windowSeconds, (nowMs - this.#sinceMs) / 1000);
    return seconds > 0 ? count / seconds : 0;
  }

  #forget(second: number): void {
    for (const each of this.#seconds.keys()) if (each < second - windowSeconds) this.#seconds.delete(each);
  }
}
