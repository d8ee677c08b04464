/**
 * Completes Activities from outside of their worker, as a page does on which somebody approves something: by the task
 * token that the Activity handed out, and by its ids.
 */
import { ActivityCancelledError, ActivityNotFoundError, Client, Connection } from 'temporal-web-client';

const address = process.env['TEMPORAL_ADDRESS'] ?? 'http://127.0.0.1:8080';
const client = new Client({ connection: await Connection.connect({ address }) });

interface PendingApproval {
  taskToken: string;
  workflowId: string;
  runId: string;
  activityId: string;
}

/** Starts the sample Workflow `approval`, whose Activity leaves its result to others, and waits until it has begun. */
async function startApproval() {
  const handle = await client.workflow.start<(subject: string) => Promise<unknown>>('approval', {
    args: ['a new desk'],
    taskQueue: 'samples',
    workflowId: `approval-${crypto.randomUUID()}`,
  });
  for (;;) {
    const pending = await handle.query<PendingApproval | null>('pendingApproval');
    if (pending) return { handle, ...pending };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const first = await startApproval();
// Tokens are bytes; as text they travel in base64.
const taskToken = Uint8Array.from(atob(first.taskToken), (char) => char.charCodeAt(0));
await client.activity.heartbeat(taskToken, 'somebody looks at it');
await client.activity.complete(taskToken, { approvedBy: 'lea' });
console.log(`by token: ${JSON.stringify(await first.handle.result())}`);

const { handle, workflowId, activityId } = await startApproval();
await handle.cancel();
for (let cancelled = false; !cancelled;) {
  try {
    await client.activity.heartbeat({ workflowId, activityId });
    await new Promise((resolve) => setTimeout(resolve, 50));
  } catch (error) {
    if (!(error instanceof ActivityCancelledError)) throw error;
    cancelled = true;
  }
}
await client.activity.reportCancellation({ workflowId, activityId }, 'nobody bought it');
await handle.result().catch((error: unknown) => console.log(`by ids: ${(error as Error).message}`));

try {
  await client.activity.complete(taskToken, { approvedBy: 'too late' });
} catch (error) {
  console.log(`again: ${error instanceof ActivityNotFoundError ? error.name : String(error)}`);
}

await client.connection.close();

// Prints:
// by token: {"approvedBy":"lea"}
// by ids: Workflow execution cancelled
// again: ActivityNotFoundError
