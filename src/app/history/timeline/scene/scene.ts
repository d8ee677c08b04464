import { type Row, rowHeight, rowsBetween } from '../layout.js';
import { headKey } from '../row-keys.js';
import { drawAxis, drawGrid, drawNow, ticksOf } from './axis-scene.js';
import { drawDensity, drawLane } from './lane-scene.js';
import { horizontalLine, outline, type Primitive, rect, verticalLine } from './primitives.js';
import { drawRowLabel } from './row-labels.js';
import { axisHeight, depthIndent, isBar, type SceneView } from './view.js';

/** The picture of what is in sight: the same for a canvas on screen and for a file. */
export function drawScene(view: SceneView): Primitive[] {
  const { layout, width, height, scrollTop, projection } = view;
  const rows = rowsBetween(layout, scrollTop, scrollTop + height - axisHeight);
  const ticks = ticksOf(view);
  const topOf = (row: Row) => axisHeight + row.y - scrollTop;
  const body = { x: 0, y: axisHeight, width, height: Math.max(0, height - axisHeight) };
  const plot = { ...body, x: projection.left, width: projection.right - projection.left };
  return [
    rect({ x: 0, y: 0, width, height }, 'surface-1'),
    { kind: 'clip', ...body },
    ...rows.flatMap((row) => drawGround(row, topOf(row), view)),
    { kind: 'unclip' },
    ...drawGrid(ticks, view),
    { kind: 'clip', ...plot },
    ...rows.flatMap((row) =>
      row.kind === 'density' ? drawDensity(row, topOf(row), view) : drawLane(row, topOf(row), view),
    ),
    { kind: 'unclip' },
    { kind: 'clip', ...body },
    ...rows.flatMap((row) => drawRowLabel(row, topOf(row), view)),
    ...(projection.left > 0 ? [verticalLine(projection.left - 0.5, 0, height, 'line')] : []),
    { kind: 'unclip' },
    ...drawAxis(ticks, view),
    ...drawNow(view),
  ];
}

/** What lies under a row: the tint of a run inside of the run, of the row that is chosen, and the line over a section. */
function drawGround(row: Row, top: number, view: SceneView): Primitive[] {
  const { width, selected, hovered, focusedHead } = view;
  const primitives: Primitive[] = [];
  const box = { x: 0, y: top, width, height: row.height };
  if (row.depth > 0) {
    primitives.push(rect(box, 'surface-2', { alpha: 0.6 }));
    for (let depth = 1; depth <= row.depth; depth++) {
      primitives.push(rect({ ...box, x: depth * depthIndent - 1, width: 2 }, 'line-control', { alpha: 0.5 }));
    }
  }
  const { bar } = row;
  if (bar && row.kind === 'lane') {
    if (isBar(selected, row.track, bar)) primitives.push(rect(box, 'accent-tint'));
    else if (isBar(hovered, row.track, bar)) primitives.push(rect(box, 'surface-2'));
  }
  const divides = row.head !== undefined || row.kind === 'run';
  if (divides && row.y > 0) primitives.push(horizontalLine(0, width, Math.round(top) + 0.5, 'line'));
  if (focusedHead !== undefined && headKey(row) === focusedHead) {
    const inside = { x: 2, y: top + 2, width: width - 4, height: Math.min(row.height, rowHeight + row.labelLine) - 4 };
    primitives.push(outline(inside, 'focus', { radius: [4, 4], thickness: 2 }));
  }
  return primitives;
}
