import { describe, expect, it } from 'vitest';
import {
  ActivityNotFoundError,
  BatchNotFoundError,
  type BatchOperation,
  defineSignal,
  ServiceError,
  ValueError,
  WorkflowFailedError,
} from '../../src/client/index.js';
import { client, endAfterTest, onNobody, openClient, startWaiting } from '../fixtures/real-stack.js';
import { collect } from '../fixtures/collect.js';
import { rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

const reason = 'a test with "quotes", <b>markup</b> and 🦆';

/** Two running executions, and a job for both. */
async function overTwo(operation: BatchOperation) {
  const handles = [await startWaiting(), await startWaiting()];
  const executions = handles.map(({ workflowId }) => ({ workflowId }));
  const job = await client.batch.start({ operation, executions, reason });
  return { handles, job };
}

describe('batch', () => {
  it('signals executions that are named, and tells its progress', async () => {
    const release = defineSignal<[value: unknown]>('release');
    const { handles, job } = await overTwo({ type: 'signal', signal: release, args: ['together'] });
    const steps = await collect(job.progress({ intervalMs: 100 }));
    expect(steps.at(-1)).toMatchObject({
      jobId: job.jobId,
      operation: 'signal',
      state: 'COMPLETED',
      total: 2,
      completed: 2,
      failed: 0,
      reason,
      query: undefined,
    });
    expect(await Promise.all(handles.map((handle) => handle.result()))).toEqual(['together', 'together']);
  });

  it('terminates what a query finds, and nothing else', async () => {
    const [meant, other] = [await startWaiting(), await startWaiting()];
    const query = `WorkflowId = '${meant.workflowId}' AND ExecutionStatus = 'Running'`;
    await expect.poll(async () => (await client.workflow.count(query)).count).toBe(1);
    const job = await client.batch.start({ operation: { type: 'terminate', details: ['x'] }, query, reason });
    expect(await job.result({ intervalMs: 100 })).toMatchObject({ state: 'COMPLETED', total: 1, completed: 1, query });
    await rejectionOf(meant.result(), WorkflowFailedError);
    expect((await other.describe()).status.name).toBe('RUNNING');
  });

  it.each<[BatchOperation, (status: string) => boolean]>([
    [{ type: 'cancel' }, (status) => status === 'CANCELLED'],
    [{ type: 'updateOptions', change: { versioningOverride: 'AUTO_UPGRADE' } }, (status) => status === 'RUNNING'],
    [{ type: 'reset', to: 'first-workflow-task', exclude: ['SIGNAL'] }, (status) => status === 'RUNNING'],
    [{ type: 'unpauseActivities', resetAttempts: true, jitter: '1ms' }, (status) => status === 'RUNNING'],
    [{ type: 'resetActivities', activityType: 'work' }, (status) => status === 'RUNNING'],
    [{ type: 'updateActivityOptions', change: { startToCloseTimeout: '9s' } }, (status) => status === 'RUNNING'],
  ])('does %o', async (operation, isRight) => {
    const { handles, job } = await overTwo(operation);
    const result = await job.result({ intervalMs: 100 });
    expect(result).toMatchObject({ operation: operation.type, state: 'COMPLETED', completed: 2, failed: 0 });
    for (const { workflowId } of handles) {
      const latest = client.workflow.getHandle(workflowId);
      await expect.poll(async () => isRight((await latest.describe()).status.name)).toBe(true);
    }
  });

  it.each<[BatchOperation, string]>([
    [{ type: 'cancelStandaloneActivities', reason: 'enough' }, 'CANCELED'],
    [{ type: 'terminateStandaloneActivities', reason: 'enough' }, 'TERMINATED'],
    [{ type: 'deleteStandaloneActivities' }, 'gone'],
  ])('does %o', async (operation, after) => {
    const start = () =>
      client.activity.start('work', {
        id: uniqueId('batch'),
        taskQueue: uniqueId('nobody'),
        startToCloseTimeout: '1 minute',
      });
    const handles = [await start(), await start()];
    const executions = handles.map(({ activityId }) => ({ activityId }));
    const job = await client.batch.start({ operation, executions, reason });
    expect(await job.result({ intervalMs: 100 })).toMatchObject({ operation: operation.type, completed: 2, failed: 0 });
    for (const handle of handles) {
      const statusNow = () =>
        handle.describe().then(
          ({ status }) => status,
          (error: unknown) => (error instanceof ActivityNotFoundError ? 'gone' : error),
        );
      await expect.poll(statusNow).toBe(after);
      if (after !== 'gone') await handle.delete();
    }
  });

  it('deletes', async () => {
    const { job } = await overTwo({ type: 'delete' });
    expect(await job.result({ intervalMs: 100 })).toMatchObject({ operation: 'delete', completed: 2 });
  });

  it('counts executions for which it failed', async () => {
    const untouched = endAfterTest(await client.workflow.start('greet', { ...onNobody(), args: ['x'] }));
    const operation: BatchOperation = { type: 'reset', to: 'first-workflow-task' };
    const executions = [{ workflowId: untouched.workflowId }, { workflowId: uniqueId('missing') }];
    const job = await client.batch.start({ operation, executions, reason });
    expect(await job.result({ intervalMs: 100 })).toMatchObject({ total: 2, completed: 0, failed: 2 });
  });

  it('is listed, described by id from elsewhere, and stopped', async () => {
    // Resetting what has no Workflow Task fails; the server tries each again for a second, a few at a time.
    const start = async () => endAfterTest(await client.workflow.start('greet', { ...onNobody(), args: ['x'] }));
    const untouched = await Promise.all(Array.from({ length: 40 }, start));
    const job = await client.batch.start({
      operation: { type: 'reset', to: 'first-workflow-task' },
      executions: untouched.map(({ workflowId }) => ({ workflowId })),
      reason,
    });
    const elsewhere = openClient().batch.getHandle(job.jobId);
    expect(await elsewhere.describe()).toMatchObject({ jobId: job.jobId, reason });
    await job.stop('enough');
    const stopped = await elsewhere.result({ intervalMs: 100 });
    expect(stopped.state).not.toBe('RUNNING');
    expect(stopped.completed + stopped.failed).toBeLessThan(40);
    // Once more changes nothing.
    await expect(elsewhere.stop('really')).resolves.toBeUndefined();
    await expect.poll(async () => (await collect(client.batch.list())).map(({ jobId }) => jobId)).toContain(job.jobId);
  });

  it('says what is wrong before anything is sent', async () => {
    const operation: BatchOperation = { type: 'cancel' };
    const executions = [{ workflowId: 'w' }];
    const wrong = [
      { operation, reason },
      { operation, reason, query: '  ' },
      { operation, reason, query: "WorkflowId = 'a'", executions },
      { operation, reason, executions: [] },
      { operation, reason: '', executions },
      { operation, reason, executions, maxOperationsPerSecond: -1 },
      { operation, reason, executions: [{ activityId: 'a' }] },
      { operation: { type: 'explode' } as never, reason, executions },
      { operation: { type: 'updateOptions', change: {} } as const, reason, executions },
    ];
    for (const options of wrong) await rejectionOf(client.batch.start(options), ValueError);
  });

  it('says what is wrong with a query, and that a job does not exist', async () => {
    const query = 'this is no query';
    await rejectionOf(client.batch.start({ operation: { type: 'cancel' }, query, reason }), ServiceError);
    const missing = client.batch.getHandle(uniqueId('no-job'));
    const error = await rejectionOf(missing.describe(), BatchNotFoundError);
    expect(error.jobId).toBe(missing.jobId);
    await rejectionOf(missing.stop('why not'), BatchNotFoundError);
  });
});
