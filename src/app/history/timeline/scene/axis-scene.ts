import { ticksBetween, tickStep } from '../ticks.js';
import { fitText, horizontalLine, type Primitive, rect, verticalLine, words } from './primitives.js';
import { axisHeight, type SceneView } from './view.js';

/** Labels of an axis are never nearer to each other than this. */
const leastTickPixels = 84;

interface Ticks {
  step: number;
  ticks: readonly { x: number; ms: number; minor: boolean }[];
}

export function ticksOf({ projection, axis }: SceneView): Ticks {
  const step = tickStep(leastTickPixels / projection.pixelsPerUnit);
  const ticks = ticksBetween(projection.scale, projection.fromMs, projection.toMs, step, axis.align);
  return { step, ticks: ticks.map(({ ms, minor }) => ({ x: projection.x(ms), ms, minor })) };
}

/** The lines of the axis behind the rows, and the breaks. */
export function drawGrid({ ticks }: Ticks, view: SceneView): Primitive[] {
  const { projection, height } = view;
  const lines = ticks
    .filter(({ minor }) => !minor)
    .map(({ x }) => verticalLine(Math.round(x) + 0.5, axisHeight, height, 'line', { alpha: 0.6 }));
  const bands = breakBands(view).flatMap(({ from, to }) => [
    rect({ x: from, y: axisHeight, width: to - from, height: height - axisHeight }, 'surface-2'),
    verticalLine(Math.round(from) + 0.5, axisHeight, height, 'line-control', { dashed: true, alpha: 0.6 }),
    verticalLine(Math.round(to) - 0.5, axisHeight, height, 'line-control', { dashed: true, alpha: 0.6 }),
  ]);
  return [
    { kind: 'clip', x: projection.left, y: axisHeight, width: projection.right - projection.left, height },
    ...lines,
    ...bands,
    { kind: 'unclip' },
  ];
}

interface Band {
  from: number;
  to: number;
  lengthMs: number;
  key: number;
}

/** The breaks in sight, in pixels. */
export function breakBands({ breaks, projection }: Pick<SceneView, 'breaks' | 'projection'>): Band[] {
  return breaks.flatMap(({ startMs, endMs, key }) => {
    const from = projection.x(startMs);
    const to = projection.x(endMs);
    return to > projection.left && from < projection.right ? [{ from, to, lengthMs: endMs - startMs, key }] : [];
  });
}

/** The axis itself, over everything that scrolls under it. */
export function drawAxis({ step, ticks }: Ticks, view: SceneView): Primitive[] {
  const { projection, width, axis, texts, measure } = view;
  const { left, right } = projection;
  const primitives: Primitive[] = [rect({ x: 0, y: 0, width, height: axisHeight }, 'surface-1')];
  if (left > 40) {
    const title = fitText(axis.title, left - 20, 'plot', measure);
    if (title) primitives.push(words(title, 12, axisHeight / 2, { font: 'plot', fill: 'text-3' }));
  }
  primitives.push({ kind: 'clip', x: left, y: 0, width: right - left, height: axisHeight });
  const bands = breakBands(view);
  let free = left - 1;
  for (const { x, ms, minor } of ticks) {
    primitives.push(
      verticalLine(Math.round(x) + 0.5, axisHeight - (minor ? 4 : 7), axisHeight, 'line-control', {
        alpha: minor ? 0.6 : 1,
      }),
    );
    if (minor) continue;
    const text = axis.text(ms, step);
    const half = measure(text, 'plot') / 2;
    const from = Math.max(left + 6, Math.min(x - half, right - half * 2 - 6));
    const hidden = bands.some((band) => from < band.to && from + half * 2 > band.from && band.to - band.from > 24);
    if (from < free || hidden) continue;
    free = from + half * 2 + 8;
    primitives.push(words(text, from, axisHeight / 2 - 2, { font: 'plot', fill: 'text-3' }));
  }
  for (const { from, to, lengthMs } of bands)
    primitives.push(...breakLabel(from, to, texts.roughDuration(lengthMs), view));
  primitives.push({ kind: 'unclip' }, horizontalLine(0, width, axisHeight - 0.5, 'line'));
  return primitives;
}

function breakLabel(from: number, to: number, text: string, { measure, projection }: SceneView): Primitive[] {
  const width = to - from;
  const shown = measure(text, 'plot') + 6 <= width ? text : '⋯';
  const middle = Math.min(Math.max((from + to) / 2, projection.left + 12), projection.right - 12);
  return [
    rect({ x: from, y: 0, width, height: axisHeight }, 'surface-2'),
    words(shown, middle, axisHeight / 2 - 2, { font: 'plot', fill: 'text-2', align: 'middle' }),
  ];
}

/** Where a live run is at this moment. */
export function drawNow(view: SceneView): Primitive[] {
  const { live, projection, nowMs, height, texts, measure } = view;
  if (!live || nowMs < projection.fromMs || nowMs > projection.toMs + 1) return [];
  const x = Math.min(Math.round(projection.x(nowMs)) - 0.5, projection.right - 0.5);
  const width = measure(texts.now, 'plot') + 10;
  const left = Math.min(x - width / 2, projection.right - width);
  return [
    verticalLine(x, axisHeight - 4, height, 'RUNNING.mark', { alpha: 0.7 }),
    rect({ x: left, y: 4, width, height: 16 }, 'RUNNING.fill', { radius: [8, 8] }),
    words(texts.now, left + width / 2, 12, { font: 'plot', fill: 'RUNNING.text', align: 'middle' }),
  ];
}
