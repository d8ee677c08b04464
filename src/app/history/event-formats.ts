import type { HistoryEvent } from '../../client/index.js';
import { compactNode } from '../../live/json.js';
import { payloadText, viewPayload, type WirePayload } from '../format/payload.js';
import { eventAsJson, eventJsonTexts, type Json, mapPayloads } from './event-json.js';
import { isPayload } from './message-walk.js';
import type { TextOf } from './text-index.js';

/**
 * - `stored`: as the server has it, for the CLI and for a replay;
 * - `decoded`: the same, with Payloads that the codec has decoded;
 * - `readable`: with the values of the Payloads in their place, for people and their tools.
 */
export const historyFormats = ['stored', 'decoded', 'readable'] as const;
export type HistoryFormat = (typeof historyFormats)[number];

/** The JSON of an event in each format, as it stands in the JSON of the whole: indented by four, without a comma after it. */
export const formattedEvent: Readonly<Record<HistoryFormat, TextOf>> = {
  stored: (event) => eventJsonTexts([event]).join(''),
  decoded: (event, read) => eventJsonTexts([withPayloads(event, read) as HistoryEvent]).join(''),
  readable: readableText,
};

/** A copy of a message with other Payloads. */
function withPayloads(message: unknown, read: (payload: WirePayload) => WirePayload): unknown {
  if (isPayload(message)) {
    const { metadata, data } = read(message);
    return Object.assign(Object.create(Object.getPrototypeOf(message) as object | null), message, { metadata, data });
  }
  if (typeof message !== 'object' || message === null || message instanceof Uint8Array) return message;
  if (Array.isArray(message)) return message.map((item: unknown) => withPayloads(item, read));
  // What was not set is read from the prototype.
  const copy = Object.create(Object.getPrototypeOf(message) as object | null) as Record<string, unknown>;
  for (const [key, value] of Object.entries(message)) copy[key] = withPayloads(value, read);
  return copy;
}

/** Values are put in as text: as numbers of JavaScript, large ones would lose digits. */
function readableText(event: HistoryEvent, read: (payload: WirePayload) => WirePayload): string {
  const values: string[] = [];
  const mark = `payload ${Math.random()} `;
  const json: Json = mapPayloads(eventAsJson(event), event, (payload) => {
    const view = viewPayload(read(payload));
    values.push(
      view.kind === 'json' ? compactNode(view.node) : view.kind === 'null' ? 'null' : JSON.stringify(payloadText(view)),
    );
    return `${mark}${values.length - 1}`;
  });
  const marks = new RegExp(`"${mark.replaceAll('.', '\\.')}(\\d+)"`, 'g');
  const text = JSON.stringify(json, null, 2).replaceAll(marks, (_, index: string) => values[Number(index)] ?? 'null');
  return text.replaceAll(/^/gm, '    ');
}
