import { windowBetween, type Window } from '../../../history/timeline/range.js';

const lengthMs = 160;

/** Moves from one part of the time to another so that eyes can follow; at once for those who do not want motion. */
export class RangeMotion {
  #frame: number | undefined;

  go(from: Window, to: Window, show: (window: Window) => void): void {
    this.stop();
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      show(to);
      return;
    }
    const start = performance.now();
    const step = () => {
      const progress = Math.min(1, (performance.now() - start) / lengthMs);
      show(progress === 1 ? to : windowBetween(from, to, progress));
      this.#frame = progress < 1 ? requestAnimationFrame(step) : undefined;
    };
    this.#frame = requestAnimationFrame(step);
  }

  stop(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
  }
}
