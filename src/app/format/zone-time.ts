/**
 * Clock times of a time zone. A *wall* time is what a clock there shows, written as the milliseconds that the same
 * digits would have in UTC: with it, days and months can be counted as people count them.
 */

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    ...(timeZone === 'local' ? {} : { timeZone }),
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(timeZone, made);
  return made;
}

/** What a clock in the zone shows at a moment. */
export function wallTime(ms: number, timeZone: string): number {
  const parts = formatter(timeZone).formatToParts(ms);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const isBeforeChrist = parts.some(({ type, value }) => type === 'era' && value.startsWith('B'));
  const year = isBeforeChrist ? 1 - part('year') : part('year');
  const date = new Date(0);
  date.setUTCFullYear(year, part('month') - 1, part('day'));
  date.setUTCHours(part('hour'), part('minute'), part('second'), ((ms % 1000) + 1000) % 1000);
  return date.getTime();
}

/**
 * The moment at which a clock in the zone shows this. Where clocks are put forward over it, the moment after the gap;
 * where they show it twice, the first.
 */
export function momentOf(wall: number, timeZone: string): number {
  const offsetAt = (ms: number) => wallTime(ms, timeZone) - ms;
  const day = 24 * 3_600_000;
  // The offset is that of shortly before or of shortly after, wherever clocks change in between.
  const candidates = [...new Set([wall - offsetAt(wall - day), wall - offsetAt(wall + day)])].sort((a, b) => a - b);
  const exact = candidates.find((ms) => wallTime(ms, timeZone) === wall);
  return exact ?? candidates.at(-1)!;
}
