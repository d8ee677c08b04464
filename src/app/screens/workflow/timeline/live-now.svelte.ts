import { visibility } from '../../../state/clock.svelte.js';

/** The moment up to which open bars are drawn. It stands still while nothing is open, or nobody can see it. */
export class LiveNow {
  #ms = $state(Date.now());

  /**
   * Only while a component is set up: it makes an effect.
   *
   * @param everyMs how often a pixel's worth of time passes; undefined while nothing goes on
   */
  constructor(everyMs: () => number | undefined) {
    $effect(() => {
      const every = visibility.visible ? everyMs() : undefined;
      if (every === undefined) return;
      const tick = () => (this.#ms = Date.now());
      tick();
      const timer = setInterval(tick, every);
      return () => clearInterval(timer);
    });
  }

  get ms(): number {
    return this.#ms;
  }
}

/** Often enough for a smooth end of the bars, and no more: ten times a second at most. */
export function paceOf(pixelsPerMs: number): number {
  const least = matchMedia('(prefers-reduced-motion: reduce)').matches ? 1000 : 100;
  return [100, 250].find((every) => every >= least && every * pixelsPerMs >= 0.5) ?? 1000;
}
