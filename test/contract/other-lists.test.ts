import { describe, expect, it } from 'vitest';
import { ServiceError, ValueError } from '../../src/client/index.js';
import { client, onSamples, startWaiting, workflow } from '../fixtures/real-stack.js';
import { collect } from '../fixtures/collect.js';
import { rejectionOf } from '../fixtures/rejection.js';

describe('listOpen and listClosed', () => {
  it('find by Workflow Id, each only what is open or closed', async () => {
    const open = await startWaiting();
    const closed = await workflow.start('greet', { ...onSamples(), args: ['Ada'] });
    await closed.result();
    const openIds = async (workflowId: string) =>
      (await collect(client.workflow.listOpen({ workflowId }))).map(({ runId }) => runId);
    const closedIds = async (workflowId: string) =>
      (await collect(client.workflow.listClosed({ workflowId }))).map(({ runId }) => runId);
    await expect.poll(() => openIds(open.workflowId)).toEqual([open.firstExecutionRunId]);
    await expect.poll(() => closedIds(closed.workflowId)).toEqual([closed.firstExecutionRunId]);
    expect(await openIds(closed.workflowId)).toEqual([]);
    expect(await closedIds(open.workflowId)).toEqual([]);
  });

  it('filter by type, by status and by start', async () => {
    const handle = await workflow.start('greet', { ...onSamples(), args: ['Ada'] });
    await handle.result();
    const ids = async (options: Parameters<typeof client.workflow.listClosed>[0]) =>
      (await collect(client.workflow.listClosed({ limit: 50, ...options }))).map(({ runId }) => runId);
    await expect.poll(() => ids({ workflowType: 'greet' })).toContain(handle.firstExecutionRunId);
    expect(await ids({ status: 'COMPLETED' })).toContain(handle.firstExecutionRunId);
    expect(await ids({ status: 'TERMINATED' })).not.toContain(handle.firstExecutionRunId);
    const hourAgo = new Date(Date.now() - 3_600_000);
    expect(await ids({ startedBefore: hourAgo })).not.toContain(handle.firstExecutionRunId);
    expect(await ids({ startedAfter: hourAgo })).toContain(handle.firstExecutionRunId);
  });

  it('take one filter', async () => {
    await rejectionOf(collect(client.workflow.listOpen({ workflowId: 'a', workflowType: 'b' })), ValueError);
    await rejectionOf(collect(client.workflow.listClosed({ workflowId: 'a', status: 'FAILED' })), ValueError);
    await rejectionOf(collect(client.workflow.listClosed({ status: 'RUNNING' as never })), ValueError);
  });
});

describe('listArchived', () => {
  it('says that this Namespace has no archive', async () => {
    const error = await rejectionOf(collect(client.workflow.listArchived()), ServiceError);
    expect(error.message).toBe('Failed to list archived Workflows');
    expect((error.cause as Error).message).toMatch(/archiv/i);
  });
});
