import { describe, expect, it } from 'vitest';
import { Client, NamespaceNotFoundError, ServiceError, status } from '../../../src/client/index.js';
import { InMemoryServer } from '../../../src/testing/index.js';
import { collect } from '../../fixtures/collect.js';
import { grpcCauseOf, rejectionOf } from '../../fixtures/rejection.js';

/** A server with the Namespace `orders` beside `default`, and clients of both. */
async function withOrders() {
  const server = new InMemoryServer();
  const connection = server.connection();
  const client = new Client({ connection });
  await client.namespaces.register('orders', { workflowExecutionRetention: '1 day' });
  return { server, client, orders: new Client({ connection, namespace: 'orders' }) };
}

const start = { taskQueue: 'nobody', workflowId: 'w' };

it('Workflows start and run in a Namespace that was registered', async () => {
  const { server, client, orders } = await withOrders();
  server.addWorker({ namespace: 'orders', taskQueue: 'q', workflows: { hi: () => Promise.resolve('hi') } });
  expect(await orders.workflow.execute('hi', { taskQueue: 'q', workflowId: 'w' })).toBe('hi');
  expect((await client.workflow.count()).count).toBe(0);
});

it('what is deprecated starts nothing new, and goes on', async () => {
  const { orders } = await withOrders();
  const handle = await orders.workflow.start('any', start);
  await orders.namespaces.deprecate('orders');
  const message = 'Namespace has invalid state: Deprecated. Must be Registered.';
  for (const call of [
    orders.workflow.start('any', { ...start, workflowId: 'other' }),
    orders.workflow.signalWithStart('any', { ...start, signal: 's' }),
  ]) {
    expect(grpcCauseOf(await rejectionOf(call, ServiceError))).toMatchObject({
      code: status.FAILED_PRECONDITION,
      details: message,
    });
  }
  await handle.signal('s');
  expect((await handle.describe()).status.name).toBe('RUNNING');
});

describe('delete', () => {
  it('ends all that is in it; a new one of that name is empty', async () => {
    const { server, client, orders } = await withOrders();
    const handle = await orders.workflow.start('any', start);
    const result = rejectionOf(handle.result(), Error);
    const action = { type: 'startWorkflow', workflowType: 'any', taskQueue: 'nobody' } as const;
    await orders.schedule.create({ scheduleId: 'hourly', spec: { intervals: [{ every: '1 hour' }] }, action });
    await orders.activity.start('any', { id: 'a', taskQueue: 'nobody', startToCloseTimeout: '1 minute' });
    await orders.taskQueue.updateConfig('nobody', { type: 'ACTIVITY', queueRateLimit: 1 });

    expect(await client.namespaces.delete('orders')).toMatch(/^orders-deleted-/);
    await result;
    await rejectionOf(handle.describe(), NamespaceNotFoundError);

    await client.namespaces.register('orders', { workflowExecutionRetention: '1 day' });
    await server.advance('1 day');
    expect((await orders.workflow.count()).count).toBe(0);
    expect(await collect(orders.schedule.list())).toEqual([]);
    await rejectionOf(orders.activity.getHandle('a').describe(), Error);
    const { config } = await orders.taskQueue.describe('nobody', { type: 'ACTIVITY' });
    expect(config?.queueRateLimit).toBeUndefined();
  });

  it('keeps what is known of it, under another name, until the delay is over', async () => {
    const { server, client } = await withOrders();
    const name = await client.namespaces.delete('orders', { deleteDelay: '1 hour' });
    const listed = async (includeDeleted: boolean): Promise<string[]> =>
      (await collect(client.namespaces.list({ includeDeleted }))).map((each) => each.name);
    expect(await listed(false)).toEqual(['default', 'temporal-system']);
    expect(await listed(true)).toEqual(['default', name, 'temporal-system']);
    expect((await client.namespaces.describe(name)).state).toBe('DELETED');
    const counted = new Client({ connection: client.connection, namespace: name }).workflow.count();
    expect(grpcCauseOf(await rejectionOf(counted, ServiceError)).details).toBe(
      'Namespace has invalid state: Deleted. Must be Registered or Deprecated.',
    );
    await server.advance('1 hour');
    await rejectionOf(client.namespaces.describe(name), NamespaceNotFoundError);
  });

  it('gives each of the same name another one', async () => {
    const { client } = await withOrders();
    const first = await client.namespaces.delete('orders', { deleteDelay: '1 hour' });
    await client.namespaces.register('orders', { workflowExecutionRetention: '1 day' });
    const second = await client.namespaces.delete('orders', { deleteDelay: '1 hour' });
    expect(second).not.toBe(first);
    expect((await client.namespaces.describe(first)).id).not.toBe((await client.namespaces.describe(second)).id);
  });

  it('leaves one to which a Nexus endpoint leads', async () => {
    const { client } = await withOrders();
    const target = { type: 'WORKER', namespace: 'orders', taskQueue: 'q' } as const;
    const endpoint = await client.operator.createNexusEndpoint({ name: 'to-orders', target });
    const error = await rejectionOf(client.namespaces.delete('orders'), ServiceError);
    expect(grpcCauseOf(error).details).toBe('cannot delete a namespace that is a target of a Nexus endpoint to-orders');
    await client.operator.deleteNexusEndpoint(endpoint);
    await client.namespaces.delete('orders');
  });
});

it.each([
  ['no name', '', {}, 'Namespace not set on request.'],
  ['a name that is too long', 'n'.repeat(1001), {}, 'Namespace length exceeds limit.'],
  ['another cluster', 'n', { clusters: ['other'] }, 'Invalid cluster name: other'],
  ['two clusters', 'n', { clusters: ['active', 'active'] }, 'Invalid local namespace clusters'],
  ['less than an hour', 'n', { workflowExecutionRetention: '59 minutes' }, 'A valid retention period is not set'],
] as const)('is not registered: %s', async (_what, name, options, words) => {
  const client = new Client({ connection: new InMemoryServer().connection() });
  const call = client.namespaces.register(name, { workflowExecutionRetention: '1 day', ...options });
  expect(grpcCauseOf(await rejectionOf(call, ServiceError)).details).toContain(words);
});

it('an update that is refused changes nothing', async () => {
  const { client } = await withOrders();
  const change = { description: 'new', clusters: ['other'] };
  await rejectionOf(client.namespaces.update('orders', change), ServiceError);
  expect((await client.namespaces.describe('orders')).description).toBe('');
});
