import { expect, it } from 'vitest';
import { Client, type History, historyToJSON } from '../../../src/client/index.js';
import { InMemoryServer, type WorkflowContext } from '../../../src/testing/index.js';

const workflows = {
  async parent(context: WorkflowContext) {
    const { draw } = context.activities<typeof activities>();
    const drawn = await Promise.all(['a', 'b', 'c'].map((name) => draw(name)));
    const child = await context.executeChild('child');
    await context.sleep('1 hour');
    return { drawn, child, random: context.random(), uuid: context.uuid() };
  },
  async child(context: WorkflowContext) {
    await context.condition(() => false, '1 minute');
    return [context.uuid(), context.info.runId];
  },
  async flaky(context: WorkflowContext) {
    if (context.info.attempt < 3) throw new Error(`attempt ${context.info.attempt}`);
    return context.info.runId;
  },
};
const activities = { draw: (name: string) => Promise.resolve(name.toUpperCase()) };

/** Run Ids, results and histories of some executions on a server with this seed. */
async function played(seed: number): Promise<{ runIds: string[]; results: unknown[]; histories: unknown[] }> {
  const server = new InMemoryServer({ seed, workers: [{ taskQueue: 'q', workflows, activities }] });
  // What the client makes up itself is not of the server's seed.
  const client = new Client({ connection: server.connection(), identity: 'test' });
  const handles = [];
  for (const [index, type] of ['parent', 'flaky', 'parent'].entries()) {
    const retry = { initialInterval: '1 second' } as const;
    handles.push(await client.workflow.start(type, { taskQueue: 'q', workflowId: `w-${index}`, retry }));
  }
  await server.advance('1 day');
  const results = await Promise.all(handles.map((handle) => handle.result()));
  const histories: History[] = await Promise.all(handles.map((handle) => handle.fetchHistory()));
  return {
    runIds: handles.map(({ firstExecutionRunId }) => firstExecutionRunId),
    results,
    histories: histories.map((history) => historyToJSON(history)),
  };
}

it('two servers with one seed give the same Run Ids, results and histories', async () => {
  const [first, second] = await Promise.all([played(7), played(7)]);
  expect(first.runIds).toEqual(second.runIds);
  expect(first.results).toEqual(second.results);
  expect(first.histories).toEqual(second.histories);
});

it('another seed gives other ones, in the form of UUIDs, none twice', async () => {
  const [first, second] = await Promise.all([played(7), played(8)]);
  const all = [...first.runIds, ...second.runIds];
  expect(new Set(all).size).toBe(6);
  for (const id of all) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(first.results).not.toEqual(second.results);
});

it('the seed is 1 when none is given', async () => {
  const start = async (server: InMemoryServer): Promise<string> => {
    const client = new Client({ connection: server.connection() });
    return (await client.workflow.start('any', { taskQueue: 'q', workflowId: 'w' })).firstExecutionRunId;
  };
  expect(await start(new InMemoryServer())).toBe(await start(new InMemoryServer({ seed: 1 })));
});
