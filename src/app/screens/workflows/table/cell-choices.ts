import { defineSearchAttributeKey, ValueError, where } from '../../../../client/index.js';
import { isKnownStatus } from '../../../../live/status.js';
import { cellTexts as texts } from '../../../texts/cells.js';
import { withCondition, withoutAttribute } from '../add-condition.js';
import type { CellValue, Column, ColumnAttribute } from '../columns/columns.js';
import type { ListAddress } from '../list-address.js';
import { valueText } from './value-text.js';

/** What can be asked about a cell, and the list that answers it. */
export interface CellChoice {
  label: string;
  change: Partial<Pick<ListAddress, 'statuses' | 'query'>>;
}

type Asked = Pick<ListAddress, 'statuses' | 'query'>;

/** Every execution has these, so nothing has to be said about those without. */
const alwaysThere = new Set(['WorkflowId', 'RunId', 'WorkflowType', 'TaskQueue', 'StartTime', 'ExecutionStatus']);
/** A list of values gets as many entries as a menu can show. */
const mostItems = 5;

/** How the list can be narrowed by a value of a column; empty for a column that no query knows. */
export function cellChoices(column: Column, value: CellValue, asked: Asked): CellChoice[] {
  const { attribute } = column;
  if (!attribute) return [];
  if (attribute.type === 'STATUS') return statusChoices(String(value), asked);
  if (value === undefined || value === '' || (typeof value === 'object' && 'length' in value && value.length === 0)) {
    return presenceChoices(attribute, asked);
  }
  const text = shortened(valueText(column, value));
  switch (attribute.type) {
    case 'KEYWORD_LIST':
      return (Array.isArray(value) ? value.map(String) : [String(value)])
        .slice(0, mostItems)
        .flatMap((item) => equalityChoices(attribute, item, shortened(item), asked));
    case 'DATETIME':
      return value instanceof Date
        ? rangeChoices(attribute, value, new Date(value.getTime() + 1), [texts.fromThen, texts.untilThen], asked)
        : [];
    case 'DURATION':
      return rangeChoices(attribute, value, Number(value) + 1, [texts.longer(text), texts.shorter(text)], asked);
    case 'INT':
    case 'DOUBLE':
      return [
        ...equalityChoices(attribute, value, text, asked),
        ...choices([
          [texts.orMore(text), () => withCondition(asked.query, condition(attribute, '>=', value))],
          [texts.orLess(text), () => withCondition(asked.query, condition(attribute, '<=', value))],
        ]),
      ];
    case 'KEYWORD':
      return [
        ...equalityChoices(attribute, value, text, asked),
        ...prefixesOf(String(value)).flatMap((prefix) =>
          choices([
            [
              texts.startsWith(shortened(prefix)),
              () => only(asked.query, attribute, condition(attribute, 'STARTS_WITH', prefix)),
            ],
          ]),
        ),
      ];
    case 'TEXT':
    case 'BOOL':
      return equalityChoices(attribute, value, text, asked);
  }
}

function statusChoices(name: string, { statuses, query }: Asked): CellChoice[] {
  if (!isKnownStatus(name)) return [];
  const label = valueText({ kind: 'status' }, name);
  const others = statuses.filter((other) => other !== name);
  return [
    { label: texts.only(label), change: { statuses: [name], query: withoutAttribute(query, 'ExecutionStatus') } },
    others.length > 0
      ? { label: texts.exclude(label), change: { statuses: others } }
      : {
          label: texts.exclude(label),
          change: { statuses: [], query: withCondition(query, String(where('ExecutionStatus', '!=', name))) },
        },
  ];
}

function equalityChoices(attribute: ColumnAttribute, value: unknown, text: string, { query }: Asked): CellChoice[] {
  const others = () => {
    const different = condition(attribute, '!=', value);
    // SQL stores do not find executions without the attribute by `!=`.
    return alwaysThere.has(attribute.name) ? different : `${different} OR ${condition(attribute, 'IS NULL')}`;
  };
  return choices([
    [texts.only(text), () => only(query, attribute, condition(attribute, '=', value))],
    [texts.exclude(text), () => withCondition(query, others())],
  ]);
}

function presenceChoices(attribute: ColumnAttribute, { query }: Asked): CellChoice[] {
  if (alwaysThere.has(attribute.name)) return [];
  return choices([
    [texts.onlyEmpty, () => only(query, attribute, condition(attribute, 'IS NULL'))],
    [texts.excludeEmpty, () => withCondition(query, condition(attribute, 'IS NOT NULL'))],
  ]);
}

/** @param above the next value that can be seen: what is stored is finer, and would lie just above the value */
function rangeChoices(
  attribute: ColumnAttribute,
  from: unknown,
  above: unknown,
  [least, most]: readonly [string, string],
  { query }: Asked,
): CellChoice[] {
  return choices([
    [least, () => withCondition(query, condition(attribute, '>=', from))],
    [most, () => withCondition(query, condition(attribute, '<', above))],
  ]);
}

/** "Only these" takes the place of what was asked about the attribute before: of two values, none would be left. */
function only(query: string, { name }: ColumnAttribute, asked: string): string {
  return withCondition(withoutAttribute(query, name), asked);
}

function condition({ name, type, isCustom }: ColumnAttribute, operator: string, ...operand: unknown[]): string {
  const attribute = isCustom && type !== 'STATUS' && type !== 'DURATION' ? defineSearchAttributeKey(name, type) : name;
  return String(where(attribute as never, operator as never, ...(operand as never)));
}

/** Some values can stand in no query, for one that begins with a quote servers take it off: then it is not offered. */
function choices(offered: readonly (readonly [label: string, query: () => string])[]): CellChoice[] {
  return offered.flatMap(([label, query]) => {
    try {
      return [{ label, change: { query: query() } }];
    } catch (error) {
      if (error instanceof ValueError) return [];
      throw error;
    }
  });
}

/** Up to the last separator, as ids are often made: `order-` of `order-17`. */
function prefixesOf(value: string): string[] {
  const [prefix] = /^.+[-_/:.](?=[^-_/:.]+$)/u.exec(value) ?? [];
  return prefix ? [prefix] : [];
}

const mostCharacters = 40;

function shortened(text: string): string {
  const characters = Array.from(text.replace(/\s+/g, ' '));
  return characters.length <= mostCharacters ? characters.join('') : `${characters.slice(0, mostCharacters).join('')}…`;
}
