import type { Bar } from '../bar.js';
import type { Stretch } from '../breaks.js';
import { densityOf } from '../density.js';
import type { Projection } from '../projection.js';
import { type Primitive, rect } from './primitives.js';

export const minimapHeight = 40;

/** How much goes on over all of the time. */
export function drawMinimap(
  bars: readonly Bar[],
  breaks: readonly Stretch[],
  projection: Projection,
  nowMs: number,
): Primitive[] {
  const { left, right } = projection;
  const { counts, bad, peak } = densityOf(countedOf(bars), projection, nowMs);
  const primitives: Primitive[] = [rect({ x: 0, y: 0, width: right + 1, height: minimapHeight }, 'surface-1')];
  for (const { startMs, endMs } of breaks) {
    const x = projection.x(startMs);
    primitives.push(rect({ x, y: 0, width: projection.x(endMs) - x, height: minimapHeight }, 'surface-2'));
  }
  const base = minimapHeight - 6;
  const room = minimapHeight - 12;
  for (let column = 0; column < counts.length;) {
    const count = counts[column] ?? 0;
    const start = column;
    while (column < counts.length && counts[column] === count) column++;
    if (count === 0) continue;
    const height = Math.max(2, Math.sqrt(count / Math.max(4, peak)) * room);
    primitives.push(
      rect({ x: left + start, y: base - height, width: column - start, height }, 'text-3', { alpha: 0.45 }),
    );
  }
  for (const [column, isBad] of bad.entries()) {
    if (isBad) primitives.push(rect({ x: left + column - 1, y: base, width: 2, height: 4 }, 'FAILED.mark'));
  }
  return primitives;
}

const counted = new WeakMap<readonly Bar[], readonly Bar[]>();

/** Where there is nothing else, the Workflow Tasks are what happens. */
function countedOf(bars: readonly Bar[]): readonly Bar[] {
  let found = counted.get(bars);
  if (!found) {
    const work = bars.filter(({ kind }) => kind !== 'workflow' && kind !== 'workflow-task');
    counted.set(bars, (found = work.length > 0 ? work : bars));
  }
  return found;
}
