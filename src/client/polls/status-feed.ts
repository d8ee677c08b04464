import { delay } from '../internal/timers.js';
import type { PollStatus } from './status.js';

/** Least milliseconds between two statuses, while something waits. */
const gapMs = 100;

/** The status of a scheduler as an async iterable, for any number of readers. */
export class StatusFeed {
  readonly #snapshot: () => PollStatus;
  readonly #closing = new AbortController();
  #notify: (() => void)[] = [];

  constructor(snapshot: () => PollStatus) {
    this.#snapshot = snapshot;
  }

  /** Something may have changed. */
  changed(): void {
    for (const notify of this.#notify.splice(0)) notify();
  }

  /** Ends what reads. */
  close(): void {
    this.#closing.abort();
    this.changed();
  }

  /** The status now, and then after each change. */
  async *read(): AsyncGenerator<PollStatus, void, undefined> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      const changed = new Promise<void>((resolve) => this.#notify.push(resolve));
      const status = this.#snapshot();
      yield status;
      await changed;
      // Closing ends the pause; that is no error of the reader.
      if (status.waits > 0) await delay(gapMs, signal).catch(() => undefined);
    }
  }
}
