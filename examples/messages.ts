/**
 * Talks to a running Workflow: a query reads its state, a signal changes it, an update changes it and answers, and its
 * validator may refuse. Update-with-start sends the update to the Workflow that runs, or starts it first.
 */
import {
  Client,
  Connection,
  defineQuery,
  defineSignal,
  defineUpdate,
  rootCause,
  WithStartWorkflowOperation,
  WorkflowUpdateFailedError,
} from 'temporal-web-client';

const address = process.env['TEMPORAL_ADDRESS'] ?? 'http://127.0.0.1:8080';

interface Item {
  sku: string;
  quantity: number;
  unitPriceCents: number;
}
type Order = (input: { customerId: string; items: Item[] }) => Promise<{ status: string; address: string }>;

// The Workflow's own definitions fit as well; these are for pages that do not have its code.
const approve = defineSignal<[approvedBy: string]>('approve');
const addItem = defineSignal<[item: Item]>('addItem');
const progress = defineQuery<{ status: string; totalCents: number }>('progress');
const changeAddress = defineUpdate<string, [address: string]>('changeAddress');

const client = new Client({ connection: await Connection.connect({ address }) });

// An order from 100.00 on waits for an approval. `USE_EXISTING`: if it runs already, the update goes there.
const startWorkflowOperation = new WithStartWorkflowOperation<Order>('order', {
  args: [{ customerId: 'c-7', items: [{ sku: 'LAMP-1', quantity: 1, unitPriceCents: 12_000 }] }],
  taskQueue: 'samples',
  workflowId: `order-${crypto.randomUUID()}`,
  workflowIdConflictPolicy: 'USE_EXISTING',
});
const before = await client.workflow.executeUpdateWithStart(changeAddress, {
  args: ['Unter den Linden 1'],
  startWorkflowOperation,
});
console.log(`was to go to ${before}`);
const order = await startWorkflowOperation.workflowHandle();

await order.signal(addItem, { sku: 'BULB-1', quantity: 2, unitPriceCents: 500 });
const { totalCents } = await order.query(progress);
console.log(`total: ${totalCents / 100}`);

console.log(`was to go to ${await order.executeUpdate(changeAddress, { args: ['Pariser Platz 2'] })}`);
try {
  await order.executeUpdate(changeAddress, { args: [' '] });
} catch (error) {
  if (!(error instanceof WorkflowUpdateFailedError)) throw error;
  console.log(`refused: ${rootCause(error.cause)}`);
}

// Accepted now, answered later: the handle waits, also in another page that knows the two ids.
const update = await order.startUpdate(changeAddress, { args: ['Pariser Platz 3'], waitForStage: 'ACCEPTED' });
const elsewhere = client.workflow.getHandle(order.workflowId).getUpdateHandle<string>(update.updateId);
console.log(`was to go to ${await elsewhere.result()}`);

await order.signal(approve, 'lea');
const result = await order.result();
console.log(`${result.status} to ${result.address}`);

await client.connection.close();

// Prints:
// was to go to the address on file
// total: 130
// was to go to Unter den Linden 1
// refused: An address must not be empty
// was to go to Pariser Platz 2
// delivered to Pariser Platz 3
