/**
 * Finds and counts Workflow Executions with queries that are built: attributes and operators are checked by the
 * compiler, a value stays one value whatever it holds, statuses have the names that `describe()` gives.
 */
import { and, Client, Connection, countsByStatus, defineSearchAttributeKey, or, where } from 'temporal-web-client';

const address = process.env['TEMPORAL_ADDRESS'] ?? 'http://127.0.0.1:8080';
const client = new Client({ connection: await Connection.connect({ address }) });
const customerId = defineSearchAttributeKey('CustomerId', 'KEYWORD');
const itemCount = defineSearchAttributeKey('OrderItemCount', 'INT');

// Nobody polls this task queue, so the executions stay as they were started.
const taskQueue = `nobody-${crypto.randomUUID()}`;
const orders = [
  { customer: "O'Hara", items: 1 },
  { customer: "x' OR WorkflowType = 'order", items: 2 },
  { customer: 'Ada', items: 30 },
];
const handles = [];
for (const [index, { customer, items }] of orders.entries()) {
  const handle = await client.workflow.start('order', {
    taskQueue,
    workflowId: `${taskQueue}/${index}`,
    typedSearchAttributes: [
      { key: customerId, value: customer },
      { key: itemCount, value: items },
    ],
  });
  handles.push(handle);
}
await handles[2]?.terminate();

const mine = where('TaskQueue', '=', taskQueue);
const settled = and(mine, where('ExecutionStatus', '=', 'TERMINATED'));
// Visibility follows a moment later.
while ((await client.workflow.count(mine)).count < 3 || (await client.workflow.count(settled)).count < 1) {
  await new Promise((resolve) => setTimeout(resolve, 100));
}

const query = or(where(customerId, 'IN', ["O'Hara", 'nobody']), where(itemCount, '>=', 10));
console.log(`query: ${String(query)}`);
const found: string[] = [];
for await (const execution of client.workflow.list({ query: and(mine, query) })) {
  found.push(execution.typedSearchAttributes.get(customerId) ?? '');
}
console.log(`found: ${found.sort().join(', ')}`);

const injected = and(mine, where(customerId, '=', "x' OR WorkflowType = 'order"));
console.log(`a value with quotes finds: ${(await client.workflow.count(injected)).count}`);

const { RUNNING = 0, TERMINATED = 0 } = countsByStatus(await client.workflow.count(mine.groupBy('ExecutionStatus')));
console.log(`running: ${RUNNING}, terminated: ${TERMINATED}`);

for (const handle of handles.slice(0, 2)) await handle.terminate('the example is over');
await client.connection.close();

// Prints:
// query: `CustomerId` IN ('O\'Hara', 'nobody') OR `OrderItemCount` >= 10
// found: Ada, O'Hara
// a value with quotes finds: 1
// running: 2, terminated: 1
