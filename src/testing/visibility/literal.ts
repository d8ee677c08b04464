import { WorkflowExecutionStatus } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import { IndexedValueType } from '../../../gen/operator/temporal/api/enums/v1/common_pb.js';
import { parseGoDuration } from '../go-duration.js';
import { typeNames } from './attributes.js';
import type { Column } from './columns.js';
import { format, formatNumber, quote } from './format.js';
import { invalidExpression, notSupported, QueryError } from './query-error.js';
import { type Expression, nameOf } from './syntax.js';

/**
 * A value of a query, made ready to be compared: times are microseconds since the epoch, durations nanoseconds,
 * statuses their numbers.
 */
export type Literal = string | number | bigint | boolean | readonly Literal[];

/** A value as it stands in the query: a bigint is written without a decimal point. */
type Written = string | number | bigint | boolean;

const { TEXT, KEYWORD, INT, DOUBLE, BOOL, DATETIME, KEYWORD_LIST } = IndexedValueType;

/** Reads what `column` is compared with. @throws {@link QueryError} where it cannot be */
export function readLiteral(expression: Expression, column: Column): Literal {
  switch (expression.kind) {
    case 'value': {
      const value = readWritten(expression);
      if (column.field === 'ExecutionStatus') return readStatus(value);
      if (column.field === 'ExecutionDuration') return readExecutionDuration(value);
      return checked(value, column);
    }
    case 'boolean':
      return checked(expression.value, column);
    case 'tuple':
      return expression.items.map((item) => readLiteral(item, column));
    case 'unary': {
      const { operator, of } = expression;
      if (operator !== '+' && operator !== '-') {
        throw new QueryError(`${notSupported}: unary operator ${quote(operator)}`);
      }
      if (of.kind !== 'value' || of.type === 'string') {
        throw new QueryError(`${invalidExpression}: unary operator not supported in ${quote(format(expression))}`);
      }
      const value = readLiteral(of, column);
      if (typeof value !== 'number' && typeof value !== 'bigint') {
        throw new QueryError(`${invalidExpression}: unary expression ${quote(format(expression))}`);
      }
      return operator === '-' ? -value : value;
    }
    case 'column':
      throw new QueryError(
        `${notSupported}: column name on the right side of comparison expression (did you forget to quote ${quote(format(expression))}?)`,
      );
    default:
      if (nameOf(expression) === '*sqlparser.GroupConcatExpr') {
        throw new QueryError(`${notSupported}: 'group_concat'`);
      }
      if (nameOf(expression) === '*sqlparser.FuncExpr') throw new QueryError(`${notSupported}: nested func`);
      throw new QueryError(`${invalidExpression}: unexpected value type ${nameOf(expression)}`);
  }
}

function readWritten(expression: Extract<Expression, { kind: 'value' }>): Written {
  const { type, text } = expression;
  // The server takes quotes off both ends, also those that belong to the value.
  if (type === 'string') return text.replace(/^'+|'+$/g, '');
  if (/^[+-]?\d+$/.test(text)) {
    const value = BigInt(text);
    return BigInt.asIntN(64, value) === value ? value : Number(text);
  }
  const value = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : NaN;
  if (Number.isFinite(value)) return value;
  throw new QueryError(`${invalidExpression}: unable to parse value ${quote(format(expression))}`);
}

/** Checks that an attribute can have a value. */
function checked(value: Written, { name, type }: Column): Literal {
  const fits =
    type === INT || type === DOUBLE
      ? typeof value === 'number' || typeof value === 'bigint'
      : type === BOOL
        ? typeof value === 'boolean'
        : type === DATETIME
          ? typeof value === 'string' || typeof value === 'bigint'
          : typeof value === 'string';
  if (!fits) {
    const shown = typeof value === 'string' ? quote(value) : typeof value === 'boolean' ? value : formatNumber(value);
    throw new QueryError(
      `${invalidExpression}: invalid value type for search attribute ${name} of type ${typeNames[type]}: ${shown} (type: ${goTypeOf(value)})`,
    );
  }
  if (type === DATETIME) return typeof value === 'bigint' ? Number(value / 1000n) : readTime(value as string);
  if (type === TEXT && (value as string).trim() === '') {
    throw new QueryError(`${invalidExpression}: no tokens found filtering on Text type search attribute ${name}`);
  }
  return type === KEYWORD || type === KEYWORD_LIST || type === TEXT ? escaped(value as string) : value;
}

/** SQLite gets texts with these escapes, which it does not know: what has one of these characters is never found. */
function escaped(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\b', '\\b')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
}

function readTime(text: string): number {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d{1,2}):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/.exec(text);
  const fail = (): never => {
    throw new QueryError(`${invalidExpression}: unable to parse datetime '${text}'`);
  };
  if (!parts) return fail();
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  const [, , , , , , , fraction, sign, offsetHours, offsetMinutes] = parts;
  if (!isDay || hour > 23 || minute > 59 || second > 59 || Number(offsetHours ?? 0) > 24) return fail();
  const offset = (Number(offsetHours ?? 0) * 60 + Number(offsetMinutes ?? 0)) * (sign === '-' ? -1 : 1);
  const seconds = date.getTime() / 1000 + hour * 3600 + (minute - offset) * 60 + second;
  return seconds * 1_000_000 + Number((fraction ?? '').slice(0, 6).padEnd(6, '0'));
}

/** Names that the server has for statuses, besides `WORKFLOW_EXECUTION_STATUS_…`. */
export const statusNames: Readonly<Record<WorkflowExecutionStatus, string>> = {
  [WorkflowExecutionStatus.UNSPECIFIED]: 'Unspecified',
  [WorkflowExecutionStatus.RUNNING]: 'Running',
  [WorkflowExecutionStatus.COMPLETED]: 'Completed',
  [WorkflowExecutionStatus.FAILED]: 'Failed',
  [WorkflowExecutionStatus.CANCELED]: 'Canceled',
  [WorkflowExecutionStatus.TERMINATED]: 'Terminated',
  [WorkflowExecutionStatus.CONTINUED_AS_NEW]: 'ContinuedAsNew',
  [WorkflowExecutionStatus.TIMED_OUT]: 'TimedOut',
  [WorkflowExecutionStatus.PAUSED]: 'Paused',
};

const statuses = new Map<string | number, number>(
  Object.entries(statusNames).flatMap(([number, name]) => [
    [Number(number), Number(number)] as const,
    [name, Number(number)] as const,
    [`WORKFLOW_EXECUTION_STATUS_${name.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}`, Number(number)] as const,
  ]),
);

function readStatus(value: Written): number {
  if (typeof value === 'number' || typeof value === 'boolean') throw unexpectedType(value, 'ExecutionStatus');
  const status = statuses.get(typeof value === 'string' ? value : Number(value));
  if (status !== undefined) return status;
  const shown = typeof value === 'string' ? `'${value}'` : value;
  throw new QueryError(`${invalidExpression}: invalid ExecutionStatus value ${shown}`);
}

function readExecutionDuration(value: Written): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value !== 'string') throw unexpectedType(value, 'ExecutionDuration');
  if (/^[+-]?\d+$/.test(value)) {
    const nanoseconds = BigInt(value);
    if (BigInt.asIntN(64, nanoseconds) === nanoseconds) return nanoseconds;
  }
  const nanoseconds = parseGoDuration(value) ?? readClock(value);
  if (nanoseconds !== undefined) return nanoseconds;
  throw new QueryError(`${invalidExpression}: invalid duration value for search attribute ExecutionDuration: ${value}`);
}

/** Hours, minutes and seconds with colons between. */
function readClock(text: string): bigint | undefined {
  const parts = /^\s*(\d+):(\d+):(\d+)/.exec(text);
  const [hours, minutes, seconds] = parts?.slice(1).map(BigInt) ?? [];
  if (hours === undefined || minutes! > 59n || seconds! > 59n) return undefined;
  return (hours * 3600n + minutes! * 60n + seconds!) * 1_000_000_000n;
}

function unexpectedType(value: Written, name: string): QueryError {
  return new QueryError(`${invalidExpression}: unexpected value type ${goTypeOf(value)} for search attribute ${name}`);
}

function goTypeOf(value: Written): string {
  return { string: 'string', bigint: 'int64', number: 'float64', boolean: 'bool' }[
    typeof value as 'string' | 'bigint' | 'number' | 'boolean'
  ];
}
