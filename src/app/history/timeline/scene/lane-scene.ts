import { type Bar, endOf, isPoint, type SectionName } from '../bar.js';
import { densityOf } from '../density.js';
import { type Row, rowHeight, type RunTrack } from '../layout.js';
import { barBox, drawBar, drawTear } from './bar-scene.js';
import { type Box, fitText, outline, type Primitive, rect, words } from './primitives.js';
import { isBar, type SceneView } from './view.js';

/** Bars narrower than this that touch are drawn as one block. */
const blockWidth = 2;

/** The bars of a row that can be seen. `top` is that of the row in the picture. */
export function drawLane(row: Row, top: number, view: SceneView): Primitive[] {
  const { projection, nowMs } = view;
  const { bars } = row.lane;
  const middle = middleOf(row, top);
  const primitives: Primitive[] = [];
  for (let index = firstVisible(bars, projection.fromMs, nowMs); index < bars.length; index++) {
    const bar = bars[index];
    if (!bar || bar.startMs > projection.toMs) break;
    const box = barBox(bar, projection, middle, nowMs);
    const next = bars[index + 1];
    if (box.width <= blockWidth && next && !isPoint(bar) && projection.x(next.startMs) <= box.x + box.width + 0.5) {
      const block = blockFrom(bars, index, box, view);
      primitives.push(...drawBlock(bar, block.box, row, view));
      index = block.last;
      continue;
    }
    const alpha = dimmed(bar, row.track, view);
    primitives.push(...ringOf(bar, box, row.track, view));
    primitives.push(...drawBar(bar, box, projection, nowMs, alpha));
    primitives.push(...tearsOf(bar, box, view));
    primitives.push(...drawPlotLabel(bar, box, row, next, middle, alpha, view));
  }
  return primitives;
}

export function middleOf(row: Row, top: number): number {
  return top + row.labelLine + (row.height - row.labelLine) / 2;
}

/** In a lane, ends are in the order of starts. */
function firstVisible(bars: readonly Bar[], fromMs: number, nowMs: number): number {
  let low = 0;
  let high = bars.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const bar = bars[middle];
    if (bar && endOf(bar, nowMs) < fromMs) low = middle + 1;
    else high = middle;
  }
  // A bar is drawn wider than it is, and a point around its moment.
  return Math.max(0, low - 1);
}

/** Goes on as long as there is no gap of a pixel, a pixel at a time: not bar by bar. */
function blockFrom(
  bars: readonly Bar[],
  first: number,
  box: Box,
  { projection, nowMs }: SceneView,
): { box: Box; last: number } {
  let last = first;
  let right = box.x + box.width;
  while (right < projection.right) {
    const reach = projection.ms(right + 0.5);
    const to = lastStartingBefore(bars, reach, last);
    if (to === last) break;
    last = to;
    const bar = bars[last];
    if (!bar) break;
    const end = projection.x(endOf(bar, nowMs));
    if (end - projection.x(bar.startMs) > blockWidth * 4) {
      last--;
      break;
    }
    right = Math.max(right + 0.5, end);
  }
  return { box: { ...box, width: right - box.x }, last };
}

function lastStartingBefore(bars: readonly Bar[], ms: number, from: number): number {
  let low = from;
  let high = bars.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((bars[middle]?.startMs ?? Infinity) <= ms) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Square, so that it is no bar; what did not end well stands out of it. */
function drawBlock(bar: Bar, box: Box, row: Row, view: SceneView): Primitive[] {
  const { projection } = view;
  const alpha = view.isMatch ? 0.3 : 1;
  const tone = bar.kind === 'timer' || bar.kind === 'workflow-task' ? 'line-control' : 'COMPLETED.mark';
  const primitives: Primitive[] = [rect(box, tone, { alpha: alpha * 0.8 })];
  let before = -Infinity;
  for (const bad of row.lane.bad) {
    const x = Math.floor(projection.x(bad.endMs ?? bad.startMs));
    if (x < box.x || x > box.x + box.width || x === before) continue;
    before = x;
    primitives.push(rect({ ...box, x, width: 1 }, bad.status === 'TIMED_OUT' ? 'TIMED_OUT.mark' : 'FAILED.mark'));
  }
  return primitives;
}

function dimmed(bar: Bar, track: RunTrack, { isMatch }: SceneView): number {
  return isMatch && !isMatch(bar, track) ? 0.22 : 1;
}

function ringOf(bar: Bar, box: Box, track: RunTrack, { selected, hovered, focused }: SceneView): Primitive[] {
  const ring = (distance: number, thickness: number, stroke: 'accent' | 'focus' | 'text-2') => {
    const ringBox = {
      x: box.x - distance,
      y: box.y - distance,
      width: box.width + distance * 2,
      height: box.height + distance * 2,
    };
    const radius = Math.min(ringBox.height, ringBox.width) / 2;
    return outline(ringBox, stroke, { radius: [radius, radius], thickness });
  };
  if (isBar(focused, track, bar)) return [ring(3, 2, 'focus')];
  if (isBar(selected, track, bar)) return [ring(2.5, 2, 'accent')];
  return isBar(hovered, track, bar) ? [ring(2, 1, 'text-2')] : [];
}

function tearsOf(bar: Bar, box: Box, { breaks, projection, nowMs }: SceneView): Primitive[] {
  const endMs = endOf(bar, nowMs);
  return breaks.flatMap((stretch) => {
    if (bar.startMs > stretch.startMs || endMs < stretch.endMs) return [];
    const x = projection.x((stretch.startMs + stretch.endMs) / 2);
    return x > projection.left && x < projection.right ? drawTear(x, box) : [];
  });
}

/** What is said beside a bar: its name in a lane, how it went in a row that has its name at the left. */
function drawPlotLabel(
  bar: Bar,
  box: Box,
  row: Row,
  next: Bar | undefined,
  middle: number,
  alpha: number,
  view: SceneView,
): Primitive[] {
  const { projection, measure, texts, nowMs } = view;
  const text = row.bar ? outcomeText(bar, view) : texts.label(bar);
  if (!text) return [];
  const failed = bar.failure !== undefined && bar.status !== 'COMPLETED' && (bar.endMs === undefined || row.bar);
  const fill = row.bar && failed ? 'FAILED.text' : 'text-2';
  const from = Math.max(box.x + box.width, projection.left) + 6;
  const until = next ? projection.x(next.startMs) - (isPoint(next) ? 10 : 6) : projection.right - 8;
  const fitted = fitText(text, until - from, 'plot', measure);
  if (fitted && (fitted === text || until - from > 40)) {
    return [words(fitted, from, middle, { font: 'plot', fill, alpha })];
  }
  // How it went at the very end of a run stands before its bar.
  if (row.bar) {
    const before = Math.min(box.x, projection.right) - 6;
    const outcome = fitText(text, before - projection.left - 8, 'plot', measure);
    return outcome ? [words(outcome, before, middle, { font: 'plot', fill, alpha, align: 'end' })] : [];
  }
  // A bar to the very end of the plot carries its name on itself, where it begins to be seen.
  const left = Math.max(box.x, projection.left) + 8;
  const right = Math.min(box.x + box.width, projection.right) - 8;
  const inside = fitText(
    `${text} · ${texts.duration(endOf(bar, nowMs) - bar.startMs)}`,
    right - left - 12,
    'plot',
    measure,
  );
  if (!inside || right - left < 60) return [];
  const width = measure(inside, 'plot') + 12;
  return [
    rect({ x: left, y: middle - 8, width, height: 16 }, 'surface-1', { radius: [8, 8], alpha }),
    words(inside, left + 6, middle, { font: 'plot', fill, alpha }),
  ];
}

function outcomeText(bar: Bar, { texts }: SceneView): string {
  const attempts = bar.attempts > 1 ? texts.attempts(bar.attempts) : '';
  const failure = bar.failure ? texts.failure(bar) : '';
  return [attempts, failure].filter(Boolean).join(' · ');
}

/** How much goes on in a folded section: a chart where there is room for one, else a line that is darker for more. */
export function drawDensity(
  row: Row,
  top: number,
  view: Pick<SceneView, 'projection' | 'nowMs' | 'isMatch'>,
): Primitive[] {
  const { projection, nowMs } = view;
  const { counts, bad, peak } = densityOf(row.lane.bars, projection, nowMs);
  const plotHeight = row.height - row.labelLine;
  const isChart = plotHeight > rowHeight;
  const middle = middleOf(row, top);
  const base = isChart ? top + row.height - 6 : middle + lineHeight / 2;
  const primitives: Primitive[] = [];
  const dim = view.isMatch ? 0.3 : 1;
  const fill = isQuiet(row.head?.name) ? 'text-3' : 'COMPLETED.mark';
  for (let column = 0; column < counts.length;) {
    const count = counts[column] ?? 0;
    const start = column;
    while (column < counts.length && counts[column] === count) column++;
    if (count === 0) continue;
    // Roots: one beside a thousand can still be seen.
    const share = Math.sqrt(count / peak);
    const height = isChart ? Math.max(2, share * (plotHeight - 12)) : lineHeight;
    const box = { x: projection.left + start, y: base - height, width: column - start, height };
    const alpha = isChart ? 0.6 : 0.3 + 0.35 * share;
    const round = !isChart && peak === 1 ? Math.min(lineHeight, box.width) / 2 : 0;
    primitives.push(rect(box, fill, { radius: [round, round], alpha: alpha * dim }));
  }
  for (const [column, isBad] of bad.entries()) {
    const box = { x: projection.left + column, y: base - lineHeight, width: 2, height: lineHeight };
    if (isBad) primitives.push(rect(box, 'FAILED.mark', { alpha: dim }));
  }
  return primitives;
}

const lineHeight = 6;

/** Timers and Workflow Tasks are no work of anybody. */
function isQuiet(name: SectionName | undefined): boolean {
  return name === 'timer' || name === 'workflow-task';
}
