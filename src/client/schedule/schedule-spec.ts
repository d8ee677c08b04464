import type { Duration } from '../duration.js';
import type { DayOfWeek, Month } from './calendar-names.js';

/**
 * When Actions are due: the times of `calendars`, `intervals` and `cronExpressions` together, without those of `skip`.
 */
export interface ScheduleSpec {
  calendars?: CalendarSpec[] | undefined;
  intervals?: IntervalSpec[] | undefined;
  /**
   * [Cron expressions](https://crontab.guru/) of 5 to 7 fields, `@daily` and the like, or `@every 12h/3h`; also after
   * `CRON_TZ=Europe/Berlin `, and with `# a comment` at the end. The server turns them into `calendars` and `intervals` and
   * forgets them. Therefore, where a spec has cron expressions beside the very `calendars` and `intervals` that a
   * description gave, these two are left out: the new expressions take their place. Give an array of your
   * own, `[...spec.calendars]` will do, to keep them.
   */
  cronExpressions?: string[] | undefined;
  /** Times that are left out. Seconds must match too. */
  skip?: CalendarSpec[] | undefined;
  /** Nothing is due before. @default the beginning of time */
  startAt?: Date | undefined;
  /** Nothing is due after. @default the end of time */
  endAt?: Date | undefined;
  /** Each time is moved on by a random part of this, as milliseconds or text. @default 0 */
  jitter?: Duration | undefined;
  /** IANA name, known to the server. A time that the clock skips for summer time is not due; one it repeats is due twice. @default UTC */
  timezone?: string | undefined;
}

/** {@link ScheduleSpec} as the server tells it: cron expressions have become calendars and intervals. */
export interface ScheduleSpecDescription extends Omit<
  ScheduleSpec,
  'calendars' | 'intervals' | 'cronExpressions' | 'skip' | 'jitter'
> {
  calendars?: CalendarSpecDescription[] | undefined;
  intervals?: IntervalSpecDescription[] | undefined;
  skip?: CalendarSpecDescription[] | undefined;
  /** In milliseconds. */
  jitter?: number | undefined;
}

/** Field of a calendar: one value or range, several, or all. */
export type CalendarField<Unit> = LooseRange<Unit> | LooseRange<Unit>[] | '*';

/** Seconds in which all fields match, `dayOfMonth` and `dayOfWeek` both. */
export interface CalendarSpec {
  /** 0–59. @default 0 */
  second?: CalendarField<number> | undefined;
  /** 0–59. @default 0 */
  minute?: CalendarField<number> | undefined;
  /** 0–23. @default 0 */
  hour?: CalendarField<number> | undefined;
  /** 1–31. @default '*' */
  dayOfMonth?: CalendarField<number> | undefined;
  /** @default '*' */
  month?: CalendarField<Month> | undefined;
  /** Four digits. @default '*' */
  year?: CalendarField<number> | undefined;
  /** @default '*' */
  dayOfWeek?: CalendarField<DayOfWeek> | undefined;
  /** What it is for. */
  comment?: string | undefined;
}

/** {@link CalendarSpec} as the server tells it. No range in `year` means every year. */
export interface CalendarSpecDescription {
  second: Range<number>[];
  minute: Range<number>[];
  hour: Range<number>[];
  dayOfMonth: Range<number>[];
  month: Range<Month>[];
  year: Range<number>[];
  dayOfWeek: Range<DayOfWeek>[];
  comment?: string | undefined;
}

/** Times at `epoch + n × every + offset`; whole seconds. */
export interface IntervalSpec {
  /** At least a second. Milliseconds, or a text such as `'12h'`. */
  every: Duration;
  /** Less than `every`. @default 0 */
  offset?: Duration | undefined;
}

/** {@link IntervalSpec} as the server tells it, in milliseconds. */
export interface IntervalSpecDescription {
  every: number;
  offset: number;
}

/** `start`, and every `step`th value after it, up to `end`. */
export interface Range<Unit> {
  start: Unit;
  /** Counts as `start` when it is less. */
  end: Unit;
  /** Counts as 1 when it is less. */
  step: number;
}

/** `3`, `{ start: 3 }`, `{ start: 2, end: 4 }` or `{ start: 2, end: 10, step: 3 }`. */
export type LooseRange<Unit> = Range<Unit> | { start: Unit; end?: Unit | undefined; step?: never } | Unit;
