/** Whether a person can see the page. Outside of pages somebody always looks. */
export function isPageVisible(): boolean {
  return typeof document === 'undefined' || document.visibilityState !== 'hidden';
}

/** Resolves when the page is in front, or when `signal` ends the wait. */
export function untilPageVisible(signal: AbortSignal): Promise<void> {
  if (isPageVisible() || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isPageVisible() && !signal.aborted) return;
      document.removeEventListener('visibilitychange', look);
      signal.removeEventListener('abort', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    signal.addEventListener('abort', look);
  });
}
