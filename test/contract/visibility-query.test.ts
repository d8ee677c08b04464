import { beforeAll, describe, expect, it, vi } from 'vitest';
import {
  and,
  type BuiltInAttribute,
  countsByStatus,
  defineSearchAttributeKey,
  not,
  or,
  ServiceError,
  status,
  ValueError,
  type VisibilityCondition,
  type VisibilityListQuery,
  where,
} from '../../src/client/index.js';
import { builtInAttributes } from '../../src/client/visibility/attributes.js';
import { client, onNobody } from '../fixtures/real-stack.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';

const customerId = defineSearchAttributeKey('CustomerId', 'KEYWORD');
const itemCount = defineSearchAttributeKey('OrderItemCount', 'INT');
const total = defineSearchAttributeKey('OrderTotal', 'DOUBLE');
const approved = defineSearchAttributeKey('OrderApproved', 'BOOL');
const placedAt = defineSearchAttributeKey('OrderPlacedAt', 'DATETIME');
const note = defineSearchAttributeKey('OrderNote', 'TEXT');
const skus = defineSearchAttributeKey('OrderSkus', 'KEYWORD_LIST');

/** Values that a store of every kind can find; the number of an execution is its index here. */
const findable = [
  'plain',
  "it's",
  "a''b",
  "x' OR WorkflowType = 'any",
  '`tick`',
  '🐘 ünï',
  '100%_!',
  'a;--b',
  '/* c */ #x',
  ' spaced ',
  '',
  '? :v1 $1',
  '\x1b[31m\x7f',
  'true',
  '42',
];
/** Values that SQLite cannot find, because the server escapes them once more for it. */
const lostInSqlite = [
  'say "hi"',
  'back\\slash',
  "\\'; --",
  'line\nbreak',
  'tab\there',
  'cr\rx',
  'bs\bx',
  '\\',
  'c:\\\\dir',
];
const values = [...findable, ...lostInSqlite];

const { taskQueue, workflowId: prefix } = onNobody();
const ours = where('TaskQueue', '=', taskQueue);
const day = (index: number): Date => new Date(Date.UTC(2026, 0, index + 1, 12, 34, 56, 789));

/** Numbers of the executions that a query finds, lowest first. */
async function found(
  condition: VisibilityCondition,
  clause?: (query: VisibilityCondition) => VisibilityListQuery,
): Promise<number[]> {
  const query = and(ours, condition);
  const { items: executions } = await client.workflow.listPage({ query: clause ? clause(query) : query });
  return executions.map(({ workflowId }) => Number(workflowId.slice(prefix.length + 1))).sort((a, b) => a - b);
}

beforeAll(async () => {
  const handles = await Promise.all(
    values.map((value, index) =>
      client.workflow.start('any', {
        taskQueue,
        workflowId: `${prefix}/${index}`,
        typedSearchAttributes: [
          { key: customerId, value },
          { key: skus, value: [value, 'in-all'] },
          // The last few lack these, to see what absence does.
          ...(index < findable.length
            ? ([
                { key: itemCount, value: index - 5 },
                { key: total, value: index / 4 },
                { key: approved, value: index % 2 === 0 },
                { key: placedAt, value: day(index) },
                { key: note, value: `word${index} shared` },
              ] as const)
            : []),
        ],
      }),
    ),
  );
  await Promise.all(handles.slice(0, 2).map((handle) => handle.terminate()));
  await vi.waitFor(
    async () => {
      const counted = await client.workflow.count(ours.groupBy('ExecutionStatus'));
      expect(countsByStatus(counted)).toEqual({ RUNNING: values.length - 2, TERMINATED: 2 });
    },
    { timeout: 30_000, interval: 200 },
  );
  return async () => {
    await Promise.all(handles.slice(2).map((handle) => handle.terminate()));
  };
});

describe('a text in a query', () => {
  it.each(findable.map((value, index) => [JSON.stringify(value), value, index] as const))(
    'finds exactly the execution that has it: %s',
    async (_shown, value, index) => {
      expect(await found(where(customerId, '=', value))).toEqual([index]);
      expect(await found(where(customerId, 'IN', [value, 'nobody has this']))).toEqual([index]);
      expect(await found(where(customerId, 'BETWEEN', [value, value]))).toEqual([index]);
      if (value.trim() !== '') expect(await found(where(skus, '=', value))).toEqual([index]);
    },
  );

  it.each(lostInSqlite.map((value) => [JSON.stringify(value), value] as const))(
    'is read as one value, though SQLite finds none like it: %s',
    async (_shown, value) => {
      expect(await found(where(customerId, '=', value))).toEqual([]);
      expect(await found(or(where(customerId, '=', value), where(customerId, '=', 'plain')))).toEqual([0]);
    },
  );

  it('is looked for by SQLite with a backslash before what is lost, as the documentation of `where` says', async () => {
    expect(await found(where(customerId, '=', 'c:\\dir'))).toEqual([values.indexOf('c:\\\\dir')]);
  });

  it('may be the start of a value, whose wildcards are no wildcards', async () => {
    expect(await found(where(customerId, 'STARTS_WITH', '100%'))).toEqual([6]);
    expect(await found(where(customerId, 'STARTS_WITH', '1_0'))).toEqual([]);
    expect(await found(where(customerId, 'STARTS_WITH', "x' OR"))).toEqual([3]);
    expect(await found(where(customerId, 'NOT STARTS_WITH', ''))).toEqual([]);
  });

  it('cannot begin or end with a single quote, because the server takes it off', async () => {
    // The reason for which `where` refuses it.
    const query = `${String(ours)} AND CustomerId = '\\'plain\\''`;
    const { items: executions } = await client.workflow.listPage({ query });
    expect(executions.map(({ workflowId }) => workflowId)).toEqual([`${prefix}/0`]);
    expect(() => where(customerId, '=', "'plain'")).toThrow(ValueError);
  });
});

describe('each type', () => {
  it('Int and Double', async () => {
    expect(await found(where(itemCount, '=', -5))).toEqual([0]);
    expect(await found(where(itemCount, 'BETWEEN', [-4, -3]))).toEqual([1, 2]);
    expect(await found(where(itemCount, 'IN', [-1, 0, 9_007_199_254_740_993n]))).toEqual([4, 5]);
    expect(await found(where(itemCount, '>', 8))).toEqual([14]);
    expect(await found(where(total, '<=', 0.25))).toEqual([0, 1]);
    expect(await found(where(total, '<', 1e-7))).toEqual([0]);
    expect(await found(where(total, '>', 1e21))).toEqual([]);
    expect(await found(where(total, 'NOT BETWEEN', [0.5, 1e9]))).toEqual([0, 1]);
  });

  it('Bool', async () => {
    expect(await found(and(where(approved, '=', true), where(itemCount, '<', 0)))).toEqual([0, 2, 4]);
    expect(await found(and(where(approved, '!=', true), where(itemCount, '<', 0)))).toEqual([1, 3]);
  });

  it('Datetime', async () => {
    expect(await found(where(placedAt, '=', day(3)))).toEqual([3]);
    expect(await found(where(placedAt, '>', day(12)))).toEqual([13, 14]);
    expect(await found(where(placedAt, 'BETWEEN', [day(1), day(2)]))).toEqual([1, 2]);
    expect(await found(where(placedAt, '>', new Date(Date.UTC(9999, 11, 31))))).toEqual([]);
  });

  it('Text, by any of its words', async () => {
    expect(await found(where(note, '=', 'word3 word4'))).toEqual([3, 4]);
    expect(await found(where(note, '!=', 'shared'))).toHaveLength(lostInSqlite.length);
  });

  it('KeywordList, by element', async () => {
    expect(await found(where(skus, '=', 'in-all'))).toHaveLength(values.length);
    expect(await found(where(skus, 'IN', ['plain', "it's"]))).toEqual([0, 1]);
    expect(await found(where(skus, 'NOT IN', ['in-all']))).toEqual([]);
  });

  it('ExecutionStatus, by the names of describe()', async () => {
    expect(await found(where('ExecutionStatus', '=', 'TERMINATED'))).toEqual([0, 1]);
    const statuses = [
      'COMPLETED',
      'FAILED',
      'CANCELLED',
      'TERMINATED',
      'CONTINUED_AS_NEW',
      'TIMED_OUT',
      'PAUSED',
    ] as const;
    expect(await found(where('ExecutionStatus', 'IN', statuses))).toEqual([0, 1]);
    expect(await found(where('ExecutionStatus', '!=', 'RUNNING'))).toEqual([0, 1]);
  });

  it('ExecutionDuration, by length, of those that are closed', async () => {
    expect(await found(where('ExecutionDuration', '<', '1 hour'))).toEqual([0, 1]);
    expect(await found(where('ExecutionDuration', '>', '1 hour'))).toEqual([]);
    expect(await found(where('ExecutionDuration', 'BETWEEN', [0, '280 years']))).toEqual([0, 1]);
  });

  it('absence', async () => {
    const lacking = lostInSqlite.map((_, index) => findable.length + index);
    expect(await found(where(itemCount, 'IS NULL'))).toEqual(lacking);
    expect(await found(where('CloseTime', 'IS NOT NULL'))).toEqual([0, 1]);
    // As the documentation of `where` and `not` says of SQL stores.
    expect(await found(where(itemCount, '!=', 0))).not.toEqual(expect.arrayContaining(lacking));
    expect(await found(not(where(itemCount, '=', 0)))).not.toEqual(expect.arrayContaining(lacking));
  });
});

describe('and, or, not', () => {
  it('nest as they were written', async () => {
    const small = where(itemCount, '<=', -3);
    const odd = where(approved, '=', false);
    const last = where(itemCount, '=', 9);
    expect(await found(and(small, or(odd, last)))).toEqual([1]);
    expect(await found(or(and(small, odd), last))).toEqual([1, 14]);
    expect(await found(and(small, not(odd)))).toEqual([0, 2]);
    expect(await found(not(or(not(small), odd)))).toEqual([0, 2]);
    expect(await found(and(where(itemCount, 'BETWEEN', [-5, -4]), or(odd, last)))).toEqual([1]);
    expect(await found(or(where(itemCount, 'BETWEEN', [-5, -4]), last))).toEqual([0, 1, 14]);
  });
});

describe('names', () => {
  it.each(Object.entries(builtInAttributes))('the server has %s, of type %s', async (name, type) => {
    const attribute = name as BuiltInAttribute;
    const condition =
      type === 'STATUS'
        ? where(attribute as 'ExecutionStatus', '=', 'RUNNING')
        : where(attribute as 'WorkflowId', 'IS NOT NULL');
    await expect(client.workflow.count(and(ours, condition))).resolves.toBeDefined();
  });

  it.each(['Group', 'order', 'with space', 'dotted.name', 'a-b'])(
    'a custom attribute named %s reaches the server as that name',
    async (name) => {
      const query = where(defineSearchAttributeKey(name, 'KEYWORD'), '=', 'x');
      const error = await rejectionOf(client.workflow.count(query), ServiceError);
      expect(grpcCauseOf(error).details).toContain(`invalid search attribute: ${name}`);
    },
  );
});

describe('orderBy', () => {
  it('is understood by the server, which says that SQLite cannot do it', async () => {
    const error = await rejectionOf(
      found(where(itemCount, '>', 0), (query) => query.orderBy('StartTime', 'DESC').orderBy(itemCount)),
      ServiceError,
    );
    expect(grpcCauseOf(error)).toMatchObject({ code: status.INVALID_ARGUMENT });
    expect(grpcCauseOf(error).details).toContain("'ORDER BY' clause");
  });
});
