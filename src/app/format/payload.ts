import type { WirePayload } from '../../live/wire.js';
import { toBase64 } from './base64.js';
import { parseJson, type JsonNode } from '../../live/json.js';

export type { WirePayload };

/** A Payload of the client as one of the wire. */
export function wirePayload({
  metadata,
  data,
}: {
  metadata?: WirePayload['metadata'] | null;
  data?: Uint8Array | null;
}): WirePayload {
  return { metadata: metadata ?? {}, data: data ?? new Uint8Array() };
}

/** A payload as it can be shown; `unreadable` always says why. */
export type PayloadView = { encoding: string; bytes: number } & (
  | { kind: 'json'; node: JsonNode; text: string; messageType?: string | undefined }
  | { kind: 'null' }
  | { kind: 'binary'; data: Uint8Array }
  /** The value is elsewhere; the Payload says where. */
  | { kind: 'external'; driver: string; claim: JsonNode; size: number | undefined; text: string }
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
  if (messageType === referenceType && parsed.node.kind === 'object')
    return viewReference(payload, base, parsed.node, text);
  return { ...base, kind: 'json', node: parsed.node, text, messageType };
}

const referenceType = 'temporal.api.sdk.v1.ExternalStorageReference';

function viewReference(
  { externalPayloads = [] }: WirePayload,
  base: { encoding: string; bytes: number },
  { entries }: JsonNode & { kind: 'object' },
  text: string,
): PayloadView {
  // Both spellings of a field are proto JSON.
  const field = (...names: string[]) => entries.find(([key]) => names.includes(key))?.[1];
  const driver = field('driverName', 'driver_name');
  const sizes = externalPayloads.map(({ sizeBytes }) => Number(sizeBytes));
  return {
    ...base,
    kind: 'external',
    driver: driver?.kind === 'string' ? driver.value : '?',
    claim: field('claimData', 'claim_data') ?? { kind: 'object', entries: [] },
    size: sizes.length > 0 ? sizes.reduce((sum, size) => sum + size, 0) : undefined,
    text,
  };
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
    case 'external':
      return view.text;
    case 'null':
      return 'null';
    case 'binary':
    case 'unreadable':
      return toBase64(view.data);
  }
}
