import type { HistoryEvent } from '../../../client/index.js';
import { type PayloadView, viewPayload } from '../../format/payload.js';
import type { EventBuffer } from '../../../live/event-buffer.js';
import { timeMs } from './bar.js';

/** What the marker of a Local Activity tells; each family of SDKs writes it in its own way. */
export interface LocalActivityFacts {
  type: string | undefined;
  startMs: number | undefined;
  endMs: number | undefined;
  attempt: number | undefined;
}

/**
 * Reads the marker that an SDK records when a Local Activity ends.
 *
 * - SDKs on the Rust core: `data` with `activity_type`, `original_schedule_time`, `complete_time`, `attempt`
 * - Go: `data` with `ActivityType`, `ReplayTime` (its end), `Attempt`
 * - Java: `type`, `time` (its end) and `meta` with `firstSkd`, `atpt`
 *
 * Undefined for what cannot be read, such as markers that a codec has encoded.
 */
export function readLocalActivity({ attributes, eventTime }: HistoryEvent, buffer: EventBuffer): LocalActivityFacts {
  if (attributes.case !== 'markerRecordedEventAttributes') return nothing;
  const { details, workflowTaskCompletedEventId } = attributes.value;
  const part = (name: string) => jsonOf(details[name]?.payloads[0] && viewPayload(details[name].payloads[0]));
  const data = recordOf(part('data'));
  const meta = recordOf(part('meta'));
  const endMs =
    wireTime(data['complete_time']) ?? isoTime(data['ReplayTime']) ?? numberOf(part('time')) ?? timeMs(eventTime);
  const startMs =
    wireTime(data['original_schedule_time']) ?? numberOf(meta['firstSkd']) ?? taskStart(workflowTaskCompletedEventId);
  return {
    type: textOf(data['activity_type']) ?? textOf(data['ActivityType']) ?? textOf(part('type')),
    startMs: startMs !== undefined && endMs !== undefined ? Math.min(startMs, endMs) : startMs,
    endMs,
    attempt: numberOf(data['attempt']) ?? numberOf(data['Attempt']) ?? numberOf(meta['atpt']),
  };

  /** It ran inside of the Workflow Task that recorded it. */
  function taskStart(completedEventId: bigint): number | undefined {
    const task = buffer.get(completedEventId)?.attributes;
    if (task?.case !== 'workflowTaskCompletedEventAttributes') return undefined;
    return timeMs(buffer.get(task.value.startedEventId)?.eventTime);
  }
}

const nothing: LocalActivityFacts = { type: undefined, startMs: undefined, endMs: undefined, attempt: undefined };

function jsonOf(view: PayloadView | undefined): unknown {
  return view?.kind === 'json' ? JSON.parse(view.text) : undefined;
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function wireTime(value: unknown): number | undefined {
  const { seconds, nanos } = recordOf(value);
  return typeof seconds === 'number' ? seconds * 1000 + (numberOf(nanos) ?? 0) / 1e6 : undefined;
}

function isoTime(value: unknown): number | undefined {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value ? value : undefined;
}
