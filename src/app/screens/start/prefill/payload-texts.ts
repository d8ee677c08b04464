/** Payloads in addresses: plain JSON where that says it all, else metadata and base64. */
import {
  jsonDraft,
  type NamedPayloadDraft,
  type PayloadDraft,
} from '../../../components/payload-input/payload-draft.js';
import { base64Prefix, compilePayload } from '../../../components/payload-input/compile-payload.js';
import { metadataText, payloadDraftOf } from '../../../components/payload-input/payload-draft-of.js';
import { fromBase64, toBase64 } from '../../../format/base64.js';
import { compactNode, type JsonNode, parseJson, stringifyNode } from '../../../../live/json.js';
import type { WirePayload } from '../../../format/payload.js';
import { isRecord } from '../../../state/stored.js';

/** Each text as it stands: what is wrong with it is said at the field. */
export function textDrafts(texts: readonly string[]): PayloadDraft[] {
  return texts.map((text, index) => jsonDraft(index + 1, text));
}

/** Of a JSON array. What is none stays as one text, where its error is seen. */
export function draftsFromArray(text: string): PayloadDraft[] {
  const parsed = parseJson(text);
  if (!parsed.ok || parsed.node.kind !== 'array') return textDrafts([text]);
  return parsed.node.items.map((node, index) => valueDraft(node, index + 1));
}

export function namedFromObject(text: string): NamedPayloadDraft[] {
  const parsed = parseJson(text);
  if (!parsed.ok || parsed.node.kind !== 'object') return [{ ...jsonDraft(1, text), name: '' }];
  return parsed.node.entries.map(([name, node], index) => ({ ...valueDraft(node, index + 1), name }));
}

function valueDraft(node: JsonNode, id: number): PayloadDraft {
  return node.kind === 'string' ? { ...jsonDraft(id, node.value), kind: 'text' } : jsonDraft(id, stringifyNode(node));
}

export function draftsFromPayloads(text: string): PayloadDraft[] {
  const values = parseValue(text);
  if (!Array.isArray(values)) return textDrafts([text]);
  return values.map((value, index) => wireDraft(value, index + 1));
}

export function namedFromPayloads(text: string): NamedPayloadDraft[] {
  const values = parseValue(text);
  if (!isRecord(values)) return [{ ...jsonDraft(1, text), name: '' }];
  return Object.entries(values).map(([name, value], index) => ({ ...wireDraft(value, index + 1), name }));
}

function wireDraft(value: unknown, id: number): PayloadDraft {
  const payload = isRecord(value) ? wirePayload(value) : undefined;
  return payload ? payloadDraftOf(payload, id) : jsonDraft(id, JSON.stringify(value));
}

function wirePayload(value: Record<string, unknown>): WirePayload | undefined {
  const { metadata, data = '' } = value;
  if (!isRecord(metadata) || typeof data !== 'string') return undefined;
  const bytes = fromBase64(data);
  const entries = Object.entries(metadata).map(([key, text]) => [key, metadataBytes(text)] as const);
  if (!bytes || entries.some(([, value]) => !value)) return undefined;
  return { metadata: Object.fromEntries(entries) as Record<string, Uint8Array>, data: bytes };
}

function metadataBytes(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string') return undefined;
  return text.startsWith(base64Prefix) ? fromBase64(text.slice(base64Prefix.length)) : new TextEncoder().encode(text);
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The JSON text of a draft whose Payload is plain JSON. */
export function plainJson(draft: PayloadDraft): string | undefined {
  if (draft.kind === 'text') return JSON.stringify(draft.text);
  if (draft.kind !== 'json') return undefined;
  const parsed = parseJson(draft.text);
  return parsed.ok ? compactNode(parsed.node) : undefined;
}

/** A draft as `payloads` has it; one that cannot be sent yet is nothing. */
export function wireJson(draft: PayloadDraft): object | null {
  const compiled = compilePayload(draft);
  if (!compiled.ok) return null;
  const { metadata, data } = compiled.payload;
  return {
    metadata: Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, metadataText(value)])),
    ...(data.length > 0 ? { data: toBase64(data) } : {}),
  };
}
