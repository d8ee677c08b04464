import { expect, it } from 'vitest';
import { Client } from '../../../src/client/index.js';
import { InMemoryServer, type WorkflowContext } from '../../../src/testing/index.js';

async function untilApproved(context: WorkflowContext): Promise<void> {
  let isApproved = false;
  context.onSignal('approve', () => {
    isApproved = true;
  });
  await context.condition(() => isApproved, '1 minute');
}

async function pause(context: WorkflowContext): Promise<void> {
  await context.sleep('1 hour');
}

it('the stack trace of a Workflow says where its code waits', async () => {
  const workflow = (context: WorkflowContext): Promise<unknown> =>
    Promise.all([untilApproved(context), pause(context)]);
  const server = new InMemoryServer({ workers: [{ taskQueue: 'q', workflows: { workflow } }] });
  const client = new Client({ connection: server.connection() });
  const handle = await client.workflow.start('workflow', { taskQueue: 'q', workflowId: 'w' });
  const trace = (): Promise<string> => handle.query<string>('__stack_trace');
  const parts = (await trace()).split('\n\n');
  // The condition, its time limit, and the timer.
  const places = ['untilApproved', 'untilApproved', 'pause'];
  expect(parts).toEqual(places.map((name) => expect.stringContaining(name) as unknown));
  expect(parts.join('\n')).not.toContain('testing/engine');
  await server.advance('1 minute');
  expect(await trace()).not.toContain('untilApproved');
  await server.advance('1 hour');
  expect(await trace()).toBe('');
});
