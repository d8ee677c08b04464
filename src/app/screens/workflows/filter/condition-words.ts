import { parseRelativeTime } from '../../../format/relative-time.js';
import { isKnownStatus, statuses } from '../../../../live/status.js';
import { absoluteTime, durationText, type TimeFormat } from '../../../format/time.js';
import { filterTexts } from '../../../texts/filter.js';
import {
  relationTexts,
  relativeTexts,
  relativeWords,
  timeRelationTexts,
  valueTexts,
} from '../../../texts/filter-words.js';
import { attributeLabel } from './attributes.js';
import type { Comparison, Condition, Literal } from './condition.js';
import { parseGoDuration } from './go-duration.js';

/** What a pill says, in its three voices. */
export interface ConditionWords {
  subject: string;
  relation: string;
  value: string;
  /** The value is a piece of a query. */
  isCode: boolean;
}

const shownValues = 2;

export function conditionWords(condition: Condition, timeFormat: TimeFormat): ConditionWords {
  if (condition.kind === 'raw') {
    return { subject: filterTexts.rawSubject, relation: '', value: condition.text, isCode: true };
  }
  const subject = attributeLabel(condition.attribute);
  const phrase = timePhrase(condition);
  if (phrase) return { subject, relation: phrase, value: '', isCode: false };
  const { values, operator, orMissing } = condition;
  const isTime = values.length > 0 && values.every((value) => value.kind === 'relative' || momentOf(value));
  const relation = (isTime ? timeRelationTexts : relationTexts)[operator];
  const words = values.map((value) => literalWords(condition.attribute, value, timeFormat));
  const value = operator.includes('BETWEEN') ? words.join(` ${valueTexts.and} `) : listWords(words);
  return { subject, relation, value: orMissing ? `${value} ${valueTexts.orMissing}` : value, isCode: false };
}

/** All of it in a line, for those who do not see it. */
export function conditionText(words: ConditionWords): string {
  return [words.subject, words.relation, words.value].filter(Boolean).join(' ');
}

function listWords(words: readonly string[]): string {
  const shown = words.length > shownValues + 1 ? words.slice(0, shownValues) : words;
  const rest = words.length - shown.length;
  return shown.join(', ') + (rest > 0 ? ` ${valueTexts.more(rest)}` : '');
}

/** `in the last 1 h`, `today`, `yesterday`: relation and value in one. */
function timePhrase({ operator, values }: Comparison): string | undefined {
  const steps = values.map((value) => (value.kind === 'relative' ? parseRelativeTime(value.text) : undefined));
  const [first] = steps;
  if (!first || steps.includes(undefined)) return undefined;
  if (operator === 'BETWEEN') return unitBefore(values);
  const [step, more] = first;
  if (!step || more) return undefined;
  const isSince = operator === '>' || operator === '>=';
  if (step.kind === 'start') return isSince ? relativeTexts.current(step.unit) : undefined;
  if (step.amount >= 0) return undefined;
  if (isSince) return relativeTexts.last(step.amount, step.unit);
  return operator === '<' || operator === '<=' ? relativeTexts.olderThan(step.amount, step.unit) : undefined;
}

/** Between the start of the unit before and that of this one: `yesterday`. */
function unitBefore(values: readonly Literal[]): string | undefined {
  const [from, to] = values.map((value) => (value.kind === 'relative' ? value.text : ''));
  const unit = /^now\/([dwMy])$/.exec(to ?? '')?.[1] as 'd' | undefined;
  return unit && from === `now-1${unit}/${unit}` ? relativeTexts.before(unit) : undefined;
}

function literalWords(attribute: string, literal: Literal, timeFormat: TimeFormat): string {
  switch (literal.kind) {
    case 'bool':
      return literal.value ? valueTexts.yes : valueTexts.no;
    case 'relative':
      return relativeWords(literal.text, parseRelativeTime(literal.text) ?? []);
    case 'number':
    case 'string': {
      const text = literal.kind === 'number' ? literal.text : literal.value;
      if (attribute === 'ExecutionDuration') {
        const ms = parseGoDuration(text);
        return ms === undefined ? text : durationText(ms);
      }
      if (attribute === 'ExecutionStatus') return statusWords(text);
      const moment = momentOf(literal);
      return moment ? absoluteTime(moment, timeFormat) : text || valueTexts.empty;
    }
  }
}

function statusWords(name: string): string {
  const found = Object.values(statuses).find(({ query }) => query.toLowerCase() === name.toLowerCase());
  return found?.label ?? (isKnownStatus(name) ? statuses[name].label : name);
}

/** A moment as the server reads it: with a zone. Other texts that look like dates may be ids. */
export function momentOf(literal: Literal): Date | undefined {
  if (literal.kind !== 'string') return undefined;
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(literal.value)) return undefined;
  const date = new Date(literal.value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
