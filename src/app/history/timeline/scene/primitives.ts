import type { KnownStatus } from '../../../../live/status.js';

/** Colours by their role, as tokens of app.css; whoever draws knows their values. */
export const tokenPaints = [
  'surface-1',
  'surface-2',
  'surface-3',
  'line',
  'line-control',
  'text-1',
  'text-2',
  'text-3',
  'accent',
  'accent-tint',
  'focus',
] as const;

export const statusShades = ['mark', 'line', 'fill', 'text'] as const;

export type StatusShade = (typeof statusShades)[number];
export type Paint = (typeof tokenPaints)[number] | `${KnownStatus}.${StatusShade}`;

/** `label` in columns and legends, `plot` beside bars and on the axis. */
export type FontRole = 'label' | 'strong' | 'plot' | 'title' | 'mono';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Corners at the left and at the right. */
type Radii = readonly [left: number, right: number];

/** What pictures are made of; each is drawn over those before it. All in CSS pixels. */
export type Primitive =
  | ({ kind: 'rect'; radius: Radii; fill: Paint; alpha: number } & Box)
  /** `open`: without its right side. */
  | ({ kind: 'outline'; radius: Radii; open: boolean; stroke: Paint; thickness: number; alpha: number } & Box)
  /** Slanted lines. */
  | ({ kind: 'hatch'; radius: Radii; stroke: Paint; alpha: number } & Box)
  /** Full at the left, gone at the right. */
  | ({ kind: 'fade'; fill: Paint; alpha: number } & Box)
  | {
      kind: 'line';
      x1: number;
      y1: number;
      x2: number;
      y2: number;
      stroke: Paint;
      thickness: number;
      dashed: boolean;
      alpha: number;
    }
  | { kind: 'polygon'; points: readonly number[]; fill: Paint; alpha: number }
  | { kind: 'circle'; x: number; y: number; radius: number; fill: Paint; alpha: number }
  | {
      kind: 'text';
      x: number;
      /** Middle of the line. */
      y: number;
      text: string;
      font: FontRole;
      fill: Paint;
      align: 'start' | 'middle' | 'end';
      alpha: number;
    }
  /** An icon by its name, in a square whose middle is at x and y. */
  | { kind: 'icon'; name: string; x: number; y: number; size: number; stroke: Paint; alpha: number }
  /** Until `unclip`, nothing outside of it is drawn. */
  | ({ kind: 'clip' } & Box)
  | { kind: 'unclip' };

export type Measure = (text: string, font: FontRole) => number;

const square: Radii = [0, 0];

export function rect(
  box: Box,
  fill: Paint,
  { radius = square, alpha = 1 }: { radius?: Radii; alpha?: number } = {},
): Primitive {
  const { x, y, width, height } = box;
  return { kind: 'rect', x, y, width, height, radius, fill, alpha };
}

export function outline(
  box: Box,
  stroke: Paint,
  {
    radius = square,
    thickness = 1,
    alpha = 1,
    open = false,
  }: { radius?: Radii; thickness?: number; alpha?: number; open?: boolean } = {},
): Primitive {
  const { x, y, width, height } = box;
  return { kind: 'outline', x, y, width, height, radius, open, stroke, thickness, alpha };
}

export function verticalLine(
  x: number,
  y1: number,
  y2: number,
  stroke: Paint,
  { dashed = false, alpha = 1 } = {},
): Primitive {
  return { kind: 'line', x1: x, y1, x2: x, y2, stroke, thickness: 1, dashed, alpha };
}

export function horizontalLine(x1: number, x2: number, y: number, stroke: Paint, { alpha = 1 } = {}): Primitive {
  return { kind: 'line', x1, y1: y, x2, y2: y, stroke, thickness: 1, dashed: false, alpha };
}

export function words(
  text: string,
  x: number,
  y: number,
  {
    font = 'label',
    fill = 'text-1',
    align = 'start',
    alpha = 1,
  }: { font?: FontRole; fill?: Paint; align?: 'start' | 'middle' | 'end'; alpha?: number } = {},
): Primitive {
  return { kind: 'text', text, x, y, font, fill, align, alpha };
}

/** The text cut to a width, with an ellipsis; nothing when not even three characters have room. */
export function fitText(text: string, width: number, font: FontRole, measure: Measure): string {
  if (width <= 0) return '';
  // No line on a screen is longer; measuring more of a long id is for nothing.
  const line = text.slice(0, 300).replace(/\s+/g, ' ');
  if (measure(line, font) <= width) return line;
  const characters = Array.from(line);
  let low = 0;
  let high = characters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (measure(`${characters.slice(0, middle).join('')}…`, font) <= width) low = middle;
    else high = middle - 1;
  }
  return low < 3 ? '' : `${characters.slice(0, low).join('').trimEnd()}…`;
}
