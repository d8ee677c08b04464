import { toBase64 } from './base64.js';
import { parseJson, type JsonNode } from './json.js';

/** The part of the wire message that we read. */
export interface WirePayload {
  metadata: Record<string, Uint8Array>;
  data: Uint8Array;
}

/** A payload as it can be shown; `unreadable` always says why. */
export type PayloadView = { encoding: string; bytes: number } & (
  | { kind: 'json'; node: JsonNode; text: string; messageType?: string | undefined }
  | { kind: 'null' }
  | { kind: 'binary'; data: Uint8Array }
  | { kind: 'unreadable'; reason: string; data: Uint8Array }
);

/** Larger JSON is shown as text: a tree of it would only freeze the page. */
const largestTreeBytes = 8_000_000;

export function viewPayload(payload: WirePayload): PayloadView {
  const encoding = metadataText(payload, 'encoding');
  const base = { encoding, bytes: payload.data.length };
  switch (encoding) {
    case 'binary/null':
      return { ...base, kind: 'null' };
    case 'binary/plain':
      return { ...base, kind: 'binary', data: payload.data };
    case 'json/plain':
    case 'json/protobuf':
      return viewJson(payload, base);
    default:
      return { ...base, kind: 'unreadable', reason: unreadableReason(encoding), data: payload.data };
  }
}

function viewJson(payload: WirePayload, base: { encoding: string; bytes: number }): PayloadView {
  const { data } = payload;
  if (data.length > largestTreeBytes) {
    return { ...base, kind: 'unreadable', reason: 'Too large to be shown as a tree.', data };
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch {
    return { ...base, kind: 'unreadable', reason: 'Marked as JSON, but the bytes are not UTF-8.', data };
  }
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const { message, line, column } = parsed.error;
    return {
      ...base,
      kind: 'unreadable',
      reason: `Marked as JSON, but line ${line}, column ${column}: ${message}.`,
      data,
    };
  }
  const messageType = metadataText(payload, 'messageType') || undefined;
  return { ...base, kind: 'json', node: parsed.node, text, messageType };
}

function unreadableReason(encoding: string): string {
  if (encoding === '') return 'This payload does not say how it is encoded.';
  if (encoding === 'binary/encrypted') return 'Encrypted: only your codec has the key.';
  if (encoding === 'binary/protobuf') return 'Binary protobuf: it cannot be read without its message definition.';
  return `This console cannot read the encoding ${encoding}.`;
}

function metadataText({ metadata }: WirePayload, key: string): string {
  const value = metadata[key];
  return value ? new TextDecoder().decode(value) : '';
}

/** What a copy button puts on the clipboard. */
export function payloadText(view: PayloadView): string {
  switch (view.kind) {
    case 'json':
      return view.text;
    case 'null':
      return 'null';
    case 'binary':
    case 'unreadable':
      return toBase64(view.data);
  }
}
