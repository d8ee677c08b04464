import { describe, expect, it } from 'vitest';
import {
  defineUpdate,
  GrpcError,
  status,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '../../src/client/index.js';
import { client, endAfterTest, onNobody, onSamples, type samples } from '../fixtures/real-stack.js';
import { rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

const add = defineUpdate<number, [amount: number]>('add');
const addSlowly = defineUpdate<number, [amount: number, ms: number]>('addSlowly');

function counterOperation(options = onSamples(), workflowIdConflictPolicy: 'USE_EXISTING' | 'FAIL' = 'USE_EXISTING') {
  return new WithStartWorkflowOperation<typeof samples.counter>('counter', {
    ...options,
    args: [10],
    workflowIdConflictPolicy,
  });
}

describe('executeUpdateWithStart', () => {
  it('starts the Workflow, updates it, and gives both', async () => {
    const startWorkflowOperation = counterOperation();
    expect(await client.workflow.executeUpdateWithStart(add, { args: [5], startWorkflowOperation })).toBe(15);
    const handle = endAfterTest(await startWorkflowOperation.workflowHandle());
    await handle.signal('finish');
    expect(await handle.result()).toBe(15);
  });

  it('uses the execution that runs already, and does not start a second', async () => {
    const options = onSamples();
    const first = counterOperation(options);
    await client.workflow.executeUpdateWithStart(add, { args: [1], startWorkflowOperation: first });
    const second = counterOperation(options);
    expect(await client.workflow.executeUpdateWithStart(add, { args: [2], startWorkflowOperation: second })).toBe(13);
    const [a, b] = [endAfterTest(await first.workflowHandle()), await second.workflowHandle()];
    expect((await b.describe()).runId).toBe((await a.describe()).runId);
  });

  it('gives the handle also when the update fails', async () => {
    const startWorkflowOperation = counterOperation();
    const update = client.workflow.executeUpdateWithStart('overdraw', { args: [99], startWorkflowOperation });
    await rejectionOf(update, WorkflowUpdateFailedError);
    const handle = endAfterTest(await startWorkflowOperation.workflowHandle());
    expect(await handle.query('total')).toBe(10);
  });

  it('raises WorkflowExecutionAlreadyStartedError in both places when the id is taken', async () => {
    const options = onSamples();
    const running = endAfterTest(await client.workflow.start('counter', { ...options, args: [0] }));
    const startWorkflowOperation = counterOperation(options, 'FAIL');
    const update = client.workflow.executeUpdateWithStart(add, { args: [1], startWorkflowOperation });
    const error = await rejectionOf(update, WorkflowExecutionAlreadyStartedError);
    expect(error).toMatchObject({ workflowId: running.workflowId, workflowType: 'counter' });
    expect(await rejectionOf(startWorkflowOperation.workflowHandle(), WorkflowExecutionAlreadyStartedError)).toBe(
      error,
    );
  });

  it('raises a GrpcError with the status of the operation that the server refused, in both places', async () => {
    const startWorkflowOperation = counterOperation({ ...onSamples(), workflowId: 'x'.repeat(2_000) });
    const update = client.workflow.executeUpdateWithStart(add, { args: [1], startWorkflowOperation });
    const error = await rejectionOf(update, GrpcError);
    expect(error.code).toBe(status.INVALID_ARGUMENT);
    expect(error.details).not.toBe('');
    expect(await rejectionOf(startWorkflowOperation.workflowHandle(), GrpcError)).toBe(error);
  });

  it('takes an operation once', async () => {
    const startWorkflowOperation = counterOperation();
    await client.workflow.executeUpdateWithStart(add, { args: [1], startWorkflowOperation });
    endAfterTest(await startWorkflowOperation.workflowHandle());
    const again = client.workflow.executeUpdateWithStart(add, { args: [1], startWorkflowOperation });
    await expect(again).rejects.toThrow('This WithStartWorkflowOperation instance has already been executed.');
  });

  it('ends when its time is up because no worker is there', async () => {
    const startWorkflowOperation = counterOperation(onNobody());
    const update = client.workflow.executeUpdateWithStart(add, {
      args: [1],
      startWorkflowOperation,
      timeoutMs: 1_000,
    });
    await rejectionOf(update, WorkflowUpdateRPCTimeoutOrCancelledError);
    endAfterTest(client.workflow.getHandle(startWorkflowOperation.options.workflowId));
  });
});

describe('startUpdateWithStart', () => {
  it('resolves when the update is accepted; its handle waits for the result', async () => {
    const startWorkflowOperation = counterOperation();
    const update = await client.workflow.startUpdateWithStart(addSlowly, {
      args: [1, 300],
      waitForStage: 'ACCEPTED',
      updateId: uniqueId('slow'),
      startWorkflowOperation,
    });
    const handle = endAfterTest(await startWorkflowOperation.workflowHandle());
    expect(update.workflowId).toBe(handle.workflowId);
    expect(await update.result()).toBe(11);
  });
});

describe('a WithStartWorkflowOperation', () => {
  it('that fails and is not looked at raises no unhandled rejection', async () => {
    const startWorkflowOperation = counterOperation({ ...onSamples(), taskQueue: '' });
    const update = client.workflow.executeUpdateWithStart(add, { args: [1], startWorkflowOperation });
    await expect(update).rejects.toThrow('Missing WorkflowOptions.taskQueue');
  });
});
