import { create } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkflowExecutionStatus } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import { WorkflowExecutionInfoSchema } from '../../../gen/core/temporal/api/workflow/v1/message_pb.js';
import { IndexedValueType } from '../../../gen/operator/temporal/api/enums/v1/common_pb.js';
import { Client, Connection, defineSearchAttributeKey, or, where } from '../../../src/client/index.js';
import { createInMemoryFetch, inMemoryAddress } from '../../../src/testing/index.js';
import type { VisibilityValue } from '../../../src/testing/visibility/attributes.js';
import { compileQuery } from '../../../src/testing/visibility/compile.js';
import { createVisibilityHandlers } from '../../../src/testing/visibility/handlers.js';
import { QueryError, StoreError } from '../../../src/testing/visibility/query-error.js';
import { SearchAttributes } from '../../../src/testing/visibility/search-attributes.js';
import { queriedExecutions, refusals, selections, terminatedExecutions } from '../../fixtures/visibility-queries.js';

const attributes = new SearchAttributes('default', {
  CustomerId: IndexedValueType.KEYWORD,
  OrderItemCount: IndexedValueType.INT,
  OrderTotal: IndexedValueType.DOUBLE,
  OrderApproved: IndexedValueType.BOOL,
  OrderPlacedAt: IndexedValueType.DATETIME,
  OrderNote: IndexedValueType.TEXT,
  OrderSkus: IndexedValueType.KEYWORD_LIST,
});

const started = new Date('2026-06-01T00:00:00Z');
const records = queriedExecutions.map((pairs, index) => {
  const isClosed = index < terminatedExecutions;
  return new Map<string, VisibilityValue>([
    ['WorkflowId', `w/${index}`],
    ['RunId', `r/${index}`],
    ['RootWorkflowId', `w/${index}`],
    ['RootRunId', `r/${index}`],
    ['WorkflowType', 'any'],
    ['TaskQueue', 'ours'],
    ['ExecutionStatus', isClosed ? WorkflowExecutionStatus.TERMINATED : WorkflowExecutionStatus.RUNNING],
    ['StartTime', started],
    ['ExecutionTime', started],
    ['CloseTime', isClosed ? new Date(started.getTime() + 30) : undefined],
    ['ExecutionDuration', isClosed ? 30_000_000 : undefined],
    ['HistoryLength', isClosed ? 3 : undefined],
    ['HistorySizeBytes', isClosed ? 300 : undefined],
    ['StateTransitionCount', isClosed ? 2 : undefined],
    ...pairs.map(({ key, value }): [string, VisibilityValue] => [key.name, value as VisibilityValue]),
  ]);
});

function found(query: string): number[] {
  const { matches } = compileQuery(query.replaceAll('$', "TaskQueue = 'ours'"), attributes);
  return records.flatMap((record, index) => (matches(record) ? [index] : []));
}

describe('a query selects what the server selects', () => {
  it.each(selections)('%j', (query, expected) => {
    expect(found(query)).toEqual(expected);
  });
});

describe('a query is refused in the words of the server', () => {
  it.each(refusals)('%j', (query, words) => {
    expect(() => compileQuery(query, attributes)).toThrow(new QueryError(words));
  });
});

it.each([
  "CustomerId = ('plain', 'zz')",
  'OrderItemCount BETWEEN (0, 1) AND 2',
  'OrderItemCount IN (1, (2, 3))',
  `OrderNote = 'x"y'`,
])('what only SQLite refuses is an error of the store: %s', (query) => {
  expect(() => compileQuery(query, attributes)).toThrow(StoreError);
});

describe('whatever is asked', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom("'", '"', '`', '\\', '(', ')', ' AND ', 'NOT ', 'CustomerId', '=', ' IN ', '1', 'x', '.'))
      .map((parts) => parts.join('')),
  );

  it('it is answered, or refused with words', () => {
    fc.assert(
      fc.property(texts, (query) => {
        try {
          for (const record of records) compileQuery(query, attributes).matches(record);
        } catch (error) {
          if (!(error instanceof QueryError) && !(error instanceof StoreError)) throw error;
          expect(error.message).not.toBe('');
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('conditions of `where` find what has the value, but for what SQLite loses', () => {
    const customerId = defineSearchAttributeKey('CustomerId', 'KEYWORD');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (value, other) => {
        fc.pre(!/^'|'$|^'|[\\"]/.test(value) && !/^'|'$/.test(other));
        const { matches } = compileQuery(String(where(customerId, '=', value)), attributes);
        expect(matches(new Map([['CustomerId', value]]))).toBe(true);
        expect(matches(new Map([['CustomerId', `${value}!`]]))).toBe(false);
        const either = compileQuery(
          String(or(where(customerId, '=', other), where(customerId, '=', value))),
          attributes,
        );
        expect(either.matches(new Map([['CustomerId', value]]))).toBe(true);
      }),
    );
  });
});

describe('a list', () => {
  const tenThousand = Array.from({ length: 10_000 }, (_, index) => {
    const record = new Map<string, VisibilityValue>([
      ['WorkflowId', `w-${index}`],
      ['RunId', `r-${String(index).padStart(5, '0')}`],
      ['WorkflowType', index % 2 === 0 ? 'even' : 'odd'],
      ['ExecutionStatus', index % 3 === 0 ? WorkflowExecutionStatus.RUNNING : WorkflowExecutionStatus.COMPLETED],
      // Four start at the same time.
      ['StartTime', new Date(started.getTime() + Math.floor(index / 4) * 1000)],
      ['CloseTime', index % 3 === 0 ? undefined : new Date(started.getTime() + (index % 7) * 1000)],
    ]);
    return {
      visibilityRecord: () => record,
      toExecutionInfo: () => create(WorkflowExecutionInfoSchema, { execution: { workflowId: `w-${index}` } }),
    };
  });
  const fetch = createInMemoryFetch(
    createVisibilityHandlers({ searchAttributes: () => attributes, executions: () => tenThousand }),
  );
  const client = new Client({ connection: Connection.lazy({ address: inMemoryAddress, fetch }) });

  it('of ten thousand has each once, what is open first, then what closed last, and within those the newest first', async () => {
    const query = "WorkflowType = 'even'";
    const ids: number[] = [];
    for await (const { workflowId } of client.workflow.list({ query, pageSize: 300 }))
      ids.push(Number(workflowId.slice(2)));
    const key = (id: number): number[] => [id % 3 === 0 ? 0 : 1, id % 3 === 0 ? 0 : -(id % 7), -Math.floor(id / 4), id];
    const expected = tenThousand.map((_, id) => id).filter((id) => id % 2 === 0);
    expected.sort((a, b) => key(a).reduce((order, part, index) => order || part - key(b)[index]!, 0));
    expect(ids).toEqual(expected);
  });

  it('has at most a thousand on a page', async () => {
    expect((await client.workflow.listPage({ pageSize: 5000 })).items).toHaveLength(1000);
  });

  it('is counted by status', async () => {
    const { count, groups } = await client.workflow.count('GROUP BY ExecutionStatus');
    expect(count).toBe(10_000);
    expect(groups.map((group) => [group.groupValues[0], group.count])).toEqual([
      [['Running'], 3334],
      [['Completed'], 6666],
    ]);
  });
});
