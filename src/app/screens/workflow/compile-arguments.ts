import { type ArgumentText, sentArguments } from '../../components/argument-list.js';
import { parseJson } from '../../format/json.js';
import type { WirePayload } from '../../format/payload.js';
import { jsonErrorText, jsonPayload } from '../start/compile-draft.js';

/** Typed arguments as payloads to send, or the errors by the id of each. */
export function compileArguments(args: readonly ArgumentText[]): {
  payloads: WirePayload[];
  errors?: Record<number, string>;
} {
  const errors: Record<number, string> = {};
  const payloads = sentArguments(args).flatMap(({ id, text }) => {
    const parsed = parseJson(text);
    if (parsed.ok) return [jsonPayload(parsed.node)];
    errors[id] = jsonErrorText(text) ?? '';
    return [];
  });
  return Object.keys(errors).length > 0 ? { payloads, errors } : { payloads };
}
