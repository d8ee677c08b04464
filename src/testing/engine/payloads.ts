import { create } from '@bufbuild/protobuf';
import type { Payload as AnyPayload } from '../../client/index.js';
import { type Payload, PayloadSchema, type Payloads } from './api.js';

/** The message of a Payload that a converter gave. */
export function wirePayload(payload: AnyPayload): Payload {
  if ('$typeName' in payload) return payload as Payload;
  return create(PayloadSchema, { metadata: payload.metadata ?? {}, data: payload.data ?? new Uint8Array() });
}

/** Payloads as a message; nothing for none. */
export function wirePayloads(payloads: readonly AnyPayload[]): Payloads | undefined {
  if (payloads.length === 0) return undefined;
  return { $typeName: 'temporal.api.common.v1.Payloads', payloads: payloads.map(wirePayload) };
}
