import { describe, expect, it } from 'vitest';
import {
  ApplicationFailure,
  CancelledFailure,
  GrpcError,
  rootCause,
  TemporalFailure,
  TerminatedFailure,
  TimeoutFailure,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from '../../src/client/index.js';
import { client, onNobody, onSamples, startWaiting, workflow } from '../fixtures/real-stack.js';
import { rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

describe('result() of an execution that completed', () => {
  it('is the value', async () => {
    const handle = await workflow.start('greet', { ...onSamples(), args: ['Ada'] });
    expect(await handle.result()).toBe('Hello, Ada!');
  });

  it('is undefined for a Workflow that returns nothing', async () => {
    const handle = await startWaiting();
    await handle.signal('release', undefined);
    expect(await handle.result()).toBeUndefined();
  });

  it('can be asked for again and by several callers at the same time', async () => {
    const handle = await startWaiting();
    const waits = Promise.all([handle.result(), handle.result(), client.workflow.result(handle.workflowId)]);
    await handle.signal('release', { shared: true });
    expect(await waits).toEqual([{ shared: true }, { shared: true }, { shared: true }]);
    expect(await handle.result()).toEqual({ shared: true });
  });
});

describe('result() of an execution that failed', () => {
  it('raises WorkflowFailedError with the chain of causes', async () => {
    const error = await rejectionOf(workflow.execute('fail', { ...onSamples(), args: ['boom'] }), WorkflowFailedError);
    expect(error).toMatchObject({ message: 'Workflow execution failed', name: 'WorkflowFailedError' });
    const failure = error.cause as ApplicationFailure;
    expect(failure).toBeInstanceOf(ApplicationFailure);
    expect(failure).toMatchObject({
      message: 'boom',
      type: 'SampleFailure',
      nonRetryable: true,
      details: [{ hint: 'This Workflow always fails.' }, 42],
    });
    expect(failure.stack).toContain('fail');
    expect(failure.failure?.source).toBe('TypeScriptSDK');
    const cause = failure.cause as ApplicationFailure;
    expect(cause).toBeInstanceOf(ApplicationFailure);
    expect(cause).toMatchObject({ type: 'SampleCause', nonRetryable: false, details: ['detail of the cause'] });
    expect(cause.cause).toBeInstanceOf(TemporalFailure);
    expect(cause.cause).toMatchObject({ message: 'The reason behind "boom"' });
    expect(cause.cause?.stack).toContain('RangeError');
    expect(rootCause(failure)).toBe('The reason behind "boom"');
  });

  it('says why it was not retried', async () => {
    const options = { ...onSamples(), retry: { maximumAttempts: 5 }, args: ['boom'] } as const;
    const error = await rejectionOf(workflow.execute('fail', options), WorkflowFailedError);
    expect(error.retryState).toBe('NON_RETRYABLE_FAILURE');
  });
});

describe('result() of an execution that was cancelled', () => {
  it('raises WorkflowFailedError with CancelledFailure', async () => {
    const handle = await startWaiting();
    await handle.cancel();
    const error = await rejectionOf(handle.result(), WorkflowFailedError);
    expect(error.message).toBe('Workflow execution cancelled');
    expect(error.retryState).toBe('NON_RETRYABLE_FAILURE');
    expect(error.cause).toBeInstanceOf(CancelledFailure);
    expect(error.cause).toMatchObject({ message: 'Workflow canceled', details: [], stack: '' });
  });
});

describe('result() of an execution that was terminated', () => {
  it('raises WorkflowFailedError with the reason', async () => {
    const handle = await workflow.start('greet', { ...onNobody(), args: ['Ada'] });
    await handle.terminate('no longer needed');
    const error = await rejectionOf(handle.result(), WorkflowFailedError);
    expect(error.message).toBe('no longer needed');
    expect(error.cause).toBeInstanceOf(TerminatedFailure);
    expect(error.cause?.message).toBe('no longer needed');
  });

  it('has the text of the server without a reason', async () => {
    const handle = await workflow.start('greet', { ...onNobody(), args: ['Ada'] });
    await handle.terminate();
    const error = await rejectionOf(handle.result(), WorkflowFailedError);
    expect(error.message).toContain('terminated');
    expect(error.cause?.message).toBe(error.message);
  });
});

describe('result() of an execution that timed out', () => {
  it('raises WorkflowFailedError with TimeoutFailure', async () => {
    const options = { ...onNobody(), workflowRunTimeout: '1s', args: ['Ada'] } as const;
    const error = await rejectionOf(workflow.execute('greet', options), WorkflowFailedError);
    expect(error.message).toBe('Workflow execution timed out');
    expect(error.cause).toBeInstanceOf(TimeoutFailure);
    expect(error.cause).toMatchObject({ timeoutType: 'START_TO_CLOSE' });
    expect(error.retryState).toBe('RETRY_POLICY_NOT_SET');
  });
});

describe('result() of an execution that does not exist', () => {
  it('raises WorkflowNotFoundError with the ids and the gRPC error', async () => {
    const workflowId = uniqueId('missing');
    const error = await rejectionOf(client.workflow.getHandle(workflowId).result(), WorkflowNotFoundError);
    expect(error.workflowId).toBe(workflowId);
    expect(error.cause).toBeInstanceOf(GrpcError);
  });

  it('raises it for a run that does not exist', async () => {
    const handle = await workflow.start('greet', { ...onSamples(), args: ['Ada'] });
    const runId = crypto.randomUUID();
    const error = await rejectionOf(
      client.workflow.getHandle(handle.workflowId, runId).result(),
      WorkflowNotFoundError,
    );
    expect(error.runId).toBe(runId);
  });
});
