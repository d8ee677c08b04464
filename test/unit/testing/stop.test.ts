import { expect, it } from 'vitest';
import { Client, ServiceError, TransportError } from '../../../src/client/index.js';
import { InMemoryServer, type WorkflowContext } from '../../../src/testing/index.js';
import { rejectionOf } from '../../fixtures/rejection.js';

const seen: string[] = [];
const workflows = {
  async steps(context: WorkflowContext, name: string) {
    seen.push(`${name} begins`);
    await context.activity('work', [name]);
    seen.push(`${name} has worked`);
    await context.sleep('1 hour');
    seen.push(`${name} has slept`);
  },
};
const activities = { work: (name: string) => void seen.push(`${name} works`) };

it('settled() is when nothing is left to do before time passes', async () => {
  const server = new InMemoryServer({ workers: [{ taskQueue: 'q', workflows, activities }] });
  const client = new Client({ connection: server.connection() });
  await server.settled();
  await client.workflow.start('steps', { taskQueue: 'q', workflowId: 'a', args: ['a'] });
  await server.settled();
  expect(seen.splice(0)).toEqual(['a begins', 'a works', 'a has worked']);
  await server.advance('1 hour');
  expect(seen.splice(0)).toEqual(['a has slept']);
});

it('what waits for a worker begins when one comes, and stops beginning when it goes', async () => {
  const server = new InMemoryServer();
  const client = new Client({ connection: server.connection() });
  await client.workflow.start('steps', { taskQueue: 'q', workflowId: 'b', args: ['b'] });
  await server.settled();
  expect(seen).toEqual([]);
  const remove = server.addWorker({ taskQueue: 'q', workflows, activities });
  await server.settled();
  expect(seen.splice(0)).toEqual(['b begins', 'b works', 'b has worked']);
  remove();
  await client.workflow.start('steps', { taskQueue: 'q', workflowId: 'c', args: ['c'] });
  await server.settled();
  expect(seen).toEqual([]);
});

it('stop() ends everything for good', async () => {
  const server = new InMemoryServer({ workers: [{ taskQueue: 'q', workflows, activities }] });
  const client = new Client({ connection: server.connection({ retry: false }) });
  await client.workflow.start('steps', { taskQueue: 'q', workflowId: 'd', args: ['d'] });
  await server.settled();
  seen.length = 0;
  server.stop();
  server.stop();
  await server.advance('2 hours');
  expect(seen).toEqual([]);
  server.offline(false);
  expect((await rejectionOf(client.workflow.count(), ServiceError)).cause).toBeInstanceOf(TransportError);
});
