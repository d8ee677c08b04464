/**
 * Histories as files: what `temporal workflow show --output json` writes, the Temporal UI downloads, and
 * `Worker.runReplayHistory` takes. Apart from the client, because reading and writing proto JSON weighs: only pages that
 * import this have it.
 */
import { fromJson, type JsonValue, toJsonString } from '@bufbuild/protobuf';
import { binaryReadOptions } from '../internal/binary.js';
import { previewOf } from '../internal/preview.js';
import { ValueError } from '../value-error.js';
import { withFullEnumNames } from './enum-spelling.js';
import { type History, HistorySchema } from './history-schema.js';

/**
 * The proto JSON of a history, indented by two spaces: full names of enums, base64, times as RFC 3339.
 *
 * @throws {@link ValueError} for what has no JSON form, as a time after the year 9999
 */
export function historyToJSON(history: History): string {
  try {
    return toJsonString(HistorySchema, history, { prettySpaces: 2 });
  } catch (cause) {
    throw new ValueError(`This history has no JSON form: ${reasonOf(cause)}`, cause);
  }
}

/**
 * A history from its proto JSON, as text or parsed. Enums may be spelled in full
 * (`EVENT_TYPE_WORKFLOW_EXECUTION_STARTED`) or short (`WorkflowExecutionStarted`); fields and enums that this package
 * does not know, as a newer server writes them, are passed over.
 *
 * @throws {@link ValueError} when it is not the JSON of a history, saying what is wrong
 */
export function historyFromJSON(history: unknown): History {
  const json = typeof history === 'string' ? parse(history) : history;
  const { events } = (typeof json === 'object' && json !== null ? json : {}) as { events?: unknown };
  if (!Array.isArray(events)) throw new ValueError('Invalid history, expected an object with an array of events');
  for (const [index, event] of (events as unknown[]).entries()) assertEvent(event, index);
  try {
    return fromJson(HistorySchema, withFullEnumNames(HistorySchema, json) as JsonValue, {
      ...binaryReadOptions,
      ignoreUnknownFields: true,
    });
  } catch (cause) {
    throw new ValueError(`Invalid history: ${reasonOf(cause)}`, cause);
  }
}

function reasonOf(cause: unknown): string {
  // The engine's words for it say nothing about the history.
  if (cause instanceof RangeError) return 'it is nested too deeply';
  return previewOf(cause instanceof Error ? cause.message : cause, 300);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ValueError(`Invalid history, it is not JSON: ${(cause as Error).message}`, cause);
  }
}

/** An event without attributes is a sign of a file in another format, and would look like an event of an unknown type. */
function assertEvent(event: unknown, index: number): void {
  const keys = typeof event === 'object' && event !== null ? Object.keys(event) : [];
  if (keys.some((key) => /event_?attributes$/i.test(key))) return;
  throw new ValueError(`Invalid history: event ${index + 1} of the list has no attributes`);
}
