import { create } from '@bufbuild/protobuf';
import { type Range, RangeSchema } from '../../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';

/** A field of a calendar: what it is called in errors, what it may be, and what it is when nothing is said. */
export interface Field {
  readonly name: string;
  readonly lowest: number;
  readonly highest: number;
  readonly standard: string;
  /** Names of its values, the first for {@link firstNamed}. */
  readonly names?: readonly string[];
  readonly firstNamed?: number;
  readonly shortestName?: number;
}

const monthNames = 'january february march april may june july august september october november december'.split(' ');
const dayNames = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');

export const years = { name: 'Year', lowest: 2000, highest: 2100, standard: '*' } as const;

/** Fields of a calendar in the order in which the server reads them. */
export const fields = {
  second: { name: 'Second', lowest: 0, highest: 59, standard: '0' },
  minute: { name: 'Minute', lowest: 0, highest: 59, standard: '0' },
  hour: { name: 'Hour', lowest: 0, highest: 23, standard: '0' },
  dayOfWeek: {
    name: 'DayOfWeek',
    lowest: 0,
    // Sunday is 0 and 7.
    highest: 7,
    standard: '*',
    names: dayNames,
    firstNamed: 0,
    shortestName: 2,
  },
  dayOfMonth: { name: 'DayOfMonth', lowest: 1, highest: 31, standard: '*' },
  month: { name: 'Month', lowest: 1, highest: 12, standard: '*', names: monthNames, firstNamed: 1, shortestName: 3 },
  year: years,
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof fields;

/**
 * Reads what stands in a field of a cron string or calendar: `*`, `5`, `1-5`, `1-9/2`, `3/5`, and lists of these.
 *
 * @throws Error in the words of the server
 */
export function parseField(text: string, field: Field): Range[] {
  const { name, lowest, highest } = field;
  const trimmed = text.trim() || field.standard;
  // No ranges stand for all years.
  if (trimmed === '*' && field === years) return [];
  return trimmed.split(',').flatMap((part) => {
    const [span, step, ...moreSteps] = part.split('/') as [string, string?, ...string[]];
    if (moreSteps.length > 0) throw new Error(`${name} has too many slashes`);
    if (step === '') throw new Error(`${name} missing step value`);
    const every = step === undefined ? 1 : parseInteger(step);
    if (every === undefined) throw new Error(`strconv.Atoi: parsing ${JSON.stringify(step)}: invalid syntax`);
    if (every < 1) throw new Error(`${name} has invalid Step`);
    if (span === '*') return rangeOf(field, lowest, highest, every);
    const [from, to, ...moreEnds] = span.split('-') as [string, string?, ...string[]];
    if (moreEnds.length > 0) throw new Error(`${name} has too many dashes`);
    const start = parseValue(from, lowest, field);
    if (to === undefined) {
      if (start === undefined) throw new Error(`${name} is not in range [${lowest}-${highest}]`);
      return rangeOf(field, start, step === undefined ? start : highest, every);
    }
    if (start === undefined) throw new Error(`${name} Start is not in range [${lowest}-${highest}]`);
    const end = parseValue(to, start, field);
    if (end === undefined) {
      throw new Error(`${name} End is before Start or not in range [${lowest}-${highest}]`);
    }
    return rangeOf(field, start, end, every);
  });
}

/** Ranges that cover a span, in the shortest form: an end of 0 is the start, a step of 0 is 1. */
function rangeOf(field: Field, start: number, end: number, step: number): Range[] {
  const ranges: Range[] = [];
  if (field === fields.dayOfWeek && end === 7) {
    // The Sunday at the end becomes one at the beginning, unless it is there already.
    if ((7 - start) % step === 0 && (step > 1 || start > 1)) ranges.push(create(RangeSchema, { start: 0 }));
    if (start === 7) return ranges;
    end = 6;
  }
  ranges.push(create(RangeSchema, { start, end: start === end ? 0 : end, step: step === 1 ? 0 : step }));
  return ranges;
}

/** A number or a name; undefined if it is neither, or out of range. */
function parseValue(text: string, lowest: number, field: Field): number | undefined {
  const { names, firstNamed = 0, shortestName = 0, highest } = field;
  const named =
    text.length >= shortestName ? (names?.findIndex((name) => name.startsWith(text.toLowerCase())) ?? -1) : -1;
  const value = named >= 0 ? named + firstNamed : parseInteger(text);
  return value !== undefined && value >= lowest && value <= highest ? value : undefined;
}

function parseInteger(text: string): number | undefined {
  return /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
}
