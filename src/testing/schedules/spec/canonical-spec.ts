import { clone, create } from '@bufbuild/protobuf';
import type { Duration } from '@bufbuild/protobuf/wkt';
import {
  type IntervalSpec,
  type Range,
  type ScheduleSpec,
  ScheduleSpecSchema,
  type StructuredCalendarSpec,
} from '../../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import { parseCalendar, parseCron } from './cron.js';
import { type Field, type FieldName, fields } from './field.js';

/**
 * A spec in the form in which the server keeps it: cron strings and calendars become structured ones and intervals.
 *
 * @throws Error in the words of the server for what cannot be read
 */
export function canonicalSpec(given: ScheduleSpec | undefined): ScheduleSpec {
  const spec = given ? clone(ScheduleSpecSchema, given) : create(ScheduleSpecSchema);
  spec.structuredCalendar.push(...spec.calendar.splice(0).map(parseCalendar));
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- older clients send it
  spec.excludeStructuredCalendar.push(...spec.excludeCalendar.splice(0).map(parseCalendar));

  const crons = spec.cronString.splice(0).map((text, index, all) => {
    const cron = parseCron(text);
    // Each is compared with the one before, as the server reads one after another.
    if (index > 0 && cron.timezone !== parseCron(all[index - 1]!).timezone) throw conflictingZones();
    return cron;
  });
  for (const { calendar, interval } of crons) {
    if (calendar) spec.structuredCalendar.push(calendar);
    if (interval) spec.interval.push(interval);
  }
  const timezone = crons[0]?.timezone ?? '';
  if (timezone !== '') {
    if ((spec.timezoneName !== '' && spec.timezoneName !== timezone) || spec.timezoneData.length > 0) {
      throw conflictingZones();
    }
    spec.timezoneName = timezone;
  }
  spec.structuredCalendar.forEach(checkCalendar);
  spec.interval.forEach(checkInterval);
  return spec;
}

function conflictingZones(): Error {
  return new Error('conflicting timezone names');
}

const order: readonly FieldName[] = ['second', 'minute', 'hour', 'dayOfMonth', 'month', 'year', 'dayOfWeek'];

function checkCalendar(calendar: StructuredCalendarSpec): void {
  const errors = order.flatMap((name) => {
    const field: Field = fields[name];
    // A structured Sunday is only ever 0.
    const highest = name === 'dayOfWeek' ? 6 : field.highest;
    return calendar[name].flatMap((range) => checkRange(range, field.name, field.lowest, highest));
  });
  if (new TextEncoder().encode(calendar.comment).length > 200) errors.push('comment is too long');
  if (errors.length > 0) throw new Error(`invalid calendar spec: ${errors.join(', ')}`);
}

function checkRange({ start, end, step }: Range, name: string, lowest: number, highest: number): string[] {
  const errors: string[] = [];
  if (start < lowest || start > highest) errors.push(`${name} Start is not in range [${lowest}-${highest}]`);
  if (end !== 0 && (end < start || end > highest)) {
    errors.push(`${name} End is before Start or not in range [${lowest}-${highest}]`);
  }
  if (step < 0) errors.push(`${name} has invalid Step`);
  return errors;
}

function checkInterval({ interval, phase }: IntervalSpec): void {
  const every = nanosecondsOf(interval);
  const offset = nanosecondsOf(phase);
  if (every < 1_000_000_000n) throw new Error('interval is too small');
  if (offset < 0n) throw new Error('phase is negative');
  if (offset >= every) throw new Error('phase cannot be greater than Interval');
}

function nanosecondsOf(duration: Duration | undefined): bigint {
  return (duration?.seconds ?? 0n) * 1_000_000_000n + BigInt(duration?.nanos ?? 0);
}

/** A copy in which ranges have their ends and steps written out, as the server hands specs out. */
export function withDefaults(spec: ScheduleSpec): ScheduleSpec {
  const copy = clone(ScheduleSpecSchema, spec);
  for (const calendar of [...copy.structuredCalendar, ...copy.excludeStructuredCalendar]) {
    for (const name of order) {
      for (const range of calendar[name]) {
        range.end = Math.max(range.end, range.start);
        range.step ||= 1;
      }
    }
  }
  return copy;
}
