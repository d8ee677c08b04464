import { describe, expectTypeOf, it } from 'vitest';
import {
  and,
  type Client,
  countsByStatus,
  defineSearchAttributeKey,
  type GroupedVisibilityQuery,
  not,
  or,
  type OrderedVisibilityQuery,
  type VisibilityCondition,
  where,
  type WorkflowExecutionStatusName,
} from '../../src/client/index.js';

declare const client: Client;
const keyword = defineSearchAttributeKey('CustomerId', 'KEYWORD');
const text = defineSearchAttributeKey('OrderNote', 'TEXT');
const int = defineSearchAttributeKey('OrderItemCount', 'INT');
const double = defineSearchAttributeKey('OrderTotal', 'DOUBLE');
const bool = defineSearchAttributeKey('OrderApproved', 'BOOL');
const datetime = defineSearchAttributeKey('OrderPlacedAt', 'DATETIME');
const list = defineSearchAttributeKey('OrderSkus', 'KEYWORD_LIST');

describe('where', () => {
  it('takes the operators and values of each type', () => {
    expectTypeOf(where(keyword, '=', 'a')).toEqualTypeOf<VisibilityCondition>();
    where(keyword, 'STARTS_WITH', 'a');
    where(keyword, 'NOT IN', ['a', 'b']);
    where(keyword, 'BETWEEN', ['a', 'b']);
    where(keyword, 'IS NULL');
    where(text, '=', 'words');
    where(int, '>=', 3);
    where(int, 'IN', [1, 2n]);
    where(double, 'NOT BETWEEN', [0.5, 1.5]);
    where(bool, '!=', true);
    where(datetime, '<', new Date());
    where(list, '=', 'element');
    where(list, 'IN', ['a', 'b']);
    where('WorkflowType', '=', 'order');
    where('ExecutionStatus', 'IN', ['RUNNING', 'TIMED_OUT']);
    where('ExecutionDuration', '>', '2 hours');
    where('ExecutionDuration', 'BETWEEN', [1000, '1 minute']);
    where('CloseTime', 'IS NOT NULL');
    where('TemporalSchedulePaused', '=', false);
    const names: readonly string[] = ['a'];
    where('WorkflowId', 'IN', names);
  });

  it('refuses operators that the type does not have', () => {
    // @ts-expect-error -- Text is found by its words
    where(text, 'STARTS_WITH', 'a');
    // @ts-expect-error -- Text has no order
    where(text, '>', 'a');
    // @ts-expect-error -- Text has no IN
    where(text, 'IN', ['a']);
    // @ts-expect-error -- a number has no prefix
    where(int, 'STARTS_WITH', 1);
    // @ts-expect-error -- a number has no prefix
    where(double, 'NOT STARTS_WITH', 1);
    // @ts-expect-error -- Bool has no order
    where(bool, '<', true);
    // @ts-expect-error -- Bool has no IN
    where(bool, 'IN', [true]);
    // @ts-expect-error -- a date has no prefix
    where(datetime, 'STARTS_WITH', new Date());
    // @ts-expect-error -- a list has no order
    where(list, 'BETWEEN', ['a', 'b']);
    // @ts-expect-error -- a list has no prefix
    where(list, 'STARTS_WITH', 'a');
    // @ts-expect-error -- statuses have no order
    where('ExecutionStatus', '>', 'RUNNING');
    // @ts-expect-error -- every execution has a status
    where('ExecutionStatus', 'IS NULL');
    // @ts-expect-error -- not in the language
    where(keyword, 'LIKE', 'a%');
  });

  it('refuses values that are not of the type', () => {
    // @ts-expect-error -- needs a string
    where(keyword, '=', 7);
    // @ts-expect-error -- needs a number
    where(int, '=', '7');
    // @ts-expect-error -- not a bigint
    where(double, '=', 7n);
    // @ts-expect-error -- needs a boolean
    where(bool, '=', 'true');
    // @ts-expect-error -- a Date, not its text
    where(datetime, '>', '2026-01-01');
    // @ts-expect-error -- one element, not the list
    where(list, '=', ['a']);
    // @ts-expect-error -- needs a list
    where(keyword, 'IN', 'a');
    // @ts-expect-error -- needs a pair
    where(int, 'BETWEEN', [1]);
    // @ts-expect-error -- needs a pair
    where(int, 'BETWEEN', 1, 2);
    // @ts-expect-error -- no such status
    where('ExecutionStatus', '=', 'Running');
    // @ts-expect-error -- a duration
    where('ExecutionDuration', '>', 'long');
    // @ts-expect-error -- nothing follows
    where('CloseTime', 'IS NULL', null);
    // @ts-expect-error -- a value is missing
    where('WorkflowType', '=');
  });

  it('refuses attributes that the server does not have', () => {
    // @ts-expect-error -- a custom attribute needs its key
    where('CustomerId', '=', 'c-1');
    // @ts-expect-error -- a misspelt name
    where('WorkflowTyp', '=', 'order');
  });
});

describe('queries', () => {
  const condition = and(where(keyword, '=', 'a'), undefined, or(where(int, '=', 1), not(where(bool, '=', true))));

  it('go where the server takes their last clause', () => {
    void client.workflow.list({ query: condition });
    void client.workflow.listPage({ query: condition.orderBy('StartTime', 'DESC').orderBy(keyword) });
    void client.workflow.count(condition);
    void client.workflow.count(condition.groupBy('ExecutionStatus'));
    void client.workflow.list({ query: "WorkflowType = 'order'" });
    expectTypeOf(condition.orderBy('StartTime')).toEqualTypeOf<OrderedVisibilityQuery>();
    expectTypeOf(condition.groupBy('ExecutionStatus')).toEqualTypeOf<GroupedVisibilityQuery>();
  });

  it('are refused elsewhere', () => {
    // @ts-expect-error -- a list has no groups
    void client.workflow.list({ query: condition.groupBy('ExecutionStatus') });
    // @ts-expect-error -- a count has no order
    void client.workflow.count(condition.orderBy('StartTime'));
    // @ts-expect-error -- not a query
    void client.workflow.list({ query: {} });
    // @ts-expect-error -- not a query
    void client.workflow.count(7);
    // @ts-expect-error -- not a condition
    and("WorkflowType = 'order'");
  });

  it('cannot be ordered or grouped by what has no order or too many values', () => {
    // @ts-expect-error -- texts have no order
    condition.orderBy(text);
    // @ts-expect-error -- lists have no order
    condition.orderBy(list);
    // @ts-expect-error -- no such direction
    condition.orderBy('StartTime', 'desc');
    // @ts-expect-error -- by status only
    condition.groupBy('WorkflowType');
  });
});

describe('countsByStatus', () => {
  it('is a number for each status that there is', () => {
    expectTypeOf(countsByStatus).returns.toEqualTypeOf<Partial<Record<WorkflowExecutionStatusName, number>>>();
  });
});
