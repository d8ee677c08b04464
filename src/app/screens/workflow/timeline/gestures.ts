/** What hands do on the picture, in its own terms; see {@link gestures}. */
export interface GestureTarget {
  /** Nearer by `factor`, around a place. */
  zoom(factor: number, x: number): void;
  /** Along the time, and across the rows. */
  pan(dx: number, dy: number): void;
  hover(x: number, y: number): void;
  leave(): void;
  press(x: number, y: number, event: PointerEvent): void;
  doublePress(x: number, y: number): void;
}

/** Less than this is a press with an unsteady hand. */
const dragFrom = 4;

/**
 * Wheel, drag and pinch. A plain wheel scrolls the page; with Ctrl or ⌘ it zooms (a pinch on a touchpad comes as that),
 * with Shift or sideways it moves along the time. One finger moves along the time, and scrolls where it goes up or down.
 */
export function gestures(target: GestureTarget): (element: HTMLElement) => () => void {
  return (element) => {
    const pointers = new Map<number, { x: number; y: number }>();
    let moved = false;
    let start = { x: 0, y: 0 };

    const place = (event: MouseEvent) => {
      const { left, top } = element.getBoundingClientRect();
      return { x: event.clientX - left, y: event.clientY - top };
    };
    const wheel = (event: WheelEvent) => {
      const unit = event.deltaMode === 1 ? 16 : 1;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        target.zoom(
          Math.exp((-event.deltaY * unit) / (event.ctrlKey && Math.abs(event.deltaY) < 50 ? 100 : 300)),
          place(event).x,
        );
        return;
      }
      const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
      if (!event.shiftKey && Math.abs(event.deltaX) <= Math.abs(event.deltaY)) return;
      event.preventDefault();
      target.pan(-sideways * unit, 0);
    };
    /** Links over the picture are themselves. */
    const isLink = ({ target: on }: Event) => on instanceof Element && on.closest('a') !== null;
    const down = (event: PointerEvent) => {
      if (event.button !== 0 || isLink(event)) return;
      const at = place(event);
      pointers.set(event.pointerId, at);
      if (pointers.size === 1) {
        moved = false;
        start = at;
      }
    };
    const move = (event: PointerEvent) => {
      const at = place(event);
      const before = pointers.get(event.pointerId);
      if (!before) {
        if (event.pointerType !== 'touch') target.hover(at.x, at.y);
        return;
      }
      if (pointers.size === 2) pinch(event.pointerId, before, at);
      else if (moved || Math.hypot(at.x - start.x, at.y - start.y) >= dragFrom) {
        if (!moved) {
          element.setPointerCapture(event.pointerId);
          target.leave();
          element.dataset['dragging'] = '';
        }
        moved = true;
        target.pan(at.x - before.x, event.pointerType === 'touch' ? 0 : at.y - before.y);
      } else return;
      pointers.set(event.pointerId, at);
    };
    const pinch = (id: number, before: { x: number; y: number }, at: { x: number; y: number }) => {
      moved = true;
      const other = [...pointers].find(([key]) => key !== id)?.[1];
      if (!other) return;
      const distance = (from: { x: number; y: number }) => Math.max(20, Math.hypot(from.x - other.x, from.y - other.y));
      target.zoom(distance(at) / distance(before), (at.x + other.x) / 2);
      target.pan((at.x - before.x) / 2, 0);
    };
    const up = (event: PointerEvent) => {
      if (!pointers.delete(event.pointerId)) return;
      delete element.dataset['dragging'];
      if (moved || pointers.size > 0) return;
      const { x, y } = place(event);
      target.press(x, y, event);
    };
    const cancel = (event: PointerEvent) => {
      pointers.delete(event.pointerId);
      delete element.dataset['dragging'];
    };
    const leave = () => target.leave();
    const double = (event: MouseEvent) => {
      if (isLink(event)) return;
      const { x, y } = place(event);
      target.doublePress(x, y);
    };

    element.addEventListener('wheel', wheel, { passive: false });
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', cancel);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('dblclick', double);
    return () => {
      element.removeEventListener('wheel', wheel);
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', cancel);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('dblclick', double);
    };
  };
}
