import type { Duration as DurationMessage, Timestamp } from '@bufbuild/protobuf/wkt';
import { ValueError } from './value-error.js';

/** @inline */
type Unit =
  | 'milliseconds'
  | 'millisecond'
  | 'msecs'
  | 'msec'
  | 'ms'
  | 'seconds'
  | 'second'
  | 'secs'
  | 'sec'
  | 's'
  | 'minutes'
  | 'minute'
  | 'mins'
  | 'min'
  | 'm'
  | 'hours'
  | 'hour'
  | 'hrs'
  | 'hr'
  | 'h'
  | 'days'
  | 'day'
  | 'd'
  | 'weeks'
  | 'week'
  | 'w'
  | 'years'
  | 'year'
  | 'yrs'
  | 'yr'
  | 'y';

/** `'10s'`, `'1.5 hours'`, `'100'` (milliseconds): the notation of the `ms` package. */
export type DurationString =
  | `${number}`
  | `${number}${Unit | Uppercase<Unit> | Capitalize<Unit>}`
  | `${number} ${Unit | Uppercase<Unit> | Capitalize<Unit>}`;

/** A length of time: milliseconds, or a text such as `'10s'` or `'2 hours'`. */
export type Duration = number | DurationString;

const second = 1000;
const unitMs: Record<string, number> = {
  m: 60 * second,
  s: second,
  h: 3600 * second,
  d: 86_400 * second,
  w: 7 * 86_400 * second,
  y: 365.25 * 86_400 * second,
};

/**
 * Milliseconds of a {@link Duration}.
 *
 * @throws {@link ValueError} for a text that is not a duration, and for a number that is not finite
 */
export function durationToMs(duration: Duration): number {
  if (typeof duration === 'number') {
    if (!Number.isFinite(duration)) throw new ValueError(`Invalid duration: ${duration}`);
    return duration;
  }
  const match = /^(-?\d*\.?\d+) *(m(?:illi)?s(?:ec(?:ond)?s?)?|[smhdwy][a-z]*)?$/i.exec(duration);
  const unit = (match?.[2] ?? 'ms').toLowerCase();
  if (!match || !knownUnit.test(unit)) {
    throw new ValueError(
      `Invalid duration: ${JSON.stringify(duration)}. Write milliseconds as a number, or a text such as '10s' or '2 hours'.`,
    );
  }
  return Number(match[1]) * (/^m(illi)?s/.test(unit) ? 1 : unitMs[unit[0]!]!);
}

const knownUnit =
  /^(milliseconds?|msecs?|ms|s(ec(ond)?s?)?|m(in(ute)?s?)?|h((ou)?rs?)?|d(ays?)?|w(eeks?)?|y((ea)?rs?)?)$/;

/** `google.protobuf.Duration` of a {@link Duration}, or nothing for nothing. @throws {@link ValueError} */
export function encodeDuration(duration: Duration | null | undefined): { seconds: bigint; nanos: number } | undefined {
  if (duration === null || duration === undefined) return undefined;
  const ms = durationToMs(duration);
  const seconds = Math.trunc(ms / 1000);
  const nanos = Math.round((ms - seconds * 1000) * 1e6);
  // Rounding may complete the second.
  const carry = Math.trunc(nanos / 1e9);
  return { seconds: BigInt(seconds + carry), nanos: nanos - carry * 1e9 };
}

/** Milliseconds of a `google.protobuf.Duration`; nanoseconds are rounded off. */
export function decodeDuration(duration: DurationMessage | undefined): number | undefined {
  return duration && Number(duration.seconds) * 1000 + Math.round(duration.nanos / 1e6);
}

/** The instant of a `google.protobuf.Timestamp`; sub-millisecond digits are cut off. */
export function decodeTimestamp(timestamp: Timestamp | undefined): Date | undefined {
  return timestamp && new Date(Number(timestamp.seconds) * 1000 + Math.floor(timestamp.nanos / 1e6));
}
