import type { Cron, CronFields } from './cron.js';

/** As the server: when nothing is found in five years, there is nothing to find. */
const mostDays = 5 * 366;

/** The next times after a moment, in order. Fewer than asked for when there are no more. */
export function nextCronTimes(cron: Cron, after: Date, count: number): Date[] {
  if (cron.kind === 'every') {
    const from = Math.floor(after.getTime() / 1000) * 1000;
    return Array.from({ length: count }, (_, index) => new Date(from + (index + 1) * cron.everyMs));
  }
  const times: Date[] = [];
  const wall = wallClock(cron.timeZone);
  const today = wall(after.getTime());
  for (let index = 0; index < mostDays && times.length < count; index++) {
    const day = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + index));
    if (isDay(cron, day)) times.push(...timesOf(cron, day, wall).filter((time) => time > after));
  }
  return times.slice(0, count);
}

function isDay({ months, daysOfMonth, daysOfWeek, anyDay }: CronFields, day: Date): boolean {
  if (!months.includes(day.getUTCMonth() + 1)) return false;
  const [ofMonth, ofWeek] = [daysOfMonth.includes(day.getUTCDate()), daysOfWeek.includes(day.getUTCDay())];
  return anyDay ? ofMonth && ofWeek : ofMonth || ofWeek;
}

function timesOf({ hours, minutes }: CronFields, day: Date, wall: WallClock): Date[] {
  return hours.flatMap((hour) =>
    minutes.flatMap((minute) => instantOf(day.getTime() + (hour * 60 + minute) * 60_000, wall) ?? []),
  );
}

/** The wall clock of a zone at a moment, written into a Date as if it were UTC. */
type WallClock = (ms: number) => Date;

function wallClock(timeZone: string): WallClock {
  if (timeZone === 'UTC') return (ms) => new Date(ms);
  const formatter = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (ms) => {
    const part = Object.fromEntries(formatter.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
    return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  };
}

/** The moment when the clock shows this; none in the hour that a change of the clock leaves out. */
function instantOf(shown: number, wall: WallClock): Date | undefined {
  let ms = shown;
  for (let round = 0; round < 3; round++) ms += shown - wall(ms).getTime();
  return wall(ms).getTime() === shown ? new Date(ms) : undefined;
}
