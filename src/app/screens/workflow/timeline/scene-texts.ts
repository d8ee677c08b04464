import { failureWords, viewFailure } from '../../../format/failure.js';
import { countText } from '../../../format/numbers.js';
import { durationText } from '../../../format/time.js';
import type { WirePayload } from '../../../format/payload.js';
import type { Bar } from '../../../history/timeline/bar.js';
import type { SceneTexts } from '../../../history/timeline/scene/view.js';
import type { PayloadReader } from '../../../state/payload-reader.svelte.js';
import { kindTexts } from '../../../../live/kind-texts.js';
import { sectionTexts, timelineTexts as texts } from '../../../texts/timeline.js';
import type { TimelineView } from './timeline-view.svelte.js';

/** What shows a Payload. */
export type Reads = Pick<PayloadReader, 'view'>;

/** Why it failed, in a line: the innermost message says most. */
export function failureLine({ failure }: Bar, payloads: Reads): string {
  let view = failure && viewFailure(failure);
  while (view?.cause) view = view.cause;
  if (!view) return '';
  const { message } = failureWords(view, (payload) => payloads.view(payload));
  return [view.type, message].filter(Boolean).join(': ') || view.kind;
}

/** Its name, and what the workflow says of it; nothing for Workflow Tasks, which have none. */
export function barLabel({ kind, label, summary }: Bar, payloads: Reads): string {
  if (kind === 'workflow-task') return '';
  const text = summary && summaryText(summary, payloads);
  return text ? (label ? `${label} · ${text}` : text) : label;
}

/** As {@link barLabel}, or what kind of thing it is. */
export function barName(bar: Bar, payloads: Reads): string {
  return barLabel(bar, payloads) || kindTexts[bar.kind];
}

function summaryText(summary: WirePayload, payloads: Reads): string {
  const view = payloads.view(summary);
  return view.kind === 'json' && view.node.kind === 'string' ? view.node.value : '';
}

/** The words of a picture. */
export function sceneTexts(view: TimelineView, payloads: Reads): SceneTexts {
  return {
    sections: sectionTexts,
    count: countText,
    atOnce: texts.atOnce,
    duration: preciseDuration,
    roughDuration,
    attempts: texts.attempts,
    failure: (bar) => failureLine(bar, payloads),
    label: (bar) => barLabel(bar, payloads),
    run: ({ key }) => {
      const run = view.openedRun(key);
      if (!run) return '';
      const { workflowId, runId, next } = run.linked;
      const name = next ? `${texts.nextRun} · ${runId}` : workflowId;
      return run.error !== undefined
        ? `${name} · ${texts.runFailed}`
        : run.isLoading
          ? `${name} · ${texts.loading}`
          : name;
    },
    now: texts.now,
    icon: ({ kind }) => kind,
  };
}

/** As `durationText`, and below a millisecond too: Workflow Tasks can be that short. */
export function preciseDuration(ms: number): string {
  if (ms > 0 && ms < 1) return `${Number(ms.toFixed(3)) * 1000} µs`;
  return ms < 10 && ms >= 1 ? `${Number(ms.toFixed(1))} ms` : durationText(ms);
}

/** `2 min`, `14 h`: the largest unit, rounded. */
function roughDuration(ms: number): string {
  for (const unit of [86_400_000, 3_600_000, 60_000, 1000]) {
    if (ms >= unit * 0.995) return durationText(Math.round(ms / unit) * unit);
  }
  return preciseDuration(ms);
}
