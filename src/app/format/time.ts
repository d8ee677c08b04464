/** How times are written; the preferences of the person, without their storage. */
export interface TimeFormat {
  /** `local`, `UTC` or an IANA name. */
  timeZone: string;
  hour12: boolean;
}

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

/** `850 ms`, `4.2 s`, `1 h 4 min`, `3 days 2 h`: two units at most. */
export function durationText(ms: number): string {
  if (!Number.isFinite(ms)) return '–';
  if (ms < 0) return `-${durationText(-ms)}`;
  if (ms < second) return `${Math.round(ms)} ms`;
  if (ms < 10 * second) return `${trimZeros((ms / second).toFixed(1))} s`;
  if (ms < minute) return `${Math.floor(ms / second)} s`;
  if (ms < hour) return two(Math.floor(ms / minute), 'min', Math.floor((ms % minute) / second), 's');
  if (ms < day) return two(Math.floor(ms / hour), 'h', Math.floor((ms % hour) / minute), 'min');
  const days = Math.floor(ms / day);
  return two(days, days === 1 ? 'day' : 'days', Math.floor((ms % day) / hour), 'h');
}

function two(large: number, largeUnit: string, small: number, smallUnit: string): string {
  return small === 0 ? `${large} ${largeUnit}` : `${large} ${largeUnit} ${small} ${smallUnit}`;
}

function trimZeros(text: string): string {
  return text.replace(/\.0$/, '');
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** `2026-11-20 14:03:07.512`: sorts and aligns; the zone is named once, by the screen. */
export function absoluteTime(time: Date, { timeZone, hour12 }: TimeFormat, { millis = false } = {}): string {
  if (Number.isNaN(time.getTime())) return '–';
  const key = `${timeZone} ${hour12} ${millis}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      ...(timeZone === 'local' ? {} : { timeZone }),
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      ...(millis ? { fractionalSecondDigits: 3 as const } : {}),
      ...(hour12 ? { hour12: true } : { hourCycle: 'h23' as const }),
    });
    formatters.set(key, formatter);
  }
  const part = Object.fromEntries(formatter.formatToParts(time).map(({ type, value }) => [type, value]));
  const fraction = millis ? `.${part['fractionalSecond']}` : '';
  const half = hour12 ? ` ${(part['dayPeriod'] ?? '').replaceAll('.', '').toUpperCase()}` : '';
  return `${part['year']}-${part['month']}-${part['day']} ${part['hour']}:${part['minute']}:${part['second']}${fraction}${half}`;
}

/** `UTC+2` for a zone at a moment. */
export function offsetText(timeZone: string, at = new Date()): string {
  const parts = new Intl.DateTimeFormat('en', {
    ...(timeZone === 'local' ? {} : { timeZone }),
    timeZoneName: 'shortOffset',
  }).formatToParts(at);
  return (parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'UTC').replace('GMT', 'UTC').replace(/\+0$/, '');
}
