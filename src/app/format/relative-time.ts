import { momentOf, wallTime } from './zone-time.js';

/**
 * Times that are told from now: `now-1h` is an hour ago, `now/d` the start of today, `now-1d/d` that of yesterday.
 * They stay so in links and saved views, and become moments when a query is sent; the server knows nothing of them.
 */
const shape = /^now((?:[+-]\d{1,6}[smhdwMy]|\/[hdwMy])*)$/;
const step = /([+-]\d+|\/)([smhdwMy])/g;

export type RelativeUnit = 's' | 'm' | 'h' | 'd' | 'w' | 'M' | 'y';

export interface RelativeStep {
  /** Goes to the start of the unit instead of moving by an amount. */
  kind: 'move' | 'start';
  amount: number;
  unit: RelativeUnit;
}

/** The steps of a relative time, from now; undefined for any other text. */
export function parseRelativeTime(text: string): RelativeStep[] | undefined {
  const [, steps] = shape.exec(text) ?? [];
  if (steps === undefined) return undefined;
  return [...steps.matchAll(step)].map(([, sign = '', unit = 's']) => ({
    kind: sign === '/' ? 'start' : 'move',
    amount: sign === '/' ? 0 : Number(sign),
    unit: unit as RelativeUnit,
  }));
}

const fixedMs = { s: 1000, m: 60_000, h: 3_600_000 } as const;

/**
 * The moment that a relative time means. Hours and less have one length; days and more are counted on the calendar of
 * the zone, where a day may have 23 or 25 hours.
 *
 * @returns undefined for a text that is no relative time, and for a moment that no date can hold
 */
export function resolveRelativeTime(text: string, now: number, timeZone: string): Date | undefined {
  const steps = parseRelativeTime(text);
  if (!steps) return undefined;
  const moment = new Date(steps.reduce((ms, one) => take(one, ms, timeZone), now));
  const year = moment.getUTCFullYear();
  return year >= 0 && year <= 9999 ? moment : undefined;
}

function take({ kind, amount, unit }: RelativeStep, ms: number, timeZone: string): number {
  if (Number.isNaN(ms)) return ms;
  if (kind === 'move' && (unit === 's' || unit === 'm' || unit === 'h')) return ms + amount * fixedMs[unit];
  const wall = new Date(wallTime(ms, timeZone));
  if (kind === 'start') toStart(wall, unit);
  else move(wall, amount, unit);
  return Number.isNaN(wall.getTime()) ? Number.NaN : momentOf(wall.getTime(), timeZone);
}

function move(wall: Date, amount: number, unit: RelativeUnit): void {
  const day = wall.getUTCDate();
  if (unit === 'd') wall.setUTCDate(day + amount);
  else if (unit === 'w') wall.setUTCDate(day + 7 * amount);
  else {
    wall.setUTCDate(1);
    wall.setUTCMonth(wall.getUTCMonth() + (unit === 'y' ? 12 : 1) * amount);
    // A month before the 31st of March is the last of February.
    const last = new Date(Date.UTC(wall.getUTCFullYear(), wall.getUTCMonth() + 1, 0)).getUTCDate();
    wall.setUTCDate(Math.min(day, last));
  }
}

function toStart(wall: Date, unit: RelativeUnit): void {
  if (unit === 'h') {
    wall.setUTCMinutes(0, 0, 0);
    return;
  }
  wall.setUTCHours(0, 0, 0, 0);
  // Weeks begin on Monday, as ISO 8601 has it.
  if (unit === 'w') wall.setUTCDate(wall.getUTCDate() - ((wall.getUTCDay() + 6) % 7));
  if (unit === 'M') wall.setUTCDate(1);
  if (unit === 'y') wall.setUTCMonth(0, 1);
}
