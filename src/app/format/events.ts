import { eventSubject, type WireEvent } from '../../live/event-names.js';
import { type PayloadView, viewPayload, type WirePayload } from './payload.js';

/**
 * {@link eventSubject} with the summary that the Workflow gave.
 *
 * @param summaryText reads it, which only a codec may be able to
 */
export function eventTitle(
  event: WireEvent,
  subjectOfEvent?: (eventId: bigint) => string | undefined,
  summaryText: (payload: WirePayload) => string = (payload) => summaryOf(viewPayload(payload)),
): string {
  return eventSubject(event, subjectOfEvent, summaryText);
}

/** The text of a summary; nothing when it is none, or cannot be read. */
export function summaryOf(view: PayloadView): string {
  return view.kind === 'json' && view.node.kind === 'string' ? view.node.value : '';
}
