import { describe, expect, it } from 'vitest';
import { Client, type PayloadCodec, WorkflowFailedError, type WorkflowHandle } from '../../../src/client/index.js';
import { InMemoryServer, type InMemoryWorkflow } from '../../../src/testing/index.js';
import { rejectionOf } from '../../fixtures/rejection.js';

const workflows: Record<string, InMemoryWorkflow> = {
  fine: () => Promise.resolve('fine'),
  condition: async (context) => {
    let items: { done: boolean }[] | undefined = [{ done: false }];
    context.onSignal('clear', () => void (items = undefined));
    await context.condition(() => items![0]!.done);
  },
  limit: (context) => context.activity('any', [], { startToCloseTimeout: 'soon' as '1 second' }),
  says: (_context, text: string) => Promise.resolve(`said ${text}`),
};

function started(): { server: InMemoryServer; client: Client } {
  const server = new InMemoryServer();
  return { server, client: new Client({ connection: server.connection() }) };
}

/** Why Workflow Tasks of an execution failed. */
async function failedTasksOf(handle: WorkflowHandle): Promise<unknown[]> {
  const { events } = await handle.fetchHistory();
  return events.flatMap(({ attributes }) =>
    attributes.case === 'workflowTaskFailedEventAttributes' ? [attributes.value.failure?.message] : [],
  );
}

/** That other executions of the server go on. */
async function expectAlive(client: Client): Promise<void> {
  expect(await client.workflow.execute('fine', { taskQueue: 'other', workflowId: 'fine' })).toBe('fine');
}

describe('code that is broken ends its own execution, and no other', () => {
  it('a condition that throws when it is asked again', async () => {
    const { server, client } = started();
    for (const taskQueue of ['q', 'other']) server.addWorker({ taskQueue, workflows });
    const handle = await client.workflow.start('condition', { taskQueue: 'q', workflowId: 'w' });
    await server.settled();
    await handle.signal('clear');
    await server.settled();
    expect((await rejectionOf(handle.result(), WorkflowFailedError)).cause).toMatchObject({ type: 'TypeError' });
    await expectAlive(client);
  });

  it('an Activity with a time limit that is none', async () => {
    const { server, client } = started();
    for (const taskQueue of ['q', 'other']) server.addWorker({ taskQueue, workflows });
    const handle = await client.workflow.start('limit', { taskQueue: 'q', workflowId: 'w' });
    await server.settled();
    const error = await rejectionOf(handle.result(), WorkflowFailedError);
    expect(error.cause).toMatchObject({ type: 'ValueError', message: expect.stringContaining('"soon"') });
    await expectAlive(client);
  });
});

describe('what a worker cannot do waits for one that can', () => {
  const pass = (payloads: Parameters<PayloadCodec['encode']>[0]) => Promise.resolve(payloads);
  const fail = (): Promise<never> => Promise.reject(new Error('no key'));

  it.each([
    ['a Workflow Type that it does not have', { workflows: { fine: workflows['fine']! } }, "of type 'says'"],
    [
      'values that its codec cannot read',
      { workflows, dataConverter: { payloadCodecs: [{ encode: pass, decode: fail }] } },
      'no key',
    ],
    [
      'values that its codec cannot write',
      { workflows, dataConverter: { payloadCodecs: [{ encode: fail, decode: pass }] } },
      'no key',
    ],
  ])('%s', async (_what, options, words) => {
    const { server, client } = started();
    server.addWorker({ taskQueue: 'other', workflows });
    const remove = server.addWorker({ taskQueue: 'q', ...options });
    const handle = await client.workflow.start('says', { taskQueue: 'q', workflowId: 'w', args: ['it'] });
    await server.settled();
    expect((await handle.describe()).status.name).toBe('RUNNING');
    expect(await failedTasksOf(handle)).toEqual([expect.stringContaining(words)]);
    await expectAlive(client);
    remove();
    server.addWorker({ taskQueue: 'q', workflows });
    await server.settled();
    expect((await handle.describe()).status.name).toBe('COMPLETED');
    expect(await handle.result()).toBe('said it');
  });

  it('a worker that went before its turn', async () => {
    const { server, client } = started();
    const remove = server.addWorker({ taskQueue: 'q', workflows });
    const handle = await client.workflow.start('says', { taskQueue: 'q', workflowId: 'w', args: ['it'] });
    remove();
    await server.settled();
    expect((await handle.describe()).historyLength).toBe(2);
    server.addWorker({ taskQueue: 'q', workflows });
    expect(await handle.result()).toBe('said it');
  });
});
