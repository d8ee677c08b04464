import { expect, it } from 'vitest';
import { Client, type TaskQueueStats } from '../../../src/client/index.js';
import { InMemoryServer, type WorkflowContext } from '../../../src/testing/index.js';

const workflows = {
  hi: () => Promise.resolve('hi'),
  working: (context: WorkflowContext) => context.activity('work', [], { startToCloseTimeout: '1 minute' }),
};

function started(): { server: InMemoryServer; client: Client } {
  const server = new InMemoryServer();
  return { server, client: new Client({ connection: server.connection() }) };
}

async function statsOf(client: Client, type: 'WORKFLOW' | 'ACTIVITY' = 'WORKFLOW'): Promise<TaskQueueStats> {
  return (await client.taskQueue.describe('q', { type })).stats!;
}

it('tells of workers that have something for the queue, as long as they are there', async () => {
  const { server, client } = started();
  const workflowsOnly = server.addWorker({ taskQueue: 'q', identity: 'a', workflows, buildId: 'b-1' });
  server.addWorker({ taskQueue: 'q', identity: 'b', activities: { work: () => undefined } });
  server.addWorker({ taskQueue: 'other', identity: 'c', workflows });
  const pollers = async (type: 'WORKFLOW' | 'ACTIVITY' | 'NEXUS'): Promise<(string | undefined)[][]> =>
    (await client.taskQueue.describe('q', { type })).pollers.map(({ identity, buildId }) => [identity, buildId]);
  expect(await pollers('WORKFLOW')).toEqual([['a', 'b-1']]);
  expect(await pollers('ACTIVITY')).toEqual([['b', undefined]]);
  expect(await pollers('NEXUS')).toEqual([]);
  workflowsOnly();
  expect(await pollers('WORKFLOW')).toEqual([]);
});

it('counts Workflow Tasks that wait, by priority, until a worker comes', async () => {
  const { server, client } = started();
  await client.workflow.start('hi', { taskQueue: 'q', workflowId: 'one' });
  await server.advance('20 seconds');
  await client.workflow.start('hi', { taskQueue: 'q', workflowId: 'two', priority: { priorityKey: 1 } });
  await server.advance('10 seconds');
  const { stats, statsByPriorityKey } = await client.taskQueue.describe('q');
  expect(stats).toMatchObject({ approximateBacklogCount: 2, approximateBacklogAge: 30_000, tasksDispatchRate: 0 });
  expect(stats!.tasksAddRate).toBeCloseTo(1 / 30 + 1 / 10, 5);
  expect(statsByPriorityKey).toMatchObject({
    1: { approximateBacklogCount: 1, approximateBacklogAge: 10_000 },
    3: { approximateBacklogCount: 1, approximateBacklogAge: 30_000 },
  });
  server.addWorker({ taskQueue: 'q', workflows });
  await server.settled();
  const after = await statsOf(client);
  expect(after).toMatchObject({ approximateBacklogCount: 0, approximateBacklogAge: 0 });
  expect(after.tasksDispatchRate).toBeCloseTo(after.tasksAddRate, 5);
  await server.advance('31 seconds');
  expect(await statsOf(client)).toMatchObject({ tasksAddRate: 0, tasksDispatchRate: 0 });
});

it('counts Activities that wait: not those that are paused, nor those that are due later', async () => {
  const { server, client } = started();
  server.addWorker({ taskQueue: 'w', workflows });
  const options = { taskQueue: 'q', startToCloseTimeout: '1 minute' } as const;
  await client.activity.start('work', { ...options, id: 'now' });
  await client.activity.start('work', { ...options, id: 'paused' });
  await client.activity.getHandle('paused').pause();
  await client.activity.start('work', { ...options, id: 'later', startDelay: '1 hour' });
  await server.advance('5 seconds');
  expect(await statsOf(client, 'ACTIVITY')).toMatchObject({ approximateBacklogCount: 1, approximateBacklogAge: 5000 });
  await server.advance('1 hour');
  expect(await statsOf(client, 'ACTIVITY')).toMatchObject({ approximateBacklogCount: 2 });
  server.addWorker({ taskQueue: 'q', activities: { work: () => 'done' } });
  await server.settled();
  expect(await statsOf(client, 'ACTIVITY')).toMatchObject({ approximateBacklogCount: 0 });
});

it('has nothing of a Workflow that was ended while it waited', async () => {
  const { client } = started();
  const handle = await client.workflow.start('hi', { taskQueue: 'q', workflowId: 'one' });
  expect((await statsOf(client)).approximateBacklogCount).toBe(1);
  await handle.terminate();
  expect((await statsOf(client)).approximateBacklogCount).toBe(0);
});
