import type { Timestamp } from '@bufbuild/protobuf/wkt';
import { decodeTimestamp } from '../duration.js';

/** Seconds of Go's zero time, the first moment of the year 1: servers send it for "never". */
const goZeroSeconds = -62_135_596_800n;

/** The instant of a Timestamp; nothing for one that the server left at its zero value. */
export function decodeOptionalTime(time: Timestamp | undefined): Date | undefined {
  return time?.seconds === goZeroSeconds ? undefined : decodeTimestamp(time);
}

/** A `float` of the wire as the decimal that was meant: 2.3, not 2.299999952316284. */
export function decodeFloat(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(7)) : value;
}

/** Protobuf initialisers take no `undefined`: a field, or no field. */
export function optional<Name extends string, Value>(name: Name, value: Value | undefined): { [K in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [K in Name]: Value });
}
