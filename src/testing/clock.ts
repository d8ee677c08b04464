/** Time for what happens on the in-memory server. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `run` once at `timeMs`, or as soon as possible when that has passed. Returns what cancels it. */
  at(timeMs: number, run: () => void): () => void;
}

interface Alarm {
  readonly timeMs: number;
  /** Alarms of the same time ring in the order in which they were set. */
  readonly order: number;
  run: (() => void) | undefined;
}

/** `setTimeout` takes no more. */
const longestTimeoutMs = 2 ** 31 - 1;

/** How time passes: only by `advance`, or besides as it does on the wall. */
export type ClockMode = 'manual' | 'real';

/** A clock that stands still until it is told to advance, or that follows the wall clock and can be advanced beyond it. */
export class VirtualClock implements Clock {
  readonly #mode: ClockMode;
  #now: number;
  /** What the clock is ahead of the wall, in mode `real`. */
  #aheadMs: number;
  #alarms: Alarm[] = [];
  #set = 0;
  #timeout: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;
  /** The advance that goes on, and all that were asked for since. */
  #advancing: Promise<unknown> = Promise.resolve();

  constructor(startMs: number, mode: ClockMode) {
    this.#mode = mode;
    this.#now = startMs;
    this.#aheadMs = startMs - Date.now();
  }

  now(): number {
    if (this.#mode === 'real') this.#now = Math.max(this.#now, Date.now() + this.#aheadMs);
    return this.#now;
  }

  at(timeMs: number, run: () => void): () => void {
    const alarm: Alarm = { timeMs, order: this.#set++, run };
    if (this.#stopped) return () => undefined;
    this.#push(alarm);
    if (this.#alarms[0] === alarm) this.#arm();
    return () => {
      alarm.run = undefined;
      // Cancelled ones at the top would keep a process awake.
      if (this.#alarms[0] === alarm) this.#arm();
    };
  }

  /** How many alarms are set. */
  get pending(): number {
    return this.#alarms.filter(({ run }) => run).length;
  }

  /** When the next alarm rings. */
  get next(): number | undefined {
    this.#dropCancelled();
    return this.#alarms[0]?.timeMs;
  }

  /**
   * Lets `ms` pass: every alarm rings at its time, and `settle` is awaited after each time. What is asked for while time is
   * passing comes after it.
   *
   * @throws RangeError for less than 0
   */
  async advance(ms: number, settle: () => Promise<void>): Promise<void> {
    if (!(ms >= 0)) throw new RangeError(`Time goes forward only: ${ms} ms`);
    const before = this.#advancing;
    const passed = before.then(() => this.#pass(ms, settle));
    this.#advancing = passed.catch(() => undefined);
    await passed;
  }

  async #pass(ms: number, settle: () => Promise<void>): Promise<void> {
    await settle();
    const target = this.now() + ms;
    for (let next = this.next; next !== undefined && next <= target; next = this.next) {
      this.#moveTo(next);
      this.#ring();
      await settle();
    }
    this.#moveTo(target);
    await settle();
  }

  /** No alarm rings any more, also none that is set later. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timeout);
    this.#alarms = [];
  }

  #moveTo(timeMs: number): void {
    const now = this.now();
    if (timeMs <= now) return;
    this.#now = timeMs;
    if (this.#mode === 'real') this.#aheadMs = timeMs - Date.now();
    this.#arm();
  }

  #ring(): void {
    for (let next = this.next; next !== undefined && next <= this.now(); next = this.next) {
      const { run } = this.#pop()!;
      run?.();
    }
    this.#arm();
  }

  #arm(): void {
    if (this.#mode !== 'real') return;
    clearTimeout(this.#timeout);
    const next = this.next;
    if (next === undefined) return;
    const delay = Math.min(Math.max(0, next - this.now()), longestTimeoutMs);
    this.#timeout = setTimeout(() => this.#ring(), delay);
    // A server in memory does not keep a process alive.
    (this.#timeout as { unref?: () => void }).unref?.();
  }

  #dropCancelled(): void {
    while (this.#alarms.length > 0 && !this.#alarms[0]!.run) this.#pop();
  }

  #push(alarm: Alarm): void {
    const heap = this.#alarms;
    let index = heap.push(alarm) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (before(heap[parent]!, alarm)) break;
      heap[index] = heap[parent]!;
      index = parent;
    }
    heap[index] = alarm;
  }

  #pop(): Alarm | undefined {
    const heap = this.#alarms;
    const [top] = heap;
    const last = heap.pop();
    if (heap.length === 0 || !last) return top;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++;
      if (before(last, heap[child]!)) break;
      heap[index] = heap[child]!;
      index = child;
    }
    heap[index] = last;
    return top;
  }
}

function before(a: Alarm, b: Alarm): boolean {
  return a.timeMs < b.timeMs || (a.timeMs === b.timeMs && a.order < b.order);
}
