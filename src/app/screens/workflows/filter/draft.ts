import { parseDurationInput } from '../../../format/duration-input.js';
import { parseRelativeTime, type RelativeUnit } from '../../../format/relative-time.js';
import { isKnownStatus, type KnownStatus, statuses } from '../../../../live/status.js';
import { durationInput } from '../../../format/duration-input.js';
import { momentOf as momentOfWall, wallTime } from '../../../format/zone-time.js';
import { draftTexts as texts } from '../../../texts/filter-editor.js';
import type { FilterAttribute, FilterType } from './attributes.js';
import { type Comparison, type Literal, negations, type Operator } from './condition.js';
import { momentOf } from './condition-words.js';
import { parseGoDuration, printGoDuration } from './go-duration.js';
import { refusalOf } from './refusal.js';

/** What can be said about an attribute: the operators, and times that are told from now. */
export type Choice = Operator | 'last' | 'olderThan' | 'today' | 'yesterday' | 'thisWeek';

/** A condition as it stands in a form: texts, which may not be right yet. */
export interface Draft {
  choice: Choice;
  value: string;
  /** The other end of a range. */
  to: string;
  /** One value a line. */
  list: string;
  amount: string;
  unit: RelativeUnit;
  statuses: KnownStatus[];
  orMissing: boolean;
}

const presence = ['IS NULL', 'IS NOT NULL'] as const;
const numbers: readonly Choice[] = ['=', '!=', '<', '<=', '>', '>=', 'BETWEEN', 'IN', ...presence];

/** What a form offers; all else can be written as a query. */
const choicesByType: Record<FilterType, readonly Choice[]> = {
  KEYWORD: ['=', '!=', 'IN', 'NOT IN', 'STARTS_WITH', 'NOT STARTS_WITH', ...presence],
  TEXT: ['=', '!=', ...presence],
  INT: numbers,
  DOUBLE: numbers,
  BOOL: ['=', ...presence],
  DATETIME: ['last', 'olderThan', 'today', 'yesterday', 'thisWeek', '>=', '<', 'BETWEEN', ...presence],
  DURATION: ['>', '<', 'BETWEEN', ...presence],
  KEYWORD_LIST: ['=', 'IN', '!=', 'NOT IN', ...presence],
  STATUS: ['IN', 'NOT IN'],
};

export function choicesOf(type: FilterType): readonly Choice[] {
  return Object.hasOwn(choicesByType, type) ? choicesByType[type] : choicesByType.KEYWORD;
}

export function emptyDraft(type: FilterType): Draft {
  return {
    choice: choicesOf(type)[0]!,
    value: type === 'BOOL' ? 'true' : '',
    to: '',
    list: '',
    amount: '1',
    unit: 'h',
    statuses: [],
    orMissing: false,
  };
}

const fixedTimes: Partial<Record<Choice, readonly [operator: Operator, ...values: string[]]>> = {
  today: ['>=', 'now/d'],
  yesterday: ['BETWEEN', 'now-1d/d', 'now/d'],
  thisWeek: ['>=', 'now/w'],
};

/** The form of a condition; undefined for one that the form has no fields for. */
export function draftOf(comparison: Comparison, type: FilterType, timeZone: string): Draft | undefined {
  const { operator, values } = comparison;
  const draft: Draft = { ...emptyDraft(type), orMissing: comparison.orMissing === true };
  if (type === 'STATUS') return statusDraft(draft, comparison);
  const relative = relativeDraft(draft, comparison);
  if (relative) return relative;
  // Of a moment the form knows whole seconds, and both of these say the same about those.
  const choice =
    type === 'DATETIME' && operator === '>' ? '>=' : type === 'DATETIME' && operator === '<=' ? '<' : operator;
  if (!choicesOf(type).includes(choice) || (choice !== operator && !hasMillis(values))) return undefined;
  const words = values.map((value) => literalText(value, type, timeZone));
  if (words.includes(undefined)) return undefined;
  const [value = draft.value, to = ''] = words as string[];
  if (operator === 'IN' || operator === 'NOT IN') {
    return words.some((word) => word!.includes('\n')) ? undefined : { ...draft, choice, list: words.join('\n') };
  }
  return { ...draft, choice, value, to };
}

function hasMillis(values: readonly Literal[]): boolean {
  return values.every((value) => value.kind === 'string' && /\.\d*[1-9]/.test(value.value));
}

function statusDraft(draft: Draft, { operator, values }: Comparison): Draft | undefined {
  const names = values.map((value) =>
    value.kind === 'string' ? Object.entries(statuses).find(([, { query }]) => query === value.value)?.[0] : undefined,
  );
  const known = names.filter((name): name is KnownStatus => name !== undefined && isKnownStatus(name));
  if (known.length !== names.length) return undefined;
  return {
    ...draft,
    choice: operator.includes('N') && operator !== 'IN' ? 'NOT IN' : operator === '!=' ? 'NOT IN' : 'IN',
    statuses: known,
  };
}

function relativeDraft(draft: Draft, { operator, values }: Comparison): Draft | undefined {
  const written = values.flatMap((value) => (value.kind === 'relative' ? [value.text] : []));
  if (written.length === 0 || written.length !== values.length) return undefined;
  for (const [choice, [fixed, ...times]] of Object.entries(fixedTimes)) {
    if (operator === fixed && times.join() === written.join()) return { ...draft, choice: choice as Choice };
  }
  const steps = parseRelativeTime(written[0] ?? '');
  const [step] = steps ?? [];
  if (written.length !== 1 || steps?.length !== 1 || step?.kind !== 'move' || step.amount >= 0) return undefined;
  const choice = operator.startsWith('>') ? 'last' : operator.startsWith('<') ? 'olderThan' : undefined;
  return choice && { ...draft, choice, amount: String(-step.amount), unit: step.unit };
}

function literalText(literal: Literal, type: FilterType, timeZone: string): string | undefined {
  if (literal.kind === 'relative') return undefined;
  const text =
    literal.kind === 'string' ? literal.value : literal.kind === 'number' ? literal.text : String(literal.value);
  if (type === 'DATETIME') {
    const moment = momentOf(literal);
    return moment && wallText(moment, timeZone);
  }
  if (type === 'DURATION') {
    const ms = parseGoDuration(text);
    return ms === undefined ? undefined : durationInput(ms);
  }
  return text;
}

/** As a field for date and time has it, with the clock of the zone. */
export function wallText(moment: Date, timeZone: string): string {
  return new Date(wallTime(moment.getTime(), timeZone)).toISOString().replace(/(?:\.000)?Z$/, '');
}

/** What a form makes: a condition, or why it makes none yet. */
export type Drafted = { comparison: Comparison } | { problem: string };

export function comparisonOf(draft: Draft, attribute: FilterAttribute, timeZone: string): Drafted {
  const made = literalsOf(draft, attribute, timeZone);
  if ('problem' in made) return made;
  const { operator, values } = made;
  const comparison: Comparison = { kind: 'comparison', attribute: attribute.name, operator, values };
  const problem = refusalOf(comparison, attribute);
  if (problem) return { problem };
  return {
    comparison: draft.orMissing && negations.includes(operator) ? { ...comparison, orMissing: true } : comparison,
  };
}

type Made = { operator: Operator; values: Literal[] } | { problem: string };

function literalsOf(draft: Draft, { type }: FilterAttribute, timeZone: string): Made {
  const { choice } = draft;
  const fixed = fixedTimes[choice];
  if (fixed) {
    const [operator, ...times] = fixed;
    return { operator, values: times.map((text) => ({ kind: 'relative', text })) };
  }
  switch (choice) {
    case 'last':
    case 'olderThan': {
      const amount = Number(draft.amount);
      if (!Number.isInteger(amount) || amount < 1 || amount > 999_999) return { problem: texts.amount };
      const text = `now-${amount}${draft.unit}`;
      return { operator: choice === 'last' ? '>=' : '<', values: [{ kind: 'relative', text }] };
    }
    case 'IS NULL':
    case 'IS NOT NULL':
      return { operator: choice, values: [] };
    case 'IN':
    case 'NOT IN':
      return type === 'STATUS' ? chosenStatuses(choice, draft.statuses) : many(choice, draft.list, type, timeZone);
    case 'BETWEEN':
    case 'NOT BETWEEN':
      return several(choice, [draft.value, draft.to], type, timeZone);
    default:
      return several(choice as Operator, [draft.value], type, timeZone);
  }
}

function chosenStatuses(operator: Operator, chosen: readonly KnownStatus[]): Made {
  if (chosen.length === 0) return { problem: texts.status };
  return { operator, values: chosen.map((name) => ({ kind: 'string', value: statuses[name].query })) };
}

function many(operator: Operator, list: string, type: FilterType, timeZone: string): Made {
  const lines = [
    ...new Set(
      list
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
    ),
  ];
  return lines.length === 0 ? { problem: texts.list } : several(operator, lines, type, timeZone);
}

function several(operator: Operator, written: readonly string[], type: FilterType, timeZone: string): Made {
  const values: Literal[] = [];
  for (const text of written) {
    const value = literalFrom(text, type, timeZone);
    if ('problem' in value) return value;
    values.push(value);
  }
  return { operator, values };
}

function literalFrom(text: string, type: FilterType, timeZone: string): Literal | { problem: string } {
  const trimmed = text.trim();
  switch (type) {
    case 'INT':
      return /^[+-]?\d+$/.test(trimmed) ? { kind: 'number', text: trimmed } : { problem: texts.int };
    case 'DOUBLE': {
      const number = Number(trimmed);
      return trimmed !== '' && Number.isFinite(number)
        ? { kind: 'number', text: String(number) }
        : { problem: texts.double };
    }
    case 'BOOL':
      return { kind: 'bool', value: trimmed === 'true' };
    case 'DATETIME': {
      const wall = Date.parse(`${trimmed}Z`);
      if (Number.isNaN(wall)) return { problem: texts.moment };
      return { kind: 'string', value: new Date(momentOfWall(wall, timeZone)).toISOString() };
    }
    case 'DURATION': {
      const ms = parseDurationInput(trimmed);
      return ms === undefined ? { problem: texts.duration } : { kind: 'string', value: printGoDuration(ms) };
    }
    case 'TEXT':
      return trimmed === '' ? { problem: texts.words } : { kind: 'string', value: text };
    default:
      return { kind: 'string', value: text };
  }
}
