import { describe, expect, it } from 'vitest';
import {
  columnOf,
  defaultColumns,
  gridOf,
  moved,
  parseChosen,
} from '../../../src/app/screens/workflows/columns/chosen-columns.js';
import { attributeColumn, durationMs, systemColumns } from '../../../src/app/screens/workflows/columns/columns.js';
import { attributesSeenIn, offeredColumns } from '../../../src/app/screens/workflows/columns/offered-columns.js';
import { inOrder, sortedRunIds } from '../../../src/app/screens/workflows/rows/sort-rows.js';
import { valueText } from '../../../src/app/screens/workflows/table/value-text.js';
import { TypedSearchAttributes, type WorkflowExecutionInfo } from '../../../src/client/index.js';

describe('stored columns', () => {
  it('are read as they were written', () => {
    const chosen = [
      { id: 'workflowId', width: 300 },
      { id: 'attribute:OrderTotal', type: 'DOUBLE' as const },
    ];
    expect(parseChosen(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
  });

  it('keep what makes sense of the rest', () => {
    expect(parseChosen('status')).toBe(defaultColumns);
    expect(parseChosen([{ id: 'nope' }, null, 3])).toBe(defaultColumns);
    expect(
      parseChosen([
        { id: 'type', width: '9' },
        { id: 'type' },
        { id: 'attribute:' },
        { id: 'attribute:A', type: 'HUGE' },
      ]),
    ).toEqual([{ id: 'workflowId' }, { id: 'type' }, { id: 'attribute:A' }]);
    expect(
      parseChosen([
        { id: 'workflowId', width: -4 },
        { id: 'type', width: 1e9 },
      ]),
    ).toEqual([
      { id: 'workflowId', width: 56 },
      { id: 'type', width: 900 },
    ]);
  });

  it('move to a place', () => {
    const ids = (to: number) =>
      moved([{ id: 'a' }, { id: 'b' }, { id: 'c' }], 'a', to)
        .map(({ id }) => id)
        .join('');
    expect([ids(-1), ids(1), ids(2), ids(9)]).toEqual(['abc', 'bac', 'bca', 'bca']);
  });

  it('share what is left over, the last one when nobody else wants it', () => {
    const shown = [{ id: 'status' }, { id: 'type' }].map((choice) => columnOf(choice)!);
    expect(gridOf(shown, []).template).toBe('180px minmax(150px, 1fr)');
    expect(gridOf(shown, [{ id: 'type', width: 99 }])).toEqual({
      template: '180px minmax(99px, 1fr)',
      least: 279,
      first: 180,
    });
  });
});

describe('columns', () => {
  it('have one id each and a label', () => {
    expect(new Set(systemColumns.map(({ id }) => id)).size).toBe(systemColumns.length);
    expect(systemColumns.filter(({ label }) => !label)).toEqual([]);
  });

  it('offer what is not shown, by label or by the name in queries', () => {
    const attributes = [{ name: 'OrderTotal', type: 'DOUBLE' as const }];
    const { custom, system } = offeredColumns(attributes, [{ id: 'status' }], 'total');
    expect(custom.map(({ id }) => id)).toEqual(['attribute:OrderTotal']);
    expect(system).toEqual([]);
    expect(offeredColumns(attributes, [], 'ExecutionStatus').system.map(({ id }) => id)).toEqual(['status']);
    expect(offeredColumns(attributes, [{ id: 'attribute:OrderTotal' }], '').custom).toEqual([]);
  });

  it('are known from rows when nobody lists them', () => {
    const row = (name: string, type: 'KEYWORD' | 'BOOL', value: unknown) =>
      ({ typedSearchAttributes: new TypedSearchAttributes([{ key: { name, type }, value } as never]) }) as never;
    expect(
      attributesSeenIn([row('B', 'BOOL', true), row('A', 'KEYWORD', 'a'), row('BuildIds', 'KEYWORD', 'x')]),
    ).toEqual([
      { name: 'A', type: 'KEYWORD' },
      { name: 'B', type: 'BOOL' },
    ]);
  });

  it('say a duration as the server counts it: without a start delay', () => {
    const info = {
      status: { name: 'COMPLETED' },
      startTime: new Date(0),
      executionTime: new Date(5000),
      closeTime: new Date(7000),
    } as WorkflowExecutionInfo;
    expect(durationMs(info, 0)).toBe(2000);
    expect(durationMs({ ...info, closeTime: undefined }, 0)).toBeUndefined();
  });

  it.each([
    ['count', 45641n, '45,641'],
    ['bytes', 1900000, '1.9 MB'],
    ['decimal', 1234.56, '1,234.56'],
    ['bool', false, 'false'],
    ['list', ['a', 'b'], 'a, b'],
    ['time', new Date(0), '1970-01-01T00:00:00.000Z'],
    ['status', 'TIMED_OUT', 'Timed out'],
    ['text', undefined, ''],
  ] as const)('write a %s', (kind, value, text) => {
    expect(valueText({ kind }, value)).toBe(text);
  });
});

describe('sorting what is loaded', () => {
  const rows = (...values: unknown[]) =>
    values.map((value, index) => ({
      info: { runId: String(index), searchAttributes: value === undefined ? {} : { A: [value] } } as never,
      gone: false,
    }));
  const sorted = (descending: boolean, ...values: unknown[]) =>
    sortedRunIds(rows(...values), attributeColumn('A', 'KEYWORD'), descending).join('');

  it('counts numbers in ids, and leaves equal rows as they were', () => {
    expect(sorted(false, 'order-10', 'order-9', 'Order-9')).toBe('120');
    expect(sorted(true, 'order-10', 'order-9', 'Order-9')).toBe('012');
  });

  it('has rows without a value last, both ways', () => {
    expect(sorted(false, undefined, 2, 1)).toBe('210');
    expect(sorted(true, undefined, 2, 1)).toBe('120');
  });

  it('compares moments, numbers beyond 2^53 and truth', () => {
    expect(sorted(false, new Date(5), new Date(3))).toBe('10');
    expect(sorted(false, 2n ** 60n + 1n, 2n ** 60n)).toBe('10');
    expect(sorted(true, false, true)).toBe('10');
  });

  it('shows rows in an order that was made before', () => {
    expect(inOrder(rows('a', 'b'), ['1', '0', '7']).map(({ info }) => info.runId)).toEqual(['1', '0']);
  });
});
