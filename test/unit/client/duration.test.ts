import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeDuration,
  decodeTimestamp,
  type Duration,
  durationToMs,
  encodeDuration,
} from '../../../src/client/duration.js';
import { ValueError } from '../../../src/client/index.js';
import { create } from '@bufbuild/protobuf';
import { DurationSchema, TimestampSchema } from '@bufbuild/protobuf/wkt';

describe('durationToMs', () => {
  it.each<[Duration, number]>([
    [0, 0],
    [1500.5, 1500.5],
    ['100', 100],
    ['5ms', 5],
    ['5 msecs', 5],
    ['2 milliseconds', 2],
    ['10s', 10_000],
    ['10 SECONDS', 10_000],
    ['1.5 hours', 5_400_000],
    ['.5 min', 30_000],
    ['3m', 180_000],
    ['2 hrs', 7_200_000],
    ['1 day', 86_400_000],
    ['2w', 1_209_600_000],
    ['1y', 31_557_600_000],
    ['-1s', -1000],
  ])('reads %o', (duration, ms) => {
    expect(durationToMs(duration)).toBe(ms);
  });

  it.each(['', ' ', 'soon', '10 parsecs', '1 month', '1e3', '1 2s', '--1s', 's', '١٠s', NaN, Infinity, -Infinity])(
    'refuses %o',
    (duration) => {
      expect(() => durationToMs(duration as Duration)).toThrow(ValueError);
    },
  );

  it('names the text it refuses and says what to write', () => {
    expect(() => durationToMs('soon' as Duration)).toThrow(/"soon".*'10s'/);
  });
});

describe('encodeDuration', () => {
  it('gives nothing for nothing', () => {
    expect(encodeDuration(undefined)).toBeUndefined();
    expect(encodeDuration(null)).toBeUndefined();
  });

  it('splits into seconds and nanoseconds of the same sign', () => {
    expect(encodeDuration(1500)).toEqual({ seconds: 1n, nanos: 500_000_000 });
    expect(encodeDuration(-1500)).toEqual({ seconds: -1n, nanos: -500_000_000 });
  });

  it('always gives a valid google.protobuf.Duration', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e12, max: 1e12, noNaN: true }), (ms) => {
        const { nanos } = encodeDuration(ms)!;
        expect(Math.abs(nanos)).toBeLessThan(1e9);
      }),
      { examples: [[999.9999999], [1999.99999999], [-999.9999999]] },
    );
  });

  it('survives the way there and back, for whole milliseconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (ms) => {
        expect(decodeDuration(create(DurationSchema, encodeDuration(ms)))).toBe(ms);
      }),
    );
  });
});

describe('decodeTimestamp', () => {
  it('gives nothing for nothing', () => {
    expect(decodeTimestamp(undefined)).toBeUndefined();
  });

  it('keeps milliseconds, also before 1970', () => {
    const at = (seconds: bigint, nanos: number) => decodeTimestamp(create(TimestampSchema, { seconds, nanos }));
    expect(at(1n, 234_999_999)).toEqual(new Date(1234));
    expect(at(-2n, 750_000_000)).toEqual(new Date(-1250));
  });
});
