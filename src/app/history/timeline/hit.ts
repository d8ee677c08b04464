import { type Bar, isPoint } from './bar.js';
import type { Stretch } from './breaks.js';
import { type Layout, type Row, rowIndexAt } from './layout.js';
import type { Projection } from './projection.js';
import { barBox } from './scene/bar-scene.js';
import { breakBands } from './scene/axis-scene.js';
import { middleOf } from './scene/lane-scene.js';
import { hasToggle, labelLeft, toggleWidth } from './scene/row-labels.js';
import { axisHeight } from './scene/view.js';

export type Hit =
  | { kind: 'bar'; row: Row; bar: Bar }
  /** The label of something that can be folded or opened. */
  | { kind: 'toggle'; row: Row }
  | { kind: 'break'; key: number }
  | { kind: 'row'; row: Row };

export interface HitView {
  layout: Layout;
  projection: Projection;
  breaks: readonly Stretch[];
  scrollTop: number;
  nowMs: number;
}

/** How far beside a bar still is the bar: fingers and hands are not exact. */
const reach = 4;

/** What is at a point of the picture. */
export function hitAt(view: HitView, x: number, y: number): Hit | undefined {
  if (y < axisHeight) {
    const band = breakBands(view).find(({ from, to }) => x >= from && x <= to && x >= view.projection.left);
    return band && { kind: 'break', key: band.key };
  }
  const { layout, projection } = view;
  const inRows = y - axisHeight + view.scrollTop;
  const row = layout.rows[rowIndexAt(layout.rows, inRows)];
  if (!row || inRows >= row.y + row.height) return undefined;
  const onLabel = x < projection.left || (row.labelLine > 0 && inRows < row.y + row.labelLine);
  if (onLabel || row.kind === 'run') {
    const wholeLabel = row.head !== undefined || row.kind === 'run';
    if (hasToggle(row) && (wholeLabel || x < labelLeft(row) + toggleWidth)) return { kind: 'toggle', row };
    return row.bar ? { kind: 'bar', row, bar: row.bar } : { kind: 'row', row };
  }
  if (row.kind === 'density') return { kind: 'toggle', row };
  const bar = barAt(row, x, view);
  if (bar) return { kind: 'bar', row, bar };
  const band = breakBands(view).find(({ from, to }) => x >= from && x <= to);
  if (band) return { kind: 'break', key: band.key };
  // A row of its own belongs to its bar over its whole width.
  return row.bar ? { kind: 'bar', row, bar: row.bar } : { kind: 'row', row };
}

/** The bar of a row nearest to a place, if it is near enough. */
function barAt(row: Row, x: number, view: HitView): Bar | undefined {
  const { bars } = row.lane;
  const { projection, nowMs } = view;
  const middle = middleOf(row, 0);
  const at = lastStartedBy(bars, projection.ms(x + reach));
  let best: Bar | undefined;
  let nearest = reach;
  for (let index = Math.max(0, at - 2); index <= Math.min(at + 1, bars.length - 1); index++) {
    const bar = bars[index];
    if (!bar) continue;
    const { x: left, width } = barBox(bar, projection, middle, nowMs);
    const distance = x < left ? left - x : Math.max(0, x - left - width);
    if (distance < nearest || (distance === nearest && isPoint(bar))) {
      nearest = distance;
      best = bar;
    }
  }
  return best;
}

function lastStartedBy(bars: readonly Bar[], ms: number): number {
  let low = 0;
  let high = bars.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((bars[middle]?.startMs ?? Infinity) <= ms) low = middle;
    else high = middle - 1;
  }
  return low;
}
