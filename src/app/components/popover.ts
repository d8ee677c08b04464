/**
 * Places a native popover at the control that opens it. The browser gives the
 * rest: top layer, light dismiss, Escape, focus back to the control.
 */
export function anchoredPopover(align: 'start' | 'end' = 'start') {
  return (popover: HTMLElement): (() => void) => {
    const place = (event: ToggleEvent) => {
      if (event.newState !== 'open') return;
      const anchor = document.querySelector(`[popovertarget="${CSS.escape(popover.id)}"]`)?.getBoundingClientRect();
      if (!anchor) return;
      const { style } = popover;
      const isLow = anchor.bottom > innerHeight * 0.65;
      style.top = isLow ? 'auto' : `${anchor.bottom + 4}px`;
      style.bottom = isLow ? `${innerHeight - anchor.top + 4}px` : 'auto';
      style.left = align === 'start' ? `${Math.min(anchor.left, innerWidth - 240)}px` : 'auto';
      style.right = align === 'end' ? `${Math.max(8, innerWidth - anchor.right)}px` : 'auto';
      style.maxHeight = `${(isLow ? anchor.top : innerHeight - anchor.bottom) - 16}px`;
      style.minWidth = `${Math.max(anchor.width, 200)}px`;
    };
    const focusFirst = (event: ToggleEvent) => {
      if (event.newState === 'open' && !popover.contains(document.activeElement)) items(popover)[0]?.focus();
    };
    popover.addEventListener('beforetoggle', place);
    popover.addEventListener('toggle', focusFirst);
    popover.addEventListener('keydown', moveInMenu);
    return () => {
      popover.removeEventListener('beforetoggle', place);
      popover.removeEventListener('toggle', focusFirst);
      popover.removeEventListener('keydown', moveInMenu);
    };
  };
}

function items(popover: HTMLElement): HTMLElement[] {
  return [...popover.querySelectorAll<HTMLElement>('[role^="menuitem"]:not(:disabled), [data-item]')];
}

function moveInMenu(event: KeyboardEvent): void {
  const all = items(event.currentTarget as HTMLElement);
  if (all.length === 0) return;
  const current = all.indexOf(document.activeElement as HTMLElement);
  const next = {
    ArrowDown: (current + 1) % all.length,
    ArrowUp: (current - 1 + all.length) % all.length,
    Home: 0,
    End: all.length - 1,
  }[event.key];
  if (next === undefined || (current < 0 && (event.key === 'Home' || event.key === 'End'))) return;
  event.preventDefault();
  all[next]?.focus();
}
