import { expect, it, vi } from 'vitest';
import * as other from '../../../src/client/index.js';

it('an update-with-start takes an operation that another copy of the package has made, once', async () => {
  vi.resetModules();
  const { Client, WithStartWorkflowOperation } = await import('../../../src/client/index.js');
  const { createInMemoryConnection } = await import('../../../src/testing/index.js');
  expect(WithStartWorkflowOperation).not.toBe(other.WithStartWorkflowOperation);

  const updateRef = { updateId: 'u', workflowExecution: { workflowId: 'w-1', runId: 'r-1' } };
  const outcome = { value: { case: 'success' as const, value: {} } };
  const connection = createInMemoryConnection({
    executeMultiOperation: () => ({
      responses: [
        { response: { case: 'startWorkflow', value: { runId: 'r-1', started: true } } },
        { response: { case: 'updateWorkflow', value: { updateRef, stage: 3, outcome } } },
      ],
    }),
  });
  const startWorkflowOperation = new other.WithStartWorkflowOperation('order', {
    workflowId: 'w-1',
    taskQueue: 'orders',
    workflowIdConflictPolicy: 'USE_EXISTING',
  });
  const { workflow } = new Client({ connection });
  expect(await workflow.executeUpdateWithStart('addItem', { startWorkflowOperation })).toBeUndefined();
  expect((await startWorkflowOperation.workflowHandle()).workflowId).toBe('w-1');
  await expect(workflow.executeUpdateWithStart('addItem', { startWorkflowOperation })).rejects.toThrow(
    'already been executed',
  );
});
