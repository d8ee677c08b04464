import { describe, expect, it } from 'vitest';
import { parseCron } from '../../../src/app/format/cron.js';
import { nextCronTimes } from '../../../src/app/format/cron-times.js';

function next(text: string, after: string, count = 1): string[] {
  const parsed = parseCron(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return nextCronTimes(parsed.cron, new Date(after), count).map((time) => time.toISOString().replace(':00.000Z', 'Z'));
}

describe('parseCron', () => {
  // What the server (1.32) takes and refuses was tried on one.
  it.each([
    '0 0 1 jan MON',
    '@every 1h30m',
    '@every 1500ms',
    '@daily',
    '0 0 ? 1 *',
    '5/10 0 1 1 *',
    '0 0 1,15 */2 1-5',
  ])('takes %s', (text) => expect(parseCron(text)).toMatchObject({ ok: true }));

  it.each([
    ['61 * * * *', /Minute: 61 is not between 0 and 59/],
    ['0 0 1 1 7', /Day of week: 7/],
    ['CRON_TZ=Nope/Zone 0 0 1 1 *', /Nope\/Zone is no time zone/],
    ['@reboot', /@reboot is not known/],
    ['0 0 0 1 1 *', /6 fields/],
    ['daily', /one field/],
    ['0 0 L 1 *', /Day of month: L cannot be read/],
    ['5-1 * * * *', /backwards/],
    ['*/0 * * * *', /at least 1/],
    ['1,,2 * * * *', /Minute: nothing/],
    ['@every soon', /no duration/],
    ['@every 5', /no duration/],
    ['1-2-3 * * * *', /cannot be read/],
  ])('refuses %s', (text, words) => {
    const parsed = parseCron(text);
    expect(parsed.ok ? '' : parsed.error).toMatch(words);
  });
});

describe('nextCronTimes', () => {
  it.each([
    ['*/15 * * * *', '2026-11-28T15:07:10Z', ['2026-11-28T15:15Z', '2026-11-28T15:30Z', '2026-11-28T15:45Z']],
    ['0 12 * * MON', '2026-11-28T15:00:00Z', ['2026-11-30T12:00Z', '2026-12-07T12:00Z', '2026-12-14T12:00Z']],
    ['0 0 31 * *', '2026-11-28T15:00:00Z', ['2026-12-31T00:00Z', '2027-01-31T00:00Z', '2027-03-31T00:00Z']],
    // Either day counts when both are named.
    ['0 0 1 * FRI', '2026-11-28T00:00:00Z', ['2026-12-01T00:00Z', '2026-12-04T00:00Z', '2026-12-11T00:00Z']],
    ['0 0 29 2 *', '2026-11-28T00:00:00Z', ['2028-02-29T00:00Z']],
    // A step over all days is a choice of days, as the server has it.
    ['0 0 */10 * MON', '2026-12-01T00:00:00Z', ['2026-12-07T00:00Z', '2026-12-11T00:00Z', '2026-12-14T00:00Z']],
    ['@weekly', '2026-11-28T00:00:00Z', ['2026-11-29T00:00Z']],
    ['@every 90s', '2026-11-28T00:00:00Z', ['2026-11-28T00:01:30.000Z', '2026-11-28T00:03Z']],
    ['CRON_TZ=Europe/Berlin 0 9 * * *', '2026-10-24T00:00:00Z', ['2026-10-24T07:00Z', '2026-10-25T08:00Z']],
    ['TZ=America/New_York 30 0 * * *', '2026-11-28T05:31:00Z', ['2026-11-29T05:30Z']],
    // The hour that the change of the clock leaves out does not come.
    ['CRON_TZ=Europe/Berlin 30 2 * * *', '2027-03-27T12:00:00Z', ['2027-03-29T00:30Z']],
  ] as const)('%s after %s', (text, after, times) => {
    expect(next(text, after, times.length)).toEqual(times);
  });

  it('finds nothing where there is nothing', () => {
    expect(next('0 0 30 2 *', '2026-11-28T00:00:00Z')).toEqual([]);
  });
});
