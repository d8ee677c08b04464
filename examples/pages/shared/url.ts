/** The address of the page names the order that it shows, `?order=ID`, so that a reload or a link finds it again. */

/** The Workflow Id in the address; null while there is none. */
export function orderInUrl(): string | null {
  return new URLSearchParams(location.search).get('order') || null;
}

/** Shows an order, or the form for a new one. */
export function openOrder(orderId: string | null): void {
  history.pushState(null, '', orderId === null ? location.pathname : `?order=${encodeURIComponent(orderId)}`);
  dispatchEvent(new PopStateEvent('popstate'));
  // Whoever listens instead of looking goes on where the new view begins.
  requestAnimationFrame(() => document.querySelector('h1')?.focus());
}

/** Calls `changed` when there is another order in the address, also by the back button. Returns how to stop that. */
export function onUrlChange(changed: () => void): () => void {
  addEventListener('popstate', changed);
  return () => removeEventListener('popstate', changed);
}
