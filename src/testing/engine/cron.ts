/** Cron schedules of Workflows. They are read by other rules than the cron strings of Schedules, as on the server. */
import { create } from '@bufbuild/protobuf';
import { DurationSchema } from '@bufbuild/protobuf/wkt';
import { StructuredCalendarSpecSchema } from '../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import { cronShorthands } from '../../live/cron-shorthands.js';
import { parseGoDuration } from '../go-duration.js';
import { Calendar } from '../schedules/spec/calendar.js';
import { Zone } from '../schedules/spec/zone.js';
import { allOf, type CronField, cronFields, parseCronField } from './cron-field.js';
import { ContinueAsNewInitiator, type WorkflowExecutionStartedEventAttributes } from './api.js';
import { invalid } from './refusals.js';
import { duration } from './times.js';

/** What a cron schedule stands for: the first time behind another, in milliseconds since the epoch. */
type NextTime = (afterMs: number) => number | undefined;

/** A schedule without a time in so many years has none. */
const mostYears = 5;
const dayMs = 86_400_000;

/** @throws INVALID_ARGUMENT for what is no cron schedule, or one that never has a time */
export function checkCron(schedule: string, nowMs: number): void {
  if (schedule === '') return;
  const next = parseCron(schedule);
  if (!next) throw invalid('invalid CronSchedule.');
  if (next(nowMs) === undefined) throw invalid('invalid CronSchedule, no time can be found to satisfy the schedule');
}

/**
 * How long a run waits for its time, in whole seconds; nothing without a schedule, or where it has no time any more.
 *
 * @param scheduledMs when the run before was due: what times are counted from
 */
export function cronBackoffMs(schedule: string, scheduledMs: number, nowMs: number): number | undefined {
  const next = parseCron(schedule);
  if (!next) return undefined;
  let timeMs: number | undefined = scheduledMs;
  if (nowMs >= scheduledMs) {
    do timeMs = next(timeMs);
    while (timeMs !== undefined && timeMs < nowMs);
  }
  return timeMs === undefined ? undefined : Math.ceil((timeMs - nowMs) / 1000) * 1000;
}

/** What the first event of a run says of its schedule. */
export function cronStart(
  cronSchedule: string,
  nowMs: number,
): Pick<Partial<WorkflowExecutionStartedEventAttributes>, 'cronSchedule' | 'initiator' | 'firstWorkflowTaskBackoff'> {
  if (cronSchedule === '') return {};
  const backoffMs = cronBackoffMs(cronSchedule, nowMs, nowMs) ?? 0;
  return {
    cronSchedule,
    initiator: ContinueAsNewInitiator.CRON_SCHEDULE,
    firstWorkflowTaskBackoff: create(DurationSchema, duration(backoffMs)),
  };
}

function parseCron(schedule: string): NextTime | undefined {
  const [, zoneName = '', rule = schedule] = /^(?:CRON_)?TZ=(\S*) (.*)$/s.exec(schedule) ?? [];
  const text = rule === schedule ? rule : rule.trim();
  if (text.startsWith('@every ')) return parseEvery(text.slice('@every '.length));
  const values = (cronShorthands[text] ?? text).split(/\s+/).filter((value) => value !== '');
  const zone = zoneOf(zoneName);
  if (values.length !== cronFields.length || !zone) return undefined;
  const parsed = cronFields.map((field, index) => parseCronField(values[index]!, field));
  return parsed.every((field) => field !== undefined) ? calendarTimes(parsed, zone) : undefined;
}

function zoneOf(name: string): Zone | undefined {
  try {
    return new Zone(name);
  } catch {
    // The server says no more of it than of any other schedule that it cannot read.
    return undefined;
  }
}

function parseEvery(text: string): NextTime | undefined {
  // Days are no unit here.
  const nanoseconds = text.includes('d') ? undefined : parseGoDuration(text);
  if (nanoseconds === undefined) return undefined;
  const everyMs = Math.max(1, Number(nanoseconds / 1_000_000_000n)) * 1000;
  return (afterMs) => Math.floor(afterMs / 1000) * 1000 + everyMs;
}

/** Where both the day of the month and that of the week are named, either is enough. */
function calendarTimes(fields: readonly CronField[], zone: Zone): NextTime {
  const [minute, hour, dayOfMonth, month, dayOfWeek] = fields as [
    CronField,
    CronField,
    CronField,
    CronField,
    CronField,
  ];
  const calendar = (days: Pick<CalendarDays, 'dayOfMonth' | 'dayOfWeek'>): Calendar => {
    const named = { minute, hour, month, ...days };
    const spec = Object.entries(named).map(([name, { values }]) => [name, values.map((start) => ({ start }))] as const);
    return new Calendar(create(StructuredCalendarSpecSchema, { second: [{}], ...Object.fromEntries(spec) }), zone);
  };
  const either = !dayOfMonth.isAny && !dayOfWeek.isAny;
  const calendars = either
    ? [
        calendar({ dayOfMonth, dayOfWeek: allOf(cronFields[4]) }),
        calendar({ dayOfMonth: allOf(cronFields[2]), dayOfWeek }),
      ]
    : [calendar({ dayOfMonth, dayOfWeek })];
  return (afterMs) => {
    const times = calendars.map((each) => each.next(Math.floor(afterMs / 1000))).filter((time) => time !== undefined);
    const timeMs = Math.min(...times) * 1000;
    return timeMs < afterMs + (mostYears + 1) * 366 * dayMs && yearOf(timeMs) <= yearOf(afterMs) + mostYears
      ? timeMs
      : undefined;
  };
}

interface CalendarDays {
  readonly dayOfMonth: CronField;
  readonly dayOfWeek: CronField;
}

function yearOf(timeMs: number): number {
  return new Date(timeMs).getUTCFullYear();
}
