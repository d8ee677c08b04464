import { IndexedValueType } from '../../../gen/operator/temporal/api/enums/v1/common_pb.js';
import { systemAttributes, type VisibilityRecord, typeNames, type VisibilityValue } from './attributes.js';
import type { Column } from './columns.js';
import { formatNumber, quote } from './format.js';
import { type Literal, readLiteral, statusNames } from './literal.js';
import { invalidExpression, notSupported, QueryError, StoreError } from './query-error.js';
import type { Expression } from './syntax.js';
import { elementsOf, hasPhrase, wordsOf } from './words.js';
import { format } from './format.js';

/** True, false, or undefined where SQL has NULL: what is compared is not there. */
export type Predicate = (record: VisibilityRecord) => boolean | undefined;

const { TEXT, KEYWORD, BOOL, DATETIME, KEYWORD_LIST } = IndexedValueType;

const equality = ['=', '!='];
const membership = ['in', 'not in'];
const order = ['<', '>', '<=', '>='];
const prefix = ['starts_with', 'not starts_with'];

function operatorsOf(type: IndexedValueType): readonly string[] {
  if (type === TEXT) return equality;
  if (type === KEYWORD_LIST) return [...equality, ...membership];
  return [...equality, ...order, ...membership, ...(type === KEYWORD ? prefix : [])];
}

/** What a comparison says of a record. @throws {@link QueryError} for what `column` cannot be compared with */
export function compileComparison(operator: string, column: Column, right: Expression): Predicate {
  const literal = readLiteral(right, column);
  const { name, field, type } = column;
  if (!operatorsOf(type).includes(operator)) {
    throw new QueryError(
      `${notSupported}: operator '${operator.toUpperCase()}' not supported for ${typeNames[type]} type search attribute '${name}'`,
    );
  }
  if (type === TEXT || type === KEYWORD_LIST) return compileIndexed(operator, column, literal, right);
  if (prefix.includes(operator)) return compilePrefix(operator, column, literal, right);
  if (membership.includes(operator)) {
    if ((literal as readonly Literal[]).some(Array.isArray)) throw rowMisused();
    const literals = (literal as readonly Single[]).map((value) => stored(value, column));
    const isIn = operator === 'in';
    return (record) => {
      const value = read(record, field, column);
      return value === undefined ? undefined : literals.some((item) => compare(value, item) === 0) === isIn;
    };
  }
  if (Array.isArray(literal)) throw rowMisused();
  const wanted = stored(literal as Single, column);
  const holds = outcomes[operator]!;
  return (record) => {
    const value = read(record, field, column);
    return value === undefined ? undefined : holds(compare(value, wanted));
  };
}

/** What BETWEEN says of a record. @throws {@link QueryError} for what has no order */
export function compileRange(
  { operator, from, to }: Extract<Expression, { kind: 'range' }>,
  column: Column,
): Predicate {
  const { name, field, type } = column;
  if (type === TEXT || type === KEYWORD_LIST || type === BOOL) {
    throw new QueryError(
      `${invalidExpression}: cannot do range condition on search attribute '${name}' of type ${typeNames[type]}`,
    );
  }
  const ends = [readLiteral(from, column), readLiteral(to, column)];
  if (ends.some(Array.isArray)) throw rowMisused();
  const [lowest, highest] = ends.map((end) => stored(end as Single, column)) as [Comparable, Comparable];
  const isBetween = operator === 'between';
  return (record) => {
    const value = read(record, field, column);
    if (value === undefined) return undefined;
    return (compare(value, lowest) >= 0 && compare(value, highest) <= 0) === isBetween;
  };
}

const outcomes: Readonly<Record<string, (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

type Single = Exclude<Literal, readonly Literal[]>;
type Comparable = string | number | bigint;

/** Texts and lists are looked up in an index of words, in which what is not there is unequal to everything. */
function compileIndexed(operator: string, { field, type }: Column, literal: Literal, right: Expression): Predicate {
  const isMember = membership.includes(operator);
  if (!isMember && Array.isArray(literal)) {
    throw new QueryError(`${invalidExpression}: unexpected value type (expected string, got ${format(right)})`);
  }
  const values = isMember ? (literal as readonly string[]) : [literal as string];
  const phrases =
    type === TEXT
      ? values[0]!.split(' ').map((word) => wordsOf(checkIndexed(word)))
      : values.map((value) => elementsOf([checkIndexed(value)]));
  const wanted = operator === '=' || operator === 'in';
  return (record) => {
    const value = field === undefined ? undefined : record.get(field);
    const words =
      value === undefined ? [] : type === TEXT ? wordsOf(value as string) : elementsOf(value as readonly string[]);
    return phrases.some((phrase) => hasPhrase(words, phrase)) === wanted;
  };
}

/** The index has no escape for a quote: the server asks it something that it cannot read. */
function checkIndexed(value: string): string {
  if (value.includes('"')) throw new StoreError('SQL logic error: unterminated string (1)');
  return value;
}

/** SQLite's LIKE, which knows no case of ASCII letters. */
function compilePrefix(operator: string, column: Column, literal: Literal, right: Expression): Predicate {
  if (typeof literal !== 'string') {
    const shown = column.field === 'ExecutionStatus' ? shownStatus(right, column) : shownLiteral(literal);
    throw new QueryError(
      `${invalidExpression}: right-hand side of ${quote(operator)} operator must be a literal string (got: ${shown})`,
    );
  }
  const start = lowerAscii(literal);
  const wanted = operator === 'starts_with';
  return (record) => {
    const value = read(record, column.field, column);
    return value === undefined ? undefined : lowerAscii(String(value)).startsWith(start) === wanted;
  };
}

function lowerAscii(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function shownLiteral(literal: Literal): string {
  if (Array.isArray(literal)) return `[${(literal as readonly Literal[]).map(shownLiteral).join(' ')}]`;
  return typeof literal === 'number' || typeof literal === 'bigint' ? formatNumber(literal) : String(literal);
}

function shownStatus(right: Expression, column: Column): string {
  if (right.kind === 'tuple') return `[${right.items.map((item) => shownStatus(item, column)).join(' ')}]`;
  if (right.kind === 'value' && right.type === 'string') return right.text;
  return statusNames[readLiteral(right, column) as keyof typeof statusNames];
}

function rowMisused(): StoreError {
  return new StoreError('SQL logic error: row value misused (1)');
}

/** Whether SQLite keeps an attribute as the text of a time with three digits behind the second. */
function isTimeText({ field, type }: Column): boolean {
  return type === DATETIME && field !== undefined && !systemAttributes.has(field);
}

/** A value of the query as SQLite compares it. */
function stored(literal: Single, column: Column): Comparable {
  if (typeof literal === 'boolean') return Number(literal);
  // Behind the second of a literal are as many digits as it needs: '…:00+00:00' is never what is kept, '…:00.000+00:00'.
  if (isTimeText(column)) return timeText(literal as number).replace(/\.?0*$/, '') + '+';
  return literal;
}

/** A value of a record as SQLite compares it. */
function read(record: VisibilityRecord, field: string | undefined, column: Column): Comparable | undefined {
  const value: VisibilityValue = field === undefined ? undefined : record.get(field);
  if (value instanceof Date) {
    const microseconds = value.getTime() * 1000;
    return isTimeText(column) ? `${timeText(microseconds).slice(0, -3)}+` : microseconds;
  }
  if (typeof value === 'boolean') return Number(value);
  return value as Comparable | undefined;
}

function timeText(microseconds: number): string {
  const milliseconds = Math.floor(microseconds / 1000);
  const rest = String(microseconds - milliseconds * 1000).padStart(3, '0');
  return `${new Date(milliseconds).toISOString().slice(0, -1)}${rest}`;
}

/** Below 0, 0 or above 0. Texts are ordered by their bytes in UTF-8, which is the order of code points. */
function compare(left: Comparable, right: Comparable): number {
  if (typeof left !== 'string' || typeof right !== 'string') return left < right ? -1 : left > right ? 1 : 0;
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index++) {
    const a = left.charCodeAt(index);
    const b = right.charCodeAt(index);
    if (a === b) continue;
    const surrogates = [a, b].map((unit) => unit >= 0xd800 && unit <= 0xdfff);
    return surrogates[0] === surrogates[1] ? a - b : surrogates[0] ? 1 : -1;
  }
  return left.length - right.length;
}
