import { describe, expect, it } from 'vitest';
import { WorkflowExecutionAlreadyStartedError } from '../../src/client/index.js';
import { client, onSamples, startWaiting, workflow } from '../fixtures/real-stack.js';
import { rejectionOf } from '../fixtures/rejection.js';

describe("onAlreadyStarted: 'attach'", () => {
  it('gives a handle to the execution that runs', async () => {
    const running = await startWaiting();
    const options = { ...onSamples(), workflowId: running.workflowId };
    const attached = await client.workflow.start('waitForRelease', { ...options, onAlreadyStarted: 'attach' });
    expect(attached).toMatchObject({ firstExecutionRunId: running.firstExecutionRunId, started: false });
    expect((await workflow.start('greet', { ...onSamples(), args: ['x'] })).started).toBe(true);
    await attached.signal('release', 'both');
    expect([await attached.result(), await running.result()]).toEqual(['both', 'both']);
  });

  it('gives a handle to a closed execution whose id may not be used again', async () => {
    const options = { ...onSamples(), args: ['Ada'] as [string], workflowIdReusePolicy: 'REJECT_DUPLICATE' as const };
    const first = await workflow.start('greet', options);
    await first.result();
    await rejectionOf(workflow.start('greet', options), WorkflowExecutionAlreadyStartedError);
    expect(await workflow.execute('greet', { ...options, onAlreadyStarted: 'attach' })).toBe('Hello, Ada!');
  });

  it('knows the first run of a chain', async () => {
    const options = onSamples();
    const chain = await workflow.start('chain', { ...options, args: [3] });
    expect(await chain.result()).toBeDefined();
    const latest = await client.workflow.getHandle(options.workflowId).describe();
    const attached = await client.workflow.start('chain', {
      ...options,
      args: [3],
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      onAlreadyStarted: 'attach',
    });
    expect(latest.runId).not.toBe(chain.firstExecutionRunId);
    expect(attached.firstExecutionRunId).toBe(chain.firstExecutionRunId);
  });
});

describe('started', () => {
  it('is false for an execution that USE_EXISTING found', async () => {
    const running = await startWaiting();
    const used = await client.workflow.start('waitForRelease', {
      ...onSamples(),
      workflowId: running.workflowId,
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
    expect(used).toMatchObject({ started: false, firstExecutionRunId: running.firstExecutionRunId });
  });
});
