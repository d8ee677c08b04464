import { describe, expect, it } from 'vitest';
import { type BatchOperation, type BatchTarget, Client } from '../../../src/client/index.js';
import { type InMemoryWorkflow, InMemoryServer } from '../../../src/testing/index.js';

const reason = 'a test';

function newServer(): { server: InMemoryServer; client: Client } {
  const server = new InMemoryServer();
  return { server, client: new Client({ connection: server.connection({ retry: false }) }) };
}

async function waiting(client: Client, count: number): Promise<BatchTarget[]> {
  const ids = Array.from({ length: count }, (_, index) => `w/${index}`);
  await Promise.all(ids.map((workflowId) => client.workflow.start('any', { workflowId, taskQueue: 'nobody' })));
  return ids.map((workflowId) => ({ workflowId }));
}

describe('a job', () => {
  const operation: BatchOperation = { type: 'terminate' };

  it('does fifty executions at once, and fifty more in each second of virtual time', async () => {
    const { server, client } = newServer();
    const job = await client.batch.start({ operation, executions: await waiting(client, 100), reason });
    const left = async (): Promise<number> => (await client.workflow.count("ExecutionStatus = 'Running'")).count;
    await server.settled();
    expect(await left()).toBe(50);
    await server.advance(500);
    expect(await left()).toBe(25);
    await server.advance(500);
    expect(await job.describe()).toMatchObject({ state: 'COMPLETED', total: 100, completed: 100 });
  });

  it('tells what it is for with its first heartbeat, and ends when it is stopped', async () => {
    const { server, client } = newServer();
    const query = "TaskQueue = 'nobody'";
    await waiting(client, 300);
    const job = await client.batch.start({ operation, query, reason });
    expect(await job.describe()).toMatchObject({ state: 'RUNNING', total: 0, query });
    await server.advance('3 seconds');
    expect(await job.describe()).toMatchObject({ state: 'RUNNING', total: 300, completed: 0 });
    await job.stop('enough');
    const before = (await client.workflow.count("ExecutionStatus = 'Terminated'")).count;
    await server.advance('1 minute');
    expect(await job.describe()).toMatchObject({ state: 'FAILED', completed: 0 });
    expect((await client.workflow.count("ExecutionStatus = 'Terminated'")).count).toBe(before);
  });

  it('is a Workflow of the server, which only a query for its division finds', async () => {
    const { server, client } = newServer();
    const job = await client.batch.start({ operation, executions: await waiting(client, 1), reason });
    await server.settled();
    const { type, memo, status } = await client.workflow.getHandle(job.jobId).describe();
    expect({ type, status: status.name }).toEqual({
      type: 'temporal-sys-batch-workflow-protobuf',
      status: 'COMPLETED',
    });
    expect(memo).toEqual({
      batch_operation_type: 'terminate',
      batch_operation_reason: reason,
      batch_operation_executions: [{ type: 1, business_id: 'w/0' }],
      batch_operation_stats: { NumSuccess: 1, NumFailure: 0 },
    });
    expect((await client.workflow.count("TemporalNamespaceDivision = 'TemporalBatcher'")).count).toBe(1);
    expect((await client.workflow.count(`WorkflowId = '${job.jobId}'`)).count).toBe(0);
  });

  it('unpauses by type only where an Activity of the type is paused', async () => {
    const { server, client } = newServer();
    const job: InMemoryWorkflow = (context) => context.activity("pack it's box", [], { taskQueue: 'nobody' });
    server.addWorker({ taskQueue: 'ours', workflows: { job } });
    const start = (workflowId: string) => client.workflow.start('job', { workflowId, taskQueue: 'ours' });
    const [paused] = [await start('w/0'), await start('w/1')];
    await server.settled();
    await paused.activities({ type: "pack it's box" }).pause();
    expect((await client.workflow.count('TemporalPauseInfo IS NOT NULL')).count).toBe(1);
    const batch = await client.batch.start({
      operation: { type: 'unpauseActivities', activityType: "pack it's box" },
      query: "WorkflowType = 'job'",
      reason,
    });
    await server.settled();
    expect(await batch.describe()).toMatchObject({ state: 'COMPLETED', total: 1, completed: 1 });
    expect((await client.workflow.count('TemporalPauseInfo IS NOT NULL')).count).toBe(0);
  });

  it('fails by a query that names what no execution has', async () => {
    const { server, client } = newServer();
    const job = await client.batch.start({ operation, query: 'NoSuch = 1', reason });
    await server.settled();
    expect(await job.describe()).toMatchObject({ state: 'FAILED', total: 0 });
  });

  it('is refused while another goes on, with an id that is taken, and with a query that is none', async () => {
    const { server, client } = newServer();
    const executions = await waiting(client, 60);
    const { jobId } = await client.batch.start({ operation, executions, reason });
    const start = (options: { executions?: BatchTarget[]; jobId?: string; query?: string }) =>
      client.batch.start({ operation, reason, ...options });
    const refused = (code: number, details: RegExp | string) => ({
      cause: { code, details: expect.stringMatching(details) as string },
    });
    await expect(start({ executions })).rejects.toMatchObject(refused(8, 'Max concurrent batch operations is reached'));
    await server.advance('1 second');
    await expect(start({ executions, jobId })).rejects.toMatchObject(refused(6, 'Workflow execution already finished'));
    await expect(start({ query: 'this is no query' })).rejects.toMatchObject(
      refused(3, "^invalid visibility query: syntax error at position 37 near 'no'$"),
    );
    await expect(start({ query: '()' })).rejects.toMatchObject(
      refused(3, '^invalid visibility query: syntax error at position 29$'),
    );
  });
});
