/** The last hour: what a visitor can still do something about. */
import type { Client } from '../client/index.js';

const taskQueue = 'samples';
const desk = { sku: 'DESK-1', quantity: 1, unitPriceCents: 25_000 };

/** @param pass lets so many minutes pass; they add up to an hour */
export async function stillGoing({ workflow }: Client, pass: (minutes: number) => Promise<void>): Promise<void> {
  await workflow.start('greet', { taskQueue: 'nobody-polls', workflowId: 'waits-for-a-worker', args: ['Ada'] });
  await workflow.start('waitForRelease', {
    taskQueue,
    workflowId: 'forgotten',
    workflowExecutionTimeout: '20 minutes',
  });
  await pass(13);
  await workflow.start('stubborn', {
    taskQueue,
    workflowId: 'stubborn',
    args: [{ activities: 2, failures: 6, retryMs: 480_000, children: 1 }],
    staticSummary: 'Two Activities that keep failing, and a child that waits',
  });
  await pass(9);
  const paused = await workflow.start('waitForRelease', { taskQueue, workflowId: 'paused' });
  await paused.pause({ reason: 'Until the audit is over' });
  const waiting = { taskQueue, staticSummary: 'Waits for the signal **approve**' };
  for (const [index, customerId] of ['c-42', 'c-43', 'Léa 🦆'].entries()) {
    const handle = await workflow.start('order', {
      ...waiting,
      workflowId: `order-waiting-${index + 1}`,
      args: [{ customerId, items: [desk], approvalTimeout: '1 day' }],
    });
    await pass(8);
    if (index === 0) await handle.executeUpdate('changeAddress', { args: ['12 Mill Lane'] });
  }
  const terminated = await workflow.start('waitForRelease', { taskQueue, workflowId: 'aborted' });
  await terminated.terminate('Started by mistake');
  const cancelled = await workflow.start('countdown', { taskQueue, workflowId: 'called-off', args: [600] });
  await pass(3);
  await cancelled.cancel();
  await workflow.start('fail', { taskQueue, workflowId: 'failure', args: ['The printer is on fire'] });
  await workflow.start('chain', { taskQueue, workflowId: 'chain', args: [2] });
  await pass(4);
  await workflow.start('waitForRelease', { taskQueue, workflowId: 'waits-for-release' });
  const counter = await workflow.start('counter', { taskQueue, workflowId: 'counter', args: [10] });
  await counter.executeUpdate('add', { args: [32] });
  await workflow.start('approval', { taskQueue, workflowId: 'approval', args: ['Two weeks off'] });
  await pass(7);
  await workflow.start('countdown', { taskQueue, workflowId: 'countdown', args: [600] });
}
