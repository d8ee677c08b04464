import type { WirePayload } from './payload.js';
import { viewPayload } from './payload.js';
import { toBase64 } from './base64.js';

/** A value as JSON has it. */
export type Plain = string | number | boolean | null | Plain[] | { [name: string]: Plain };

export interface PlainOptions {
  /** Fields of messages to leave out; what Payloads hold is the person's own and stays whole. */
  skip?: (field: string) => boolean;
  /** The decoded form of a Payload. */
  decoded?: (payload: WirePayload) => WirePayload;
}

/**
 * A message of the API as plain data for people: what was not set is left out, Payloads are what they hold, times are
 * ISO texts and durations seconds. Not the JSON format of protobuf, which cannot be read so well.
 */
export function plainMessage(value: unknown, options: PlainOptions = {}): Plain | undefined {
  if (value === undefined || value === null || value === '' || value === 0 || value === 0n || value === false) {
    return undefined;
  }
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Uint8Array) return value.length > 0 ? toBase64(value) : undefined;
  if (Array.isArray(value)) {
    return value.length > 0 ? value.map((item) => plainMessage(item, options) ?? null) : undefined;
  }
  if (typeof value !== 'object') return undefined;
  return plainObject(value, options);
}

function plainObject(message: object, options: PlainOptions): Plain | undefined {
  if (isPayload(message)) return plainPayload(options.decoded?.(message) ?? message);
  if (isTime(message)) return plainTime(message);
  if (isChoice(message)) {
    if (message.case === undefined) return undefined;
    return { [message.case]: plainMessage(message.value, options) ?? {} };
  }
  const entries = Object.entries(message).flatMap(([name, value]) => {
    if (name.startsWith('$') || options.skip?.(name)) return [];
    const plain = plainMessage(value, options);
    return plain === undefined ? [] : [[name, plain] as const];
  });
  // Maps have no type and come in any order.
  if (!('$typeName' in message)) entries.sort(([a], [b]) => (a < b ? -1 : 1));
  // `{ payloads: [...] }` is what every list of arguments is wrapped in.
  if (entries.length === 1 && entries[0]?.[0] === 'payloads') return entries[0][1];
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** What a Payload holds; what cannot be read is said with its bytes. */
export function plainPayload(payload: WirePayload): Plain {
  const view = viewPayload(payload);
  switch (view.kind) {
    case 'json':
    case 'external':
      return JSON.parse(view.text) as Plain;
    case 'null':
      return null;
    default:
      return { encoding: view.encoding, bytes: toBase64(view.data) };
  }
}

/** All Payloads in a message, wherever they are. */
export function payloadsIn(value: unknown, found: WirePayload[] = []): WirePayload[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return found;
  if (isPayload(value)) found.push(value);
  else for (const inner of Object.values(value)) payloadsIn(inner, found);
  return found;
}

function isPayload(message: object): message is WirePayload {
  return 'metadata' in message && 'data' in message && message.data instanceof Uint8Array;
}

function isTime(message: object): message is { seconds: bigint; nanos: number; $typeName?: string } {
  return 'seconds' in message && 'nanos' in message && typeof message.seconds === 'bigint';
}

function plainTime({ seconds, nanos, $typeName }: { seconds: bigint; nanos: number; $typeName?: string }): Plain {
  const ms = Number(seconds) * 1000 + Math.round(nanos / 1e6);
  return $typeName?.endsWith('Timestamp') ? new Date(ms).toISOString() : `${ms / 1000} s`;
}

function isChoice(message: object): message is { case: string | undefined; value?: unknown } {
  const keys = Object.keys(message);
  return 'case' in message && keys.every((key) => key === 'case' || key === 'value');
}
