import type { IndexedValueType } from '../../../gen/operator/temporal/api/enums/v1/common_pb.js';
import { invalidExpression, QueryError } from './query-error.js';
import { type Expression, nameOf } from './syntax.js';

/** A search attribute that a query names. */
export interface Column {
  /** As the query names it. */
  readonly name: string;
  /** What it is called in the records; undefined where no execution has it. */
  readonly field: string | undefined;
  readonly type: IndexedValueType;
}

/** Finds search attributes by the names that queries have for them. */
export interface ColumnResolver {
  /** Undefined for a name that nothing has. */
  resolve(name: string): Column | undefined;
}

/** The attribute that an expression names. @throws {@link QueryError} if it names none */
export function readColumn(expression: Expression, columns: ColumnResolver): Column {
  if (expression.kind !== 'column') {
    throw new QueryError(`${invalidExpression}: must be a column name but was ${nameOf(expression)}`);
  }
  const name = expression.parts.join('.').replaceAll('`', '');
  const column = columns.resolve(name);
  if (!column) throw new QueryError(`invalid search attribute: ${name}`);
  return column;
}
