import { countText, plural } from '../format/numbers.js';
import type { RelativeStep, RelativeUnit } from '../format/relative-time.js';

/** Between the name of an attribute and its value. */
export const relationTexts = {
  '=': 'is',
  '!=': 'is not',
  '<': '<',
  '<=': '≤',
  '>': '>',
  '>=': '≥',
  BETWEEN: 'between',
  'NOT BETWEEN': 'not between',
  IN: 'is any of',
  'NOT IN': 'is none of',
  STARTS_WITH: 'starts with',
  'NOT STARTS_WITH': 'does not start with',
  'IS NULL': 'is missing',
  'IS NOT NULL': 'is set',
} as const;

/** The same where the values are moments. */
export const timeRelationTexts = {
  ...relationTexts,
  '=': 'at',
  '!=': 'not at',
  '<': 'before',
  '<=': 'until',
  '>': 'after',
  '>=': 'since',
} as const;

const unitWords: Record<RelativeUnit, (count: number) => string> = {
  s: (count) => `${countText(count)} s`,
  m: (count) => `${countText(count)} min`,
  h: (count) => `${countText(count)} h`,
  d: (count) => plural(count, 'day'),
  w: (count) => plural(count, 'week'),
  M: (count) => plural(count, 'month'),
  y: (count) => plural(count, 'year'),
};
const currentUnit: Record<RelativeUnit, string> = {
  s: 'this second',
  m: 'this minute',
  h: 'this hour',
  d: 'today',
  w: 'this week',
  M: 'this month',
  y: 'this year',
};
const unitBefore: Partial<Record<RelativeUnit, string>> = {
  d: 'yesterday',
  w: 'last week',
  M: 'last month',
  y: 'last year',
};

/** Relative times in words. */
export const relativeTexts = {
  amount: (amount: number, unit: RelativeUnit): string => unitWords[unit](Math.abs(amount)),
  last: (amount: number, unit: RelativeUnit): string => `in the last ${unitWords[unit](Math.abs(amount))}`,
  olderThan: (amount: number, unit: RelativeUnit): string => `more than ${unitWords[unit](Math.abs(amount))} ago`,
  current: (unit: RelativeUnit): string => currentUnit[unit],
  /** `yesterday`; nothing for units that have no such word. */
  before: (unit: RelativeUnit): string | undefined => unitBefore[unit],
  now: 'now',
  ago: (amount: number, unit: RelativeUnit): string =>
    amount < 0 ? `${unitWords[unit](-amount)} ago` : `in ${unitWords[unit](amount)}`,
  startOf: (unit: RelativeUnit): string => `the start of ${currentUnit[unit]}`,
  startBefore: (unit: RelativeUnit): string => `the start of ${unitBefore[unit] ?? ''}`,
};

/** `1 h ago`, `the start of today`; the text itself where there is no short way to say it. */
export function relativeWords(text: string, steps: readonly RelativeStep[]): string {
  const [first, second, third] = steps;
  if (!first) return relativeTexts.now;
  if (!second) {
    return first.kind === 'start' ? relativeTexts.startOf(first.unit) : relativeTexts.ago(first.amount, first.unit);
  }
  const isUnitBefore =
    !third && first.kind === 'move' && first.amount === -1 && second.kind === 'start' && first.unit === second.unit;
  return isUnitBefore && relativeTexts.before(first.unit) ? relativeTexts.startBefore(first.unit) : text;
}

export const valueTexts = {
  empty: '(empty)',
  more: (count: number) => `+${countText(count)}`,
  and: 'and',
  orMissing: 'or missing',
  yes: 'true',
  no: 'false',
} as const;
