import type { HistoryEvent } from '../../../client/index.js';
import { eventName, eventSubject } from '../../../live/event-names.js';
import type { EventBuffer } from '../../../live/event-buffer.js';
import { headId } from '../../../live/event-links.js';

/** Workflow Tasks say when a worker was asked, not what the Workflow did: two good runs differ in them. */
export function isWorkflowTask(event: HistoryEvent): boolean {
  return (event.attributes.case ?? '').startsWith('workflowTask');
}

/**
 * What an event is, without when and by whom: events with the same signature are the same step of two runs. Ids that
 * each run makes anew (of runs, of children named after their parent) are no part of it.
 */
export function signatureOf(event: HistoryEvent, buffer: EventBuffer): string {
  const head = headId(event);
  const about = head === Number(event.eventId) ? event : (buffer.get(head) ?? event);
  return `${eventName(event)} ${subjectOf(about)}`;
}

interface Subject {
  activityType?: { name: string };
  workflowType?: { name: string };
  signalName?: string;
  markerName?: string;
  acceptedRequest?: { input?: { name: string } };
  operation?: string;
  service?: string;
}

function subjectOf(event: HistoryEvent): string {
  const { case: name, value } = event.attributes;
  const attributes = (value ?? {}) as Subject;
  // The words of a failure differ in numbers and ids; that it failed is in the name.
  if (/Failed|TimedOut|Cancel|Terminated/.test(name ?? '') && !attributes.activityType) return '';
  const named =
    attributes.activityType?.name ??
    attributes.workflowType?.name ??
    attributes.signalName ??
    attributes.markerName ??
    attributes.acceptedRequest?.input?.name ??
    (attributes.operation ? `${attributes.service ?? ''}.${attributes.operation}` : undefined);
  if (named !== undefined) return named;
  return name === 'timerStartedEventAttributes' ? eventSubject({ ...event, userMetadata: undefined }) : '';
}
