import type { FilterType } from './attributes.js';
import type { Operator } from './condition.js';

const equality = ['=', '!='] as const;
const presence = ['IS NULL', 'IS NOT NULL'] as const;
const membership = ['IN', 'NOT IN'] as const;
const order = ['<', '<=', '>', '>=', 'BETWEEN', 'NOT BETWEEN'] as const;

/** What every kind of store can ask about a type, as `where` of the client has it; what people use most comes first. */
const byType: Record<FilterType, readonly Operator[]> = {
  KEYWORD: [...equality, ...membership, 'STARTS_WITH', 'NOT STARTS_WITH', ...presence, ...order],
  TEXT: [...equality, ...presence],
  INT: [...equality, ...order, ...membership, ...presence],
  DOUBLE: [...equality, ...order, ...membership, ...presence],
  DATETIME: ['>=', '<', 'BETWEEN', '>', '<=', 'NOT BETWEEN', '=', '!=', ...membership, ...presence],
  DURATION: ['>', '<', 'BETWEEN', '>=', '<=', 'NOT BETWEEN', '=', '!=', ...membership, ...presence],
  BOOL: [...equality, ...presence],
  KEYWORD_LIST: [...equality, ...membership, ...presence],
  STATUS: [...equality, ...membership],
};

/** Types that a newer server has are asked about as Keywords are. */
export function operatorsOf(type: FilterType): readonly Operator[] {
  return Object.hasOwn(byType, type) ? byType[type] : byType.KEYWORD;
}
