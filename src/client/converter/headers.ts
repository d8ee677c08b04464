import type { Header } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import type { Headers } from '../interceptors.js';
import { toWirePayload } from './wire-payload.js';

/** Headers in their wire form; Payload codecs do not touch them. Absent when there are none. */
export function encodeHeaders(headers: Headers): { header?: Pick<Header, 'fields'> } {
  const entries = Object.entries(headers);
  if (entries.length === 0) return {};
  return { header: { fields: Object.fromEntries(entries.map(([name, value]) => [name, toWirePayload(value)])) } };
}
