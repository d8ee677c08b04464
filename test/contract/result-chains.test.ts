import { describe, expect, it } from 'vitest';
import {
  ApplicationFailure,
  TerminatedFailure,
  WorkflowContinuedAsNewError,
  WorkflowFailedError,
} from '../../src/client/index.js';
import { type samples, client, endAfterTest, onSamples, workflow } from '../fixtures/real-stack.js';
import { rejectionOf } from '../fixtures/rejection.js';

describe('result() of a Workflow that continues as new', () => {
  it('follows the chain to its end', async () => {
    const handle = await workflow.start('chain', { ...onSamples(), args: [2] });
    expect(await handle.result()).toBe(3);
  });

  it('raises WorkflowContinuedAsNewError with followRuns: false, and names the next run', async () => {
    const handle = await workflow.start('chain', { ...onSamples(), args: [1] });
    const error = await rejectionOf(handle.result({ followRuns: false }), WorkflowContinuedAsNewError);
    expect(error.name).toBe('WorkflowExecutionContinuedAsNewError');
    expect(error.newExecutionRunId).not.toBe(handle.firstExecutionRunId);
    const next = client.workflow.getHandle<typeof samples.chain>(handle.workflowId, error.newExecutionRunId);
    expect(await next.result({ followRuns: false })).toBe(2);
  });

  it('does not follow when start said followRuns: false', async () => {
    const handle = await workflow.start('chain', { ...onSamples(), args: [1], followRuns: false });
    await rejectionOf(handle.result(), WorkflowContinuedAsNewError);
    expect(await handle.result({ followRuns: true })).toBe(2);
  });

  it('does not follow when getHandle said followRuns: false', async () => {
    const handle = await workflow.start('chain', { ...onSamples(), args: [1] });
    const { workflowId, firstExecutionRunId } = handle;
    const single = client.workflow.getHandle(workflowId, firstExecutionRunId, { followRuns: false });
    await rejectionOf(single.result(), WorkflowContinuedAsNewError);
  });

  it('begins at the first run when getHandle was given firstExecutionRunId', async () => {
    const handle = await workflow.start('chain', { ...onSamples(), args: [1] });
    await handle.result();
    const { workflowId, firstExecutionRunId } = handle;
    const sameChain = client.workflow.getHandle(workflowId, undefined, { firstExecutionRunId });
    await rejectionOf(sameChain.result({ followRuns: false }), WorkflowContinuedAsNewError);
    expect(await sameChain.result()).toBe(2);
  });
});

describe('result() of a Workflow with a retry policy', () => {
  const retry = { initialInterval: '50ms', maximumAttempts: 5 } as const;

  it('follows the attempts to the one that succeeds', async () => {
    expect(await workflow.execute('failTimes', { ...onSamples(), args: [2], retry })).toBe(3);
  });

  it('raises the failure of the last attempt', async () => {
    const options = { ...onSamples(), args: [9], retry: { ...retry, maximumAttempts: 2 } } as const;
    const error = await rejectionOf(workflow.execute('failTimes', options), WorkflowFailedError);
    expect(error.retryState).toBe('MAXIMUM_ATTEMPTS_REACHED');
    expect(error.cause).toBeInstanceOf(ApplicationFailure);
    expect(error.cause).toMatchObject({ type: 'NotYet', message: 'Attempt 2 of 10 fails' });
  });

  // Servers report a failed attempt as continued as new to all who have not said that they know better.
  it('raises WorkflowContinuedAsNewError with followRuns: false, as upstream does', async () => {
    const handle = await workflow.start('failTimes', { ...onSamples(), args: [1], retry });
    const error = await rejectionOf(handle.result({ followRuns: false }), WorkflowContinuedAsNewError);
    const { workflowId } = handle;
    expect(
      await client.workflow.getHandle<typeof samples.failTimes>(workflowId, error.newExecutionRunId).result(),
    ).toBe(2);
  });
});

describe('result() of a cron Workflow', () => {
  const cron = { cronSchedule: '@every 1s', args: ['cron'] } as const;

  it('names the next run with followRuns: false', async () => {
    const handle = endAfterTest(await workflow.start('greet', { ...onSamples(), ...cron }));
    const error = await rejectionOf(handle.result({ followRuns: false }), WorkflowContinuedAsNewError);
    expect((await handle.describe()).runId).toBe(error.newExecutionRunId);
  });

  it('goes on to the next run until the chain ends', async () => {
    const handle = endAfterTest(await workflow.start('greet', { ...onSamples(), ...cron }));
    const end = rejectionOf(handle.result(), WorkflowFailedError);
    await rejectionOf(handle.result({ followRuns: false }), WorkflowContinuedAsNewError);
    await handle.terminate('enough');
    const error = await end;
    expect(error.cause).toBeInstanceOf(TerminatedFailure);
    expect(error.message).toBe('enough');
  });
});
