/**
 * Task Queues and workers: who polls, how much waits, a rate limit that is set and taken away again, and what a worker
 * tells of itself.
 */
import { Client, Connection, TaskQueueType } from 'temporal-web-client';

const connection = await Connection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? 'http://127.0.0.1:8080' });
const client = new Client({ connection });

// Two queues have the name `samples`, one for Workflow and one for Activity Tasks.
for (const type of [TaskQueueType.WORKFLOW, TaskQueueType.ACTIVITY]) {
  const { pollers, effectiveRateLimit } = await client.taskQueue.describe('samples', { type });
  console.log(
    `${type}: polled by ${pollers.length > 0 ? 'workers' : 'nobody'}, limit by ${effectiveRateLimit?.source}`,
  );
}

// A Workflow on a Task Queue that nobody polls waits.
const nobody = `nobody-${crypto.randomUUID()}`;
const handle = await client.workflow.start('greet', { taskQueue: nobody, workflowId: nobody, args: ['Ada'] });
let waiting = 0;
while (waiting === 0) {
  const { stats } = await client.taskQueue.describe(nobody);
  waiting = stats?.approximateBacklogCount ?? 0;
  if (waiting === 0) await pause();
}
console.log(`waiting: ${waiting}`);
await handle.terminate('the example is over');

// Limits hold for all workers of a queue, and win over those that the workers set.
const limited = await client.taskQueue.updateConfig(nobody, {
  type: 'ACTIVITY',
  queueRateLimit: 2.5,
  fairnessWeightOverrides: { 'big-customer': 5 },
  reason: 'the card service is slow today',
});
console.log(`limit: ${limited.queueRateLimit?.requestsPerSecond} a second, ${limited.queueRateLimit?.reason}`);
const cleared = await client.taskQueue.updateConfig(nobody, {
  type: 'ACTIVITY',
  queueRateLimit: null,
  fairnessWeightOverrides: { 'big-customer': null },
});
console.log(`limit: ${cleared.queueRateLimit?.requestsPerSecond ?? 'none'}`);

// Workers tell of themselves some seconds after they began.
const query = `TaskQueue = 'samples' AND Status = 'Running'`;
while ((await client.worker.count({ query })) === 0) await pause();
for await (const { workerInstanceKey, sdkName } of client.worker.list({ query, limit: 1 })) {
  const { slots, polling } = await client.worker.describe(workerInstanceKey);
  console.log(
    `${sdkName}: ${slots.activityTask?.slotSupplierKind} slots, autoscaling ${polling.activityTask?.isAutoscaling}`,
  );
}
await connection.close();

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 200));
}

// Prints:
// WORKFLOW: polled by workers, limit by SYSTEM
// ACTIVITY: polled by workers, limit by SYSTEM
// waiting: 1
// limit: 2.5 a second, the card service is slow today
// limit: none
// temporal-typescript: Fixed slots, autoscaling false
