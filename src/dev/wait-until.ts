import { setTimeout as delay } from 'node:timers/promises';

/** Limits of {@link waitUntil}. */
export interface WaitOptions {
  /** Give up after this long. */
  readonly timeoutMs: number;
  /** Ends the wait early with its reason, for example because the process waited for has exited. */
  readonly signal?: AbortSignal;
}

/**
 * Repeats a real call until it succeeds, at short and growing intervals.
 *
 * @param what names the wait in the error, for example "the Temporal server answers"
 * @throws Error with the last failure as cause when time is up
 */
export async function waitUntil<T>(what: string, attempt: () => Promise<T>, options: WaitOptions): Promise<T> {
  const deadline = performance.now() + options.timeoutMs;
  let pauseMs = 25;
  for (;;) {
    options.signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      options.signal?.throwIfAborted();
      if (performance.now() > deadline) {
        const last = error instanceof Error ? error.message : String(error);
        throw new Error(`Waited ${options.timeoutMs / 1000} s until ${what}, in vain. The last answer was: ${last}`, {
          cause: error,
        });
      }
    }
    await delay(pauseMs);
    pauseMs = Math.min(pauseMs * 1.5, 500);
  }
}
