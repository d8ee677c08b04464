import type { HistoryEvent } from '../../client/index.js';
import { eventName } from '../../live/event-names.js';
import type { WirePayload } from '../format/payload.js';
import { walkMessage } from './message-walk.js';

const utf8 = new TextDecoder();
/** Of one Payload: a text of megabytes for each of 50,000 events would not fit. */
const longest = 20_000;

/**
 * Everything in an event that can be searched for, a line for each value: id, name, ids, names, messages, keys, and what
 * is in Payloads.
 *
 * @param decoded what a Payload is when decoded
 */
export function eventText(event: HistoryEvent, decoded: (payload: WirePayload) => WirePayload): string {
  const lines = [String(event.eventId), eventName(event)];
  walkMessage(event, {
    text: (text) => lines.push(text),
    payload: (payload) => {
      const text = payloadSearchText(decoded(payload));
      if (text) lines.push(text);
    },
  });
  return lines.join('\n');
}

/** The text of a Payload without reading it as JSON, which would cost too much for all of a history. */
function payloadSearchText({ metadata, data }: WirePayload): string {
  const encoding = metadata['encoding'] ? utf8.decode(metadata['encoding']) : '';
  if (!encoding.startsWith('json/')) return '';
  return utf8.decode(data.length > longest ? data.subarray(0, longest) : data);
}
