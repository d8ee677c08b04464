import type { WaitOptions } from '../call-options.js';
import { globals } from '../internal/environment.js';
import type { Entry, Waiter } from './entry.js';

/** Makes it an error that nobody catches, without ending what is under way. */
function reportError(error: unknown): void {
  if (globals.reportError) globals.reportError(error);
  else {
    setTimeout(() => {
      throw error;
    });
  }
}

/**
 * Joins the callers of an entry.
 *
 * @param abandoned is told when the last caller has left by its signal
 * @param watched when it throws, the wait counts as not watched, and the error goes where a page's uncaught errors go
 * @throws the signal's reason when it aborts
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
    const onAbort = (): void => {
      waiter.reject(signal.reason);
      if (entry.waiters.size === 0) abandoned();
    };
    let reported = false;
    const waiter: Waiter = {
      isWatched: () => {
        try {
          return typeof watched === 'function' ? watched() : watched === true;
        } catch (error) {
          // A row that is gone from the screen is no reason to lose a result.
          if (!reported) reportError(error);
          reported = true;
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
