const holdMs = 450;
const slackPx = 10;

/** Attachment: a finger that stays where it came down. The click and the menu that would follow do not come. */
export function longPress(onhold: () => void) {
  return (element: HTMLElement): (() => void) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let from = { x: 0, y: 0 };
    let held = false;

    const end = () => clearTimeout(timer);
    const down = (event: PointerEvent) => {
      held = false;
      if (event.pointerType === 'mouse' || !event.isPrimary) return;
      from = { x: event.clientX, y: event.clientY };
      clearTimeout(timer);
      timer = setTimeout(() => {
        held = true;
        // Safari has none.
        if ('vibrate' in navigator) navigator.vibrate(10);
        onhold();
      }, holdMs);
    };
    const move = (event: PointerEvent) => {
      if (Math.hypot(event.clientX - from.x, event.clientY - from.y) > slackPx) end();
    };
    const swallow = (event: Event) => {
      if (!held) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.type === 'click') held = false;
    };
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', end);
    element.addEventListener('pointercancel', end);
    element.addEventListener('contextmenu', swallow);
    element.addEventListener('click', swallow, { capture: true });
    return () => {
      end();
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', end);
      element.removeEventListener('pointercancel', end);
      element.removeEventListener('contextmenu', swallow);
      element.removeEventListener('click', swallow, { capture: true });
    };
  };
}
