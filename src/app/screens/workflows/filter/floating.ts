/**
 * Shows a native popover at the control that opened it, from the moment it is in the page. The control then closes it
 * too: a click on it would otherwise close it (as any click outside) and open it again.
 *
 * @param onclose it was closed: by Escape, by a click outside, by its control
 */
export function floatingAt(anchor: HTMLElement, onclose: () => void) {
  return (popover: HTMLElement): (() => void) => {
    place(popover, anchor.getBoundingClientRect());
    const ontoggle = (event: ToggleEvent) => {
      if (event.newState === 'closed') onclose();
    };
    popover.addEventListener('toggle', ontoggle);
    if (anchor instanceof HTMLButtonElement) anchor.popoverTargetElement = popover;
    popover.showPopover();
    popover.querySelector<HTMLElement>('[autofocus], input, select, textarea, button')?.focus();
    return () => {
      popover.removeEventListener('toggle', ontoggle);
      if (anchor instanceof HTMLButtonElement) anchor.popoverTargetElement = null;
      // What was inside goes with it; the person goes on where he came from.
      const hadFocus = popover.contains(document.activeElement) || document.activeElement === document.body;
      popover.hidePopover();
      if (hadFocus && anchor.isConnected) anchor.focus();
    };
  };
}

const edge = 8;

function place({ style, offsetWidth }: HTMLElement, at: DOMRect): void {
  const isLow = at.bottom > innerHeight * 0.6;
  const width = Math.max(offsetWidth, 340);
  style.top = isLow ? 'auto' : `${at.bottom + 4}px`;
  style.bottom = isLow ? `${innerHeight - at.top + 4}px` : 'auto';
  style.left = `${Math.max(edge, Math.min(at.left, innerWidth - width - edge))}px`;
  style.maxHeight = `${(isLow ? at.top : innerHeight - at.bottom) - 16}px`;
}
