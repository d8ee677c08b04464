import { create } from '@bufbuild/protobuf';
import { durationFromMs } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScheduleSpecSchema } from '../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import { CompiledSpec, TooManyExclusionsError } from '../../../src/testing/schedules/spec/compiled-spec.js';
import { scheduleTimes, shortTime } from '../../fixtures/schedule-times.js';

function timesOf(spec: CompiledSpec, from: Date, to: Date): Date[] {
  const times: Date[] = [];
  let next = spec.next(from.getTime());
  for (; next && next.timeMs <= to.getTime() && times.length < 1000; next = spec.next(next.timeMs)) {
    times.push(new Date(next.timeMs));
  }
  return times;
}

describe('a spec has the times that the server says', () => {
  it.each(scheduleTimes)('$name', ({ spec, from, to, error, times, lastOf1000 }) => {
    if (error !== undefined) {
      expect(() => new CompiledSpec(spec, '')).toThrow(new Error(error.replace('Invalid schedule spec: ', '')));
      return;
    }
    const found = timesOf(new CompiledSpec(spec, ''), from, to);
    if (lastOf1000 === undefined) expect(found.map(shortTime)).toEqual(times);
    else expect([found.length, found.at(-1)]).toEqual([1000, new Date(lastOf1000)]);
  });
});

const instants = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2090, 0) });
const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland');

describe('whatever the spec', () => {
  it('an interval matches its multiples and nothing else', () => {
    const intervals = fc
      .integer({ min: 1, max: 10_000_000 })
      .chain((every) => fc.record({ every: fc.constant(every), offset: fc.integer({ min: 0, max: every - 1 }) }));
    fc.assert(
      fc.property(intervals, instants, ({ every, offset }, afterMs) => {
        const spec = create(ScheduleSpecSchema, {
          interval: [{ interval: durationFromMs(every * 1000), phase: durationFromMs(offset * 1000) }],
        });
        const { timeMs } = new CompiledSpec(spec, '').next(afterMs)!;
        expect((timeMs / 1000 - offset) % every).toBe(0);
        expect(timeMs).toBeGreaterThan(afterMs);
        expect(timeMs - every * 1000).toBeLessThanOrEqual(afterMs);
      }),
    );
  });

  it('a calendar shows its hour and minute on the wall, at most a day and a changed clock later', () => {
    const clock = fc.record({ hour: fc.integer({ min: 3, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });
    fc.assert(
      fc.property(clock, zones, instants, ({ hour, minute }, timeZone, afterMs) => {
        const cronString = [`CRON_TZ=${timeZone} ${minute} ${hour} * * *`];
        const { timeMs } = new CompiledSpec(create(ScheduleSpecSchema, { cronString }), '').next(afterMs)!;
        const shown = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' }).format(timeMs);
        const two = (value: number): string => String(value).padStart(2, '0');
        expect(shown).toBe(`${two(hour)}:${two(minute)}:00`);
        expect(timeMs - afterMs).toBeGreaterThan(0);
        expect(timeMs - afterMs).toBeLessThanOrEqual(25 * 3_600_000);
      }),
    );
  });

  it('times go forward only, and a start between two of them makes no difference', () => {
    const crons = fc.constantFrom('*/7 * * * *', '0 3 * * MON', '15 10,14 1-7 * *', '@every 37m', '0 0 29 2 *');
    fc.assert(
      fc.property(
        crons,
        zones,
        instants,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (cron, zone, afterMs, part) => {
          const spec = create(ScheduleSpecSchema, { cronString: [cron], timezoneName: zone });
          const compiled = new CompiledSpec(spec, '');
          const first = compiled.next(afterMs)!.timeMs;
          const second = compiled.next(first)!.timeMs;
          expect(second).toBeGreaterThan(first);
          expect(compiled.next(first + Math.floor((second - first) * part))!.timeMs).toBe(second);
        },
      ),
    );
  });

  it('jitter delays by less than it may, never beyond the next time, and always by the same', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 7200 }), instants, (seed, jitterSeconds, afterMs) => {
        const spec = create(ScheduleSpecSchema, {
          cronString: ['0 * * * *'],
          jitter: durationFromMs(jitterSeconds * 1000),
        });
        const time = new CompiledSpec(spec, seed).next(afterMs)!;
        expect(time.timeMs).toBeGreaterThanOrEqual(time.nominalMs);
        expect(time.timeMs).toBeLessThan(time.nominalMs + Math.min(jitterSeconds, 3600) * 1000);
        expect(new CompiledSpec(spec, seed).next(afterMs)).toEqual(time);
      }),
    );
  });
});

it('different Schedules have different jitter', () => {
  const spec = create(ScheduleSpecSchema, { cronString: ['0 * * * *'], jitter: durationFromMs(3_600_000) });
  const times = Array.from({ length: 20 }, (_, index) => new CompiledSpec(spec, String(index)).next(0)!.timeMs);
  expect(new Set(times).size).toBe(20);
});

it('a spec that excludes all its times is given up', () => {
  const spec = new CompiledSpec(
    create(ScheduleSpecSchema, {
      interval: [{ interval: durationFromMs(1000) }],
      excludeStructuredCalendar: [
        {
          second: [{ start: 0, end: 59 }],
          minute: [{ start: 0, end: 59 }],
          hour: [{ start: 0, end: 23 }],
          dayOfMonth: [{ start: 1, end: 31 }],
          month: [{ start: 1, end: 12 }],
          dayOfWeek: [{ start: 0, end: 6 }],
        },
      ],
    }),
    '',
  );
  expect(() => spec.next(0)).toThrow(TooManyExclusionsError);
  expect(spec.nextOrNone(0)).toBeUndefined();
});

it('a zone of its own making is refused, for it would be another than the server has', () => {
  const spec = create(ScheduleSpecSchema, { timezoneName: 'Mine', timezoneData: new Uint8Array([1]) });
  expect(() => new CompiledSpec(spec, '')).toThrow('timezone_data');
});
