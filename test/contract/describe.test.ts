import { describe, expect, it } from 'vitest';
import { WorkflowNotFoundError } from '../../src/client/index.js';
import { client, endAfterTest, onNobody, onSamples, workflow } from '../fixtures/real-stack.js';
import { rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

describe('describe', () => {
  it('shows a running execution', async () => {
    const options = onNobody();
    const before = Date.now() - 60_000;
    const handle = endAfterTest(await workflow.start('greet', { ...options, args: ['Ada'] }));
    const description = await handle.describe();
    expect(description).toMatchObject({
      type: 'greet',
      workflowId: options.workflowId,
      runId: handle.firstExecutionRunId,
      taskQueue: options.taskQueue,
      status: { code: 1, name: 'RUNNING' },
      historyLength: 2,
      closeTime: undefined,
      parentExecution: undefined,
      priority: {},
    });
    expect(description.startTime).toBeInstanceOf(Date);
    expect(Number(description.startTime)).toBeGreaterThan(before);
    expect(Number(description.startTime)).toBeLessThan(before + 120_000);
    expect(description.executionTime).toEqual(description.startTime);
    expect(description.historySize).toBeGreaterThan(0);
    expect(description.rootExecution?.workflowId).toBe(options.workflowId);
  });

  it('shows a closed execution', async () => {
    const handle = await workflow.start('greet', { ...onSamples(), args: ['Ada'] });
    await handle.result();
    const description = await handle.describe();
    expect(description.status).toEqual({ code: 2, name: 'COMPLETED' });
    expect(description.closeTime).toBeInstanceOf(Date);
    expect(Number(description.closeTime)).toBeGreaterThanOrEqual(Number(description.startTime));
    expect(description.historyLength).toBe((await handle.fetchHistory()).events.length);
  });

  it.each([
    ['FAILED', 3],
    ['TERMINATED', 5],
    ['TIMED_OUT', 7],
  ] as const)('names the status %s', async (name, code) => {
    const handle =
      name === 'FAILED'
        ? await workflow.start('fail', { ...onSamples(), args: ['on purpose'] })
        : await workflow.start('greet', { ...onNobody(), args: ['Ada'], workflowRunTimeout: '1s' });
    if (name === 'TERMINATED') await handle.terminate();
    await handle.result().catch(() => undefined);
    expect((await handle.describe()).status).toEqual({ code, name });
  });

  it('names CONTINUED_AS_NEW for a run that went on', async () => {
    const handle = await workflow.start('chain', { ...onSamples(), args: [1] });
    await handle.result();
    const first = client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
    expect((await first.describe()).status).toEqual({ code: 6, name: 'CONTINUED_AS_NEW' });
    expect((await handle.describe()).status.name).toBe('COMPLETED');
  });

  it('names parent and root of a child', async () => {
    const parent = await workflow.start('fanOut', { ...onSamples(), args: [{ children: 1 }] });
    await parent.result();
    const child = client.workflow.getHandle(`${parent.workflowId}/child-0`);
    const execution = { workflowId: parent.workflowId, runId: parent.firstExecutionRunId };
    const description = await child.describe();
    expect(description.parentExecution).toEqual(execution);
    expect(description.rootExecution).toEqual(execution);
    expect(await description.staticSummary()).toBe('Child 1 of 1');
  });

  it('keeps the whole answer in raw', async () => {
    const handle = await workflow.start('countdown', { ...onSamples(), args: [1] });
    const { raw } = await handle.describe();
    expect(raw.$typeName).toBe('temporal.api.workflowservice.v1.DescribeWorkflowExecutionResponse');
    expect(raw.workflowExecutionInfo?.historyLength).toBeTypeOf('bigint');
    await handle.result();
  });

  it('shows what a Workflow wrote itself', async () => {
    const handle = await workflow.start('order', {
      ...onSamples(),
      args: [{ customerId: 'c-9', items: [{ sku: 'PEN-1', quantity: 2, unitPriceCents: 150 }] }],
    });
    await handle.result();
    const { memo, searchAttributes } = await handle.describe();
    expect(memo).toEqual({ customerId: 'c-9', total: '€ 3.00' });
    expect(searchAttributes).toMatchObject({ CustomerId: ['c-9'], OrderStatus: ['delivered'], OrderSkus: ['PEN-1'] });
  });

  it('raises WorkflowNotFoundError for a Workflow Id that does not exist', async () => {
    const workflowId = uniqueId('missing');
    const error = await rejectionOf(client.workflow.getHandle(workflowId).describe(), WorkflowNotFoundError);
    expect(error).toMatchObject({ name: 'WorkflowNotFoundError', workflowId });
    expect(error.message).not.toBe('');
  });
});
