import { fileNameOf } from '../../../../format/file-name.js';
import { absoluteTime, offsetText } from '../../../../format/time.js';
import { countText } from '../../../../format/numbers.js';
import { statuses } from '../../../../../live/status.js';
import type { HistorySource } from '../../../../history/history-source.js';
import { runFacts } from '../../../../history/run-facts.js';
import { type PictureHeading, PictureTooTall } from '../../../../history/timeline/scene/picture.js';
import { preferences } from '../../../../state/preferences.svelte.js';
import { toasts } from '../../../../state/toasts.svelte.js';
import { exportTexts as texts } from '../../../../texts/timeline.js';
import { chooseSink } from '../../../workflows/export/file-sink.js';
import type { SceneLook } from '../scene-look.svelte.js';
import { preciseDuration } from '../scene-texts.js';
import type { TimelineView } from '../timeline-view.svelte.js';

export const pictureKinds = ['svg-shown', 'png-shown', 'svg-all', 'png-all'] as const;
export type PictureKind = (typeof pictureKinds)[number];

export interface ExportSource {
  view: TimelineView;
  look: SceneLook;
  history: HistorySource;
  workflowId: string | undefined;
  runId: string | undefined;
}

const mimes = { svg: 'image/svg+xml', png: 'image/png' } as const;

/** Saves a timeline as a file, in answer to a click or a key, and says how that went. */
export async function exportTimeline(kind: PictureKind, source: ExportSource): Promise<void> {
  const [format, part] = kind.split('-') as ['svg' | 'png', 'shown' | 'all'];
  const { view, look, history } = source;
  const { palette } = look;
  if (!palette) return;
  const heading = headingOf(source, part);
  let sink: Awaited<ReturnType<typeof chooseSink>>;
  try {
    const { shownPicture, wholePicture, svgFile, pngFile } = await import('./export-picture.js');
    const picture = part === 'all' ? await wholePicture(view, look, heading) : shownPicture(look, heading);
    if (!picture) return;
    const file = format === 'svg' ? svgFile(picture, palette) : await pngFile(picture, palette);
    const name = fileName(source.workflowId || runFacts(history.buffer).workflowId || heading.title, format);
    sink = await chooseSink({ name, mime: mimes[format], extension: format });
    if (!sink) return;
    await sink.write(file.bytes);
    await sink.keep();
    const { scale = 2 } = file;
    toasts.done(texts.saved, { detail: scale < 2 ? `${name}. ${texts.scaled(Math.round((scale / 2) * 100))}` : name });
  } catch (error) {
    await sink?.discard();
    if (error instanceof PictureTooTall) {
      toasts.failed(texts.notSaved, { detail: texts.tooTall(countText(error.pixels), countText(error.most), format) });
    } else toasts.failed(texts.notSaved, { error });
  }
}

function headingOf({ view, history, workflowId, runId }: ExportSource, part: 'shown' | 'all'): PictureHeading {
  const facts = runFacts(history.buffer);
  const { scale, window } = view;
  const status = facts.status === 'RUNNING' && !view.live ? 'RUNNING' : facts.status;
  const whole = preciseDuration(scale.endMs - scale.startMs);
  const shown = preciseDuration(scale.toMs(window.to) - scale.toMs(window.from));
  const start = new Date(scale.startMs);
  return {
    title: facts.type || texts.title,
    status,
    statusText: statuses[status].label,
    id: [workflowId || facts.workflowId, runId || facts.runId].filter(Boolean).join(' · '),
    time: texts.time(
      `${absoluteTime(start, preferences)} ${offsetText(preferences.timeZone, start)}`,
      part === 'all' || view.isWhole ? whole : texts.ofWhole(shown, whole),
    ),
  };
}

function fileName(name: string, format: string): string {
  return `${fileNameOf(name) || 'timeline'}-timeline.${format}`;
}
