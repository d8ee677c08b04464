/** What a page knows of itself and of its network. */
import { globals, pageLocation } from '../internal/environment.js';
import { hasWebLocks } from './locks.js';

/** Whether requests of this page share a browser's connections with those of other pages. */
export function isInBrowser(): boolean {
  return pageLocation() !== undefined;
}

/** Whether the user sees another tab, so that timers are slow and nobody looks. */
export function isHidden(): boolean {
  return globals.document?.visibilityState === 'hidden';
}

/** Long polls at the same time, by default. Tabs that cannot agree on a number each take less. */
export function defaultSlots(protocol: Protocol | undefined): number {
  if (!isInBrowser()) return 32;
  const slots = protocol === 'http2' ? 32 : 3;
  return hasWebLocks() ? slots : Math.ceil(slots / 2);
}

export type Protocol = 'http1' | 'http2';

/**
 * Finds out over which HTTP version the browser talks to an origin, from the timing of requests. The answer of the proxy must
 * allow that by `timing-allow-origin`, as envoy.yaml does; otherwise it stays unknown.
 *
 * @param found is told once
 * @returns a function that gives up looking
 */
export function detectProtocol(origin: string, found: (protocol: Protocol) => void): () => void {
  const Observer = globals.PerformanceObserver;
  if (!isInBrowser() || !Observer?.supportedEntryTypes.includes('resource')) return () => undefined;
  const observer = new Observer((list) => {
    for (const entry of list.getEntries()) {
      const { nextHopProtocol } = entry as PerformanceResourceTiming;
      if (!nextHopProtocol || !entry.name.startsWith(`${origin}/`)) continue;
      observer.disconnect();
      found(/^h[23]/.test(nextHopProtocol) ? 'http2' : 'http1');
      return;
    }
  });
  observer.observe({ type: 'resource', buffered: true });
  return () => observer.disconnect();
}

/** Away for longer than this, connections may have died without a word. */
const longAbsenceMs = 20_000;

/**
 * Watches for moments at which waiting should go on at once.
 *
 * @param changed the page was hidden or shown
 * @param woken the network came back, or the page was shown after a while
 * @returns a function that stops watching
 */
export function watchPage(changed: () => void, woken: () => void): () => void {
  let hiddenAt = 0;
  const onVisibility = (): void => {
    if (isHidden()) hiddenAt = performance.now();
    else if (performance.now() - hiddenAt > longAbsenceMs) woken();
    changed();
  };
  if (!globals.addEventListener) return () => undefined;
  const onShow = (event: Event): void => {
    // Back from the browser's cache of pages.
    if ((event as PageTransitionEvent).persisted) woken();
  };
  const watched: [EventTarget | undefined, string, (event: Event) => void][] = [
    [globals.document, 'visibilitychange', onVisibility],
    [globalThis, 'online', woken],
    [globalThis, 'pageshow', onShow],
  ];
  for (const [target, type, listener] of watched) target?.addEventListener(type, listener);
  return () => {
    for (const [target, type, listener] of watched) target?.removeEventListener(type, listener);
  };
}
