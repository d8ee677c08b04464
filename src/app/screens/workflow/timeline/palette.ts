import { statuses } from '../../../../live/status.js';
import { type FontRole, type Paint, statusShades, tokenPaints } from '../../../history/timeline/scene/primitives.js';

/** The tokens of app.css as a canvas and a file need them. */
export interface Palette {
  colours: ReadonlyMap<Paint, string>;
  fonts: Readonly<Record<FontRole, string>>;
}

/** Reads the tokens as they are at this moment. */
export function readPalette(host: HTMLElement): Palette {
  const probe = document.createElement('div');
  probe.hidden = true;
  host.append(probe);
  try {
    const colours = new Map<Paint, string>();
    for (const token of tokenPaints) colours.set(token, probeColour(probe, `var(--${token})`));
    for (const status of Object.keys(statuses) as (keyof typeof statuses)[]) {
      for (const shade of statusShades) {
        colours.set(`${status}.${shade}`, probeColour(probe, `var(--status-${shade})`, status));
      }
    }
    return { colours, fonts: readFonts(probe) };
  } finally {
    probe.remove();
  }
}

function probeColour(probe: HTMLElement, colour: string, status?: string): string {
  const element = document.createElement('span');
  if (status) element.dataset['status'] = status;
  element.style.color = colour;
  probe.append(element);
  return hexOf(getComputedStyle(element).color);
}

let pixel: CanvasRenderingContext2D | null | undefined;

/** `#rrggbb`: tokens are in OKLCH, which drawing programs do not read. */
function hexOf(colour: string): string {
  pixel ??= Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', {
    willReadFrequently: true,
  });
  if (!pixel) return colour;
  pixel.fillStyle = colour;
  pixel.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = pixel.getImageData(0, 0, 1, 1).data;
  return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

function readFonts(probe: HTMLElement): Record<FontRole, string> {
  const style = getComputedStyle(probe);
  const family = style.getPropertyValue('--font').trim();
  const mono = style.getPropertyValue('--mono').trim();
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  return {
    label: `400 ${rem * 0.75}px ${family}`,
    strong: `600 ${rem * 0.75}px ${family}`,
    plot: `400 ${rem * 0.6875}px ${family}`,
    title: `600 ${rem * 0.9375}px ${family}`,
    mono: `400 ${rem * 0.6875}px ${mono}`,
  };
}

let measuring: CanvasRenderingContext2D | null | undefined;

/** How wide texts are; remembered, as the same ones are drawn in every frame. */
export function measureWith({ fonts }: Palette): (text: string, font: FontRole) => number {
  const widths = new Map<string, number>();
  return (text, font) => {
    const key = `${font}${text}`;
    let width = widths.get(key);
    if (width === undefined) {
      measuring ??= document.createElement('canvas').getContext('2d');
      if (!measuring) return text.length * 6;
      measuring.font = fonts[font];
      width = measuring.measureText(text).width;
      if (widths.size > 20_000) widths.clear();
      widths.set(key, width);
    }
    return width;
  };
}
