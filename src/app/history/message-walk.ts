import type { WirePayload } from '../format/payload.js';

const payloadType = 'temporal.api.common.v1.Payload';

/** Whether a part of a message is a Payload. */
export function isPayload(value: unknown): value is WirePayload {
  return (value as { $typeName?: string } | undefined)?.$typeName === payloadType;
}

interface Visitor {
  text?: (text: string) => void;
  payload?: (payload: WirePayload) => void;
}

/** Goes through all texts and Payloads in a message of the API, whatever the message is: newer servers have newer ones. */
export function walkMessage(value: unknown, visitor: Visitor): void {
  if (typeof value === 'string') {
    if (value) visitor.text?.(value);
    return;
  }
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  if (Array.isArray(value)) {
    for (const item of value) walkMessage(item, visitor);
    return;
  }
  if (isPayload(value)) {
    visitor.payload?.(value);
    return;
  }
  const { $typeName, case: chosen } = value as { $typeName?: string; case?: unknown };
  // Times and durations: what one would search for is how they are shown, not their seconds.
  if ($typeName?.startsWith('google.protobuf.')) return;
  if ($typeName === undefined && 'case' in value && (chosen === undefined || typeof chosen === 'string')) {
    walkMessage((value as { value?: unknown }).value, visitor);
    return;
  }
  const isMap = $typeName === undefined;
  for (const key in value) {
    if (key === '$typeName' || key === '$unknown') continue;
    if (isMap) visitor.text?.(key);
    walkMessage((value as Record<string, unknown>)[key], visitor);
  }
}

/** All Payloads in a message, in their order. */
export function payloadsIn(message: unknown): WirePayload[] {
  const payloads: WirePayload[] = [];
  walkMessage(message, { payload: (payload) => payloads.push(payload) });
  return payloads;
}
