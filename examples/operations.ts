/**
 * Repairs and operates Workflow Executions: watches a history as it grows, resets a run to an earlier point, pauses and
 * resumes it, and deletes it.
 */
import { Client, Connection } from 'temporal-web-client';

const address = process.env['TEMPORAL_ADDRESS'] ?? 'http://127.0.0.1:8080';
const client = new Client({ connection: await Connection.connect({ address }) });

const workflowId = `release-${crypto.randomUUID()}`;
const first = await client.workflow.start('waitForRelease', { taskQueue: 'samples', workflowId });
// The first answer also says that a Workflow Task has run, which is what a reset needs.
console.log(`released: ${await first.query<boolean>('isReleased')}`);

await first.pause({ reason: 'a look at it first' });
console.log(`paused: ${(await first.describe()).status.name}`);
await first.unpause();

// A live history gives each event once it is there, and ends with the run.
const kinds: string[] = [];
const watching = (async () => {
  for await (const { events } of first.history({ live: true })) {
    for (const { attributes } of events) kinds.push(attributes.case ?? 'unknown');
  }
})();
await first.signal('release', 'too early');
console.log(`result: ${await first.result()}`);
await watching;
console.log(`signalled ${kinds.filter((kind) => kind === 'workflowExecutionSignaledEventAttributes').length} time`);
console.log(`last event: ${kinds.at(-1)}`);

// Back to before the signal, which is not to be repeated.
const reset = await first.reset({ to: 'first-workflow-task', exclude: ['SIGNAL'], reason: 'released too early' });
const second = client.workflow.getHandle(workflowId, reset.runId);
console.log(`released: ${await second.query<boolean>('isReleased')}`);
await second.signal('release', 'in time');
console.log(`result: ${await second.result()}`);

// The server takes the order at once; the execution disappears some seconds later.
for (const run of [client.workflow.getHandle(workflowId, first.firstExecutionRunId), second]) await run.delete();
console.log('deleted');
await client.connection.close();

// Prints:
// released: false
// paused: PAUSED
// result: too early
// signalled 1 time
// last event: workflowExecutionCompletedEventAttributes
// released: false
// result: in time
// deleted
