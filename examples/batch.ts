/**
 * One operation on many executions, in the server: it goes on when the page is closed.
 *
 * Starts three Workflows that wait, signals all of them by one job, and follows its progress.
 */
import { and, BatchNotFoundError, Client, Connection, where } from 'temporal-web-client';

const connection = Connection.lazy({ address: process.env['TEMPORAL_ADDRESS'] ?? 'http://127.0.0.1:8080' });
const client = new Client({ connection });
const prefix = `batch-${crypto.randomUUID()}`;

const handles = await Promise.all(
  [1, 2, 3].map((n) => client.workflow.start('waitForRelease', { taskQueue: 'samples', workflowId: `${prefix}/${n}` })),
);

// By ids, which is exact at once; a query works as well, as soon as visibility shows the executions.
const job = await client.batch.start({
  executions: handles.map(({ workflowId }) => ({ workflowId })),
  operation: { type: 'signal', signal: 'release', args: ['all together'] },
  reason: 'An example',
});
const { state, completed, total, failed } = await job.result({ intervalMs: 200 });
console.log(`${state}: ${completed} of ${total}, ${failed} failed`);
console.log(await Promise.all(handles.map((handle) => handle.result())));

const stillOpen = and(where('WorkflowId', 'STARTS_WITH', `${prefix}/`), where('ExecutionStatus', '=', 'RUNNING'));
console.log('the query for those that are left:', String(stillOpen).replaceAll(prefix, '…'));

try {
  await client.batch.getHandle('nonesuch').describe();
} catch (error) {
  if (!(error instanceof BatchNotFoundError)) throw error;
  console.log('no job', error.jobId);
}
await connection.close();

// Prints:
// COMPLETED: 3 of 3, 0 failed
// [ 'all together', 'all together', 'all together' ]
// the query for those that are left: WorkflowId STARTS_WITH '…/' AND ExecutionStatus = 'Running'
// no job nonesuch
