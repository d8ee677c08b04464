import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defineSearchAttributeKey, where } from '../../../src/client/index.js';
import { withCondition } from '../../../src/app/screens/workflows/add-condition.js';
import {
  type Comparison,
  type Condition,
  type Literal,
  negations,
  operators,
} from '../../../src/app/screens/workflows/filter/condition.js';
import { parseComparison, parseConditions } from '../../../src/app/screens/workflows/filter/parse-condition.js';
import { printCondition } from '../../../src/app/screens/workflows/filter/print-condition.js';
import { splitQuery, wholeQuery } from '../../../src/app/screens/workflows/filter/whole-query.js';
import { readTokens } from '../../fixtures/visibility-tokens.js';

const text = fc.string({
  unit: fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
    fc.constantFrom(...Array.from('\'"\\`\n\r\t;-#/*%_ 🐘)(<>=,'), ' AND ', ' OR ', 'now-1h', '<script>', ' NULL'),
  ),
});
const literal: fc.Arbitrary<Literal> = fc.oneof(
  fc.record({ kind: fc.constant('string' as const), value: text }),
  fc.record({ kind: fc.constant('number' as const), text: fc.bigInt().map(String) }),
  fc.record({
    kind: fc.constant('number' as const),
    text: fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  }),
  fc.record({ kind: fc.constant('bool' as const), value: fc.boolean() }),
  fc
    .constantFrom('now', 'now-1h', 'now/d', 'now-1d/d')
    .map((relative) => ({ kind: 'relative', text: relative }) as const),
);
const attribute = fc.oneof(
  fc.constantFrom(
    'WorkflowType',
    'OrderStatus',
    'Order',
    'group',
    'now',
    'a b',
    'with`tick',
    'dotted.name',
    'ümlaut',
    'NOT',
  ),
  fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => !name.includes('\\')),
);
const comparison: fc.Arbitrary<Comparison> = fc
  .record({
    attribute,
    operator: fc.constantFrom(...operators),
    one: literal,
    two: literal,
    more: fc.array(literal, { maxLength: 4 }),
    orMissing: fc.boolean(),
  })
  .map(({ attribute, operator, one, two, more, orMissing }) => {
    const values = operator.includes('NULL')
      ? []
      : operator.includes('BETWEEN')
        ? [one, two]
        : operator.includes('IN') && !operator.includes('STARTS')
          ? [one, ...more]
          : [one];
    const base = { kind: 'comparison', attribute, operator, values } as const;
    return orMissing && negations.includes(operator) ? { ...base, orMissing: true } : base;
  });

describe('a condition', () => {
  it('is read as it was printed, whatever its name and values hold', () => {
    fc.assert(
      fc.property(comparison, (one) => {
        expect(parseComparison(printCondition(one))).toEqual(one);
      }),
      { numRuns: 3_000 },
    );
  });

  it('stays one of several', () => {
    fc.assert(
      fc.property(fc.array(comparison, { minLength: 1, maxLength: 5 }), (several) => {
        const query = several.map(printCondition).join(' AND ');
        expect(parseConditions(query)).toEqual(several);
      }),
    );
  });

  it('holds its values as the tokenizer of the server reads them', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (values) => {
        const literals = values.map((value) => ({ kind: 'string', value }) as const);
        const query = printCondition({ kind: 'comparison', attribute: 'CustomerId', operator: 'IN', values: literals });
        expect(readTokens(query).flatMap((token) => ('string' in token ? [token.string] : []))).toEqual(values);
      }),
    );
  });

  it.each<[string, Partial<Comparison>]>([
    [
      'WorkflowType="order"',
      { attribute: 'WorkflowType', operator: '=', values: [{ kind: 'string', value: 'order' }] },
    ],
    ["workflowType = 'it''s'", { attribute: 'workflowType', values: [{ kind: 'string', value: "it's" }] }],
    ['A <> 5', { operator: '!=', values: [{ kind: 'number', text: '5' }] }],
    ['A is not null', { operator: 'IS NOT NULL', values: [] }],
    ['A not in ("x",\n"y")', { operator: 'NOT IN' }],
    ['A between 1 and 2', { operator: 'BETWEEN' }],
    ['A >= now-1d/d', { operator: '>=', values: [{ kind: 'relative', text: 'now-1d/d' }] }],
    ['`A b` = TRUE', { attribute: 'A b', values: [{ kind: 'bool', value: true }] }],
    ['A = 12345678901234567890', { values: [{ kind: 'number', text: '12345678901234567890' }] }],
    ['A = -1.5e-7', { values: [{ kind: 'number', text: '-1.5e-7' }] }],
    ['(A != "x" OR A IS NULL)', { operator: '!=', orMissing: true }],
  ])('%s is understood', (query, expected) => {
    expect(parseConditions(query)).toEqual([expect.objectContaining({ kind: 'comparison', ...expected })]);
  });

  it.each([
    'A = B',
    'A = "x',
    'A',
    'A =',
    'A === 1',
    'A LIKE "x%"',
    'NOT A = 1',
    'A IN ()',
    'A IN ("x"',
    'A BETWEEN 1',
    '(A = 1 OR B = 2)',
    '(A != 1 OR B IS NULL)',
    'A = 1 2',
    '((A = 1)',
  ])('%s stays as it was written', (query) => {
    expect(parseConditions(query)).toEqual([{ kind: 'raw', text: query }]);
  });

  it('loses parentheses that hold nothing together', () => {
    const flat = parseConditions('A = 1 AND B = 2 AND C = 3');
    expect(parseConditions('(A = 1 AND B = 2) AND (C = 3)')).toEqual(flat);
    expect(parseConditions('((A = 1) AND ((B = 2 AND C = 3)))')).toEqual(flat);
  });

  it('keeps an OR whole', () => {
    expect(parseConditions('A = 1 OR B = 2')).toEqual([{ kind: 'raw', text: '(A = 1 OR B = 2)' }]);
    expect(parseConditions('(A = 1 OR B = 2) AND C = 3').map(({ kind }) => kind)).toEqual(['raw', 'comparison']);
    expect(parseConditions('((A = 1 OR B = 2))')).toEqual([{ kind: 'raw', text: '(A = 1 OR B = 2)' }]);
  });

  it('is written as the client writes it', () => {
    const key = defineSearchAttributeKey('CustomerId', 'KEYWORD');
    for (const written of [
      where('WorkflowType', '=', 'it\'s a "test" \\ \n'),
      where(key, 'NOT IN', ['a', '']),
      where('ExecutionStatus', 'IN', ['FAILED', 'RUNNING']),
      where('HistoryLength', 'BETWEEN', [1, 2]),
      where('StartTime', '>', new Date(0)),
      where(key, 'IS NOT NULL'),
    ]) {
      expect(parseConditions(String(written)).map(printCondition)).toEqual([String(written)]);
    }
  });

  it('is understood when a click on a cell has added it', () => {
    const query = withCondition(withCondition('WorkflowType = "order"', 'A != "x" OR A IS NULL'), 'B STARTS_WITH "y"');
    expect(parseConditions(query)).toEqual<Condition[]>([
      { kind: 'comparison', attribute: 'WorkflowType', operator: '=', values: [{ kind: 'string', value: 'order' }] },
      { kind: 'comparison', attribute: 'A', operator: '!=', values: [{ kind: 'string', value: 'x' }], orMissing: true },
      { kind: 'comparison', attribute: 'B', operator: 'STARTS_WITH', values: [{ kind: 'string', value: 'y' }] },
    ]);
  });

  it('may have 30,000 characters', () => {
    const values = Array.from(
      { length: 1500 },
      (_, i) => ({ kind: 'string', value: `order-${i}-${'x'.repeat(9)}` }) as const,
    );
    const long: Comparison = { kind: 'comparison', attribute: 'WorkflowId', operator: 'IN', values };
    const query = printCondition(long);
    expect(query.length).toBeGreaterThan(30_000);
    expect(parseConditions(`${query} AND A = 1`)[0]).toEqual(long);
  });
});

describe('statuses and the typed query', () => {
  it('are one query', () => {
    expect(wholeQuery({ statuses: [], query: ' A = 1 OR B = 2 ' })).toBe('A = 1 OR B = 2');
    expect(wholeQuery({ statuses: ['FAILED'], query: '' })).toBe("ExecutionStatus = 'Failed'");
    expect(wholeQuery({ statuses: ['FAILED', 'TIMED_OUT'], query: 'A = 1' })).toBe(
      "ExecutionStatus IN ('Failed', 'TimedOut') AND A = 1",
    );
    expect(wholeQuery({ statuses: ['FAILED'], query: 'A = 1 OR B = 2' })).toBe(
      "ExecutionStatus = 'Failed' AND (A = 1 OR B = 2)",
    );
    expect(wholeQuery({ statuses: ['FAILED'], query: 'A = 1 ORDER BY StartTime' })).toBe(
      "ExecutionStatus = 'Failed' AND A = 1 ORDER BY StartTime",
    );
  });

  it('come apart again', () => {
    expect(splitQuery("A = 1 AND executionstatus = 'x'").statuses).toEqual([]);
    expect(splitQuery("A = 1 AND ExecutionStatus in ('failed', 'TimedOut') AND B = 2")).toEqual({
      statuses: ['FAILED', 'TIMED_OUT'],
      query: 'A = 1 AND B = 2',
    });
    expect(splitQuery('`ExecutionStatus` = "Canceled"')).toEqual({ statuses: ['CANCELLED'], query: '' });
  });

  it.each([
    'ExecutionStatus != "Failed"',
    'ExecutionStatus = "Nonsense"',
    'ExecutionStatus = "Failed" OR A = 1',
    'ExecutionStatus = "Failed" AND ExecutionStatus = "Running"',
    'NOT ExecutionStatus = "Failed"',
  ])('%s stays text', (query) => {
    expect(splitQuery(query)).toEqual({ statuses: [], query });
  });

  it('mean the same after a round trip', () => {
    const filters = fc.record({
      statuses: fc.subarray(['RUNNING', 'FAILED', 'PAUSED'] as const),
      query: fc.array(
        comparison.filter((one) => one.attribute !== 'ExecutionStatus'),
        { maxLength: 3 },
      ),
    });
    fc.assert(
      fc.property(filters, ({ statuses, query }) => {
        const filter = { statuses, query: query.map(printCondition).join(' AND ') };
        expect(splitQuery(wholeQuery(filter))).toEqual(filter);
      }),
    );
  });
});
