import { type Bar, endOf } from './bar.js';
import { badEnd } from './lanes.js';
import type { Projection } from './projection.js';

/** How much goes on in each column of pixels. */
export interface Density {
  /** Bars at the same time. */
  counts: Float64Array;
  /** Those of them that did not end well, at their ends. */
  bad: Uint8Array;
  peak: number;
}

/** Bars by columns of pixels, one pixel wide each. Bars that are shorter count in full in their column. */
export function densityOf(bars: readonly Bar[], projection: Projection, nowMs: number): Density {
  const { left, right } = projection;
  const width = Math.max(1, Math.ceil(right - left));
  const changes = new Float64Array(width + 1);
  const bad = new Uint8Array(width);
  for (const bar of bars) {
    const endMs = endOf(bar, nowMs);
    if (endMs < projection.fromMs || bar.startMs > projection.toMs) continue;
    const from = Math.min(width - 1, Math.max(0, Math.floor(projection.x(bar.startMs) - left)));
    const to = Math.min(width - 1, Math.max(from, Math.floor(projection.x(endMs) - left - 1e-6)));
    changes[from] = (changes[from] ?? 0) + 1;
    changes[to + 1] = (changes[to + 1] ?? 0) - 1;
    if (badEnd(bar.status)) bad[to] = 1;
  }
  const counts = new Float64Array(width);
  let count = 0;
  let peak = 0;
  for (let column = 0; column < width; column++) {
    count += changes[column] ?? 0;
    counts[column] = count;
    if (count > peak) peak = count;
  }
  return { counts, bad, peak };
}
