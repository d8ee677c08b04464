import { toBase64 } from '../../format/base64.js';
import { parseJson, stringifyNode } from '../../../live/json.js';
import type { WirePayload } from '../../format/payload.js';
import { payloadTexts as texts } from '../../texts/payload-input.js';
import { base64Prefix, utf8Text } from './compile-payload.js';
import { emptyPayload, type PayloadDraft } from './payload-draft.js';

/** Longer JSON stays a file: nobody edits it by hand, and no text field shows it quickly. */
export const longestTypedText = 500_000;

/** The draft that would be sent as this Payload, which has been decoded: kinds and digits stay what they are. */
export function payloadDraftOf(payload: WirePayload, id = 1): PayloadDraft {
  return { ...emptyPayload(id), ...(knownKind(payload) ?? rawKind(payload)) };
}

function knownKind({ metadata, data }: WirePayload): Partial<PayloadDraft> | undefined {
  const { encoding, messageType: typeBytes, ...others } = metadata;
  if (Object.keys(others).length > 0) return undefined;
  const messageType = typeBytes ? (utf8Text(typeBytes) ?? '') : '';
  switch (encoding && utf8Text(encoding)) {
    case 'json/plain':
      return typeBytes ? undefined : jsonKind(data);
    case 'json/protobuf': {
      const text = formatted(data);
      return messageType && text !== undefined ? { kind: 'protobuf', text, messageType } : undefined;
    }
    case 'binary/null':
      return data.length === 0 && !typeBytes ? { kind: 'null' } : undefined;
    case 'binary/plain':
      return typeBytes ? undefined : { kind: 'file', fileAs: 'binary', file: { name: texts.decodedName, data } };
    case 'binary/protobuf': {
      const file = { name: texts.decodedName, data };
      return messageType ? { kind: 'file', fileAs: 'protobuf', file, messageType } : undefined;
    }
    default:
      return undefined;
  }
}

function jsonKind(data: Uint8Array): Partial<PayloadDraft> | undefined {
  if (data.length > longestTypedText) {
    return { kind: 'file', fileAs: 'json', file: { name: texts.pastedName, data } };
  }
  const parsed = parseJson(utf8Text(data) ?? '');
  if (!parsed.ok) return undefined;
  return parsed.node.kind === 'string'
    ? { kind: 'text', text: parsed.node.value }
    : { kind: 'json', text: stringifyNode(parsed.node) };
}

function formatted(data: Uint8Array): string | undefined {
  const parsed = parseJson(utf8Text(data) ?? '');
  return parsed.ok ? stringifyNode(parsed.node) : undefined;
}

function rawKind({ metadata, data }: WirePayload): Partial<PayloadDraft> {
  return {
    kind: 'raw',
    data: toBase64(data),
    metadata: Object.entries(metadata).map(([key, value], index) => ({
      id: index + 1,
      key,
      value: metadataText(value),
    })),
  };
}

/** Text where it is text, else `base64:…`: as the form and its links write it. */
export function metadataText(value: Uint8Array): string {
  const text = utf8Text(value);
  return text === undefined || text.startsWith(base64Prefix) ? base64Prefix + toBase64(value) : text;
}
