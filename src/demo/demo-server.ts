/** The server of the demonstration: two days of a shop, and what a visitor can still do something about. */
import { Client, type WorkflowHandle } from '../client/index.js';
import { InMemoryServer } from '../testing/index.js';
import { sampleActivities } from './activities.js';
import { createSchedules } from './schedules.js';
import { stillGoing } from './still-going.js';
import * as workflows from './workflows/index.js';
import { orderSearchAttributes } from './workflows/order.js';

const taskQueue = 'samples';
const hours = 47;

const catalogue = [
  { sku: 'PEN-1', unitPriceCents: 150 },
  { sku: 'BOOK-1', unitPriceCents: 1990 },
  { sku: 'LAMP-1', unitPriceCents: 4900 },
  { sku: 'DESK-1', unitPriceCents: 25_000 },
];

/** A server whose clock has come to now, with everything in it that happened before. */
export async function demoServer(): Promise<InMemoryServer> {
  const startTime = new Date(Date.now() - (hours + 1) * 3_600_000);
  const server = new InMemoryServer({ clock: 'real', startTime, seed: 7, searchAttributes: orderSearchAttributes });
  const client = new Client({ connection: server.connection(), identity: 'demo' });
  server.addWorker({ taskQueue, workflows, activities: sampleActivities(() => client), identity: 'demo-worker' });
  await createSchedules(client);
  for (let index = 0; index < hours; index++) {
    const order = await placeOrder(client, index);
    if (index % 12 === 5) await somethingElse(client, index);
    await server.advance('25 minutes');
    await decide(order, index);
    await server.advance('35 minutes');
  }
  await stillGoing(client, (minutes) => server.advance(minutes * 60_000));
  return server;
}

/** An order of each hour: most are delivered, some are declined or out of stock. */
function placeOrder({ workflow }: Client, index: number): Promise<WorkflowHandle> {
  const item = catalogue[index % catalogue.length]!;
  const isGone = index % 11 === 7;
  const customerId = index % 9 === 4 ? `declined-${index}` : `c-${1 + (index % 6)}`;
  const items = [{ ...item, ...(isGone && { sku: 'GONE-1' }), quantity: 1 + (index % 3) }];
  const note = index % 5 === 0 ? 'A present: please wrap it' : undefined;
  return workflow.start('order', {
    taskQueue,
    workflowId: `order-${String(index + 1).padStart(3, '0')}`,
    args: [{ customerId, items, approvalTimeout: '3 hours', ...(note !== undefined && { note }) }],
    staticSummary: `Order of ${customerId}`,
    memo: { channel: index % 2 === 0 ? 'web' : 'shop' },
  });
}

/** Every second desk is approved, one in six is called off by its customer; the rest is left to the time limit. */
async function decide(order: WorkflowHandle, index: number): Promise<void> {
  if (index % 8 === 3) {
    await order.executeUpdate('changeAddress', { args: [`${index} Harbour Street`] });
    await order.signal('approve', 'lea');
  } else if (index % 24 === 15) await order.cancel();
}

/** Twice a day: whatever else can become of a Workflow. */
async function somethingElse({ workflow }: Client, index: number): Promise<void> {
  await workflow.start('fanOut', {
    taskQueue,
    workflowId: `fan-out-${index}`,
    args: [{ children: 8, timers: 120, timerBatch: 40 }],
    staticSummary: 'Eight children and a hundred timers',
  });
  await workflow.start('chain', { taskQueue, workflowId: `chain-${index}`, args: [4] });
  await workflow.start('fail', { taskQueue, workflowId: `failure-${index}`, args: ['The printer is on fire'] });
  await workflow.start('failTimes', {
    taskQueue,
    workflowId: `retried-${index}`,
    args: [3],
    retry: { initialInterval: '5 minutes', maximumAttempts: 6 },
  });
  const counter = await workflow.start('counter', { taskQueue, workflowId: `counter-${index}`, args: [0] });
  for (const amount of [5, 20, 17]) await counter.executeUpdate('add', { args: [amount] });
  await counter.signal('finish');
  const aborted = await workflow.start('waitForRelease', { taskQueue, workflowId: `aborted-${index}` });
  await (index % 24 === 5 ? aborted.cancel() : aborted.terminate('Nobody came'));
  await workflow.start('waitForRelease', {
    taskQueue,
    workflowId: `forgotten-${index}`,
    workflowExecutionTimeout: '90 minutes',
  });
}
