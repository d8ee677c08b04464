import { type Bar, endOf } from '../../../history/timeline/bar.js';
import { hitAt, type Hit } from '../../../history/timeline/hit.js';
import type { Row } from '../../../history/timeline/layout.js';
import { type Direction, moveStop, stopOf, type Stop } from '../../../history/timeline/navigate.js';
import { panWindow, type Window, windowAround, zoomWindow } from '../../../history/timeline/range.js';
import { axisHeight, type BarRef } from '../../../history/timeline/scene/view.js';
import type { GestureTarget } from './gestures.js';
import { RangeMotion } from './range-motion.js';
import type { TimelineView } from './timeline-view.svelte.js';

const zoomStep = 1.6;

/** What a person can do with a timeline, whether by hand, by key or by a button. */
export class TimelineActions implements GestureTarget {
  readonly #view: TimelineView;
  readonly #motion = new RangeMotion();
  readonly #onselect: (ref: BarRef | undefined) => void;
  /** Set by the picture: it knows what scrolls. */
  scrollTo: (top: number) => void = () => undefined;

  constructor(view: TimelineView, onselect: (ref: BarRef | undefined) => void) {
    this.#view = view;
    this.#onselect = onselect;
  }

  select(ref: BarRef | undefined): void {
    this.#onselect(ref);
  }

  /** Brings a bar into sight, from a folded section too. */
  bring(ref: BarRef): void {
    const view = this.#view;
    const bar = view.bar(ref);
    if (!stopOf(view.layout, ref) && bar) view.fold(`${ref.track}:${bar.section}`, false);
    const stop = stopOf(view.layout, ref);
    if (stop) this.reveal(stop);
  }

  /** To the next of some bars of the run in their order, or to the one before; from the last to the first. */
  step(bars: readonly Bar[], from: BarRef | undefined, by: 1 | -1): void {
    const count = bars.length;
    const at = from?.track === '' ? bars.findIndex(({ id }) => id === from.id) : -1;
    const index = at >= 0 ? (at + by + count) % count : indexBeside(bars, this.#startOf(from), by);
    const next = bars[index];
    if (next) this.select({ track: '', id: next.id });
  }

  #startOf(ref: BarRef | undefined): number | undefined {
    return ref && this.#view.bar(ref)?.startMs;
  }

  zoom(factor: number, x: number): void {
    const { window, whole, projection } = this.#view;
    this.#motion.stop();
    const share = Math.min(1, Math.max(0, projection.share(x)));
    this.#view.show(zoomWindow(window, factor, share, whole));
  }

  zoomBy(direction: 1 | -1): void {
    const { window, whole } = this.#view;
    this.go(zoomWindow(window, direction > 0 ? zoomStep : 1 / zoomStep, 0.5, whole));
  }

  zoomTo({ row, bar }: Pick<Stop, 'row' | 'bar'>): void {
    const { scale, nowMs, whole } = this.#view;
    const shown = bar ?? row.bar;
    if (shown) this.go(windowAround(scale.toUnit(shown.startMs), scale.toUnit(endOf(shown, nowMs)), whole));
  }

  fit(): void {
    const { window, whole, isWhole } = this.#view;
    if (isWhole) return;
    this.#motion.go(window, whole, (at) => (at === whole ? this.#view.showAll() : this.#view.show(at)));
  }

  /** Along the time by a share of what is shown. */
  panBy(share: number): void {
    const { window, whole } = this.#view;
    this.go(panWindow(window, share, whole));
  }

  pan(dx: number, dy: number): void {
    const { window, whole, projection, scrollTop } = this.#view;
    this.#motion.stop();
    if (dx !== 0) this.#view.show(panWindow(window, -dx / (projection.right - projection.left), whole));
    if (dy !== 0) this.scrollTo(scrollTop - dy);
  }

  hitAt(x: number, y: number): Hit | undefined {
    return hitAt(this.#view, x, y);
  }

  hover(x: number, y: number): void {
    const hit = this.hitAt(x, y);
    this.#view.pointer = { x, y };
    this.#view.hovered = hit?.kind === 'bar' ? { track: hit.row.track.key, id: hit.bar.id } : undefined;
    this.#view.cursor = !hit || hit.kind === 'row' ? 'grab' : 'pointer';
  }

  leave(): void {
    this.#view.hovered = this.#view.pointer = undefined;
  }

  press(x: number, y: number): void {
    const hit = this.hitAt(x, y);
    if (!hit || hit.kind === 'row') this.select(undefined);
    else if (hit.kind === 'break') this.#view.openBreak(hit.key);
    else if (hit.kind === 'toggle') this.toggle(hit.row);
    else this.select({ track: hit.row.track.key, id: hit.bar.id });
  }

  doublePress(x: number, y: number): void {
    const hit = this.hitAt(x, y);
    if (hit?.kind === 'bar') this.zoomTo(hit);
    else if (hit?.kind === 'row') this.zoom(zoomStep * zoomStep, x);
  }

  /** Folds or unfolds a section, shows or hides a run inside of this one. */
  toggle(row: Row): void {
    const { head, bar, track, kind } = row;
    if (head) this.#view.fold(head.key, !head.folded);
    else if (bar?.linked) {
      // The row of an opened run stands in that run; it was opened from the one around it.
      const parent = kind === 'run' ? track.key.split('/').slice(0, -1).join('/') : track.key;
      this.#view.toggleRun(parent, bar);
    }
  }

  move(direction: Direction): void {
    const { layout, focused, nowMs } = this.#view;
    const stop = moveStop(layout, stopOf(layout, focused), direction, nowMs);
    if (!stop) return;
    this.#view.focused = stop.ref;
    this.reveal(stop);
  }

  /** Brings it into sight. */
  reveal({ row, bar }: Pick<Stop, 'row' | 'bar'>): void {
    const view = this.#view;
    const room = view.height - axisHeight;
    if (row.y < view.scrollTop) this.scrollTo(row.y);
    else if (row.y + row.height > view.scrollTop + room) this.scrollTo(row.y + row.height - room);
    if (!bar) return;
    const { window, whole, scale, nowMs } = view;
    const from = scale.toUnit(bar.startMs);
    const to = scale.toUnit(endOf(bar, nowMs));
    if (to >= window.from && from <= window.to) return;
    const size = window.to - window.from;
    const start = to - from < size ? (from + to - size) / 2 : from - size * 0.1;
    this.go({ from: Math.max(whole.from, start), to: Math.max(whole.from, start) + size });
  }

  /** So that eyes can follow. */
  go(window: Window): void {
    this.#motion.go(this.#view.window, window, (at) => this.#view.show(at));
  }
}

/** Among bars in the order of their starts, the first after a moment, or the last before it; without one, the first or the last of all. */
function indexBeside(bars: readonly Bar[], ms: number | undefined, by: 1 | -1): number {
  const after = ms === undefined ? -1 : bars.findIndex(({ startMs }) => startMs > ms);
  if (by > 0) return Math.max(0, after);
  return ms === undefined || after <= 0 ? bars.length - 1 : after - 1;
}
