import { describe, expect, it } from 'vitest';
import { type samples } from '../fixtures/real-stack.js';
import { endAfterTest, onNobody, onSamples, workflow } from '../fixtures/real-stack.js';
import { defineUpdate } from '../../src/client/index.js';

const changeAddress = defineUpdate<string, [address: string]>('changeAddress') satisfies typeof samples.changeAddress;
/** An order that waits for an approval. */
const order = { customerId: 'c-1', items: [{ sku: 'LAMP-1', quantity: 1, unitPriceCents: 20_000 }] };

describe('typedClient against the server', () => {
  it('waits for the result of an execution that exists', async () => {
    const options = onSamples();
    await workflow.start('greet', { ...options, args: ['Ada'] });
    await expect(workflow.result('greet', options.workflowId)).resolves.toBe('Hello, Ada!');
  });

  it('attaches to an execution that has the Workflow Id', async () => {
    const options = onNobody();
    const first = endAfterTest(await workflow.start('waitForRelease', options));
    const second = await workflow.start('waitForRelease', { ...options, onAlreadyStarted: 'attach' });
    expect(second).toMatchObject({ started: false, firstExecutionRunId: first.firstExecutionRunId });
  });

  it('sends an update to a Workflow that it starts for it, once', async () => {
    const options = {
      ...onSamples(),
      args: [order] as [typeof order],
      workflowIdConflictPolicy: 'USE_EXISTING',
    } as const;
    const start = workflow.withStart('order', options);
    const before = await workflow.executeUpdateWithStart(changeAddress, {
      args: ['Rue 🌷 1'],
      startWorkflowOperation: start,
    });
    expect(before).toBe('the address on file');
    const handle = endAfterTest(await start.workflowHandle());
    expect(handle.workflowId).toBe(options.workflowId);

    const again = workflow.withStart('order', options);
    const update = await workflow.startUpdateWithStart(changeAddress, {
      args: ["O'Hara <2>"],
      startWorkflowOperation: again,
      waitForStage: 'ACCEPTED',
    });
    await expect(update.result()).resolves.toBe('Rue 🌷 1');
    const used = { args: ['x'] as [string], startWorkflowOperation: again };
    await expect(workflow.executeUpdateWithStart(changeAddress, used)).rejects.toThrow(/already been executed/);
  });
});
