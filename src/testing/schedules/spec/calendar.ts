import type { Range, StructuredCalendarSpec } from '../../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import { years } from './field.js';
import type { Zone } from './zone.js';

const hour = 3600;
const parts = ['month', 'day', 'dayOfWeek', 'hour', 'minute', 'second'] as const;

type Part = (typeof parts)[number];

/** A calendar that can be asked for its times. Instants are whole seconds since the epoch. */
export class Calendar {
  readonly #zone: Zone;
  readonly #years: ReadonlySet<number> | undefined;
  readonly #values: Readonly<Record<Part, ReadonlySet<number>>>;

  constructor(spec: StructuredCalendarSpec, zone: Zone) {
    this.#zone = zone;
    // No ranges stand for all years.
    this.#years = spec.year.length > 0 ? valuesOf(spec.year) : undefined;
    this.#values = {
      month: valuesOf(spec.month),
      day: valuesOf(spec.dayOfMonth),
      dayOfWeek: valuesOf(spec.dayOfWeek),
      hour: valuesOf(spec.hour),
      minute: valuesOf(spec.minute),
      second: valuesOf(spec.second),
    };
  }

  matches(instant: number): boolean {
    const time = this.#zone.wallTimeAt(instant);
    return this.#hasYear(time.year) && parts.every((part) => this.#values[part].has(time[part]));
  }

  /**
   * The first matching instant behind `after`; undefined if there is none up to the last year that can be named.
   *
   * What clocks show twice when they are set back matches as often as it does on the server: twice west of Greenwich,
   * once to the east. What they never show when they are set forward does not match.
   */
  next(after: number): number | undefined {
    const zone = this.#zone;
    const { month: months, hour: hours, minute: minutes, second: seconds } = this.#values;
    const from = zone.wallTimeAt(after);
    let { year: y, month: mo, day: d, hour: h, minute: m } = from;
    let s = from.second + 1;
    // Seconds to add because the wall shows this hour for the second time.
    let repeated = zone.wallTimeAt(after - hour).hour === h ? hour : 0;

    /** To the begin of the next hour on the wall, which may be the same hour once more. */
    const nextHour = (): void => {
      [m, s] = [0, 0];
      if (repeated === 0 && zone.instantOf(y, mo, d, h + 1, 0, 0) - zone.instantOf(y, mo, d, h, 0, 0) > hour) {
        repeated = hour;
      } else {
        repeated = 0;
        h++;
      }
    };
    search: for (;;) {
      if (s >= 60) [m, s] = [m + 1, 0];
      if (m >= 60) nextHour();
      if (h >= 24) [d, h] = [d + 1, 0];
      if (d > daysIn(mo, y)) [mo, d] = [mo + 1, 1];
      if (mo > 12) [y, mo] = [y + 1, 1];
      if (y > years.highest) return undefined;

      // The first that does not match moves on, and what is smaller begins anew.
      if (!this.#hasYear(y)) {
        [y, mo, d, h, m, s, repeated] = [y + 1, 1, 1, 0, 0, 0, 0];
        continue;
      }
      if (!months.has(mo)) {
        [mo, d, h, m, s, repeated] = [mo + 1, 1, 0, 0, 0, 0];
        continue;
      }
      if (!this.#hasDay(d, zone.instantOf(y, mo, d, h, m, s))) {
        [d, h, m, s, repeated] = [d + 1, 0, 0, 0, 0];
        continue;
      }
      while (!hours.has(h)) {
        [h, m, s, repeated] = [h + 1, 0, 0, 0];
        if (h >= 24) continue search;
      }
      while (!minutes.has(m)) {
        [m, s] = [m + 1, 0];
        if (m >= 60) continue search;
      }
      while (!seconds.has(s)) if (++s >= 60) continue search;

      const found = zone.instantOf(y, mo, d, h, m, s);
      if (zone.wallTimeAt(found).hour === h) return found + repeated;
      // Clocks never show it.
      [h, m, s] = [h + 1, 0, 0];
    }
  }

  #hasYear(year: number): boolean {
    return this.#years?.has(year) ?? true;
  }

  #hasDay(day: number, instant: number): boolean {
    return this.#values.day.has(day) && this.#values.dayOfWeek.has(this.#zone.wallTimeAt(instant).dayOfWeek);
  }
}

function valuesOf(ranges: readonly Range[]): Set<number> {
  const values = new Set<number>();
  for (const { start, end, step } of ranges) {
    for (let value = start; value <= Math.max(start, end); value += step || 1) values.add(value);
  }
  return values;
}

function daysIn(month: number, year: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
