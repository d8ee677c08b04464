import { base64Decode, base64Encode } from '@bufbuild/protobuf/wire';
import type { Payload } from '../converter/payload-converter.js';
import { previewOf } from '../internal/preview.js';
import { ValueError } from '../value-error.js';

/** A Payload in proto JSON, as codec servers, the Temporal CLI and the UI exchange it. */
export interface JSONPayload {
  /** Values in base64. */
  metadata?: Record<string, string> | null;
  /** In base64. */
  data?: string | null;
}

/** The proto JSON of a Payload. */
export function payloadToJSON({ metadata, data }: Payload): JSONPayload {
  // Maps arrive in any order; equal Payloads are to have equal texts.
  const sorted = Object.entries(metadata ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const entries = sorted.map(([key, bytes]) => [key, base64Encode(bytes)] as const);
  return {
    ...(entries.length > 0 && { metadata: Object.fromEntries(entries) }),
    ...(data && data.length > 0 && { data: base64Encode(data) }),
  };
}

/**
 * The Payload of its proto JSON. Fields that a Payload does not have are passed over.
 *
 * @throws {@link ValueError} when it is not a Payload, naming the field
 */
export function JSONToPayload(json: JSONPayload): Payload {
  const { metadata, data } = asObject(json, 'A Payload');
  const entries = Object.entries(asObject(metadata ?? {}, 'metadata of a Payload')).map(
    ([key, value]) => [key, asBytes(value, `metadata.${previewOf(key)} of a Payload`)] as const,
  );
  // Proto JSON leaves out what is empty.
  return { metadata: Object.fromEntries(entries), data: asBytes(data ?? '', 'data of a Payload') };
}

function asObject(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ValueError(`${name} must be a JSON object.`);
  }
  return value as Record<string, unknown>;
}

function asBytes(value: unknown, name: string): Uint8Array {
  if (typeof value !== 'string') throw new ValueError(`${name} must be a base64 string.`);
  try {
    return base64Decode(value);
  } catch (cause) {
    throw new ValueError(`${name} must be a base64 string.`, cause);
  }
}
