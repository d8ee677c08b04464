import { previewOf } from '../internal/preview.js';
import { ValueError } from '../value-error.js';
import {
  operatorsByType,
  resolveAttribute,
  type ValueTypeOf,
  type VisibilityAttribute,
  type VisibilityOperator,
  type VisibilityValues,
} from './attributes.js';
import { VisibilityCondition } from './condition.js';
import { encodeLiteral } from './literal.js';

/** What stands behind an operator: nothing, a pair, a list, or one value. @inline */
export type VisibilityOperand<Operator, Value> = Operator extends 'IS NULL' | 'IS NOT NULL'
  ? []
  : Operator extends 'BETWEEN' | 'NOT BETWEEN'
    ? [range: readonly [from: Value, to: Value]]
    : Operator extends 'IN' | 'NOT IN'
      ? [values: readonly Value[]]
      : [value: Value];

/**
 * A condition on one attribute: a name of the server's, such as `WorkflowType`, or a key of
 * {@link defineSearchAttributeKey}. Operators are those that the server has for the type; whatever the value holds, it
 * stays one value.
 *
 * | type | operators |
 * | --- | --- |
 * | Keyword | `=` `!=` `<` `<=` `>` `>=` `BETWEEN` `IN` `STARTS_WITH` |
 * | Int, Double, Datetime, `ExecutionDuration` | the same without `STARTS_WITH` |
 * | Text | `=` `!=`: has any of the words |
 * | KeywordList | `=` `!=` `IN`: has the element |
 * | Bool | `=` `!=` |
 * | `ExecutionStatus` | `=` `!=` `IN`, with the names that `describe()` gives |
 *
 * `BETWEEN`, `IN` and `STARTS_WITH` have a form with `NOT` before; all but `ExecutionStatus` take `IS NULL` and
 * `IS NOT NULL`. An execution that lacks the attribute matches no `!=` and no `NOT …` on SQL stores.
 *
 * SQLite, the store of the development server, is asked for a backslash before each double quote, backslash, tab and
 * line break of a text (server 1.32), and so does not find a text that holds one.
 *
 * @example
 * ```ts
 * const customerId = defineSearchAttributeKey('CustomerId', 'KEYWORD');
 * const query = and(
 *   where('WorkflowType', '=', 'order'),
 *   where('ExecutionStatus', 'IN', ['FAILED', 'TIMED_OUT']),
 *   or(where(customerId, '=', "O'Hara"), where('ExecutionDuration', '>', '2 hours')),
 * );
 * for await (const execution of client.workflow.list({ query })) console.log(execution.workflowId);
 * ```
 * @throws {@link ValueError} for an operator that the type does not have; for a value that is not of the type; for an
 * empty list; for a text that begins or ends with a single quote, which servers take off, or holds U+0000
 */
export function where<A extends VisibilityAttribute, Operator extends VisibilityOperator<ValueTypeOf<A>>>(
  attribute: A,
  operator: Operator,
  ...operand: VisibilityOperand<Operator, VisibilityValues[ValueTypeOf<A>]>
): VisibilityCondition {
  const { name, type } = resolveAttribute(attribute);
  const operators: readonly string[] = operatorsByType[type];
  if (!operators.includes(operator)) {
    throw new ValueError(
      `${name} is of type ${type}, which has no ${previewOf(operator)}; it has ${operators.join(', ')}.`,
    );
  }
  const condition = (right: string): VisibilityCondition =>
    new VisibilityCondition(`${name} ${operator}${right}`, 'one');
  const encode = (value: unknown): string => encodeLiteral(name, type, value);
  const [value] = operand as [unknown];
  switch (operator) {
    case 'IS NULL':
    case 'IS NOT NULL':
      return condition('');
    case 'BETWEEN':
    case 'NOT BETWEEN': {
      const [from, to] = valuesOf(name, operator, value, 2);
      return condition(` ${encode(from)} AND ${encode(to)}`);
    }
    case 'IN':
    case 'NOT IN':
      return condition(` (${valuesOf(name, operator, value).map(encode).join(', ')})`);
    default:
      return condition(` ${encode(value)}`);
  }
}

function valuesOf(name: string, operator: string, values: unknown, length?: number): readonly unknown[] {
  if (!Array.isArray(values) || values.length === 0 || values.length !== (length ?? values.length)) {
    const expected = length === undefined ? 'an array of at least one value' : `an array of ${length} values`;
    throw new ValueError(`${name} ${operator} needs ${expected}, not ${previewOf(values)}.`);
  }
  return values;
}
