import { describe, expect, it, vi } from 'vitest';
import { durationInput, parseDurationInput } from '../../../src/app/format/duration-input.js';
import { looksLikeRunId, quoted, randomId, splitForMiddle } from '../../../src/app/format/ids.js';
import { inlineMarkdown } from '../../../src/app/format/inline-markdown.js';
import { bytesText, countText, plural } from '../../../src/app/format/numbers.js';
import { visibilityQuery } from '../../../src/app/format/status.js';
import { absoluteTime, durationText, offsetText, relativeTime } from '../../../src/app/format/time.js';

describe('times', () => {
  const now = Date.parse('2026-11-20T12:00:00Z');

  it.each([
    [0, 'just now'],
    [-59_000, '59 s ago'],
    [-120_000, '2 min ago'],
    [-3 * 3600_000, '3 h ago'],
    [-86_400_000, '1 day ago'],
    [-40 * 86_400_000, '40 days ago'],
    [-400 * 86_400_000, '13 months ago'],
    [-800 * 86_400_000, '2 years ago'],
    [90_000, 'in 1 min'],
  ])('writes a distance of %d ms as %s', (distance, text) => {
    expect(relativeTime(new Date(now + distance), now)).toBe(text);
  });

  it.each([
    [0, '0 ms'],
    [850, '850 ms'],
    [4200, '4.2 s'],
    [5000, '5 s'],
    [59_999, '59 s'],
    [64_000, '1 min 4 s'],
    [3_840_000, '1 h 4 min'],
    [86_400_000, '1 day'],
    [3 * 86_400_000 + 7_200_000, '3 days 2 h'],
    [-1500, '-1.5 s'],
    [Infinity, '–'],
  ])('writes %d ms as %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });

  it('writes exact times so that they sort', () => {
    const time = new Date('2026-01-02T00:04:05.678Z');
    expect(absoluteTime(time, { timeZone: 'UTC', hour12: false })).toBe('2026-01-02 00:04:05');
    expect(absoluteTime(time, { timeZone: 'Asia/Tokyo', hour12: false }, { millis: true })).toBe(
      '2026-01-02 09:04:05.678',
    );
    expect(absoluteTime(time, { timeZone: 'UTC', hour12: true })).toBe('2026-01-02 12:04:05 AM');
    expect(absoluteTime(new Date(NaN), { timeZone: 'UTC', hour12: false })).toBe('–');
  });

  it('names the offset of a zone', () => {
    expect(offsetText('UTC')).toBe('UTC');
    expect(offsetText('Asia/Kolkata', new Date(now))).toBe('UTC+5:30');
  });
});

describe('durations as typed', () => {
  it.each([
    ['30s', 30_000],
    ['1h 30m', 5_400_000],
    ['2 d', 172_800_000],
    ['500ms', 500],
    ['1.5 hours', 5_400_000],
    ['10 MIN', 600_000],
  ])('reads %s', (text, ms) => {
    expect(parseDurationInput(text)).toBe(ms);
  });

  it.each(['', '10', 'soon', '1x', '1h and 2m', '-5s'])('refuses %j', (text) => {
    expect(parseDurationInput(text)).toBeUndefined();
  });

  it('writes what it reads', () => {
    for (const ms of [1, 999, 61_000, 5_400_000, 90_061_001]) expect(parseDurationInput(durationInput(ms))).toBe(ms);
  });
});

describe('numbers', () => {
  it('writes sizes, counts and plurals', () => {
    expect([0, 999, 1000, 1_900_000, 12_300_000, 999_600].map(bytesText)).toEqual([
      '0 B',
      '999 B',
      '1 kB',
      '1.9 MB',
      '12 MB',
      '1 MB',
    ]);
    expect(countText(45_641)).toBe('45,641');
    expect(plural(1, 'event')).toBe('1 event');
    expect(plural(2, 'worker polls it', 'workers poll it')).toBe('2 workers poll it');
  });
});

describe('ids', () => {
  it('cuts long ids before their end and never inside a character', () => {
    expect(splitForMiddle('order-2026-11-20-000017', 8)).toEqual({ head: 'order-2026-11-2', tail: '0-000017' });
    expect(splitForMiddle('short')).toEqual({ head: '', tail: 'short' });
    expect(splitForMiddle('x'.repeat(20) + '🚀🚀', 2).tail).toBe('🚀🚀');
  });

  it('quotes text for a visibility query', () => {
    expect(quoted('a"b\\c')).toBe('"a\\"b\\\\c"');
  });

  it('makes UUIDs, also where crypto.randomUUID is missing', () => {
    expect(looksLikeRunId(randomId())).toBe(true);
    vi.stubGlobal('crypto', { getRandomValues: (bytes: Uint8Array) => bytes.fill(255) });
    expect(randomId()).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff');
    vi.unstubAllGlobals();
  });
});

describe('visibilityQuery', () => {
  it('joins statuses and what was typed', () => {
    expect(visibilityQuery([], '')).toBe('');
    expect(visibilityQuery(['RUNNING'], '')).toBe('ExecutionStatus = "Running"');
    expect(visibilityQuery(['CANCELLED', 'TIMED_OUT'], ' A = "1" OR B = "2" ')).toBe(
      'ExecutionStatus IN ("Canceled", "TimedOut") AND (A = "1" OR B = "2")',
    );
    expect(visibilityQuery([], 'A = "1"')).toBe('A = "1"');
  });
});

describe('inlineMarkdown', () => {
  it('finds marks and leaves everything else as text', () => {
    expect(inlineMarkdown('Order of **c-42**: *open*, see `id`.')).toEqual([
      { text: 'Order of ', style: 'plain' },
      { text: 'c-42', style: 'strong' },
      { text: ': ', style: 'plain' },
      { text: 'open', style: 'emphasis' },
      { text: ', see ', style: 'plain' },
      { text: 'id', style: 'code' },
      { text: '.', style: 'plain' },
    ]);
    expect(inlineMarkdown('2 * 3 * 4 <b>x</b>')).toEqual([{ text: '2 * 3 * 4 <b>x</b>', style: 'plain' }]);
  });
});
