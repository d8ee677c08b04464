import { fromBase64 } from '../../format/base64.js';
import { compactNode, type JsonError, type JsonResult, parseJson } from '../../../live/json.js';
import type { WirePayload } from '../../format/payload.js';
import { payloadTexts as texts } from '../../texts/payload-input.js';
import { type NamedPayloadDraft, type PayloadDraft, type PayloadFile, sentPayloads } from './payload-draft.js';

export type CompiledPayload =
  { ok: true; payload: WirePayload } | { ok: false; error: string; /** Where in the text. */ place?: JsonError };

const encoder = new TextEncoder();

/** What is sent for one draft, or what is wrong with it. Nothing is encoded by a codec yet. */
export function compilePayload(draft: PayloadDraft): CompiledPayload {
  switch (draft.kind) {
    case 'json':
      return compileJson(parseJson(draft.text), draft.text, 'json/plain', {});
    case 'text':
      return payloadOf('json/plain', encoder.encode(JSON.stringify(draft.text)));
    case 'protobuf': {
      const compiled = compileJson(parseJson(draft.text), draft.text, 'json/protobuf', messageTypeOf(draft));
      return compiled.ok && !draft.messageType.trim() ? { ok: false, error: texts.missingMessageType } : compiled;
    }
    case 'null':
      return payloadOf('binary/null', new Uint8Array());
    case 'file':
      return draft.file ? compileFile(draft, draft.file) : { ok: false, error: texts.noFile };
    case 'raw':
      return compileRaw(draft);
  }
}

/** Values in their order, or the errors by the id of each; a lone empty field is no value. */
export function compilePayloads(drafts: readonly PayloadDraft[]): {
  payloads: WirePayload[];
  errors?: Record<number, string>;
} {
  const errors: Record<number, string> = {};
  const payloads = sentPayloads(drafts).flatMap((draft) => {
    const compiled = compilePayload(draft);
    if (compiled.ok) return [compiled.payload];
    errors[draft.id] = compiled.error;
    return [];
  });
  return Object.keys(errors).length > 0 ? { payloads, errors } : { payloads };
}

/** Values by their names, or the errors by the id of each; rows with neither name nor value are left out. */
export function compileNamedPayloads(drafts: readonly NamedPayloadDraft[]): {
  payloads: Record<string, WirePayload>;
  errors?: Record<number, string>;
} {
  const errors: Record<number, string> = {};
  const payloads = new Map<string, WirePayload>();
  for (const draft of drafts) {
    if (isUnused(draft)) continue;
    const compiled = compilePayload(draft);
    if (!draft.name.trim()) errors[draft.id] = texts.missingKey;
    else if (payloads.has(draft.name)) errors[draft.id] = texts.keyTwice;
    else if (compiled.ok) payloads.set(draft.name, compiled.payload);
    else errors[draft.id] = compiled.error;
  }
  const sent = { payloads: Object.fromEntries(payloads) };
  return Object.keys(errors).length > 0 ? { ...sent, errors } : sent;
}

/** A row that was added and left alone. */
export function isUnused(draft: NamedPayloadDraft): boolean {
  return !draft.name.trim() && draft.kind === 'json' && !draft.text.trim();
}

/** The bytes of a Payload as the server counts them for its limit, to within a few. */
export function payloadBytes({ metadata, data }: WirePayload): number {
  return Object.entries(metadata).reduce((sum, [key, value]) => sum + key.length + value.length + 6, data.length + 5);
}

function payloadOf(encoding: string, data: Uint8Array, metadata: Record<string, Uint8Array> = {}): CompiledPayload {
  return { ok: true, payload: { metadata: { encoding: encoder.encode(encoding), ...metadata }, data } };
}

function messageTypeOf({ messageType }: PayloadDraft): Record<string, Uint8Array> {
  return messageType.trim() ? { messageType: encoder.encode(messageType.trim()) } : {};
}

function compileJson(
  parsed: JsonResult,
  text: string,
  encoding: string,
  metadata: Record<string, Uint8Array>,
): CompiledPayload {
  if (parsed.ok) return payloadOf(encoding, encoder.encode(compactNode(parsed.node)), metadata);
  const { line, column, message } = parsed.error;
  if (!text.trim()) return { ok: false, error: `${message}.` };
  return { ok: false, error: texts.lineAndColumn(line, column, message), place: parsed.error };
}

/** The result of each file is kept: a large one is parsed once, not at every key that is pressed beside it. */
const jsonFiles = new WeakMap<Uint8Array, CompiledPayload>();

function compileFile(draft: PayloadDraft, file: PayloadFile): CompiledPayload {
  switch (draft.fileAs) {
    case 'binary':
      return payloadOf('binary/plain', file.data);
    case 'protobuf':
      if (!draft.messageType.trim()) return { ok: false, error: texts.missingMessageType };
      return payloadOf('binary/protobuf', file.data, messageTypeOf(draft));
    case 'json': {
      let compiled = jsonFiles.get(file.data);
      if (!compiled) jsonFiles.set(file.data, (compiled = compileJsonFile(file)));
      return compiled;
    }
  }
}

function compileJsonFile({ data }: PayloadFile): CompiledPayload {
  const text = utf8Text(data);
  return text === undefined
    ? { ok: false, error: texts.notUtf8 }
    : compileJson(parseJson(text), text, 'json/plain', {});
}

/** The text without a byte order mark; undefined when the bytes are no UTF-8. */
export function utf8Text(data: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch {
    return undefined;
  }
}

/** How a value of metadata that is no text is written. */
export const base64Prefix = 'base64:';

function compileRaw({ metadata: rows, data }: PayloadDraft): CompiledPayload {
  const metadata = new Map<string, Uint8Array>();
  for (const { key, value } of rows) {
    if (!key && !value) continue;
    if (!key) return { ok: false, error: texts.metadataUnnamed };
    if (metadata.has(key)) return { ok: false, error: texts.metadataTwice(key) };
    const bytes = value.startsWith(base64Prefix) ? fromBase64(value.slice(base64Prefix.length)) : encoder.encode(value);
    if (!bytes) return { ok: false, error: texts.metadataNotBase64(key) };
    metadata.set(key, bytes);
  }
  const bytes = fromBase64(data);
  if (!bytes) return { ok: false, error: texts.dataNotBase64 };
  return { ok: true, payload: { metadata: Object.fromEntries(metadata), data: bytes } };
}
