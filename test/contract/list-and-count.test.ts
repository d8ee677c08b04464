import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ServiceError, status, ValueError, type WorkflowExecutionInfo } from '../../src/client/index.js';
import { client, onNobody, openClient, workflow } from '../fixtures/real-stack.js';
import { recordingFetch } from '../fixtures/recording-fetch.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';

const { taskQueue, workflowId: prefix } = onNobody();
const query = `TaskQueue = '${taskQueue}'`;

async function listed(...options: Parameters<typeof client.workflow.list>): Promise<WorkflowExecutionInfo[]> {
  const all: WorkflowExecutionInfo[] = [];
  for await (const execution of client.workflow.list(...options)) all.push(execution);
  return all;
}

beforeAll(async () => {
  const handles = await Promise.all(
    Array.from({ length: 7 }, (_, index) =>
      workflow.start('greet', { taskQueue, workflowId: `${prefix}/${index}`, args: ['Ada'] }),
    ),
  );
  await Promise.all(handles.slice(0, 3).map((handle) => handle.terminate()));
  // Visibility follows a moment later.
  await vi.waitFor(
    async () => {
      const { groups } = await client.workflow.count(`${query} GROUP BY ExecutionStatus`);
      expect(groups.map(({ count }) => count).sort()).toEqual([3, 4]);
    },
    { timeout: 30_000, interval: 100 },
  );
  return async () => {
    await Promise.all(handles.slice(3).map((handle) => handle.terminate()));
  };
});

describe('list', () => {
  it('iterates over all that match', async () => {
    const found = await listed({ query });
    const ids = Array.from({ length: 7 }, (_, index) => `${prefix}/${index}`);
    expect(found.map(({ workflowId }) => workflowId).sort()).toEqual(ids);
    expect(new Set(found.map(({ type }) => type))).toEqual(new Set(['greet']));
    expect(found[0]?.raw.$typeName).toBe('temporal.api.workflow.v1.WorkflowExecutionInfo');
  });

  it('fetches page after page, each once', async () => {
    const fetch = recordingFetch();
    const ids = new Set<string>();
    for await (const { workflowId } of openClient({}, { fetch }).workflow.list({ query, pageSize: 3 })) {
      ids.add(workflowId);
    }
    expect(ids.size).toBe(7);
    expect(fetch.requests.length).toBeGreaterThanOrEqual(3);
    expect(fetch.requests.length).toBeLessThanOrEqual(4);
  });

  it('calls nothing until it is iterated, and stops when the caller does', async () => {
    const fetch = recordingFetch();
    const list = openClient({}, { fetch }).workflow.list({ query, pageSize: 2 });
    expect(fetch.requests).toHaveLength(0);
    for await (const execution of list) {
      expect(execution.workflowId).toContain(prefix);
      break;
    }
    expect(fetch.requests).toHaveLength(1);
  });

  it('can be iterated again', async () => {
    const list = client.workflow.list({ query });
    const count = async (): Promise<number> => {
      let seen = 0;
      for await (const execution of list) seen += execution.runId ? 1 : 0;
      return seen;
    };
    expect(await count()).toBe(7);
    expect(await count()).toBe(7);
  });

  it.each([
    [0, 0],
    [1, 1],
    [5, 5],
    [50, 7],
  ])('ends after a limit of %i', async (limit, expected) => {
    expect(await listed({ query, limit, pageSize: 2 })).toHaveLength(expected);
  });

  it('is empty when nothing matches', async () => {
    expect(await listed({ query: `${query} AND WorkflowType = 'none'` })).toEqual([]);
  });

  it('raises ServiceError with the words of the server for a malformed query', async () => {
    const error = await rejectionOf(listed({ query: 'this is = not a query' }), ServiceError);
    expect(grpcCauseOf(error).code).toBe(status.INVALID_ARGUMENT);
    expect(grpcCauseOf(error).details).toContain('query');
  });

  it.each([{ limit: -1 }, { limit: 1.5 }, { pageSize: -1 }, { pageSize: 0.5 }, { limit: NaN }])(
    'raises ValueError for %o',
    async (options) => {
      await rejectionOf(listed({ query, ...options }), ValueError);
    },
  );
});

describe('listPage', () => {
  it('goes from page to page by token', async () => {
    const ids: string[] = [];
    let nextPageToken: Uint8Array | undefined;
    let pages = 0;
    do {
      const page = await client.workflow.listPage({ query, pageSize: 4, nextPageToken });
      expect(page.items.length).toBeLessThanOrEqual(4);
      ids.push(...page.items.map(({ workflowId }) => workflowId));
      ({ nextPageToken } = page);
      pages++;
    } while (nextPageToken);
    expect(new Set(ids).size).toBe(7);
    expect(ids).toHaveLength(7);
    expect(pages).toBeLessThanOrEqual(3);
  });
});

describe('count', () => {
  it('is the number of executions that match', async () => {
    expect(await client.workflow.count(query)).toEqual({ count: 7, groups: [] });
    expect((await client.workflow.count(`${query} AND ExecutionStatus = 'Running'`)).count).toBe(4);
  });

  it('counts by group with GROUP BY', async () => {
    const { count, groups } = await client.workflow.count(`${query} GROUP BY ExecutionStatus`);
    expect(count).toBe(7);
    expect(new Map(groups.map((group) => [String(group.groupValues[0]), group.count]))).toEqual(
      new Map([
        ['Running', 4],
        ['Terminated', 3],
      ]),
    );
    expect(groups[0]?.groupValues[0]).toBeInstanceOf(Array);
  });

  it('counts everything without a query', async () => {
    expect((await client.workflow.count()).count).toBeGreaterThanOrEqual(7);
  });

  it('raises ServiceError for a malformed query', async () => {
    await rejectionOf(client.workflow.count('GROUP BY'), ServiceError);
  });
});
