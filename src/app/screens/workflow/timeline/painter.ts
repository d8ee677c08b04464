import type { Paint, Primitive } from '../../../history/timeline/scene/primitives.js';
import { sceneIcon } from './icons.js';
import type { Palette } from './palette.js';

type Shape<Kind extends Primitive['kind']> = Extract<Primitive, { kind: Kind }>;

/** Draws scenes on a canvas. */
export class Painter {
  readonly #context: CanvasRenderingContext2D;
  readonly #palette: Palette;
  readonly #scale: number;
  readonly #hatches = new Map<Paint, CanvasPattern | string>();

  /** @param scale pixels of the canvas a CSS pixel */
  constructor(context: CanvasRenderingContext2D, palette: Palette, scale: number) {
    this.#context = context;
    this.#palette = palette;
    this.#scale = scale;
  }

  paint(primitives: readonly Primitive[]): void {
    const context = this.#context;
    context.setTransform(this.#scale, 0, 0, this.#scale, 0, 0);
    context.textBaseline = 'middle';
    context.lineCap = 'butt';
    for (const primitive of primitives) this.#draw(primitive);
    context.globalAlpha = 1;
  }

  #draw(primitive: Primitive): void {
    const context = this.#context;
    switch (primitive.kind) {
      case 'clip':
        context.save();
        context.beginPath();
        context.rect(primitive.x, primitive.y, primitive.width, primitive.height);
        context.clip();
        return;
      case 'unclip':
        context.restore();
        return;
      case 'rect':
        this.#fill(primitive.alpha, this.#colour(primitive.fill));
        this.#rounded(primitive);
        return;
      case 'hatch':
        this.#fill(primitive.alpha, this.#hatch(primitive.stroke));
        this.#rounded(primitive);
        return;
      case 'fade':
        this.#fill(primitive.alpha, this.#fade(primitive));
        context.fillRect(primitive.x, primitive.y, primitive.width, primitive.height);
        return;
      case 'outline':
        this.#stroke(primitive.alpha, primitive.stroke, primitive.thickness);
        if (primitive.open) this.#openPath(primitive);
        else this.#path(primitive);
        context.stroke();
        return;
      case 'line':
        this.#line(primitive);
        return;
      case 'polygon':
        this.#polygon(primitive);
        return;
      case 'circle':
        this.#fill(primitive.alpha, this.#colour(primitive.fill));
        context.beginPath();
        context.arc(primitive.x, primitive.y, primitive.radius, 0, Math.PI * 2);
        context.fill();
        return;
      case 'text':
        this.#fill(primitive.alpha, this.#colour(primitive.fill));
        context.font = this.#palette.fonts[primitive.font];
        context.textAlign = primitive.align === 'middle' ? 'center' : primitive.align;
        // Half a pixel lower: capitals and digits look centred, and they are most of what is written.
        context.fillText(primitive.text, primitive.x, primitive.y + 0.5);
        return;
      case 'icon':
        this.#icon(primitive);
    }
  }

  #colour(paint: Paint): string {
    return this.#palette.colours.get(paint) ?? '#808080';
  }

  #fill(alpha: number, style: string | CanvasPattern | CanvasGradient): void {
    this.#context.globalAlpha = alpha;
    this.#context.fillStyle = style;
  }

  #stroke(alpha: number, stroke: Paint, thickness: number): void {
    this.#context.globalAlpha = alpha;
    this.#context.strokeStyle = this.#colour(stroke);
    this.#context.lineWidth = thickness;
  }

  #rounded(shape: Shape<'rect'> | Shape<'hatch'>): void {
    const { x, y, width, height, radius } = shape;
    if (radius[0] === 0 && radius[1] === 0) {
      this.#context.fillRect(x, y, width, height);
      return;
    }
    this.#path(shape);
    this.#context.fill();
  }

  #path({ x, y, width, height, radius: [left, right] }: Shape<'rect'> | Shape<'hatch'> | Shape<'outline'>): void {
    this.#context.beginPath();
    this.#context.roundRect(x, y, width, height, [left, right, right, left]);
  }

  /** From the top right corner round the left side to the bottom right one. */
  #openPath({ x, y, width, height, radius: [left] }: Shape<'outline'>): void {
    const context = this.#context;
    context.beginPath();
    context.moveTo(x + width, y);
    context.arcTo(x, y, x, y + height, left);
    context.arcTo(x, y + height, x + width, y + height, left);
    context.lineTo(x + width, y + height);
  }

  #line({ x1, y1, x2, y2, stroke, thickness, dashed, alpha }: Shape<'line'>): void {
    const context = this.#context;
    this.#stroke(alpha, stroke, thickness);
    if (dashed) context.setLineDash([3, 3]);
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.stroke();
    if (dashed) context.setLineDash([]);
  }

  #polygon({ points, fill, alpha }: Shape<'polygon'>): void {
    const context = this.#context;
    this.#fill(alpha, this.#colour(fill));
    context.beginPath();
    for (let at = 0; at < points.length; at += 2) context.lineTo(points[at] ?? 0, points[at + 1] ?? 0);
    context.closePath();
    context.fill();
  }

  #fade({ x, width, fill }: Shape<'fade'>): CanvasGradient {
    const gradient = this.#context.createLinearGradient(x, 0, x + width, 0);
    gradient.addColorStop(0, this.#colour(fill));
    gradient.addColorStop(1, `${this.#colour(fill)}40`);
    return gradient;
  }

  #hatch(stroke: Paint): CanvasPattern | string {
    let hatch = this.#hatches.get(stroke);
    if (!hatch) this.#hatches.set(stroke, (hatch = this.#createHatch(this.#colour(stroke))));
    return hatch;
  }

  #createHatch(colour: string): CanvasPattern | string {
    const size = 6;
    const tile = document.createElement('canvas');
    tile.width = tile.height = Math.round(size * this.#scale);
    const context = tile.getContext('2d');
    if (!context) return colour;
    const scale = tile.width / size;
    context.scale(scale, scale);
    context.strokeStyle = colour;
    context.lineWidth = 1.2;
    context.beginPath();
    for (const [x1, y1, x2, y2] of [
      [-1, 5, 5, -1],
      [2, 8, 8, 2],
    ] as const) {
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
    }
    context.stroke();
    const pattern = this.#context.createPattern(tile, 'repeat');
    pattern?.setTransform(new DOMMatrix().scale(1 / scale));
    return pattern ?? colour;
  }

  #icon({ name, x, y, size, stroke, alpha }: Shape<'icon'>): void {
    const context = this.#context;
    context.save();
    this.#stroke(alpha, stroke, 2);
    context.lineCap = context.lineJoin = 'round';
    context.translate(x - size / 2, y - size / 2);
    context.scale(size / 24, size / 24);
    context.stroke(iconPath(name));
    context.restore();
  }
}

const paths = new Map<string, Path2D>();

function iconPath(name: string): Path2D {
  let path = paths.get(name);
  if (!path) {
    paths.set(name, (path = new Path2D()));
    for (const [tag, attributes] of sceneIcon(name)) addShape(path, tag, attributes);
  }
  return path;
}

function addShape(path: Path2D, tag: string, attributes: Record<string, unknown>): void {
  const number = (key: string) => Number(attributes[key] ?? 0);
  switch (tag) {
    case 'path':
      path.addPath(new Path2D(String(attributes['d'])));
      return;
    case 'circle':
      path.moveTo(number('cx') + number('r'), number('cy'));
      path.arc(number('cx'), number('cy'), number('r'), 0, Math.PI * 2);
      return;
    case 'rect':
      path.roundRect(number('x'), number('y'), number('width'), number('height'), number('rx'));
      return;
    case 'line':
      path.moveTo(number('x1'), number('y1'));
      path.lineTo(number('x2'), number('y2'));
      return;
    case 'polyline':
    case 'polygon': {
      const points = String(attributes['points'])
        .split(/[\s,]+/)
        .map(Number);
      for (let at = 0; at < points.length; at += 2) {
        if (at === 0) path.moveTo(points[at] ?? 0, points[at + 1] ?? 0);
        else path.lineTo(points[at] ?? 0, points[at + 1] ?? 0);
      }
      if (tag === 'polygon') path.closePath();
    }
  }
}
