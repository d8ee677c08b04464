import type { FontRole, Paint, Primitive } from './primitives.js';

export interface SvgLook {
  /** As `#rrggbb`: not every program knows more. */
  colour: (paint: Paint) => string;
  /** The value of `font`, for CSS. */
  fonts: Readonly<Record<FontRole, string>>;
  /** The shapes of an icon in a square of 24. */
  icon: (name: string) => readonly (readonly [tag: string, attributes: Readonly<Record<string, unknown>>])[];
}

/** The picture as a file that any browser or drawing program opens. Texts stay texts. */
export function svgOf(
  primitives: readonly Primitive[],
  width: number,
  height: number,
  title: string,
  look: SvgLook,
): string {
  const writer = new SvgWriter(look);
  const body = primitives.map((primitive) => writer.write(primitive)).join('\n');
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<style>${Object.entries(look.fonts)
      .map(([role, font]) => `.${role}{font:${escapeXml(font)}}`)
      .join('')}text{dominant-baseline:central}</style>`,
    `<defs>${writer.definitions.join('')}</defs>`,
    body,
    '</svg>\n',
  ].join('\n');
}

class SvgWriter {
  readonly definitions: string[] = [];
  readonly #ids = new Map<string, string>();
  readonly #look: SvgLook;

  constructor(look: SvgLook) {
    this.#look = look;
  }

  write(primitive: Primitive): string {
    const { colour } = this.#look;
    switch (primitive.kind) {
      case 'rect':
        return `<path d="${roundedPath(primitive)}" fill="${colour(primitive.fill)}"${opacity(primitive.alpha)}/>`;
      case 'outline': {
        const { stroke, thickness, open } = primitive;
        return `<path d="${open ? openPath(primitive) : roundedPath(primitive)}" fill="none" stroke="${colour(stroke)}" stroke-width="${n(thickness)}"${opacity(primitive.alpha)}/>`;
      }
      case 'hatch':
        return `<path d="${roundedPath(primitive)}" fill="url(#${this.#hatch(primitive.stroke)})"${opacity(primitive.alpha)}/>`;
      case 'fade':
        return `<path d="${roundedPath({ ...primitive, radius: [0, 0] })}" fill="url(#${this.#fade(primitive.fill)})"${opacity(primitive.alpha)}/>`;
      case 'line': {
        const { x1, y1, x2, y2, stroke, thickness, dashed } = primitive;
        const dash = dashed ? ' stroke-dasharray="3 3"' : '';
        return `<path d="M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}" stroke="${colour(stroke)}" stroke-width="${n(thickness)}"${dash}${opacity(primitive.alpha)}/>`;
      }
      case 'polygon':
        return `<path d="M${primitive.points.map(n).join(' ')}Z" fill="${colour(primitive.fill)}"${opacity(primitive.alpha)}/>`;
      case 'circle': {
        const { x, y, radius, fill, alpha } = primitive;
        return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="${colour(fill)}"${opacity(alpha)}/>`;
      }
      case 'text': {
        const { x, y, text, font, fill, align, alpha } = primitive;
        const anchor = align === 'start' ? '' : ` text-anchor="${align}"`;
        return `<text x="${n(x)}" y="${n(y)}" class="${font}" fill="${colour(fill)}"${anchor}${opacity(alpha)}>${escapeXml(text)}</text>`;
      }
      case 'icon': {
        const { name, x, y, size, stroke, alpha } = primitive;
        const shapes = this.#look
          .icon(name)
          .map(
            ([tag, attributes]) =>
              `<${tag}${Object.entries(attributes)
                .map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`)
                .join('')}/>`,
          )
          .join('');
        const place = `translate(${n(x - size / 2)} ${n(y - size / 2)}) scale(${n(size / 24)})`;
        return `<g transform="${place}" fill="none" stroke="${colour(stroke)}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"${opacity(alpha)}>${shapes}</g>`;
      }
      case 'clip':
        return `<g clip-path="url(#${this.#clip(primitive)})">`;
      case 'unclip':
        return '</g>';
    }
  }

  #hatch(stroke: Paint): string {
    return this.#define(`hatch-${stroke}`, (id) => {
      const line = `<path d="M-1 5L5 -1M2 8L8 2" stroke="${this.#look.colour(stroke)}" stroke-width="1.2"/>`;
      return `<pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse">${line}</pattern>`;
    });
  }

  #fade(fill: Paint): string {
    return this.#define(`fade-${fill}`, (id) => {
      const stop = (offset: number, alpha: number) =>
        `<stop offset="${offset}" stop-color="${this.#look.colour(fill)}" stop-opacity="${alpha}"/>`;
      return `<linearGradient id="${id}">${stop(0, 1)}${stop(1, 0.25)}</linearGradient>`;
    });
  }

  #clip({ x, y, width, height }: Extract<Primitive, { kind: 'clip' }>): string {
    const box = `x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"`;
    return this.#define(`clip-${box}`, (id) => `<clipPath id="${id}"><rect ${box}/></clipPath>`);
  }

  #define(key: string, write: (id: string) => string): string {
    let id = this.#ids.get(key);
    if (!id) {
      id = `d${this.#ids.size}`;
      this.#ids.set(key, id);
      this.definitions.push(write(id));
    }
    return id;
  }
}

interface Rounded {
  x: number;
  y: number;
  width: number;
  height: number;
  radius: readonly [number, number];
}

function roundedPath({ x, y, width, height, radius: [left, right] }: Rounded): string {
  const corner = (radius: number, dx: number, dy: number) =>
    radius > 0 ? `a${n(radius)} ${n(radius)} 0 0 1 ${n(dx)} ${n(dy)}` : '';
  return [
    `M${n(x + left)} ${n(y)}H${n(x + width - right)}`,
    corner(right, right, right),
    `V${n(y + height - right)}`,
    corner(right, -right, right),
    `H${n(x + left)}`,
    corner(left, -left, -left),
    `V${n(y + left)}`,
    corner(left, left, -left),
    'Z',
  ].join('');
}

/** From the top right corner round the left side to the bottom right one. */
function openPath({ x, y, width, height, radius: [left] }: Rounded): string {
  const corner = (dx: number, dy: number) => (left > 0 ? `a${n(left)} ${n(left)} 0 0 0 ${n(dx)} ${n(dy)}` : '');
  const top = `M${n(x + width)} ${n(y)}H${n(x + left)}${corner(-left, left)}`;
  return `${top}V${n(y + height - left)}${corner(left, left)}H${n(x + width)}`;
}

function opacity(alpha: number): string {
  return alpha >= 1 ? '' : ` opacity="${n(alpha)}"`;
}

function n(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escapeXml(text: string): string {
  return Array.from(text, (character) => escapes.get(character) ?? (isWritable(character) ? character : '\ufffd')).join(
    '',
  );
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
]);

/** XML has no way to write some characters, not even escaped; nor halves of characters. */
function isWritable(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return code === 0x09 || code === 0x0a || code === 0x0d;
  return (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff;
}
