import { toBase64 } from '../../../format/base64.js';
import { type JsonNode, parseJson } from '../../../../live/json.js';
import type { WirePayload } from '../../../format/payload.js';

/** What a Payload is in code: a value that an SDK makes it of, or metadata and bytes where no value does. */
export type CodeValue =
  | { kind: 'json'; node: JsonNode; text: string }
  | { kind: 'nothing' }
  | { kind: 'bytes'; data: Uint8Array }
  | {
      kind: 'raw';
      metadata: readonly (readonly [key: string, value: string])[];
      text: string | undefined;
      base64: string;
    };

/** Code with more than this in it is read by nobody. */
const mostBytes = 20_000;

export function codeValue(payload: WirePayload): CodeValue {
  const metadata = Object.entries(payload.metadata).map(([key, value]) => [key, decode(value) ?? ''] as const);
  const encoding = decode(payload.metadata['encoding'] ?? new Uint8Array());
  const data = dataInCode(payload);
  if (metadata.length === 1 && encoding === 'binary/null') return { kind: 'nothing' };
  if (metadata.length === 1 && encoding === 'binary/plain') return { kind: 'bytes', data };
  const text = decode(data);
  if (metadata.length === 1 && encoding === 'json/plain' && text !== undefined) {
    const parsed = parseJson(text);
    if (parsed.ok) return { kind: 'json', node: parsed.node, text };
  }
  return { kind: 'raw', metadata, text, base64: toBase64(data) };
}

/** None of what is too large to stand in code. */
export function dataInCode({ data }: WirePayload): Uint8Array {
  return data.length > mostBytes ? new Uint8Array() : data;
}

export function isLeftOut({ data }: WirePayload): boolean {
  return data.length > mostBytes;
}

/** Whether a number of JavaScript would be another one. */
export function losesDigits(node: JsonNode): boolean {
  switch (node.kind) {
    case 'number':
      return !/^-?(?:\d{1,15}|\d{1,14}\.\d{1,14})$/.test(node.text) || /^-?\d*\.\d*0$/.test(node.text);
    case 'array':
      return node.items.some(losesDigits);
    case 'object':
      return node.entries.some(([key, value]) => key === '__proto__' || losesDigits(value));
    default:
      return false;
  }
}

function decode(data: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch {
    return undefined;
  }
}

/**
 * A string literal in double quotes, for Go and Python. JSON escapes the same way, but for halves of characters, which
 * neither can send.
 */
export function stringLiteral(text: string): string {
  return JSON.stringify(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replaceAll('\u007F', '\\x7f');
}

/** Bytes in double quotes, for Go and Python. */
export function byteLiteral(data: Uint8Array): string {
  const characters = Array.from(data, (byte) => {
    if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCharCode(byte)}`;
    return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\x${byte.toString(16).padStart(2, '0')}`;
  });
  return `"${characters.join('')}"`;
}
