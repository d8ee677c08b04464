import type { MessageInitShape } from '@bufbuild/protobuf';
import type {
  ScheduleSpec as ScheduleSpecMessage,
  ScheduleSpecSchema,
} from '../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import { decodeDuration, decodeTimestamp, encodeDuration } from '../duration.js';
import { decodeCalendar, encodeCalendar } from './calendar-fields.js';
import type { ScheduleSpec, ScheduleSpecDescription } from './schedule-spec.js';
import { encodeDate } from './timestamps.js';

/**
 * Arrays of descriptions, with the time zone beside them. The server makes calendars and intervals of cron expressions and
 * does not say which: an array that comes back untouched beside new cron expressions is what the old ones became.
 */
const fromServer = new WeakMap<object, { readonly timezone: string | undefined }>();

/**
 * The wire form.
 *
 * @param before the spec that this one is made from; its own time zone data stay with their time zone
 * @throws TypeError | {@link ValueError} naming what is wrong
 */
export function encodeSpec(
  spec: ScheduleSpec,
  before?: ScheduleSpecMessage,
): MessageInitShape<typeof ScheduleSpecSchema> {
  const { calendars, intervals, timezone, skip } = withoutReplaced(spec);
  const startTime = encodeDate('spec.startAt', spec.startAt);
  const endTime = encodeDate('spec.endAt', spec.endAt);
  const jitter = encodeDuration(spec.jitter);
  const keepsZoneData =
    before !== undefined && before.timezoneData.length > 0 && before.timezoneName === (timezone ?? '');
  return {
    structuredCalendar: calendars?.map(encodeCalendar) ?? [],
    interval:
      intervals?.map(({ every, offset }) => {
        const phase = encodeDuration(offset);
        return { interval: encodeDuration(every)!, ...(phase && { phase }) };
      }) ?? [],
    cronString: spec.cronExpressions ?? [],
    excludeStructuredCalendar: skip?.map(encodeCalendar) ?? [],
    ...(startTime && { startTime }),
    ...(endTime && { endTime }),
    ...(jitter && { jitter }),
    timezoneName: timezone ?? '',
    ...(keepsZoneData && { timezoneData: before.timezoneData }),
  };
}

/** Without what new cron expressions replace: calendars and intervals of a description, and the zone of its cron expressions. */
function withoutReplaced(spec: ScheduleSpec): ScheduleSpec {
  const { cronExpressions = [], calendars, intervals, timezone } = spec;
  if (cronExpressions.length === 0) return spec;
  const isOld = (array: object | undefined): boolean => array !== undefined && fromServer.has(array);
  const old = [calendars, intervals].map((array) => array && fromServer.get(array)).find((found) => found);
  const bringsZone = cronExpressions.some((text) => /^\s*(CRON_)?TZ=/.test(text));
  return {
    ...spec,
    calendars: isOld(calendars) ? undefined : calendars,
    intervals: isOld(intervals) ? undefined : intervals,
    timezone: bringsZone && old?.timezone === timezone ? undefined : timezone,
  };
}

/** The public form. */
export function decodeSpec(spec: ScheduleSpecMessage): ScheduleSpecDescription {
  const timezone = spec.timezoneName || undefined;
  const remembered = <Item>(array: Item[]): Item[] => {
    fromServer.set(array, { timezone });
    return array;
  };
  return {
    calendars: remembered(spec.structuredCalendar.map(decodeCalendar)),
    intervals: remembered(
      spec.interval.map(({ interval, phase }) => ({
        every: decodeDuration(interval) ?? 0,
        offset: decodeDuration(phase) ?? 0,
      })),
    ),
    skip: spec.excludeStructuredCalendar.map(decodeCalendar),
    startAt: decodeTimestamp(spec.startTime),
    endAt: decodeTimestamp(spec.endTime),
    jitter: decodeDuration(spec.jitter),
    timezone,
  };
}
