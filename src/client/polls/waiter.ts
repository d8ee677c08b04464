import type { WaitOptions } from '../call-options.js';
import type { Entry, Waiter } from './entry.js';

/**
 * Joins the callers of an entry.
 *
 * @param abandoned is told when the last caller has left by its signal
 * @throws the signal's reason when it aborts; what `watched` throws
 */
export function joinEntry<T>(
  entry: Entry,
  signal: AbortSignal,
  watched: WaitOptions['watched'],
  abandoned: () => void,
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const end = (): void => {
      signal.removeEventListener('abort', onAbort);
      entry.waiters.delete(waiter);
    };
    const leave = (reason: unknown): void => {
      waiter.reject(reason);
      if (entry.waiters.size === 0) abandoned();
    };
    const onAbort = (): void => leave(signal.reason);
    const waiter: Waiter = {
      isWatched: () => {
        try {
          return typeof watched === 'function' ? watched() : watched === true;
        } catch (error) {
          // Not in the middle of a turn of the scheduler.
          queueMicrotask(() => leave(error));
          return false;
        }
      },
      resolve: (answer) => {
        end();
        resolve(answer as T);
      },
      reject: (error) => {
        end();
        reject(error);
      },
    };
    entry.waiters.add(waiter);
    signal.addEventListener('abort', onAbort);
  });
}
