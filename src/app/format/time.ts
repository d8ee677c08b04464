export { durationText } from '../../live/duration-text.js';

/** How times are written; the preferences of the person, without their storage. */
export interface TimeFormat {
  /** `local`, `UTC` or an IANA name. */
  timeZone: string;
  hour12: boolean;
  /** @default 'iso' */
  dateStyle?: DateStyle;
}

/** `short`: 20 Nov, 14:03:07; `iso`: 2026-11-20 14:03:07, which sorts and aligns; `long`: Fri, 20 Nov 2026, 14:03:07. */
export type DateStyle = 'short' | 'iso' | 'long';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `2 min ago`, `in 3 h`; the largest unit only, because the exact time is in the tooltip. */
export function relativeTime(time: Date, now: number): string {
  const distance = time.getTime() - now;
  const size = Math.abs(distance);
  if (size < 5 * second) return 'just now';
  const words = largestUnit(size);
  return distance < 0 ? `${words} ago` : `in ${words}`;
}

function largestUnit(size: number): string {
  if (size < minute) return `${Math.floor(size / second)} s`;
  if (size < hour) return `${Math.floor(size / minute)} min`;
  if (size < day) return `${Math.floor(size / hour)} h`;
  if (size < 60 * day) return plural(Math.floor(size / day), 'day');
  if (size < 730 * day) return plural(Math.floor(size / (30.44 * day)), 'month');
  return plural(Math.floor(size / (365.25 * day)), 'year');
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** What is written before and after the seconds, for each minute: to ask for it costs more than all else of a row. */
const minutes = new Map<string, readonly [before: string, after: string]>();
const keptMinutes = 2_000;

/** `2026-11-20 14:03:07.512`, or as the person likes it; the zone is named once, by the screen. */
export function absoluteTime(time: Date, format: TimeFormat, { millis = false } = {}): string {
  const ms = time.getTime();
  if (Number.isNaN(ms)) return '–';
  // Since 1972 all zones are whole minutes apart, so seconds are the same in each.
  const start = Math.floor(ms / minute) * minute;
  const key = `${start} ${format.timeZone} ${format.hour12} ${format.dateStyle}`;
  let words = minutes.get(key);
  if (!words) {
    words = minuteWords(new Date(start), format);
    if (minutes.size >= keptMinutes) minutes.clear();
    minutes.set(key, words);
  }
  const seconds = ((ms - start) / second).toFixed(3).padStart(6, '0');
  return words[0] + (millis ? seconds : seconds.slice(0, 2)) + words[1];
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function minuteWords(time: Date, { timeZone, hour12, dateStyle = 'iso' }: TimeFormat): readonly [string, string] {
  const key = `${timeZone} ${hour12} ${dateStyle}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      ...(timeZone === 'local' ? {} : { timeZone }),
      year: 'numeric',
      month: dateStyle === 'iso' ? '2-digit' : 'short',
      day: '2-digit',
      ...(dateStyle === 'long' ? { weekday: 'short' as const } : {}),
      hour: '2-digit',
      minute: '2-digit',
      ...(hour12 ? { hour12: true } : { hourCycle: 'h23' as const }),
    });
    formatters.set(key, formatter);
  }
  const part = Object.fromEntries(formatter.formatToParts(time).map(({ type, value }) => [type, value]));
  const half = hour12 ? ` ${(part['dayPeriod'] ?? '').replaceAll('.', '').toUpperCase()}` : '';
  const clock = `${part['hour']}:${part['minute']}:`;
  // In English, "Nov." has its full stop in Canada.
  const dayMonth = `${part['day']} ${(part['month'] ?? '').replace('.', '')}`;
  if (dateStyle === 'short') return [`${dayMonth}, ${clock}`, half];
  if (dateStyle === 'long') {
    return [`${(part['weekday'] ?? '').replace('.', '')}, ${dayMonth} ${part['year']}, ${clock}`, half];
  }
  return [`${part['year']}-${part['month']}-${part['day']} ${clock}`, half];
}

/** `UTC+2` for a zone at a moment. */
export function offsetText(timeZone: string, at = new Date()): string {
  const parts = new Intl.DateTimeFormat('en', {
    ...(timeZone === 'local' ? {} : { timeZone }),
    timeZoneName: 'shortOffset',
  }).formatToParts(at);
  return (parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC').replace('GMT', 'UTC').replace(/\+0$/, '');
}
