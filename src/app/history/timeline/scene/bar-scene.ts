import { type Bar, type BarStatus, endOf, isPoint, type Segment } from '../bar.js';
import { badEnd } from '../lanes.js';
import type { Projection } from '../projection.js';
import { type Box, outline, type Paint, type Primitive, rect } from './primitives.js';
import { barHeight } from './view.js';

const taskHeight = 6;
/** Narrower bars are drawn this wide: what happened must be seen. */
const leastWidth = 2;
const capWidth = 3;
const fadeWidth = 14;
const pointSize = 4.5;

/** Where a bar is drawn; for points, around its moment. Not cut at the edges of the plot. */
export function barBox(bar: Bar, projection: Projection, middle: number, nowMs: number): Box {
  const height = bar.kind === 'workflow-task' ? taskHeight : barHeight;
  const x = projection.x(bar.startMs);
  if (isPoint(bar)) return { x: x - pointSize, y: middle - pointSize, width: pointSize * 2, height: pointSize * 2 };
  const width = Math.max(leastWidth, projection.x(endOf(bar, nowMs)) - x);
  return { x, y: middle - height / 2, width, height };
}

/** One bar: its segments, or its shape if it happened in one moment. */
export function drawBar(bar: Bar, box: Box, projection: Projection, nowMs: number, alpha: number): Primitive[] {
  if (isPoint(bar)) return [drawPoint(bar, box, alpha)];
  const open = bar.endMs === undefined;
  if (bar.segments.length === 0) return drawRun(bar, bar, box, { first: true, last: true, open, alpha });
  const primitives: Primitive[] = [];
  const { segments } = bar;
  for (const [index, segment] of segments.entries()) {
    const from = Math.max(projection.x(segment.startMs), projection.left - 100);
    const to = Math.min(projection.x(segment.endMs ?? Math.max(nowMs, segment.startMs)), projection.right + 100);
    if (to < from) continue;
    const last = index === segments.length - 1;
    const least = segment.kind === 'run' ? leastWidth : 0;
    const part = { ...box, x: from, width: Math.max(least, to - from) };
    if (part.width <= 0) continue;
    // A wait that is too short to be seen leaves the round end to what follows.
    const first = index === 0 || from - box.x < 1.5;
    const ends = { first, last, open: segment.endMs === undefined, alpha };
    primitives.push(...(segment.kind === 'run' ? drawRun(bar, segment, part, ends) : drawWait(segment, part, ends)));
  }
  return primitives;
}

interface Ends {
  first: boolean;
  last: boolean;
  open: boolean;
  alpha: number;
}

type Radii = readonly [number, number];

function radiiOf({ first, last, open }: Ends, { width, height }: Box): Radii {
  const round = Math.min(height / 2, width / 2);
  return [first ? round : Math.min(1.5, width / 4), last && !open ? round : open ? 0 : Math.min(1.5, width / 4)];
}

function drawRun(
  bar: Bar,
  { status, estimated = false }: Pick<Segment, 'status'> & { estimated?: boolean },
  box: Box,
  ends: Ends,
): Primitive[] {
  const radius = radiiOf(ends, box);
  const { fill, stroke, strength } = lookOf(bar, status);
  const alpha = ends.alpha * strength * (estimated ? 0.6 : 1);
  const primitives: Primitive[] = [];
  if (ends.open && box.width > fadeWidth) {
    primitives.push(rect({ ...box, width: box.width - fadeWidth }, fill, { radius: [radius[0], 0], alpha }));
    primitives.push({ kind: 'fade', ...box, x: box.x + box.width - fadeWidth, width: fadeWidth, fill, alpha });
  } else {
    primitives.push(rect(box, fill, { radius, alpha }));
  }
  if (stroke && box.width > 3) {
    primitives.push(outline(inner(box), stroke, { radius, alpha: ends.alpha * 0.9, open: ends.open }));
  }
  const cap = capOf(status);
  if (cap && box.width > capWidth + 1 && !ends.open) {
    const end = { ...box, x: box.x + box.width - capWidth, width: capWidth };
    primitives.push(rect(end, cap, { radius: [0, Math.min(radius[1], capWidth)], alpha: ends.alpha }));
  }
  return primitives;
}

function drawWait(segment: Segment, box: Box, ends: Ends): Primitive[] {
  const radius = radiiOf(ends, box);
  const paused = segment.status === 'PAUSED';
  const failed = segment.kind === 'backoff' && !paused;
  const alpha = ends.alpha * (segment.estimated ? 0.7 : 1);
  const fill: Paint = paused ? 'PAUSED.fill' : failed ? 'FAILED.fill' : 'surface-2';
  const stroke: Paint = paused ? 'PAUSED.mark' : failed ? 'FAILED.mark' : 'text-3';
  return [
    rect(box, fill, { radius, alpha }),
    { kind: 'hatch', ...box, radius, stroke, alpha: alpha * (failed ? 0.5 : 0.55) },
    ...(box.width > 3
      ? [outline(inner(box), failed ? 'FAILED.line' : 'line-control', { radius, alpha: alpha * 0.8, open: ends.open })]
      : []),
  ];
}

/** A hairline lies inside of what it is the edge of. */
function inner({ x, y, width, height }: Box): Box {
  return { x: x + 0.5, y: y + 0.5, width: Math.max(0, width - 1), height: height - 1 };
}

interface Look {
  fill: Paint;
  stroke: Paint | undefined;
  strength: number;
}

/** Work is full, waiting for a moment is hollow, and Workflow Tasks are quiet: they are the machinery. */
function lookOf({ kind }: Bar, status: BarStatus): Look {
  if (status === 'ABANDONED') return { fill: 'surface-3', stroke: 'line-control', strength: 1 };
  if (kind === 'workflow-task' && (status === 'COMPLETED' || status === 'RUNNING')) {
    return { fill: status === 'RUNNING' ? 'RUNNING.mark' : 'text-3', stroke: undefined, strength: 0.6 };
  }
  if (kind === 'timer') {
    if (status === 'COMPLETED') return { fill: 'surface-3', stroke: 'line-control', strength: 1 };
    if (status === 'NONE') return { fill: 'surface-3', stroke: 'line-control', strength: 1 };
    return { fill: `${status}.fill`, stroke: `${status}.mark`, strength: 1 };
  }
  if (status === 'NONE') return { fill: 'text-3', stroke: undefined, strength: 0.7 };
  if (kind === 'workflow') return { fill: `${status}.fill`, stroke: `${status}.mark`, strength: 1 };
  return {
    fill: `${status}.mark`,
    stroke: undefined,
    strength: capOf(status) ? 0.5 : status === 'COMPLETED' ? 0.82 : 1,
  };
}

function capOf(status: BarStatus): Paint | undefined {
  const bad = badEnd(status);
  return bad && `${bad}.mark`;
}

/** A diamond for what came from outside, a dot for what the Workflow noted. */
function drawPoint(bar: Bar, { x, y, width }: Box, alpha: number): Primitive {
  const middleX = x + width / 2;
  const middleY = y + width / 2;
  const failed = bar.status === 'FAILED';
  if (bar.section !== 'message') {
    return { kind: 'circle', x: middleX, y: middleY, radius: 3.5, fill: failed ? 'FAILED.mark' : 'text-3', alpha };
  }
  const fill: Paint = failed ? 'FAILED.mark' : 'accent';
  const points = [middleX, y, x + width, middleY, middleX, y + width, x, middleY];
  return { kind: 'polygon', points, fill, alpha };
}

/** Lines through a bar where it crosses a break: it is longer than it looks. */
export function drawTear(x: number, { y, height }: Box): Primitive[] {
  const slant = 2.5;
  const slash = (at: number): Primitive => ({
    kind: 'polygon',
    points: [at - slant, y + height + 1, at - slant + 2, y + height + 1, at + slant + 2, y - 1, at + slant, y - 1],
    fill: 'surface-1',
    alpha: 1,
  });
  return [slash(x - 3), slash(x + 1)];
}
