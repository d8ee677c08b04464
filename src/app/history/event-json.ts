import { type History, type HistoryEvent, historyToJSON } from '../../client/index.js';
import type { WirePayload } from '../format/payload.js';
import { isPayload } from './message-walk.js';

/** Proto JSON: what files of histories are made of. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

function historyOf(events: readonly HistoryEvent[]): History {
  return { $typeName: 'temporal.api.history.v1.History', events: [...events] };
}

const start = '{\n  "events": [\n';
const end = '\n  ]\n}';
const between = ',\n';

/** How a file of a history begins, what is between its events, and how it ends: as `historyToJSON` writes it. */
export const historyFrame = { start, between, end } as const;

/** The JSON of each event as it stands in the JSON of the whole: indented by four, without a comma after it. */
export function eventJsonTexts(events: readonly HistoryEvent[]): string[] {
  if (events.length === 0) return [];
  const text = historyToJSON(historyOf(events)).slice(start.length, -end.length);
  // A line break is never in a text of JSON, so this is where an event ends.
  const parts = text.split('\n    },\n    {\n');
  return parts.map((part, index) => `${index > 0 ? '    {\n' : ''}${part}${index < parts.length - 1 ? '\n    }' : ''}`);
}

/** The JSON of one event, to be read. */
export function eventAsJson(event: HistoryEvent): JsonObject {
  const { events } = JSON.parse(historyToJSON(historyOf([event]))) as { events: [JsonObject] };
  return events[0];
}

/**
 * The JSON of a message with something else in the place of each Payload.
 *
 * @param message the message that the JSON was made of
 */
export function mapPayloads(json: Json, message: unknown, replace: (payload: WirePayload) => Json): Json {
  if (isPayload(message)) return replace(message);
  if (Array.isArray(json)) {
    return json.map((item: Json, index) => mapPayloads(item, (message as unknown[] | undefined)?.[index], replace));
  }
  if (typeof json !== 'object' || json === null || typeof message !== 'object' || message === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, value]) => [key, mapPayloads(value, fieldOf(message, key), replace)]),
  );
}

/** A field of a message by its name in JSON: one of several alternatives stands in a field of another name. */
export function fieldOf(message: object, key: string): unknown {
  if (key in message) return (message as Record<string, unknown>)[key];
  for (const field of Object.values(message)) {
    const choice = field as { case?: string; value?: unknown } | undefined;
    if (typeof choice === 'object' && choice.case === key) return choice.value;
  }
  return undefined;
}
