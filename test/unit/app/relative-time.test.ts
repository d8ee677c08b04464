import { describe, expect, it } from 'vitest';
import { isRelative, resolveQuery } from '../../../src/app/format/relative-query.js';
import { parseRelativeTime, resolveRelativeTime } from '../../../src/app/format/relative-time.js';
import { momentOf, wallTime } from '../../../src/app/format/zone-time.js';

/** A Saturday. */
const now = Date.parse('2026-11-28T15:26:04.250Z');
const resolved = (text: string, zone = 'UTC', at = now): string | undefined =>
  resolveRelativeTime(text, at, zone)?.toISOString();

describe('a relative time', () => {
  it.each([
    ['now', '2026-11-28T15:26:04.250Z'],
    ['now-1h', '2026-11-28T14:26:04.250Z'],
    ['now-90m', '2026-11-28T13:56:04.250Z'],
    ['now+30s', '2026-11-28T15:26:34.250Z'],
    ['now-7d', '2026-11-21T15:26:04.250Z'],
    ['now-2w', '2026-11-14T15:26:04.250Z'],
    ['now-1M', '2026-10-28T15:26:04.250Z'],
    ['now-9M', '2026-02-28T15:26:04.250Z'],
    ['now-1y', '2025-11-28T15:26:04.250Z'],
    ['now/h', '2026-11-28T15:00:00.000Z'],
    ['now/d', '2026-11-28T00:00:00.000Z'],
    ['now-1d/d', '2026-11-27T00:00:00.000Z'],
    ['now/w', '2026-11-23T00:00:00.000Z'],
    ['now/M', '2026-11-01T00:00:00.000Z'],
    ['now/y', '2026-01-01T00:00:00.000Z'],
    ['now/d-6h', '2026-11-27T18:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(resolved(text)).toBe(expected);
  });

  it('keeps to the last day of a shorter month', () => {
    expect(resolved('now-1M', 'UTC', Date.parse('2026-03-31T12:00:00Z'))).toBe('2026-02-28T12:00:00.000Z');
  });

  it('counts days on the calendar of the zone', () => {
    expect(resolved('now/d', 'Asia/Tokyo')).toBe('2026-11-28T15:00:00.000Z');
    expect(resolved('now/d', 'America/New_York')).toBe('2026-11-28T05:00:00.000Z');
    expect(resolved('now/d', 'Asia/Kathmandu')).toBe('2026-11-27T18:15:00.000Z');
  });

  it('knows days of 23 and 25 hours', () => {
    const afterSpring = Date.parse('2026-03-30T00:30:00+02:00');
    expect(resolved('now-1d/d', 'Europe/Paris', afterSpring)).toBe('2026-03-28T23:00:00.000Z');
    expect(resolved('now-24h', 'Europe/Paris', afterSpring)).toBe('2026-03-28T22:30:00.000Z');
    const afterAutumn = Date.parse('2026-10-26T00:30:00+01:00');
    expect(resolved('now-1d/d', 'Europe/Paris', afterAutumn)).toBe('2026-10-24T22:00:00.000Z');
  });

  it.each(['', 'now-', 'now-1', 'now-1x', 'nows', 'now/s', 'Now', 'now - 1h', 'now-1h/q', 'now-1234567d'])(
    '%j is none',
    (text) => {
      expect(parseRelativeTime(text)).toBeUndefined();
      expect(resolved(text)).toBeUndefined();
    },
  );

  it('is no moment beyond the years that servers read', () => {
    expect(resolved('now-999999y')).toBeUndefined();
    expect(resolved('now+99999y')).toBeUndefined();
  });
});

describe('wall time', () => {
  it.each(['UTC', 'Europe/Paris', 'America/St_Johns', 'Australia/Lord_Howe', 'local'])(
    'goes both ways in %s',
    (zone) => {
      for (let hour = 0; hour < 366 * 24; hour += 7) {
        const wall = wallTime(Date.UTC(2026, 0, 1, hour, 17, 3, 41), zone);
        expect(wallTime(momentOf(wall, zone), zone)).toBe(wall);
      }
    },
  );

  it('is the moment after the gap when clocks are put forward, and the first of two when they are put back', () => {
    const at = (text: string): string => new Date(momentOf(Date.parse(`${text}Z`), 'Europe/Paris')).toISOString();
    expect(at('2026-03-29T02:30:00')).toBe('2026-03-29T01:30:00.000Z');
    expect(at('2026-10-25T02:30:00')).toBe('2026-10-25T00:30:00.000Z');
  });
});

describe('a query with relative times', () => {
  it('is sent with moments', () => {
    expect(resolveQuery('StartTime >= now-1h AND CloseTime<now/d', now, 'UTC').text).toBe(
      'StartTime >= "2026-11-28T14:26:04.250Z" AND CloseTime<"2026-11-28T00:00:00.000Z"',
    );
    expect(resolveQuery('StartTime BETWEEN now-2h AND now', now, 'UTC').text).toBe(
      'StartTime BETWEEN "2026-11-28T13:26:04.250Z" AND "2026-11-28T15:26:04.250Z"',
    );
    expect(resolveQuery('(StartTime>now-1h)', now, 'UTC').text).toBe('(StartTime>"2026-11-28T14:26:04.250Z")');
  });

  it('means another moment each time', () => {
    const query = 'StartTime > now-1h';
    expect(resolveQuery(query, now, 'UTC').text).not.toBe(resolveQuery(query, now + 10_000, 'UTC').text);
    expect(isRelative(query)).toBe(true);
  });

  it.each([
    'WorkflowId = "now-1h"',
    "WorkflowId = 'it\\'s now'",
    'WorkflowId = "say \\"now-1h\\""',
    'WorkflowId = "a "" now-1h"',
    '`now` = 1',
    '`a now-1h b` = 1',
    'Know = 1',
    'now.x = 1',
    'now() = 1',
    'now-1x = 1',
    'WorkflowId = "unclosed now-1h',
  ])('leaves %s alone', (query) => {
    expect(resolveQuery(query, now, 'UTC').text).toBe(query);
    expect(isRelative(query)).toBe(false);
  });

  it('tells where a place of it was', () => {
    const query = 'StartTime > now-1h AND Foo = now AND Bar = 1';
    const { text, sourceOf } = resolveQuery(query, now, 'UTC');
    for (const word of ['StartTime', 'Foo', 'Bar', '1']) {
      expect(sourceOf(text.lastIndexOf(word))).toBe(query.lastIndexOf(word));
    }
    expect(sourceOf(text.indexOf('"') + 3)).toBe(query.indexOf('now-1h'));
    expect(sourceOf(text.length)).toBe(query.length);
  });
});
