import { expect, it } from 'vitest';
import { Client } from '../../../src/client/index.js';
import { InMemoryServer } from '../../../src/testing/index.js';

/** One that waits for its worker, and one that was terminated. */
async function twoActivities(): Promise<Client> {
  const server = new InMemoryServer({ searchAttributes: { CustomerId: 'KEYWORD' } });
  const { activity } = new Client({ connection: server.connection() });
  const options = { taskQueue: 'nobody', startToCloseTimeout: '1 minute' } as const;
  await activity.start('pack', { ...options, id: 'a/1' });
  const second = await activity.start('ship', { ...options, id: 'a/2', startDelay: '1 hour' });
  await server.advance('1 second');
  await second.terminate('enough');
  return new Client({ connection: server.connection() });
}

it.each([
  ['', ['a/1', 'a/2']],
  ["ActivityId = 'a/1'", ['a/1']],
  ["TemporalActivityId STARTS_WITH 'a/'", ['a/1', 'a/2']],
  ["ActivityType = 'ship'", ['a/2']],
  ["WorkflowType = ''", ['a/1', 'a/2']],
  ["ExecutionStatus = 'Terminated'", ['a/2']],
  ["ExecutionStatus = 'Nonsense'", []],
  ['HistoryLength IS NULL', ['a/1']],
  ['HistoryLength = 0 AND HistorySizeBytes = 0', ['a/2']],
  ['ExecutionDuration >= 0', ['a/2']],
  ['TemporalNamespaceDivision IS NULL', []],
])('a query for Activities finds what it finds on the server: %j', async (query, expected) => {
  const { activity } = await twoActivities();
  const { items } = await activity.listPage({ query });
  expect(items.map(({ activityId }) => activityId).sort()).toEqual(expected);
  expect((await activity.count(query)).count).toBe(expected.length);
});

it.each([
  [
    'ExecutionStatus = 1',
    'invalid expression: invalid value type for search attribute ExecutionStatus of type Keyword: 1 (type: int64)',
  ],
  ["TemporalActivityType = 'ship'", 'invalid search attribute: TemporalActivityType'],
  ['ScheduleTime > 0', 'invalid search attribute: ScheduleTime'],
  [
    'GROUP BY ActivityType',
    "operation is not supported: 'GROUP BY' clause is not supported for search attribute ActivityType",
  ],
])('a query for Activities is refused in the words of the server: %j', async (query, words) => {
  const { activity } = await twoActivities();
  const refusal = { cause: { details: `invalid query: ${words}` } };
  await expect(activity.listPage({ query })).rejects.toMatchObject(refusal);
  await expect(activity.count(query)).rejects.toMatchObject(refusal);
});
