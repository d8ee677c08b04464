import type { Listeners } from '../engine/listeners.js';

/** Requests that the server holds until there is something to tell, or until its patience ends. */
export class LongPolls {
  readonly #longestMs: number;

  /** @param longestMs how long a request is held; real time, as the network's patience is */
  constructor(longestMs: number) {
    this.#longestMs = longestMs;
  }

  /** Resolves once `condition` holds, when the caller has gone, or when the time is up. Returns whether it holds. */
  async until(changes: Listeners, condition: () => boolean, signal: AbortSignal): Promise<boolean> {
    if (condition()) return true;
    const end = new AbortController();
    const timeout = setTimeout(() => end.abort(), this.#longestMs);
    const onAbort = (): void => end.abort();
    signal.addEventListener('abort', onAbort);
    try {
      return await changes.until(condition, end.signal);
    } finally {
      clearTimeout(timeout);
      signal.removeEventListener('abort', onAbort);
    }
  }
}
