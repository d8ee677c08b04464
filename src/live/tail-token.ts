/**
 * A page token of a history says, besides where the next page begins, how far the history reached when the first page
 * was read. Without its place among the pages it is the token with which a client waits for what comes after that. So
 * the end of a history of 50,000 events can be followed without reading all of it.
 *
 * The format (`HistoryContinuation` of the server) is no promise: whatever is not exactly as known gives undefined, and
 * the end is then found in another way.
 */
export interface Tail {
  /** Waits for the events after the last one that was there. */
  token: Uint8Array;
  /** The id that the next new event will have. */
  nextEventId: number;
}

const runIdField = 1;
const nextEventIdField = 3;
const runningField = 5;
const placeField = 6;

/** Reads the token of a page that was read from the start of an open run. */
export function tailOf(token: Uint8Array | undefined, runId: string): Tail | undefined {
  const fields = token && readFields(token);
  if (!fields) return undefined;
  const of = (number: number) => fields.find((field) => field.number === number);
  const nextEventId = Number(of(nextEventIdField)?.value ?? 0);
  const tokenRunId = of(runIdField)?.bytes;
  if (!tokenRunId || new TextDecoder().decode(tokenRunId) !== runId) return undefined;
  if (of(runningField)?.value !== 1n || nextEventId < 2 || !Number.isSafeInteger(nextEventId)) return undefined;
  const kept = fields.filter(({ number }) => number !== placeField);
  return { token: concat(kept.map(({ start, end }) => token.subarray(start, end))), nextEventId };
}

interface Field {
  number: number;
  start: number;
  end: number;
  /** Of a number. */
  value?: bigint;
  /** Of a text, bytes or message. */
  bytes?: Uint8Array;
}

/** The fields of a protobuf message; undefined when it is none. */
function readFields(message: Uint8Array): Field[] | undefined {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): bigint | undefined => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = message[at++];
      if (byte === undefined) return undefined;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    return undefined;
  };
  while (at < message.length) {
    const start = at;
    const tag = varint();
    if (tag === undefined) return undefined;
    const number = Number(tag >> 3n);
    const value = varint();
    if (value === undefined) return undefined;
    const wireType = tag & 7n;
    if (wireType === 0n) {
      fields.push({ number, start, end: at, value });
      continue;
    }
    const end = at + Number(value);
    if (wireType !== 2n || end > message.length) return undefined;
    fields.push({ number, start, end, bytes: message.subarray(at, end) });
    at = end;
  }
  return fields;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
