import { describe, expect, it } from 'vitest';
import { WorkflowContinuedAsNewError, WorkflowExecutionAlreadyStartedError } from '../../src/client/index.js';
import { endAfterTest, onNobody, onSamples, workflow } from '../fixtures/real-stack.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';

describe('a Workflow Id that is running', () => {
  it('raises WorkflowExecutionAlreadyStartedError with the run that has it', async () => {
    const options = onNobody();
    const running = endAfterTest(await workflow.start('greet', { ...options, args: ['Ada'] }));
    const again = workflow.start('greet', { ...options, args: ['Ada'] });
    const error = await rejectionOf(again, WorkflowExecutionAlreadyStartedError);
    expect(error).toMatchObject({
      name: 'WorkflowExecutionAlreadyStartedError',
      message: 'Workflow execution already started',
      workflowId: options.workflowId,
      workflowType: 'greet',
      runId: running.firstExecutionRunId,
    });
    expect(grpcCauseOf(error).code).toBe(6);
  });

  it('gives the running execution with USE_EXISTING', async () => {
    const options = onNobody();
    const running = endAfterTest(await workflow.start('greet', { ...options, args: ['Ada'] }));
    const same = await workflow.start('greet', {
      ...options,
      args: ['ignored'],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
    expect(same.firstExecutionRunId).toBe(running.firstExecutionRunId);
  });

  it('is terminated with TERMINATE_EXISTING', async () => {
    const options = onNobody();
    const running = await workflow.start('greet', { ...options, args: ['Ada'] });
    const next = endAfterTest(
      await workflow.start('greet', {
        ...options,
        args: ['Grace'],
        workflowIdConflictPolicy: 'TERMINATE_EXISTING',
      }),
    );
    expect(next.firstExecutionRunId).not.toBe(running.firstExecutionRunId);
    const old = workflow.getHandle('greet', options.workflowId, running.firstExecutionRunId);
    expect((await old.describe()).status.name).toBe('TERMINATED');
  });
});

describe('USE_EXISTING on an execution that has gone on to another run', () => {
  it('gives the first run of the chain, which cancel and terminate are guarded by', async () => {
    const options = onSamples();
    const cron = { ...options, args: ['cron'] as const, cronSchedule: '@every 1s' };
    const first = endAfterTest(await workflow.start('greet', cron));
    await rejectionOf(first.result({ followRuns: false }), WorkflowContinuedAsNewError);
    const existing = await workflow.start('greet', { ...cron, workflowIdConflictPolicy: 'USE_EXISTING' });
    expect((await existing.describe()).runId).not.toBe(first.firstExecutionRunId);
    expect(existing.firstExecutionRunId).toBe(first.firstExecutionRunId);
    await existing.terminate('guarded by the right run');
    const { status } = await existing.describe();
    expect(status.name).toBe('TERMINATED');
  });
});

describe('a Workflow Id that is closed', () => {
  it('is taken again by default', async () => {
    const options = onSamples();
    expect(await workflow.execute('greet', { ...options, args: ['one'] })).toBe('Hello, one!');
    expect(await workflow.execute('greet', { ...options, args: ['two'] })).toBe('Hello, two!');
  });

  it('is refused with REJECT_DUPLICATE', async () => {
    const options = onSamples();
    const first = await workflow.start('greet', { ...options, args: ['one'] });
    await first.result();
    const again = workflow.start('greet', { ...options, args: ['two'], workflowIdReusePolicy: 'REJECT_DUPLICATE' });
    const error = await rejectionOf(again, WorkflowExecutionAlreadyStartedError);
    expect(error.runId).toBe(first.firstExecutionRunId);
  });

  it('is refused with REJECT_DUPLICATE by signalWithStart', async () => {
    const options = onSamples();
    const first = await workflow.start('greet', { ...options, args: ['one'] });
    await first.result();
    const again = workflow.signalWithStart('waitForRelease', {
      ...options,
      signal: 'release',
      signalArgs: [1],
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
    });
    const error = await rejectionOf(again, WorkflowExecutionAlreadyStartedError);
    expect(error).toMatchObject({ runId: first.firstExecutionRunId, workflowType: 'waitForRelease' });
  });

  it('is refused with ALLOW_DUPLICATE_FAILED_ONLY when it completed', async () => {
    const options = { ...onSamples(), workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY' } as const;
    await workflow.execute('greet', { ...options, args: ['one'] });
    const again = workflow.start('greet', { ...options, args: ['two'] });
    await rejectionOf(again, WorkflowExecutionAlreadyStartedError);
  });

  it('is taken with ALLOW_DUPLICATE_FAILED_ONLY when it was terminated', async () => {
    const options = onNobody();
    const first = await workflow.start('greet', { ...options, args: ['one'] });
    await first.terminate();
    const second = endAfterTest(
      await workflow.start('greet', {
        ...options,
        args: ['two'],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
      }),
    );
    expect(second.firstExecutionRunId).not.toBe(first.firstExecutionRunId);
  });
});
