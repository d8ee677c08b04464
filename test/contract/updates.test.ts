import { describe, expect, it } from 'vitest';
import {
  ApplicationFailure,
  defineUpdate,
  status,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  WorkflowUpdateStage,
} from '../../src/client/index.js';
import { client, endAfterTest, onNobody, onSamples, openClient, workflow } from '../fixtures/real-stack.js';
import { recordingFetch } from '../fixtures/recording-fetch.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

const add = defineUpdate<number, [amount: number]>('add');
const addSlowly = defineUpdate<number, [amount: number, ms: number]>('addSlowly');
const overdraw = defineUpdate<never, [amount: number]>('overdraw');

async function startCounter(start = 0) {
  return endAfterTest(await workflow.start('counter', { ...onSamples(), args: [start] }));
}

describe('executeUpdate', () => {
  it('gives what the handler returns, by definition and by name', async () => {
    const handle = await startCounter(1);
    expect(await handle.executeUpdate(add, { args: [2] })).toBe(3);
    expect(await handle.executeUpdate<number>('add', { args: [4] })).toBe(7);
  });

  it('raises WorkflowUpdateFailedError with the failure of the validator, and changes nothing', async () => {
    const handle = await startCounter(5);
    const error = await rejectionOf(handle.executeUpdate(add, { args: [-1] }), WorkflowUpdateFailedError);
    expect(error.message).toBe('Workflow Update failed');
    expect(error.cause).toBeInstanceOf(ApplicationFailure);
    expect(error.cause).toMatchObject({ message: 'Not above 0: -1', type: 'InvalidAmount', details: [-1] });
    expect(await handle.query('total')).toBe(5);
  });

  it('raises WorkflowUpdateFailedError with the failure of the handler', async () => {
    const handle = await startCounter(5);
    const error = await rejectionOf(handle.executeUpdate(overdraw, { args: [9] }), WorkflowUpdateFailedError);
    expect(error.cause).toMatchObject({ type: 'Overdrawn', details: [{ amount: 9, current: 5 }] });
  });

  it('raises WorkflowUpdateFailedError for an update that the Workflow does not have', async () => {
    const handle = await startCounter();
    const error = await rejectionOf(handle.executeUpdate('nonesuch'), WorkflowUpdateFailedError);
    expect(error.cause?.message).toContain('nonesuch');
  });

  it('raises WorkflowNotFoundError for an execution that is closed, and for one that never was', async () => {
    const handle = await startCounter();
    await handle.signal('finish');
    await handle.result();
    await rejectionOf(handle.executeUpdate(add, { args: [1] }), WorkflowNotFoundError);
    const missing = client.workflow.getHandle(uniqueId('missing <b>"🦆"</b>'));
    const error = await rejectionOf(missing.executeUpdate('add', { args: [1] }), WorkflowNotFoundError);
    expect(error.workflowId).toBe(missing.workflowId);
  });

  it('raises WorkflowUpdateRPCTimeoutOrCancelledError when its time is up, and when it is aborted', async () => {
    const handle = endAfterTest(await client.workflow.start('counter', onNobody()));
    const late = handle.executeUpdate('add', { args: [1], timeoutMs: 700 });
    const timeout = await rejectionOf(late, WorkflowUpdateRPCTimeoutOrCancelledError);
    expect(grpcCauseOf(timeout).code).toBe(status.DEADLINE_EXCEEDED);
    const controller = new AbortController();
    const aborted = handle.executeUpdate('add', { args: [1], signal: controller.signal });
    controller.abort();
    const cancelled = await rejectionOf(aborted, WorkflowUpdateRPCTimeoutOrCancelledError);
    expect(grpcCauseOf(cancelled).code).toBe(status.CANCELLED);
  });

  it('keeps its time limit for the call and the wait together', async () => {
    const handle = await startCounter();
    const slow = handle.executeUpdate(addSlowly, { args: [1, 60_000], timeoutMs: 1_500 });
    await rejectionOf(slow, WorkflowUpdateRPCTimeoutOrCancelledError);
  });
});

describe('startUpdate', () => {
  it('resolves when the Workflow has accepted the update, and its handle waits for the result', async () => {
    const handle = await startCounter();
    const update = await handle.startUpdate(addSlowly, {
      args: [3, 300],
      waitForStage: WorkflowUpdateStage.ACCEPTED,
      updateId: 'slow "1"',
    });
    expect(update).toMatchObject({ updateId: 'slow "1"', workflowId: handle.workflowId });
    expect(update.workflowRunId).toBe(handle.firstExecutionRunId);
    expect(await update.result()).toBe(3);
  });

  it('waits for the result with COMPLETED', async () => {
    const handle = await startCounter();
    const update = await handle.startUpdate(addSlowly, { args: [2, 100], waitForStage: 'COMPLETED' });
    expect(await handle.query('total')).toBe(2);
    expect(await update.result()).toBe(2);
  });

  it('is the same update for the same id: the handler runs once', async () => {
    const handle = await startCounter();
    const updateId = uniqueId('once');
    const results = await Promise.all([
      handle.executeUpdate(add, { args: [5], updateId }),
      handle.executeUpdate(add, { args: [5], updateId }),
    ]);
    expect(results).toEqual([5, 5]);
    expect(await handle.query('total')).toBe(5);
  });

  it('refuses a wrong first run: the interlock holds', async () => {
    const { workflowId } = await startCounter();
    const stranger = client.workflow.getHandle(workflowId, undefined, { firstExecutionRunId: crypto.randomUUID() });
    await rejectionOf(stranger.executeUpdate('add', { args: [1] }), WorkflowNotFoundError);
  });
});

describe('getUpdateHandle', () => {
  it('waits for an update that somebody else has sent', async () => {
    const handle = await startCounter();
    const updateId = uniqueId('theirs');
    await handle.startUpdate(addSlowly, { args: [4, 400], waitForStage: 'ACCEPTED', updateId });
    const other = openClient().workflow.getHandle(handle.workflowId);
    expect(await other.getUpdateHandle<number>(updateId).result()).toBe(4);
  });

  it('raises WorkflowNotFoundError for an id that is unknown', async () => {
    const handle = await startCounter();
    await rejectionOf(handle.getUpdateHandle('unknown').result(), WorkflowNotFoundError);
  });
});

describe('the outcome of an update', () => {
  it('is fetched once: executeUpdate fetches it once, and result() again gives what is known', async () => {
    const fetch = recordingFetch((input, init) => globalThis.fetch(input, init));
    const recorded = openClient({}, { fetch });
    const { workflowId } = await startCounter();
    const handle = recorded.workflow.getHandle(workflowId);
    expect(await handle.executeUpdate('add', { args: [1] })).toBe(1);
    // Slow enough that the answer to the start has no outcome yet.
    const update = await handle.startUpdate('addSlowly', { args: [1, 1500], waitForStage: 'ACCEPTED' });
    expect([await update.result(), await update.result()]).toEqual([2, 2]);
    const methods = fetch.requests.map(({ url }) => url.split('/').pop());
    expect(methods).toEqual(['UpdateWorkflowExecution', 'UpdateWorkflowExecution', 'PollWorkflowExecutionUpdate']);
  });
});
