/** j and k move the focus from row to row, as in editors and in the official console; Enter is the link's own. */
export function rowKeys(event: KeyboardEvent): void {
  const step = { j: 1, J: 1, ArrowDown: 1, k: -1, K: -1, ArrowUp: -1 }[event.key];
  if (!step || event.metaKey || event.ctrlKey || event.altKey || isBusyElsewhere(event.target)) return;
  const links = [...document.querySelectorAll<HTMLElement>('[data-row] a[href]')];
  const current = links.findIndex((link) => link === document.activeElement);
  // Arrows scroll the page until a row has the focus.
  if (links.length === 0 || (current < 0 && event.key.startsWith('Arrow'))) return;
  event.preventDefault();
  const next = links[Math.min(links.length - 1, Math.max(0, current + step))];
  next?.focus();
  next?.closest('[data-row]')?.scrollIntoView({ block: 'nearest' });
}

function isBusyElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest('input, textarea, select, dialog, [popover], [contenteditable]') !== null;
}
