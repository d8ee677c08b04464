import type { Projection } from '../../../history/timeline/projection.js';
import { clampWindow, type Window } from '../../../history/timeline/range.js';
import type { TimelineActions } from './timeline-actions.js';
import type { TimelineView } from './timeline-view.svelte.js';

type Part = 'from' | 'to' | 'move' | 'new';

/** Nearer to an edge than this is the edge. */
const edgeReach = 8;
const dragFrom = 3;

/**
 * Attachment for the minimap: drag chooses a part, an edge changes it, its middle moves it; a press brings the part
 * there, two presses show all.
 */
export function brush(
  view: TimelineView,
  actions: TimelineActions,
  projectionNow: () => Projection,
): (element: HTMLElement) => () => void {
  return (element) => {
    let drag: { part: Part; startX: number; window: Window; moved: boolean } | undefined;

    const placeOf = (event: MouseEvent) => event.clientX - element.getBoundingClientRect().left;
    const unitAt = (x: number) => view.scale.toUnit(projectionNow().ms(x));
    const xOf = (unit: number) => projectionNow().x(view.scale.toMs(unit));

    const partAt = (x: number): Part => {
      const { window, isWhole } = view;
      const [from, to] = [xOf(window.from), xOf(window.to)];
      // Of a narrow part, the outer side of each edge; its middle still moves it.
      const inner = Math.min(edgeReach, (to - from) / 4);
      if (x >= from - edgeReach && x <= from + inner) return 'from';
      if (x >= to - inner && x <= to + edgeReach) return 'to';
      return !isWhole && x > from && x < to ? 'move' : 'new';
    };

    const down = (event: PointerEvent) => {
      if (event.button !== 0) return;
      const x = placeOf(event);
      drag = { part: partAt(x), startX: x, window: view.window, moved: false };
      element.setPointerCapture(event.pointerId);
    };
    const move = (event: PointerEvent) => {
      const x = placeOf(event);
      if (!drag) {
        element.style.cursor = { from: 'ew-resize', to: 'ew-resize', move: 'grab', new: 'crosshair' }[partAt(x)];
        return;
      }
      if (!drag.moved && Math.abs(x - drag.startX) < dragFrom) return;
      drag.moved = true;
      view.show(clampWindow(windowFor(drag, x), view.whole));
    };
    const windowFor = ({ part, startX, window }: { part: Part; startX: number; window: Window }, x: number): Window => {
      const at = unitAt(x);
      const begun = unitAt(startX);
      if (part === 'move') return { from: window.from + at - begun, to: window.to + at - begun };
      const fixed = { from: window.to, to: window.from, new: begun }[part];
      return { from: Math.min(at, fixed), to: Math.max(at, fixed) };
    };
    const up = () => {
      const ended = drag;
      drag = undefined;
      if (!ended || ended.moved || ended.part !== 'new' || view.isWhole) return;
      const { from, to } = view.window;
      const middle = unitAt(ended.startX);
      actions.go(clampWindow({ from: middle - (to - from) / 2, to: middle + (to - from) / 2 }, view.whole));
    };
    const cancel = () => (drag = undefined);
    const double = () => actions.fit();

    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', cancel);
    element.addEventListener('dblclick', double);
    return () => {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', cancel);
      element.removeEventListener('dblclick', double);
    };
  };
}
