/**
 * Cron expressions as Temporal's server reads them: five fields of `robfig/cron`, its descriptors, `@every`, and a time
 * zone before them. `*`, `?`, lists, ranges and steps; no `L`, `W` or `#`, no seconds, and Sunday is 0 only.
 */
import { cronShorthands } from '../../live/cron-shorthands.js';
import { cronTexts as texts } from '../texts/cron.js';

export interface CronFields {
  kind: 'fields';
  /** An IANA name. */
  timeZone: string;
  minutes: readonly number[];
  hours: readonly number[];
  daysOfMonth: readonly number[];
  months: readonly number[];
  /** 0 is Sunday. */
  daysOfWeek: readonly number[];
  /** A day has to be in both lists when one of the two is `*`, else in one of them. */
  anyDay: boolean;
  /** The five fields, for words. */
  text: string;
}

export type Cron = CronFields | { kind: 'every'; everyMs: number };
export type CronResult = { ok: true; cron: Cron } | { ok: false; error: string };

interface FieldRange {
  name: string;
  from: number;
  to: number;
  words?: readonly string[];
}

const ranges = {
  minutes: { name: texts.minute, from: 0, to: 59 },
  hours: { name: texts.hour, from: 0, to: 23 },
  daysOfMonth: { name: texts.dayOfMonth, from: 1, to: 31 },
  months: {
    name: texts.month,
    from: 1,
    to: 12,
    words: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  daysOfWeek: { name: texts.dayOfWeek, from: 0, to: 6, words: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
} as const satisfies Record<string, FieldRange>;

class CronError extends Error {}

export function parseCron(text: string): CronResult {
  try {
    return { ok: true, cron: parse(text.trim()) };
  } catch (error) {
    if (error instanceof CronError) return { ok: false, error: error.message };
    throw error;
  }
}

function parse(text: string): Cron {
  const zone = /^(?:CRON_TZ|TZ)=(\S*)\s*/.exec(text);
  const timeZone = zone?.[1] ?? 'UTC';
  if (!isTimeZone(timeZone)) throw new CronError(texts.unknownZone(timeZone));
  const spec = text.slice(zone?.[0].length ?? 0);
  const every = /^@every\s+(\S+)$/.exec(spec)?.[1];
  if (every !== undefined) return { kind: 'every', everyMs: goDuration(every) };
  if (spec.startsWith('@') && !cronShorthands[spec]) throw new CronError(texts.unknownDescriptor(spec));
  return fields(cronShorthands[spec] ?? spec, timeZone);
}

function fields(text: string, timeZone: string): CronFields {
  const parts = text.split(/\s+/).filter(Boolean);
  const [minute = '', hour = '', dayOfMonth = '', month = '', dayOfWeek = ''] = parts;
  if (parts.length !== 5) throw new CronError(texts.fiveFields(parts.length));
  return {
    kind: 'fields',
    timeZone,
    minutes: values(minute, ranges.minutes),
    hours: values(hour, ranges.hours),
    daysOfMonth: values(dayOfMonth, ranges.daysOfMonth),
    months: values(month, ranges.months),
    daysOfWeek: values(dayOfWeek, ranges.daysOfWeek),
    anyDay: isStar(dayOfMonth) || isStar(dayOfWeek),
    text: parts.join(' '),
  };
}

/** `*` with a step is a choice of days, not all of them. */
function isStar(field: string): boolean {
  return field.split(',').some((part) => /^[*?](?:\/1)?$/.test(part));
}

function values(field: string, range: FieldRange): number[] {
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const [span = '', stepText, ...more] = part.split('/');
    if (more.length > 0 || part === '') throw new CronError(texts.badPart(range.name, part));
    const step = stepText === undefined ? 1 : wholeNumber(stepText, range, part);
    if (step === 0) throw new CronError(texts.stepZero(range.name));
    const [from, to] =
      span === '*' || span === '?' ? [range.from, range.to] : bounds(span, range, stepText !== undefined);
    for (let value = from; value <= to; value += step) found.add(value);
  }
  return [...found].sort((a, b) => a - b);
}

function bounds(span: string, range: FieldRange, hasStep: boolean): [number, number] {
  const [first = '', last, ...more] = span.split('-');
  if (more.length > 0) throw new CronError(texts.badPart(range.name, span));
  const from = valueOf(first, range);
  // `5/15` goes on to the end of the range.
  const to = last === undefined ? (hasStep ? range.to : from) : valueOf(last, range);
  if (to < from) throw new CronError(texts.backwards(range.name, span));
  return [from, to];
}

function valueOf(text: string, range: FieldRange): number {
  const word = range.words?.indexOf(text.toLowerCase()) ?? -1;
  const value = word >= 0 ? word + range.from : wholeNumber(text, range, text);
  if (value < range.from || value > range.to)
    throw new CronError(texts.outside(range.name, text, range.from, range.to));
  return value;
}

function wholeNumber(text: string, range: FieldRange, part: string): number {
  if (!/^\d+$/.test(text)) throw new CronError(texts.badPart(range.name, part));
  return Number(text);
}

const goUnits = { ns: 1e-6, us: 1e-3, µs: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

/** Go's spelling of a duration; the server counts whole seconds, at least one. */
function goDuration(text: string): number {
  const parts = [...text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h)/gy)];
  if (parts.length === 0 || parts.reduce((sum, [part]) => sum + part.length, 0) !== text.length) {
    throw new CronError(texts.badEvery(text));
  }
  const ms = parts.reduce((sum, [, count, unit]) => sum + Number(count) * goUnits[unit as keyof typeof goUnits], 0);
  return Math.max(1000, Math.floor(ms / 1000) * 1000);
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
