import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  and,
  type BuiltInAttribute,
  countsByStatus,
  defineSearchAttributeKey,
  not,
  or,
  type SearchAttributeType,
  ValueError,
  type VisibilityCondition,
  where,
} from '../../../src/client/index.js';
import { scriptedConnection, type Step } from '../../fixtures/scripted-connection.js';
import { errorAnswer } from '../../fixtures/grpc-web-answer.js';
import { readTokens } from '../../fixtures/visibility-tokens.js';

const keyword = defineSearchAttributeKey('CustomerId', 'KEYWORD');
const text = defineSearchAttributeKey('OrderNote', 'TEXT');
const int = defineSearchAttributeKey('OrderItemCount', 'INT');
const double = defineSearchAttributeKey('OrderTotal', 'DOUBLE');
const bool = defineSearchAttributeKey('OrderApproved', 'BOOL');
const datetime = defineSearchAttributeKey('OrderPlacedAt', 'DATETIME');
const list = defineSearchAttributeKey('OrderSkus', 'KEYWORD_LIST');

/** The truth of an expression of `true`, `false`, NOT, AND, OR and parentheses, by the precedence of SQL. */
function evaluate(expression: string): boolean {
  const innermost = /\(([^()]*)\)/.exec(expression);
  if (innermost) return evaluate(expression.replace(innermost[0], String(evaluate(innermost[1]!))));
  return expression
    .split(' OR ')
    .some((part) => part.split(' AND ').every((term) => term.startsWith('NOT ') !== term.endsWith('true')));
}

/** `where` for what its types refuse. */
const untyped = where as unknown as (
  attribute: unknown,
  operator: unknown,
  ...operand: unknown[]
) => VisibilityCondition;

describe('where', () => {
  it.each<[VisibilityCondition, string]>([
    [where('WorkflowType', '=', 'order'), "WorkflowType = 'order'"],
    [where('WorkflowId', 'STARTS_WITH', 'order-'), "WorkflowId STARTS_WITH 'order-'"],
    [where('WorkflowId', 'NOT STARTS_WITH', 'x'), "WorkflowId NOT STARTS_WITH 'x'"],
    [where('ExecutionStatus', '=', 'RUNNING'), "ExecutionStatus = 'Running'"],
    [where('ExecutionStatus', 'IN', ['CANCELLED', 'TIMED_OUT']), "ExecutionStatus IN ('Canceled', 'TimedOut')"],
    [where('ExecutionStatus', '!=', 'CONTINUED_AS_NEW'), "ExecutionStatus != 'ContinuedAsNew'"],
    [where('ExecutionDuration', '>', '1.5s'), 'ExecutionDuration > 1500000000'],
    [
      where('ExecutionDuration', 'BETWEEN', [0.5, '365 days']),
      'ExecutionDuration BETWEEN 500000 AND 31536000000000000',
    ],
    [where('CloseTime', 'IS NULL'), 'CloseTime IS NULL'],
    [where('ParentWorkflowId', 'IS NOT NULL'), 'ParentWorkflowId IS NOT NULL'],
    [where('StartTime', '>=', new Date(0)), "StartTime >= '1970-01-01T00:00:00.000Z'"],
    [where('TemporalSchedulePaused', '=', true), 'TemporalSchedulePaused = true'],
    [where(keyword, '=', ''), "`CustomerId` = ''"],
    [where(keyword, 'NOT IN', ['a', 'b']), "`CustomerId` NOT IN ('a', 'b')"],
    [where(keyword, 'BETWEEN', ['a', 'm']), "`CustomerId` BETWEEN 'a' AND 'm'"],
    [where(text, '=', 'leave at door'), "`OrderNote` = 'leave at door'"],
    [where(int, '=', -0), '`OrderItemCount` = 0'],
    [where(int, '<', -7), '`OrderItemCount` < -7'],
    [where(int, 'IN', [1, 9007199254740993n]), '`OrderItemCount` IN (1, 9007199254740993)'],
    [where(double, '<=', 1.5e-7), '`OrderTotal` <= 1.5e-7'],
    [where(bool, '!=', false), '`OrderApproved` != false'],
    [
      where(datetime, 'NOT BETWEEN', [new Date(0), new Date(1)]),
      "`OrderPlacedAt` NOT BETWEEN '1970-01-01T00:00:00.000Z' AND '1970-01-01T00:00:00.001Z'",
    ],
    [where(list, 'IN', ['a', 'b']), "`OrderSkus` IN ('a', 'b')"],
    [where(defineSearchAttributeKey('Group', 'KEYWORD'), '=', 'x'), "`Group` = 'x'"],
  ])('%#: %s', (condition, expected) => {
    expect(String(condition)).toBe(expected);
  });

  it.each([
    [text, 'STARTS_WITH', 'a'],
    [text, '<', 'a'],
    [text, 'IN', ['a']],
    [int, 'STARTS_WITH', 1],
    [bool, '>', true],
    [bool, 'IN', [true]],
    [list, 'BETWEEN', ['a', 'b']],
    [list, 'STARTS_WITH', 'a'],
    ['ExecutionStatus', '>', 'RUNNING'],
    ['ExecutionStatus', 'BETWEEN', ['RUNNING', 'FAILED']],
    ['ExecutionStatus', 'IS NULL'],
    ['ExecutionDuration', 'STARTS_WITH', '1s'],
    [keyword, 'LIKE', 'a%'],
    [keyword, "= 'x' OR WorkflowType", 'a'],
  ])(
    'raises ValueError for an operator that the type does not have: %o %s',
    (attribute, operator, operand?: unknown) => {
      const build = (): unknown => untyped(attribute, operator, operand);
      expect(build).toThrow(ValueError);
      expect(build).toThrow(/which has no .*; it has =/);
    },
  );

  it.each([
    [keyword, '=', 7],
    [keyword, '=', undefined],
    [keyword, '=', null],
    [keyword, '=', ['a']],
    [text, '=', 7],
    [text, '=', '  '],
    [int, '=', '1 OR 1 = 1'],
    [int, '=', 1.5],
    [int, '=', NaN],
    [double, '=', Infinity],
    [double, '=', 1n],
    [bool, '=', 'true'],
    [datetime, '=', '2026-01-01'],
    [datetime, '=', new Date(NaN)],
    [datetime, '=', new Date(Date.UTC(10_000, 0))],
    [datetime, '=', new Date(-62_167_219_200_001)],
    [list, '=', ['a']],
    ['ExecutionStatus', '=', 'Running'],
    ['ExecutionStatus', '=', 'UNKNOWN'],
    ['ExecutionStatus', '=', 'toString'],
    ['ExecutionDuration', '>', 'long'],
    ['ExecutionDuration', '>', '300 years'],
    ['ExecutionDuration', '>', true],
    ['ExecutionDuration', '>', NaN],
    [keyword, 'IN', []],
    [keyword, 'IN', 'abc'],
    [keyword, 'IN', ['a', 7]],
    [int, 'BETWEEN', [1]],
    [int, 'BETWEEN', [1, 2, 3]],
    [int, 'BETWEEN', [1, '2']],
  ])('raises ValueError for a value that is not of the type: %o %s %o', (attribute, operator, operand) => {
    expect(() => untyped(attribute, operator, operand)).toThrow(ValueError);
  });

  it.each(["'", "''", "'a", "a'", "'a'"])('raises ValueError for %s, whose ends the server would take off', (value) => {
    expect(() => where(keyword, '=', value)).toThrow(/takes single quotes off both ends/);
    expect(() => where(keyword, 'IN', ['a', value])).toThrow(ValueError);
    expect(() => where(list, '=', value)).toThrow(ValueError);
    expect(() => where(text, '=', value)).toThrow(ValueError);
  });

  it('raises ValueError for U+0000', () => {
    expect(() => where(keyword, '=', 'a\0b')).toThrow('U+0000');
  });

  it.each(['CustomerId', 'workflowtype', 'toString', '', "WorkflowType = 'a' OR RunId"])(
    'raises ValueError for %j, which is no name of the server',
    (name) => {
      expect(() => untyped(name, '=', 'x')).toThrow(/defineSearchAttributeKey/);
    },
  );

  it.each(['', '`', 'a`b', "a` = 'x' OR `b", 'a\nb'])('raises ValueError for a key named %j', (name) => {
    expect(() => where(defineSearchAttributeKey(name, 'KEYWORD'), '=', 'x')).toThrow(ValueError);
  });

  it('raises ValueError for a key of an unknown type', () => {
    const key = defineSearchAttributeKey('Where', 'GEO' as SearchAttributeType);
    expect(() => untyped(key, '=', 'x')).toThrow('unknown type GEO');
  });
});

describe('a text', () => {
  const values = fc
    .string({
      unit: fc.oneof(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        fc.constantFrom(...Array.from('\'"\\`\n\r\t\b;-#/*%_ 🐘)(')),
      ),
    })
    .filter((value) => !/^'|'$/.test(value) && !value.includes('\0'));

  it('stays one literal with the same content, whatever it holds', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(readTokens(String(where(keyword, '=', value)))).toEqual([
          { name: 'CustomerId' },
          { word: '=' },
          { string: value },
        ]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('stays one literal beside others', () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 4 }), (several) => {
        const tokens = readTokens(String(and(where(keyword, 'IN', several), where('WorkflowType', '=', 'last'))));
        expect(tokens.flatMap((token) => ('string' in token ? [token.string] : []))).toEqual([...several, 'last']);
      }),
    );
  });
});

describe('and, or, not', () => {
  const [a, b, c] = (['a', 'b', 'c'] as const).map((value) => where('WorkflowType', '=', value)) as [
    VisibilityCondition,
    VisibilityCondition,
    VisibilityCondition,
  ];
  const read = (condition: VisibilityCondition): string => String(condition).replace(/WorkflowType = '(.)'/g, '$1');

  it.each<[VisibilityCondition, string]>([
    [and(a, b, c), 'a AND b AND c'],
    [or(a, b, c), 'a OR b OR c'],
    [and(a, or(b, c)), 'a AND (b OR c)'],
    [or(a, and(b, c)), 'a OR b AND c'],
    [and(and(a, b), c), 'a AND b AND c'],
    [or(or(a, b), c), 'a OR b OR c'],
    [and(or(a, b), or(b, c)), '(a OR b) AND (b OR c)'],
    [not(a), 'NOT (a)'],
    [not(or(a, b)), 'NOT (a OR b)'],
    [not(not(and(a, b))), 'NOT (NOT (a AND b))'],
    [and(not(a), b), 'NOT (a) AND b'],
    [and(a), 'a'],
    [or(a), 'a'],
    [and(or(a)), 'a'],
    [and(or(a, b)), 'a OR b'],
    [and(or(and(a, b)), c), 'a AND b AND c'],
    [and(undefined, a, undefined), 'a'],
    [or(undefined, a), 'a'],
    [and(), ''],
    [and(undefined), ''],
    [and(and(), a, and()), 'a'],
    [or(a, and()), ''],
  ])('%#: %s', (condition, expected) => {
    expect(read(condition)).toBe(expected);
  });

  it('mean what they say, however they are nested', () => {
    type Tree = { value: boolean } | { all: Tree[] } | { any: Tree[] } | { none: Tree };
    const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.record({ value: fc.boolean() }),
        fc.record({ all: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ any: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ none: tie('tree') }),
      ),
    }));
    const built = (node: Tree): VisibilityCondition => {
      if ('value' in node) return where(bool, '=', node.value);
      if ('all' in node) return and(...node.all.map(built));
      return 'any' in node ? or(...node.any.map(built)) : not(built(node.none));
    };
    const truth = (node: Tree): boolean => {
      if ('value' in node) return node.value;
      if ('all' in node) return node.all.every(truth);
      return 'any' in node ? node.any.some(truth) : !truth(node.none);
    };
    fc.assert(
      fc.property(tree, (node) => {
        expect(evaluate(String(built(node)).replaceAll('`OrderApproved` = ', ''))).toBe(truth(node));
      }),
    );
  });

  it('raise ValueError for a query that could find nothing', () => {
    expect(() => or()).toThrow(ValueError);
    expect(() => or(undefined)).toThrow(ValueError);
    expect(() => not(and())).toThrow(ValueError);
  });

  it('leave their conditions as they are', () => {
    const before = String(a);
    not(and(a, b));
    a.groupBy('ExecutionStatus');
    expect(String(a)).toBe(before);
  });
});

describe('orderBy and groupBy', () => {
  const condition = or(where('WorkflowType', '=', 'a'), where('WorkflowType', '=', 'b'));

  it('come last', () => {
    const text = "WorkflowType = 'a' OR WorkflowType = 'b'";
    expect(String(condition.orderBy('StartTime'))).toBe(`${text} ORDER BY StartTime ASC`);
    const two = condition.orderBy('CloseTime', 'DESC').orderBy(keyword);
    expect(String(two)).toBe(`${text} ORDER BY CloseTime DESC, \`CustomerId\` ASC`);
    expect(String(condition.groupBy('ExecutionStatus'))).toBe(`${text} GROUP BY ExecutionStatus`);
  });

  it('stand alone for all executions', () => {
    expect(String(and().orderBy('StartTime'))).toBe('ORDER BY StartTime ASC');
    expect(String(and().groupBy('ExecutionStatus'))).toBe('GROUP BY ExecutionStatus');
  });

  it('raise ValueError for what has no order or too many values', () => {
    expect(() => condition.orderBy(text as unknown as BuiltInAttribute)).toThrow(ValueError);
    expect(() => condition.orderBy(list as unknown as BuiltInAttribute)).toThrow(ValueError);
    expect(() => condition.orderBy('StartTime', 'desc; --' as 'DESC')).toThrow(ValueError);
    expect(() => condition.groupBy('WorkflowType' as 'ExecutionStatus')).toThrow(ValueError);
  });
});

describe('countsByStatus', () => {
  it('gives the names of describe(), and UNKNOWN for newer ones', () => {
    const group = (status: unknown, count: number): { count: number; groupValues: unknown[] } => ({
      count,
      groupValues: [status],
    });
    const groups = [group(['Running'], 4), group(['Canceled'], 1), group(['Frozen'], 2), group('Melted', 3)];
    expect(countsByStatus({ count: 10, groups })).toEqual({ RUNNING: 4, CANCELLED: 1, UNKNOWN: 5 });
    expect(countsByStatus({ count: 0, groups: [] })).toEqual({});
  });
});

describe('a built query', () => {
  it('is sent as its text by list, listPage and count', async () => {
    const refuse: Step = () => errorAnswer(3, 'refused');
    const { client, fetch } = scriptedConnection([refuse, refuse, refuse], { retry: false });
    const query = where(keyword, '=', 'x');
    const calls = [
      () => client.workflow.listPage({ query }),
      () => client.workflow.list({ query })[Symbol.asyncIterator]().next(),
      () => client.workflow.count(query),
    ];
    for (const call of calls) await expect(call()).rejects.toThrow();
    for (const { init } of fetch.requests) {
      expect(new TextDecoder().decode(init.body as Uint8Array)).toContain("`CustomerId` = 'x'");
    }
    expect(fetch.requests).toHaveLength(3);
  });
});
