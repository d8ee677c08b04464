import { ValueError } from '../value-error.js';
import { resolveAttribute, type VisibilityAttribute } from './attributes.js';
import type { VisibilityQueryText } from './visibility-query.js';

/** What holds a condition together, from the loosest to the tightest; decides where parentheses are needed. */
type Binding = 'or' | 'and' | 'one';

/**
 * A condition on Workflow Executions, made by `where`, `and`, `or` and `not`. Pass it as `query`; it never changes.
 * The condition without text is true for all executions.
 */
export class VisibilityCondition implements VisibilityQueryText<'WHERE'> {
  readonly lastClause = 'WHERE';
  readonly #text: string;
  readonly #binding: Binding;

  /** @internal */
  constructor(text: string, binding: Binding) {
    this.#text = text;
    this.#binding = binding;
  }

  /** The query, as the server reads it. */
  toString(): string {
    return this.#text;
  }

  /** The query, with parentheses where `outer` needs them. @internal */
  inside(outer: Binding): string {
    const loose = this.#binding === 'or' ? outer !== 'or' : this.#binding === 'and' && outer === 'one';
    return loose ? `(${this.#text})` : this.#text;
  }

  /**
   * The same in an order of your own, for lists. Of the stores only Elasticsearch and OpenSearch can do this, where
   * the operator has not switched it off; others fail with INVALID_ARGUMENT. All of them list the newest first.
   *
   * @throws {@link ValueError} for an attribute that has no order
   */
  orderBy(attribute: SortableAttribute, direction: 'ASC' | 'DESC' = 'ASC'): OrderedVisibilityQuery {
    return new OrderedVisibilityQuery(this.#text, []).orderBy(attribute, direction);
  }

  /** The same, counted by group; read the answer with `countsByStatus`. Every store can do this by status only. */
  groupBy(attribute: 'ExecutionStatus'): GroupedVisibilityQuery {
    // Also checked here: a program without types would otherwise send any text.
    if ((attribute as string) !== 'ExecutionStatus') {
      throw new ValueError(`Executions can be counted by ExecutionStatus, not by ${JSON.stringify(attribute)}.`);
    }
    return new GroupedVisibilityQuery(this.#text);
  }
}

/** Attributes that a list can be ordered by: all but texts and lists. */
export type SortableAttribute = VisibilityAttribute &
  (string | { type: 'KEYWORD' | 'INT' | 'DOUBLE' | 'BOOL' | 'DATETIME' });

/** A condition with ORDER BY, for lists. */
export class OrderedVisibilityQuery implements VisibilityQueryText<'ORDER BY'> {
  readonly lastClause = 'ORDER BY';
  readonly #where: string;
  readonly #order: readonly string[];

  /** @internal */
  constructor(where: string, order: readonly string[]) {
    this.#where = where;
    this.#order = order;
  }

  /** Orders by this attribute what is equal in those before. @throws {@link ValueError} for one that has no order */
  orderBy(attribute: SortableAttribute, direction: 'ASC' | 'DESC' = 'ASC'): OrderedVisibilityQuery {
    const { name, type } = resolveAttribute(attribute);
    if (type === 'TEXT' || type === 'KEYWORD_LIST')
      throw new ValueError(`A list cannot be ordered by ${name}: ${type}.`);
    if (!['ASC', 'DESC'].includes(direction)) {
      throw new ValueError(`A direction is 'ASC' or 'DESC', not ${JSON.stringify(direction)}.`);
    }
    return new OrderedVisibilityQuery(this.#where, [...this.#order, `${name} ${direction}`]);
  }

  /** The query, as the server reads it. */
  toString(): string {
    return `${this.#where} ORDER BY ${this.#order.join(', ')}`.trim();
  }
}

/** A condition with GROUP BY, for counts. */
export class GroupedVisibilityQuery implements VisibilityQueryText<'GROUP BY'> {
  readonly lastClause = 'GROUP BY';
  readonly #where: string;

  /** @internal */
  constructor(where: string) {
    this.#where = where;
  }

  /** The query, as the server reads it. */
  toString(): string {
    return `${this.#where} GROUP BY ExecutionStatus`.trim();
  }
}

/** True where all of `conditions` are. Those that are undefined are left out; without any, true for all executions. */
export function and(...conditions: readonly (VisibilityCondition | undefined)[]): VisibilityCondition {
  const parts = conditions.filter((condition) => condition !== undefined && String(condition) !== '');
  return join(parts as VisibilityCondition[], 'and') ?? new VisibilityCondition('', 'one');
}

/**
 * True where any of `conditions` is. Those that are undefined are left out.
 *
 * @throws {@link ValueError} when there is none: a query that finds nothing cannot be written
 */
export function or(...conditions: readonly (VisibilityCondition | undefined)[]): VisibilityCondition {
  const parts = conditions.filter((condition) => condition !== undefined);
  const all = parts.find((condition) => String(condition) === '');
  const joined = all ?? join(parts, 'or');
  if (!joined) throw new ValueError('`or` needs at least one condition: a query that finds nothing cannot be written.');
  return joined;
}

/**
 * True where `condition` is false. On SQL stores neither is true of an execution that lacks the attribute.
 *
 * @throws {@link ValueError} for the condition that is true for all executions
 */
export function not(condition: VisibilityCondition): VisibilityCondition {
  if (String(condition) === '')
    throw new ValueError('`not` of everything: a query that finds nothing cannot be written.');
  return new VisibilityCondition(`NOT (${String(condition)})`, 'one');
}

function join(parts: readonly VisibilityCondition[], binding: 'and' | 'or'): VisibilityCondition | undefined {
  if (parts.length < 2) return parts[0];
  const separator = binding === 'and' ? ' AND ' : ' OR ';
  return new VisibilityCondition(parts.map((part) => part.inside(binding)).join(separator), binding);
}
