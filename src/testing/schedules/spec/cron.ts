import { create } from '@bufbuild/protobuf';
import { durationFromMs } from '@bufbuild/protobuf/wkt';
import {
  type CalendarSpec,
  CalendarSpecSchema,
  type IntervalSpec,
  IntervalSpecSchema,
  type StructuredCalendarSpec,
  StructuredCalendarSpecSchema,
} from '../../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import { cronShorthands } from '../../../live/cron-shorthands.js';
import { parseGoDuration } from '../../go-duration.js';
import { type FieldName, fields, parseField } from './field.js';

/** What a cron string stands for. */
export interface Cron {
  readonly calendar?: StructuredCalendarSpec;
  readonly interval?: IntervalSpec;
  /** Empty where the string names none. */
  readonly timezone: string;
}

const layouts: Readonly<Record<number, readonly FieldName[]>> = {
  5: ['minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek'],
  6: ['minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek', 'year'],
  7: ['second', 'minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek', 'year'],
};

/**
 * Reads a cron string: five to seven fields, `@daily` and the like, or `@every 1h/5m`, with a time zone before
 * (`CRON_TZ=Europe/Berlin`) and a comment behind (`# why`).
 *
 * @throws Error in the words of the server
 */
export function parseCron(cron: string): Cron {
  let text = cron.trim();
  let timezone = '';
  const zone = /^(?:CRON_)?TZ=([^ ]*)( ?)/.exec(text);
  if (zone) {
    if (zone[2] === '') throw new Error('CronString has time zone but missing fields');
    timezone = zone[1]!;
    text = text.slice(zone[0].length);
  }
  const [rule, ...comments] = text.split('#') as [string, ...string[]];
  const comment = comments.join('#').trim();
  text = rule.trim();
  if (text.startsWith('@every')) return { interval: parseEvery(text), timezone: '' };
  const values = (cronShorthands[text] ?? text).split(/\s+/).filter((value) => value !== '');
  const layout = layouts[values.length];
  if (!layout) throw new Error('CronString does not have 5-7 fields');
  const spec = create(CalendarSpecSchema, { comment });
  layout.forEach((name, index) => (spec[name] = values[index]!));
  return { calendar: parseCalendar(spec), timezone };
}

function parseEvery(text: string): IntervalSpec {
  const [, period] = /^[^ ]* (.*)$/s.exec(text) ?? [];
  if (period === undefined) throw new Error('CronString does not have interval after @every');
  const slash = period.indexOf('/');
  const [interval, phase] = slash < 0 ? [period, ''] : [period.slice(0, slash), period.slice(slash + 1)];
  return create(IntervalSpecSchema, {
    interval: durationOf(interval),
    ...(phase !== '' && { phase: durationOf(phase) }),
  });
}

function durationOf(text: string): ReturnType<typeof durationFromMs> {
  const nanoseconds = parseGoDuration(text);
  if (nanoseconds === undefined) throw new Error(`time: invalid duration ${JSON.stringify(text)}`);
  return { ...durationFromMs(0), seconds: nanoseconds / 1_000_000_000n, nanos: Number(nanoseconds % 1_000_000_000n) };
}

/**
 * Reads a calendar whose fields are texts.
 *
 * @throws Error in the words of the server, with all that is wrong
 */
export function parseCalendar(spec: CalendarSpec): StructuredCalendarSpec {
  const errors: string[] = [];
  const calendar = create(StructuredCalendarSpecSchema, { comment: spec.comment });
  for (const name of Object.keys(fields) as FieldName[]) {
    try {
      calendar[name] = parseField(spec[name], fields[name]);
    } catch (error) {
      errors.push((error as Error).message);
    }
  }
  if (errors.length > 0) throw new Error(errors.join(', '));
  return calendar;
}
