import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packLanes } from '../../../../src/app/history/timeline/packing.js';
import { finish } from '../../../../src/app/history/timeline/steps.js';
import { clampWindow, rangeText, readRange, zoomWindow } from '../../../../src/app/history/timeline/range.js';
import { sinceStartText, ZoneClock } from '../../../../src/app/history/timeline/tick-text.js';
import { alignFrom, alignInZone, ticksBetween, tickStep } from '../../../../src/app/history/timeline/ticks.js';
import { type Break, TimeScale } from '../../../../src/app/history/timeline/time-scale.js';

/** A scale with breaks that lie apart from each other. */
const scales = fc
  .array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 3, maxLength: 21 })
  .map((steps) => {
    const moments: number[] = [1_700_000_000_000];
    for (const step of steps) moments.push((moments.at(-1) ?? 0) + step * 100_000);
    const breaks: Break[] = [];
    for (let at = 1; at + 1 < moments.length; at += 2) {
      breaks.push({ startMs: moments[at] ?? 0, endMs: moments[at + 1] ?? 0 });
    }
    return new TimeScale(moments[0] ?? 0, moments.at(-1) ?? 0, breaks);
  });

const share = fc.double({ min: -0.2, max: 1.2, noNaN: true });

describe('the scale of time with breaks', () => {
  it('never goes back', () => {
    fc.assert(
      fc.property(scales, share, share, (scale, a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)].map(
          (part) => scale.startMs + part * (scale.endMs - scale.startMs),
        ) as [number, number];
        fc.pre(to - from > 1);
        expect(scale.toUnit(to)).toBeGreaterThan(scale.toUnit(from));
      }),
    );
  });

  it('finds each moment again', () => {
    fc.assert(
      fc.property(scales, share, (scale, part) => {
        const ms = scale.startMs + part * (scale.endMs - scale.startMs);
        expect(scale.toMs(scale.toUnit(ms))).toBeCloseTo(ms, 1);
      }),
    );
  });

  it('draws what is no break at one pace, and breaks shorter than they were', () => {
    const scale = new TimeScale(0, 1000, [{ startMs: 100, endMs: 900 }]);
    expect(scale.toUnit(100)).toBe(100);
    expect(scale.total).toBeCloseTo(210);
    expect(scale.total - scale.toUnit(900)).toBeCloseTo(100);
  });
});

describe('packing', () => {
  const intervals = fc
    .array(fc.record({ start: fc.integer({ min: 0, max: 200 }), length: fc.integer({ min: 1, max: 60 }) }), {
      maxLength: 120,
    })
    .map((items) =>
      items.map(({ start, length }) => ({ start, end: start + length })).sort((a, b) => a.start - b.start),
    );

  it('puts nothing over anything', () => {
    fc.assert(
      fc.property(intervals, (items) => {
        const lanes = finish(packLanes(items));
        const ends = new Map<number, number>();
        for (const [index, { start, end }] of items.entries()) {
          const lane = lanes[index] ?? -1;
          expect(start).toBeGreaterThanOrEqual(ends.get(lane) ?? -Infinity);
          ends.set(lane, end);
        }
      }),
    );
  });

  it('takes as many lanes as overlap at the busiest moment', () => {
    fc.assert(
      fc.property(intervals, (items) => {
        const busiest = Math.max(
          0,
          ...items.map(({ start }) => items.filter((o) => o.start <= start && o.end > start).length),
        );
        expect(new Set(finish(packLanes(items))).size).toBe(busiest);
      }),
    );
  });

  it('gives two of no length at one moment a lane each', () => {
    expect([
      ...finish(
        packLanes([
          { start: 5, end: 5 },
          { start: 5, end: 5 },
          { start: 6, end: 7 },
        ]),
      ),
    ]).toEqual([0, 1, 0]);
  });
});

describe('ticks', () => {
  it('have round steps', () => {
    expect([0.0031, 3, 30, 700, 7_000, 40_000, 5_000_000, 30 * 3_600_000].map(tickStep)).toEqual([
      0.005,
      5,
      50,
      1000,
      10_000,
      60_000,
      7_200_000,
      48 * 3_600_000,
    ]);
  });

  it('lie outside of breaks', () => {
    const scale = new TimeScale(0, 100_000, [{ startMs: 20_500, endMs: 79_500 }]);
    const major = ticksBetween(scale, 0, 100_000, 10_000, alignFrom(0)).filter(({ minor }) => !minor);
    expect(major.map(({ ms }) => ms)).toEqual([0, 10_000, 20_000, 80_000, 90_000, 100_000]);
  });

  it('follow the clocks of a zone through their change', () => {
    const clock = new ZoneClock('Europe/Berlin');
    const from = Date.parse('2026-10-24T12:00:00Z');
    const to = Date.parse('2026-10-26T12:00:00Z');
    const ticks = ticksBetween(new TimeScale(from, to), from, to, 12 * 3_600_000, alignInZone(clock.offsetMs));
    const labels = ticks.filter(({ minor }) => !minor).map(({ ms }) => clock.text(ms, 12 * 3_600_000));
    expect(labels).toEqual(['10-25', '12:00', '10-26', '12:00']);
  });

  it('are named as exactly as their step', () => {
    expect(sinceStartText(0, 1)).toBe('0');
    expect(sinceStartText(0.25, 0.05)).toBe('250 µs');
    expect(sinceStartText(1500, 500)).toBe('1.5 s');
    expect(sinceStartText(125_000, 5000)).toBe('2:05');
    expect(sinceStartText(3_600_000, 600_000)).toBe('1:00:00');
    expect(sinceStartText(86_400_000 * 3, 86_400_000)).toBe('3 d');
    expect(new ZoneClock('UTC', true).text(Date.parse('2026-01-01T15:04:05.250Z'), 50)).toBe('3:04:05.25 PM');
  });
});

describe('the part of the time that is shown', () => {
  const whole = { from: 0, to: 1000 };

  it('stays inside of the whole, however it is zoomed', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (factor, at) => {
          const { from, to } = zoomWindow({ from: 200, to: 600 }, factor, at, whole);
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(1000 + 1e-9);
          expect(to).toBeGreaterThan(from);
        },
      ),
    );
  });

  it('zooms around a place', () => {
    const { from, to } = zoomWindow({ from: 200, to: 600 }, 2, 0.25, whole);
    expect([from, to]).toEqual([250, 450]);
    expect(clampWindow({ from: -50, to: 50 }, whole)).toEqual({ from: 0, to: 100 });
  });

  it('can be written in an address', () => {
    expect(rangeText({ fromMs: 12.34567, toMs: 500 })).toBe('12.346~500');
    expect(rangeText({ fromMs: 12, toMs: undefined })).toBe('12~');
    expect(readRange('12~')).toEqual({ fromMs: 12, toMs: undefined });
    for (const wrong of ['', '5~2', 'a~b', '<b>', '1~2~3']) expect(readRange(wrong)).toBeUndefined();
  });
});
