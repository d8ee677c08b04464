import type { Window } from './range.js';
import type { TimeScale } from './time-scale.js';

/** Room at the ends of a plot: what happens at the very start and at the very end is seen in full. */
const margins = { left: 10, right: 16 };

/** From moments to pixels and back, for one picture. */
export class Projection {
  readonly scale: TimeScale;
  readonly window: Window;
  /** The edges of the plot. The window lies a little inside of them. */
  readonly left: number;
  readonly right: number;
  /** The moments at the edges. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly pixelsPerUnit: number;
  readonly #zero: number;

  constructor(scale: TimeScale, window: Window, left: number, right: number) {
    this.scale = scale;
    this.window = window;
    this.left = left;
    this.right = Math.max(right, left + margins.left + margins.right + 1);
    this.#zero = left + margins.left;
    this.pixelsPerUnit = (this.right - margins.right - this.#zero) / (window.to - window.from);
    this.fromMs = this.ms(this.left);
    this.toMs = this.ms(this.right);
  }

  x(ms: number): number {
    return this.#zero + (this.scale.toUnit(ms) - this.window.from) * this.pixelsPerUnit;
  }

  ms(x: number): number {
    return this.scale.toMs(this.window.from + (x - this.#zero) / this.pixelsPerUnit);
  }

  /** How far a place is from the start of the window, in windows. */
  share(x: number): number {
    return (x - this.#zero) / (this.pixelsPerUnit * (this.window.to - this.window.from));
  }
}
