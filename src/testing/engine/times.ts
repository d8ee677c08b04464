import type { Duration as DurationMessage, Timestamp } from '@bufbuild/protobuf/wkt';

/** `google.protobuf.Timestamp` of milliseconds since the epoch. */
export function timestamp(ms: number): { seconds: bigint; nanos: number } {
  const seconds = Math.floor(ms / 1000);
  return { seconds: BigInt(seconds), nanos: Math.round((ms - seconds * 1000) * 1e6) };
}

/** Milliseconds since the epoch. */
export function timestampMs(time: Pick<Timestamp, 'seconds' | 'nanos'> | undefined): number | undefined {
  return time && Number(time.seconds) * 1000 + time.nanos / 1e6;
}

/** `google.protobuf.Duration` of milliseconds. */
export function duration(ms: number): { seconds: bigint; nanos: number } {
  const seconds = Math.trunc(ms / 1000);
  return { seconds: BigInt(seconds), nanos: Math.round((ms - seconds * 1000) * 1e6) };
}

/** Milliseconds; nothing for nothing and for zero, which means "not set" wherever the service takes a duration. */
export function durationMs(length: Pick<DurationMessage, 'seconds' | 'nanos'> | undefined): number | undefined {
  const ms = length && Number(length.seconds) * 1000 + length.nanos / 1e6;
  return ms || undefined;
}
