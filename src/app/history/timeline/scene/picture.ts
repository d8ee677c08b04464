import type { BarStatus } from '../bar.js';
import { layOut, type RunTrack } from '../layout.js';
import { Projection } from '../projection.js';
import { wholeWindow } from '../range.js';
import { movedDown } from './moved.js';
import { fitText, horizontalLine, type Paint, type Primitive, rect, words } from './primitives.js';
import { drawScene } from './scene.js';
import { type AxisView, axisHeight, labelWidthOf, type SceneView } from './view.js';

/** What a picture says of itself, as it leaves the page around it. */
export interface PictureHeading {
  title: string;
  status: Exclude<BarStatus, 'NONE' | 'ABANDONED'>;
  statusText: string;
  /** The ids of the run. */
  id: string;
  /** When it was, and how much of it is shown. */
  time: string;
}

/** A picture as it goes into a file, in CSS pixels. */
export interface Picture {
  primitives: readonly Primitive[];
  width: number;
  height: number;
  title: string;
}

const headingHeight = 64;
const margin = 12;
/** A file of all has room for labels beside the rows, on a phone too. */
const leastWidth = 1200;
/** About 4,500 rows: more are of no use to anybody, and to few programs. */
const tallest = 100_000;

/** More rows than a picture can have. */
export class PictureTooTall extends Error {
  readonly pixels: number;
  readonly most: number;

  constructor(pixels: number, most: number) {
    super(
      `The picture would be ${pixels} pixels high; ${most} is the most: pack the rows into lanes, or fold sections`,
    );
    this.name = 'PictureTooTall';
    this.pixels = pixels;
    this.most = most;
  }
}

/** @throws PictureTooTall */
export function drawPicture(view: SceneView, heading: PictureHeading): Picture {
  const { width } = view;
  const height = headingHeight + view.height;
  if (height > tallest) throw new PictureTooTall(height, tallest);
  const primitives = [
    ...drawHeading(heading, view),
    ...movedDown(drawScene(view), headingHeight),
    horizontalLine(0, width, headingHeight - 0.5, 'line'),
  ];
  return { primitives, width, height, title: [heading.title, heading.id].filter(Boolean).join(' · ') };
}

/** The same timeline from its first moment to its last, with all of its rows. */
export function wholeView(view: SceneView, track: RunTrack, axisFrom: (fromMs: number) => AxisView): SceneView {
  const { scale } = view.projection;
  const { mode, folds } = view.layout.options;
  const width = Math.max(leastWidth, view.width);
  const layout = layOut(track, { mode, folds, labelsAbove: false });
  const projection = new Projection(scale, wholeWindow(scale), labelWidthOf(mode, width), width - 1);
  return {
    ...{ ...view, layout, projection, width, scrollTop: 0 },
    height: axisHeight + layout.height + 4,
    axis: axisFrom(projection.fromMs),
  };
}

function drawHeading({ title, status, statusText, id, time }: PictureHeading, view: SceneView): Primitive[] {
  const { width, measure } = view;
  const right = width - margin;
  const fill: Paint = `${status}.fill`;
  const tagWidth = measure(statusText, 'label') + 16;
  const name = fitText(title, right - margin - tagWidth - 12, 'title', measure);
  const after = margin + measure(name, 'title') + 10;
  const timeWidth = measure(time, 'label');
  // Behind the name where there is room for all of it, else the ids make room.
  const beside = after + tagWidth + 16 + timeWidth <= right;
  const idRight = beside ? right : right - timeWidth - 16;
  return [
    rect({ x: 0, y: 0, width, height: headingHeight }, 'surface-1'),
    words(name, margin, 22, { font: 'title' }),
    rect({ x: after, y: 13, width: tagWidth, height: 18 }, fill, { radius: [9, 9] }),
    words(statusText, after + tagWidth / 2, 22, { fill: `${status}.text`, align: 'middle' }),
    words(fitText(id, idRight - margin, 'mono', measure), margin, 46, { font: 'mono', fill: 'text-2' }),
    words(time, right, beside ? 22 : 46, { fill: 'text-3', align: 'end' }),
  ];
}

/** What browsers draw on at most: a side, and the area that fits into memory. */
const canvasLimits = { side: 16_384, area: 64_000_000 };
/** With fewer pixels, nobody could read it. */
const leastScale = 0.75;

/**
 * Pixels for each CSS pixel of an image: two, or fewer where the image would be too large to be drawn.
 *
 * @throws PictureTooTall when too few would be left
 */
export function imageScale({ width, height }: Pick<Picture, 'width' | 'height'>): number {
  const { side, area } = canvasLimits;
  const most = Math.min(side / width, side / height, Math.sqrt(area / (width * height)));
  if (most < leastScale) throw new PictureTooTall(height, Math.floor((height * most) / leastScale));
  return most >= 2 ? 2 : most >= 1 ? 1 : most;
}
