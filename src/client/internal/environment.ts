/**
 * The few globals that exist in pages, and not in every other place where the client runs (workers, Node in tests).
 */
export const globals: Partial<
  Pick<
    typeof globalThis,
    | 'addEventListener'
    | 'BroadcastChannel'
    | 'document'
    | 'location'
    | 'navigator'
    | 'PerformanceObserver'
    | 'removeEventListener'
    | 'reportError'
  >
> = globalThis;

/** Where the page is; nothing outside of pages and workers. */
export function pageLocation(): Location | undefined {
  return globals.location;
}

/** Whether the browser knows that it has no network. Where nothing is known, for example in Node, this is false. */
export function isOffline(): boolean {
  const navigator: { onLine?: boolean } | undefined = globals.navigator;
  return navigator?.onLine === false;
}
