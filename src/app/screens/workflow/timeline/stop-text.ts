import { countText } from '../../../format/numbers.js';
import { endOf, isPoint } from '../../../history/timeline/bar.js';
import type { Stop } from '../../../history/timeline/navigate.js';
import type { PayloadReader } from '../../../state/payload-reader.svelte.js';
import { kindTexts } from '../../../../live/kind-texts.js';
import { barStatusText, sectionTexts, timelineTexts as texts } from '../../../texts/timeline.js';
import { barLabel, failureLine, preciseDuration } from './scene-texts.js';
import type { TimelineView } from './timeline-view.svelte.js';

/** A stop of the keyboard, as a screen reader says it. */
export function stopText({ row, bar }: Stop, view: TimelineView, payloads: PayloadReader): string {
  if (row.head && !bar) {
    const { name, count, atOnce, folded } = row.head;
    return [sectionTexts[name], countText(count), atOnce > 1 ? texts.atOnce(atOnce) : '', folded ? texts.folded : '']
      .filter(Boolean)
      .join(', ');
  }
  const shown = bar ?? row.bar;
  if (!shown) return '';
  return [
    `${kindTexts[shown.kind]} ${barLabel(shown, payloads)}`.trim(),
    barStatusText(shown.status),
    `+${preciseDuration(shown.startMs - view.scale.startMs)}`,
    isPoint(shown) ? '' : preciseDuration(endOf(shown, view.nowMs) - shown.startMs),
    shown.attempts > 1 ? texts.attempts(shown.attempts) : '',
    failureLine(shown, payloads),
  ]
    .filter(Boolean)
    .join(', ');
}
