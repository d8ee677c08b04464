import { describe, expect, it, vi } from 'vitest';
import { durationInput, parseDurationInput } from '../../../src/app/format/duration-input.js';
import { looksLikeRunId, quoted, randomId, splitForMiddle } from '../../../src/app/format/ids.js';
import { childrenOf, markdownTokens, safeHref } from '../../../src/app/format/markdown.js';
import { bytesText, countText, plural } from '../../../src/app/format/numbers.js';
import { absoluteTime, durationText, offsetText, relativeTime } from '../../../src/app/format/time.js';

/** How many tokens are within each other. */
function depthOf(token: ReturnType<typeof markdownTokens>[number]): number {
  const { items = [] } = token as { items?: (typeof token)[] };
  return 1 + Math.max(0, ...[...childrenOf(token), ...items].map((inner) => depthOf(inner)));
}

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

describe('markdown', () => {
  it('becomes data for elements of ours; HTML in it stays text', () => {
    const [paragraph] = markdownTokens('Order of **c-42** <img src=x onerror=alert(1)>');
    expect(childrenOf(paragraph!).map(({ type, raw }) => [type, raw])).toEqual([
      ['text', 'Order of '],
      ['strong', '**c-42**'],
      ['text', ' '],
      ['html', '<img src=x onerror=alert(1)>'],
    ]);
  });

  it.each([
    ['https://temporal.io/x', 'https://temporal.io/x'],
    ['mailto:a@example.com', 'mailto:a@example.com'],
    ['javascript:alert(1)', undefined],
    [' JaVaScRiPt:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['//example.com', undefined],
  ])('lets %s lead to %s', (href, expected) => {
    expect(safeHref(href)).toBe(expected);
  });

  it('leaves a text of novel length as it is', () => {
    expect(markdownTokens('*'.repeat(50_001))).toHaveLength(1);
  });

  it.each([
    ['quotes', '>'.repeat(40_000)],
    ['quotes with blanks', '> '.repeat(20_000)],
    ['lists', `${'- '.repeat(20_000)}x`],
    ['numbered lists', `${'1. '.repeat(15_000)}x`],
    ['lists in quotes', `text\n\n${'>- '.repeat(15_000)}x`],
    ['lists by indent', Array.from({ length: 300 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n')],
    ['emphasis', `${'*'.repeat(20_000)}a${'*'.repeat(20_000)}`],
    ['open emphasis', '*a_'.repeat(15_000)],
    ['strong in strong', `${'**a '.repeat(200)}b${'**'.repeat(200)}`],
    ['brackets', `${'['.repeat(20_000)}a${'](b)'.repeat(5_000)}`],
  ])('reads no %s without end', (_, text) => {
    const tokens = markdownTokens(text);
    expect(tokens.map(({ raw }) => raw).join('')).toBe(text);
    expect(Math.max(...tokens.map((token) => depthOf(token)))).toBeLessThan(25);
  });
});
