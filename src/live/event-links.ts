import type { HistoryEvent } from '../client/index.js';

/** The fields by which events of the API point to earlier ones. */
export type LinkField =
  'scheduledEventId' | 'initiatedEventId' | 'startedEventId' | 'acceptedEventId' | 'workflowTaskCompletedEventId';

const headFields = new Map<string, LinkField | 'first'>();

/**
 * The id of the event that began what this one is about: ActivityTaskScheduled for all events of an Activity,
 * TimerStarted for its end, the first event for the end of the run. Its own id for what stands alone.
 */
export function headId(event: HistoryEvent): number {
  const name = event.attributes.case ?? '';
  let field = headFields.get(name);
  if (!field) headFields.set(name, (field = headField(name)));
  return field === 'first' ? 1 : (linkedId(event, field) ?? Number(event.eventId));
}

const closing = /^workflowExecution(Completed|Failed|TimedOut|Canceled|Terminated|ContinuedAsNew)Event/;

/** Whether a run ends with it. */
export function isCloseEvent({ attributes }: HistoryEvent): boolean {
  return closing.test(attributes.case ?? '');
}

function headField(name: string): LinkField | 'first' {
  if (closing.test(name)) return 'first';
  if (/^(activityTask|workflowTask|nexusOperation)/.test(name)) return 'scheduledEventId';
  if (/^timer(Fired|Canceled)/.test(name)) return 'startedEventId';
  if (name === 'workflowExecutionUpdateCompletedEventAttributes') return 'acceptedEventId';
  return 'initiatedEventId';
}

/** The event that a field points to; undefined without one. */
export function linkedId({ attributes }: HistoryEvent, field: LinkField): number | undefined {
  const links = (attributes.value ?? {}) as Partial<Record<LinkField, bigint>>;
  return Number(links[field] ?? 0) || undefined;
}
