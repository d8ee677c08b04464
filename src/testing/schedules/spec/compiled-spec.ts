import type { Duration, Timestamp } from '@bufbuild/protobuf/wkt';
import type { IntervalSpec, ScheduleSpec } from '../../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import { Calendar } from './calendar.js';
import { canonicalSpec } from './canonical-spec.js';
import { years } from './field.js';
import { Zone } from './zone.js';

/** A time of a spec, in milliseconds since the epoch. */
export interface MatchingTime {
  /** As the spec says. */
  readonly nominalMs: number;
  /** With the jitter of the Schedule added. */
  readonly timeMs: number;
}

/** Thrown by a search through more excluded times than the server looks at. */
export class TooManyExclusionsError extends Error {}

const mostExclusions = 2 * 7 * 86_400;
const mostJitterMs = 2 ** 32 - 1;

/** The times of a Schedule. */
export class CompiledSpec {
  /** The spec as the server keeps it. */
  readonly canonical: ScheduleSpec;
  readonly #calendars: readonly Calendar[];
  readonly #exclusions: readonly Calendar[];
  readonly #seed: string;

  /**
   * @param seed decides on the jitter: different Schedules are delayed by different times
   * @throws Error in the words of the server for a spec that it refuses
   */
  constructor(spec: ScheduleSpec | undefined, seed: string) {
    this.canonical = canonicalSpec(spec);
    if (this.canonical.timezoneData.length > 0)
      throw new Error('timezone_data is not supported by the server in memory');
    const zone = new Zone(this.canonical.timezoneName);
    this.#calendars = this.canonical.structuredCalendar.map((calendar) => new Calendar(calendar, zone));
    this.#exclusions = this.canonical.excludeStructuredCalendar.map((calendar) => new Calendar(calendar, zone));
    this.#seed = seed;
  }

  /**
   * The first time behind `afterMs`; undefined if there is none.
   *
   * @throws {@link TooManyExclusionsError}
   */
  next(afterMs: number): MatchingTime | undefined {
    const { startTime, endTime, jitter } = this.canonical;
    const endMs = endTime ? timestampMs(endTime) : Infinity;
    // So that a time that is the start itself still matches.
    let after = Math.floor(Math.max(afterMs, (startTime ? timestampMs(startTime) : 0) - 1000) / 1000);
    for (let searched = 0; searched < mostExclusions; searched++) {
      const nominal = this.#next(after);
      if (nominal === undefined || nominal * 1000 > endMs) return undefined;
      if (new Date(nominal * 1000).getUTCFullYear() > years.highest) return undefined;
      if (!this.#exclusions.some((calendar) => calendar.matches(nominal))) return this.#jittered(nominal, jitter);
      after = nominal;
    }
    throw new TooManyExclusionsError(
      'the schedule calendar specification has too many exclusions. Please modify the specification.',
    );
  }

  /** The same, where a spec with too many exclusions has no time. */
  nextOrNone(afterMs: number): MatchingTime | undefined {
    try {
      return this.next(afterMs);
    } catch (error) {
      if (error instanceof TooManyExclusionsError) return undefined;
      throw error;
    }
  }

  /** The first time behind `after`, excluded or not, in seconds since the epoch. */
  #next(after: number): number | undefined {
    let first: number | undefined;
    for (const calendar of this.#calendars) first = earliest(first, calendar.next(after));
    for (const interval of this.canonical.interval) first = earliest(first, nextOf(interval, after));
    return first;
  }

  #jittered(nominal: number, jitter: Duration | undefined): MatchingTime {
    const nominalMs = nominal * 1000;
    let mostMs = Math.max(0, durationMs(jitter));
    if (mostMs === 0) return { nominalMs, timeMs: nominalMs };
    // Never beyond the time that follows.
    const following = this.#next(nominal);
    if (following !== undefined) mostMs = Math.min(mostMs, (following - nominal) * 1000);
    const part = hash(`${nominal} ${this.#seed}`) / 2 ** 32;
    return { nominalMs, timeMs: nominalMs + Math.floor(part * Math.min(Math.floor(mostMs), mostJitterMs)) };
  }
}

function earliest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.min(a, b);
}

function nextOf({ interval, phase }: IntervalSpec, after: number): number {
  const every = Math.max(1, Math.floor(durationMs(interval) / 1000));
  const offset = Math.max(0, Math.floor(durationMs(phase) / 1000));
  return (Math.trunc((after - offset) / every) + 1) * every + offset;
}

/** A number of 32 bits that looks random, for a text (FNV-1a with its bits mixed once more). */
function hash(text: string): number {
  let bits = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    bits = Math.imul(bits ^ text.charCodeAt(index), 0x01000193);
  }
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** Milliseconds since the epoch, with fractions. */
export function timestampMs({ seconds, nanos }: Timestamp): number {
  return Number(seconds) * 1000 + nanos / 1e6;
}

/** Milliseconds, with fractions; 0 for none. */
export function durationMs(duration: Duration | undefined): number {
  return Number(duration?.seconds ?? 0n) * 1000 + (duration?.nanos ?? 0) / 1e6;
}
