/** Timers of this length and above overflow and fire at once. */
export const maxTimerMs = 2 ** 31;

/** Resolves after `ms`. Rejects with the signal's reason when it aborts first; leaves no timer or listener behind. */
export function delay(ms: number, signal: AbortSignal): Promise<void> {
  return settleOrAbort(signal, (resolve) => {
    const timer = setTimeout(resolve, ms);
    return () => clearTimeout(timer);
  });
}

/** Resolves when the browser reports the network back. Rejects with the signal's reason when it aborts first. */
export function untilOnline(signal: AbortSignal): Promise<void> {
  return settleOrAbort(signal, (resolve) => {
    globalThis.addEventListener('online', resolve);
    return () => globalThis.removeEventListener('online', resolve);
  });
}

function settleOrAbort(signal: AbortSignal, begin: (resolve: () => void) => () => void): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const finish = (settle: () => void): void => {
      end();
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    const onAbort = (): void => finish(() => reject(signal.reason));
    const end = begin(() => finish(resolve));
    signal.addEventListener('abort', onAbort);
  });
}
