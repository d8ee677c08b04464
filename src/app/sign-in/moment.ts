/** A point in time on both clocks: the one stands while a device sleeps, the other may be set. */
export interface Moment {
  wall: number;
  steady: number;
}

export function now(): Moment {
  return { wall: Date.now(), steady: performance.now() };
}

/** By the clock that says more: a token that may have ended is renewed. */
export function elapsedMs({ wall, steady }: Moment): number {
  return Math.max(Date.now() - wall, performance.now() - steady);
}
