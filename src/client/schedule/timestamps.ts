import { create } from '@bufbuild/protobuf';
import { type Timestamp, TimestampSchema } from '@bufbuild/protobuf/wkt';

/** `google.protobuf.Timestamp` of a Date, or nothing for nothing. @throws TypeError naming what is no Date */
export function encodeDate(name: string, date: Date | undefined): Timestamp | undefined {
  if (date === undefined) return undefined;
  const ms = date instanceof Date ? date.getTime() : NaN;
  if (Number.isNaN(ms)) throw new TypeError(`${name} must be a valid Date, got ${String(date)}`);
  const seconds = Math.floor(ms / 1000);
  return create(TimestampSchema, { seconds: BigInt(seconds), nanos: (ms - seconds * 1000) * 1_000_000 });
}

/** {@link encodeDate} of a Date that must be there. */
export function encodeRequiredDate(name: string, date: Date): Timestamp {
  const timestamp = encodeDate(name, date);
  if (!timestamp) throw new TypeError(`${name} is missing; give a Date`);
  return timestamp;
}
