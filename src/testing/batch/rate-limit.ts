/** Time, as a {@link RateLimit} needs it. */
export interface Waiter {
  /** Milliseconds since the epoch. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** Lets so many operations a second through: those of one second at once, then one after the other. */
export class RateLimit {
  readonly #perSecond: number;
  readonly #waiter: Waiter;
  #left: number;
  #countedMs: number;

  constructor(perSecond: number, waiter: Waiter) {
    this.#perSecond = perSecond;
    this.#waiter = waiter;
    this.#left = perSecond;
    this.#countedMs = waiter.now();
  }

  /** Resolves when there is room for one more. */
  async wait(): Promise<void> {
    this.#count();
    if (this.#left < 1) {
      await this.#waiter.sleep(Math.ceil(((1 - this.#left) * 1000) / this.#perSecond));
      this.#count();
    }
    this.#left--;
  }

  #count(): void {
    const now = this.#waiter.now();
    this.#left = Math.min(this.#perSecond, this.#left + ((now - this.#countedMs) * this.#perSecond) / 1000);
    this.#countedMs = now;
  }
}
