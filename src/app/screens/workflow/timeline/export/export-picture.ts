import { viewPayload, type WirePayload } from '../../../../format/payload.js';
import type { Bar } from '../../../../history/timeline/bar.js';
import {
  drawPicture,
  imageScale,
  type Picture,
  type PictureHeading,
  wholeView,
} from '../../../../history/timeline/scene/picture.js';
import { svgOf } from '../../../../history/timeline/scene/svg.js';
import type { PayloadReader } from '../../../../state/payload-reader.svelte.js';
import { sceneIcon } from '../icons.js';
import { Painter } from '../painter.js';
import type { Palette } from '../palette.js';
import type { SceneLook } from '../scene-look.svelte.js';
import { type Reads, sceneTexts } from '../scene-texts.js';
import type { TimelineView } from '../timeline-view.svelte.js';

export interface PictureFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** Pixels for each CSS pixel, of an image. */
  scale: number | undefined;
}

/** What is shown on screen. Undefined before anything is. */
export function shownPicture(look: SceneLook, heading: PictureHeading): Picture | undefined {
  const scene = look.scene();
  return scene && drawPicture(scene, heading);
}

/** The whole timeline, also the rows that nobody has scrolled to: their summaries are decoded first. */
export async function wholePicture(
  view: TimelineView,
  look: SceneLook,
  heading: PictureHeading,
): Promise<Picture | undefined> {
  const reads = await readSummaries(view.all, look.payloads);
  const scene = look.scene();
  if (!scene) return undefined;
  const whole = wholeView(scene, view.track, (fromMs) => look.axisFrom(fromMs));
  return drawPicture({ ...whole, texts: sceneTexts(view, reads) }, heading);
}

async function readSummaries(bars: readonly Bar[], payloads: PayloadReader): Promise<Reads> {
  const summaries = bars.flatMap(({ summary }) => summary ?? []);
  // What the codec refuses is drawn as it is on screen.
  const decoded = await payloads.decodeAll(summaries).catch((): WirePayload[] => []);
  const decodedOf = new Map(summaries.map((summary, index) => [summary, decoded[index]]));
  return {
    view: (payload) => {
      const found = decodedOf.get(payload);
      return found ? viewPayload(found) : payloads.view(payload);
    },
  };
}

export function svgFile({ primitives, width, height, title }: Picture, { colours, fonts }: Palette): PictureFile {
  const text = svgOf(primitives, width, height, title, {
    colour: (paint) => colours.get(paint) ?? '#808080',
    fonts,
    icon: (name) => sceneIcon(name),
  });
  return { bytes: new TextEncoder().encode(text), scale: undefined };
}

/** @throws PictureTooTall, or an Error where the browser has no memory for it */
export async function pngFile(picture: Picture, palette: Palette): Promise<PictureFile> {
  const scale = imageScale(picture);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('The browser could not make an image of that size: choose SVG, or zoom to a part');
  new Painter(context, palette, scale).paint(picture.primitives);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The browser could not make an image of that size: choose SVG, or zoom to a part');
  return { bytes: new Uint8Array(await blob.arrayBuffer()), scale };
}
