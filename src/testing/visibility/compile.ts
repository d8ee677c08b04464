import type { VisibilityRecord } from './attributes.js';
import { type Column, type ColumnResolver, readColumn } from './columns.js';
import { compileComparison, compileRange, type Predicate } from './comparison.js';
import { parse } from './parse.js';
import { invalidExpression, notSupported, QueryError } from './query-error.js';
import { type Expression, nameOf } from './syntax.js';
import { IndexedValueType } from '../../../gen/operator/temporal/api/enums/v1/common_pb.js';

/** A query that can be asked of records. */
export interface CompiledQuery {
  readonly matches: (this: void, record: VisibilityRecord) => boolean;
  /** What a count is divided by. */
  readonly groupBy: Column | undefined;
  /** Names of all search attributes in it. */
  readonly names: ReadonlySet<string>;
}

/** How strictly a query is read. */
export interface CompileOptions {
  /** Reads ORDER BY and does not refuse it. */
  readonly allowOrder?: boolean;
  /** The part of the Namespace that a query is about which names none. @default that of the Workflow Executions of users */
  readonly division?: string;
}

/** Search attribute that tells apart what the server keeps in a Namespace beside the Workflow Executions of users. */
export const division = 'TemporalNamespaceDivision';

/**
 * Reads a query as the server with SQLite does.
 *
 * @throws {@link QueryError} and {@link StoreError} for what it refuses
 */
export function compileQuery(
  query: string,
  columns: ColumnResolver,
  { allowOrder = false, division: own }: CompileOptions = {},
): CompiledQuery {
  const { where, groupBy, orderBy, hasLimit } = parse(query);
  if (hasLimit) throw new QueryError(`${notSupported}: 'LIMIT' clause`);
  const names = new Set<string>();
  const fields = new Set<string | undefined>();
  const column = (expression: Expression): Column => {
    const found = readColumn(expression, columns);
    names.add(found.name);
    fields.add(found.field);
    return found;
  };
  const predicate = where && compileCondition(where, column);
  if (groupBy.length > 1) throw new QueryError(`${notSupported}: 'GROUP BY' clause supports only a single field`);
  const group = groupBy[0] && column(groupBy[0]);
  if (group && !isGroupable(group)) {
    throw new QueryError(`${notSupported}: 'GROUP BY' clause is not supported for search attribute ${group.name}`);
  }
  for (const expression of orderBy) {
    if (column(expression).type === IndexedValueType.TEXT) {
      throw new QueryError(`${notSupported}: unable to sort by search attribute type Text`);
    }
  }
  if (orderBy.length > 0 && !allowOrder) throw new QueryError(`${notSupported}: 'ORDER BY' clause`);
  // Executions of the server itself are found only by a query that asks for them.
  const everywhere = fields.has(division);
  return {
    matches: (record) => (everywhere || record.get(division) === own) && (!predicate || predicate(record) === true),
    groupBy: group,
    names,
  };
}

function isGroupable({ field }: Column): boolean {
  return (
    field === 'ExecutionStatus' || field === division || field?.startsWith('TemporalLowCardinalityKeyword') === true
  );
}

function compileCondition(expression: Expression, column: (of: Expression) => Column): Predicate {
  switch (expression.kind) {
    case 'parentheses':
      return compileCondition(expression.of, column);
    case 'not': {
      const inner = compileCondition(expression.of, column);
      return (record) => {
        const result = inner(record);
        return result === undefined ? undefined : !result;
      };
    }
    case 'and':
    case 'or': {
      const left = compileCondition(expression.left, column);
      const right = compileCondition(expression.right, column);
      const decisive = expression.kind === 'or';
      return (record) => {
        const first = left(record);
        if (first === decisive) return decisive;
        const second = right(record);
        return second === decisive ? decisive : first === undefined ? undefined : second;
      };
    }
    case 'comparison':
      return compileComparison(expression.operator, column(expression.left), expression.right);
    case 'range':
      return compileRange(expression, column(expression.left));
    case 'is': {
      const { field } = column(expression.of);
      const { operator } = expression;
      if (operator !== 'is null' && operator !== 'is not null') {
        throw new QueryError(`${invalidExpression}: 'IS' operator can only be used as 'IS NULL' or 'IS NOT NULL'`);
      }
      const wanted = operator === 'is null';
      return (record) => (field === undefined || record.get(field) === undefined) === wanted;
    }
    case 'column':
      throw new QueryError(`${invalidExpression}: incomplete expression`);
    case 'value':
    case 'boolean':
    case 'tuple':
    case 'unary':
    case 'other':
      if (nameOf(expression) === '*sqlparser.FuncExpr') throw new QueryError(`${notSupported}: function expression`);
      throw new QueryError(`${notSupported}: expression of type ${nameOf(expression)}`);
  }
}
