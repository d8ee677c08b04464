import type { Primitive } from '../../../history/timeline/scene/primitives.js';
import { createSubscriber } from 'svelte/reactivity';
import { Painter } from './painter.js';
import type { Palette } from './palette.js';

interface Picture {
  primitives: readonly Primitive[];
  palette: Palette;
  width: number;
  height: number;
}

/** The pixels of the screen a CSS pixel; changes with the zoom of the browser and with the screen that a window is on. */
class PixelRatio {
  readonly #subscribe = createSubscriber((update) => {
    const media = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
    media.addEventListener('change', update);
    return () => media.removeEventListener('change', update);
  });

  get value(): number {
    this.#subscribe();
    return devicePixelRatio;
  }
}

const pixelRatio = new PixelRatio();

/** Attachment for a canvas: draws what the function returns, once a frame however often that changes. */
export function painted(picture: () => Picture | undefined): (canvas: HTMLCanvasElement) => () => void {
  return (canvas) => {
    let frame: number | undefined;
    $effect(() => {
      const next = picture();
      const ratio = pixelRatio.value;
      if (frame !== undefined) cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        frame = undefined;
        if (next) paint(canvas, next, ratio);
      });
    });
    return () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
    };
  };
}

function paint(canvas: HTMLCanvasElement, { primitives, palette, width, height }: Picture, ratio: number): void {
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return;
  const pixels = [Math.round(width * ratio), Math.round(height * ratio)] as const;
  // Setting a size clears the canvas and costs more than drawing.
  if (canvas.width !== pixels[0]) canvas.width = pixels[0];
  if (canvas.height !== pixels[1]) canvas.height = pixels[1];
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  new Painter(context, palette, ratio).paint(primitives);
}
