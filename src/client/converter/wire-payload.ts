import { create } from '@bufbuild/protobuf';
import { type Payload as PayloadMessage, PayloadSchema } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import type { Payload } from './payload-converter.js';

/** The message for a Payload that a converter or a codec gave. A message passes through, with its other fields. */
export function toWirePayload(payload: Payload): PayloadMessage {
  if ('$typeName' in payload) return payload as PayloadMessage;
  return create(PayloadSchema, { metadata: payload.metadata ?? {}, data: payload.data ?? new Uint8Array() });
}

/** As {@link toWirePayload}, for a list. */
export function toWirePayloads(payloads: readonly Payload[]): PayloadMessage[] {
  return payloads.map(toWirePayload);
}
