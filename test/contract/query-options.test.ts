import {
  environmentManager,
  InfiniteQueryObserver,
  MutationObserver,
  QueryClient,
  QueryObserver,
} from '@tanstack/query-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WorkflowFailedError } from '../../src/client/index.js';
import { workflowMutations, workflowQueries } from '../../src/query/index.js';
import { client, endAfterTest, onSamples, openClient, type samples, workflow } from '../fixtures/real-stack.js';

// In Node it would take itself for a server, where nothing is asked for twice.
environmentManager.setIsServer(() => false);
const workflows = workflowQueries(client, { describeEvery: 200 });

function openQueryClient(): QueryClient {
  const queryClient = new QueryClient();
  queryClient.mount();
  onTestFinished(() => {
    queryClient.clear();
    queryClient.unmount();
  });
  return queryClient;
}

/** The first answer of a component that shows a query, for which `isEnough` holds. */
function shows<Data>(observer: QueryObserver<Data>, isEnough: (data: Data) => boolean = () => true): Promise<Data> {
  return new Promise((resolve, reject) => {
    const look = ({ data, error }: { data: Data | undefined; error: Error | null }) => {
      if (error) reject(error);
      else if (data !== undefined && isEnough(data)) resolve(data);
    };
    onTestFinished(observer.subscribe(look));
    look(observer.getCurrentResult());
  });
}

describe('options for TanStack Query', () => {
  it('describe a run until it is closed, and wait for its result', async () => {
    const queryClient = openQueryClient();
    const handle = endAfterTest(await workflow.start('waitForRelease', onSamples()));
    const described = new QueryObserver(queryClient, workflows.describe(handle.workflowId));
    const result = new QueryObserver(queryClient, workflows.result<typeof samples.waitForRelease>(handle.workflowId));
    const open = await shows(described);
    expect(open.status.name).toBe('RUNNING');
    const ended = shows(described, ({ status }) => status.name === 'COMPLETED');
    const value = shows(result);
    await handle.signal('release', 'gone');
    expect(await value).toBe('gone');
    await ended;
    const query = queryClient.getQueryCache().find({ queryKey: described.options.queryKey })!;
    const { refetchInterval } = workflows.describe(handle.workflowId);
    expect(typeof refetchInterval === 'function' && refetchInterval(query as never)).toBe(false);
  });

  it('tell of a run that failed by the error of the client', async () => {
    const queryClient = openQueryClient();
    const { workflowId } = endAfterTest(await workflow.start('waitForRelease', onSamples()));
    await client.workflow.getHandle(workflowId).terminate('enough');
    await expect(queryClient.query(workflows.result(workflowId))).rejects.toBeInstanceOf(WorkflowFailedError);
  });

  it('end the call of what nobody shows any more', async () => {
    const queryClient = openQueryClient();
    const { workflowId } = endAfterTest(await workflow.start('waitForRelease', onSamples()));
    const own = openClient();
    const options = workflowQueries(own).result(workflowId);
    const leave = new QueryObserver(queryClient, options).subscribe(() => undefined);
    const waits = async (wanted: number): Promise<number> => {
      for await (const { waits } of own.connection.polls.status) if (waits === wanted) return waits;
      return Number.NaN;
    };
    expect(await waits(1)).toBe(1);
    leave();
    expect(await waits(0)).toBe(0);
  });

  it('ask a Workflow, change it, and ask again by themselves', async () => {
    const queryClient = openQueryClient();
    const mutations = workflowMutations(client, queryClient);
    const { workflowId } = endAfterTest(await workflow.start('counter', { ...onSamples(), args: [1] }));
    const total = new QueryObserver(queryClient, workflows.query<number>(workflowId, 'total'));
    expect(await shows(total)).toBe(1);
    const changed = shows(total, (value) => value === 42);
    const add = new MutationObserver(queryClient, mutations.update<number, [number]>(workflowId, 'add'));
    expect(await add.mutate([41])).toBe(42);
    expect(await changed).toBe(42);

    const events = await queryClient.query(workflows.history(workflowId));
    expect(events.events[0]?.attributes.case).toBe('workflowExecutionStartedEventAttributes');
    await new MutationObserver(queryClient, mutations.signal(workflowId, 'finish')).mutate([]);
    expect(await queryClient.query(workflows.result(workflowId))).toBe(42);
  });

  it('have done with a change while somebody still waits for the result', async () => {
    const queryClient = openQueryClient();
    const mutations = workflowMutations(client, queryClient);
    const { workflowId } = endAfterTest(await workflow.start('counter', { ...onSamples(), args: [1] }));
    const result = new QueryObserver(queryClient, workflows.result<typeof samples.counter>(workflowId));
    const value = shows(result);
    const add = new MutationObserver(queryClient, mutations.update<number, [number]>(workflowId, 'add'));
    expect(await add.mutate([1])).toBe(2);
    expect(result.getCurrentResult().status).toBe('pending');
    await new MutationObserver(queryClient, mutations.signal(workflowId, 'finish')).mutate([]);
    expect(await value).toBe(2);
  });

  it('start, cancel and terminate', async () => {
    const queryClient = openQueryClient();
    const mutations = workflowMutations(client, queryClient);
    const start = new MutationObserver(queryClient, mutations.start('waitForRelease'));
    const first = endAfterTest(await start.mutate({ ...onSamples(), args: [] }));
    await new MutationObserver(queryClient, mutations.terminate(first.workflowId)).mutate({ reason: 'enough' });
    expect((await queryClient.query(workflows.describe(first.workflowId))).status.name).toBe('TERMINATED');
    const second = endAfterTest(await start.mutate({ ...onSamples(), args: [] }));
    await new MutationObserver(queryClient, mutations.cancel(second.workflowId)).mutate();
    await expect(queryClient.query(workflows.result(second.workflowId))).rejects.toBeInstanceOf(WorkflowFailedError);
  });

  it('list page by page and count', async () => {
    const queryClient = openQueryClient();
    const type = 'greet';
    const { workflowId, taskQueue } = onSamples();
    for (const id of [`${workflowId}-1`, `${workflowId}-2`, `${workflowId}-3`]) {
      await client.workflow.execute(type, { taskQueue, workflowId: id, args: ['Ada'] });
    }
    const query = `WorkflowId STARTS_WITH '${workflowId}'`;
    await expect.poll(async () => (await client.workflow.count(query)).count).toBe(3);
    expect((await queryClient.query(workflows.count(query))).count).toBe(3);

    const list = new InfiniteQueryObserver(queryClient, workflows.list({ query, pageSize: 2 }));
    onTestFinished(list.subscribe(() => undefined));
    await expect.poll(() => list.getCurrentResult().hasNextPage).toBe(true);
    const { data } = await list.fetchNextPage();
    const ids = data?.pages.flatMap(({ items }) => items.map((one) => one.workflowId));
    expect(ids?.sort()).toEqual([1, 2, 3].map((number) => `${workflowId}-${number}`));
  });

  it('have keys that can be filtered by, and refuse an empty id', () => {
    const [first, ...rest] = workflows.keys.workflow('order-1');
    expect([first, ...rest]).toEqual([...workflows.keys.all, 'workflow', 'order-1']);
    const key = workflows.describe({ workflowId: 'order-1', runId: 'r' }).queryKey;
    expect(key.slice(0, rest.length + 2)).toEqual(workflows.keys.workflow({ workflowId: 'order-1', runId: 'r' }));
    expect(() => workflows.describe('')).toThrow('workflowId must be a string that is not empty');
  });
});
