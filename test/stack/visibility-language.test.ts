import { beforeAll, describe, expect, it, vi } from 'vitest';
import { createWorkflowService } from '../../src/client/service/index.js';
import { GrpcError, status } from '../../src/client/index.js';
import { client, namespace, onNobody } from '../fixtures/real-stack.js';
import { rejectionOf } from '../fixtures/rejection.js';
import { queriedExecutions, refusals, selections, terminatedExecutions } from '../fixtures/visibility-queries.js';

const { taskQueue, workflowId: prefix } = onNobody();
const ours = `TaskQueue = '${taskQueue}'`;
const service = createWorkflowService(client.connection);

beforeAll(async () => {
  const handles = await Promise.all(
    queriedExecutions.map((typedSearchAttributes, index) =>
      client.workflow.start('any', { taskQueue, workflowId: `${prefix}/${index}`, typedSearchAttributes }),
    ),
  );
  await Promise.all(handles.slice(0, terminatedExecutions).map((handle) => handle.terminate()));
  const closed = `${ours} AND ExecutionStatus = 'Terminated'`;
  await vi.waitFor(
    async () => {
      expect((await client.workflow.count(ours)).count).toBe(queriedExecutions.length);
      expect((await client.workflow.count(closed)).count).toBe(terminatedExecutions);
    },
    { timeout: 30_000, interval: 200 },
  );
  return async () => {
    await Promise.all(handles.slice(terminatedExecutions).map((handle) => handle.terminate()));
  };
});

// What is expected is what the server in memory is held to, by test/unit/testing/visibility-query.test.ts.
describe('the query language of the server with SQLite', () => {
  it('selects what is expected', async () => {
    const found: [string, number[]][] = [];
    for (const [query] of selections) {
      const { executions } = await service.listWorkflowExecutions({ namespace, query: query.replaceAll('$', ours) });
      const numbers = executions.map(({ execution }) => Number(execution?.workflowId.slice(prefix.length + 1)));
      found.push([query, numbers.filter((number) => number >= 0).sort((a, b) => a - b)]);
    }
    expect(found).toEqual(selections);
  }, 120_000);

  it('refuses the rest, and says why', async () => {
    const refused: [string, string][] = [];
    for (const [query] of refusals) {
      const error = await rejectionOf(service.countWorkflowExecutions({ namespace, query }), GrpcError);
      expect(error.code).toBe(status.INVALID_ARGUMENT);
      refused.push([query, error.details.replace('invalid query: ', '')]);
    }
    expect(refused).toEqual(refusals);
  }, 120_000);
});
