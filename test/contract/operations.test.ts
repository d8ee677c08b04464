import { describe, expect, it } from 'vitest';
import {
  ServiceError,
  status,
  ValueError,
  WorkflowFailedError,
  type WorkflowHandle,
  WorkflowNotFoundError,
} from '../../src/client/index.js';
import { client, endAfterTest, onNobody, onSamples, startWaiting, workflow } from '../fixtures/real-stack.js';
import { rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

async function eventNames(handle: WorkflowHandle): Promise<(string | undefined)[]> {
  return (await handle.fetchHistory()).events.map(({ attributes }) => attributes.case);
}

describe('reset', () => {
  it('goes back to the first Workflow Task; signals are given again', async () => {
    const handle = await workflow.start('waitForRelease', onSamples());
    // Answered once the first Workflow Task has ended: the signal then comes after it.
    await handle.query('isReleased');
    await handle.signal('release', 'once');
    expect(await handle.result()).toBe('once');
    const { runId, eventId } = await handle.reset({ to: 'first-workflow-task', reason: 'again "please" 🦆' });
    expect(runId).not.toBe(handle.firstExecutionRunId);
    expect(eventId).toBe(4);
    const again = endAfterTest(client.workflow.getHandle(handle.workflowId, runId));
    expect(await again.result()).toBe('once');
  });

  it('leaves out what is excluded', async () => {
    const handle = await workflow.start('waitForRelease', onSamples());
    // Answered once the first Workflow Task has ended: the signal then comes after it.
    await handle.query('isReleased');
    await handle.signal('release', 'once');
    await handle.result();
    const { runId } = await handle.reset({ to: 'first-workflow-task', exclude: ['SIGNAL'] });
    const again = endAfterTest(client.workflow.getHandle(handle.workflowId, runId));
    expect(await again.query('isReleased')).toBe(false);
    await again.signal('release', 'later');
    expect(await again.result()).toBe('later');
  });

  it('gives again the signals of the runs that it continued as, and no request to cancel', async () => {
    const handle = endAfterTest(await workflow.start('relay', { ...onSamples(), args: [3] }));
    // The first signal has to come after the point.
    await expect.poll(() => eventNames(handle)).toContain('workflowTaskCompletedEventAttributes');
    const newest = client.workflow.getHandle(handle.workflowId);
    for (const value of ['of the first run', 'of the second']) {
      const { runId } = await newest.describe();
      await newest.signal('pass', value);
      await expect.poll(async () => (await newest.describe()).runId).not.toBe(runId);
    }
    await newest.cancel();
    await expect.poll(async () => (await newest.describe()).status.name).toBe('CANCELLED');

    const first = client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
    const { runId } = await first.reset({ to: 'first-workflow-task' });
    const names = await eventNames(client.workflow.getHandle(handle.workflowId, runId));
    expect(names.filter((name) => name === 'workflowExecutionSignaledEventAttributes')).toHaveLength(2);
    expect(names).not.toContain('workflowExecutionCancelRequestedEventAttributes');
  });

  it('goes back to the last Workflow Task by default, and to an event that is named', async () => {
    const handle = await startWaiting();
    await handle.query('isReleased');
    const last = await handle.reset();
    expect(last.eventId).toBe(4);
    const named = await client.workflow.getHandle(handle.workflowId).reset({ to: { eventId: 4 } });
    expect(named.runId).not.toBe(last.runId);
  });

  it('says what is wrong: an event id that cannot be, an exclusion that is none, a run without Workflow Task', async () => {
    const handle = await startWaiting();
    await rejectionOf(handle.reset({ to: { eventId: 0 } }), ValueError);
    await rejectionOf(handle.reset({ to: 'start' as never }), ValueError);
    await rejectionOf(handle.reset({ exclude: ['TIMER' as never] }), ValueError);
    await rejectionOf(handle.reset({ to: { eventId: 2 } }), ServiceError);
    const untouched = endAfterTest(await client.workflow.start('greet', { ...onNobody(), args: ['x'] }));
    await expect(untouched.reset()).rejects.toThrow('No Workflow Task of this run has ended yet');
    await rejectionOf(client.workflow.getHandle(uniqueId('missing')).reset(), WorkflowNotFoundError);
  });
});

describe('delete', () => {
  it('removes an execution that runs', async () => {
    const handle = await startWaiting();
    await handle.delete();
    await expect.poll(() => handle.describe().catch((error: unknown) => error)).toBeInstanceOf(WorkflowNotFoundError);
  });

  it('is taken for one that is closed; the server removes it some time later', async () => {
    const closed = await workflow.start('greet', { ...onSamples(), args: ['Ada'] });
    await closed.result();
    await expect(closed.delete()).resolves.toBeUndefined();
  });

  it('raises WorkflowNotFoundError for what is not there', async () => {
    await rejectionOf(client.workflow.getHandle(uniqueId('missing')).delete(), WorkflowNotFoundError);
  });
});

describe('pause and unpause', () => {
  it('hold a Workflow back and let it go on', async () => {
    const handle = await startWaiting();
    await handle.query('isReleased');
    await handle.pause({ reason: 'lunch <b>' });
    expect((await handle.describe()).status.name).toBe('PAUSED');
    await handle.signal('release', 'after');
    await handle.unpause({ reason: 'back' });
    expect(await handle.result()).toBe('after');
    expect(await eventNames(handle)).toContain('workflowExecutionPausedEventAttributes');
  });

  it('do not end a wait for the result, whatever comes in meanwhile', async () => {
    const handle = await startWaiting();
    await handle.query('isReleased');
    await handle.pause();
    const result = handle.result();
    await handle.signal('release', 'in the pause');
    await expect(handle.result({ timeoutMs: 3_000 })).rejects.toMatchObject({
      cause: { code: status.DEADLINE_EXCEEDED },
    });
    await handle.unpause();
    expect(await result).toBe('in the pause');
  });

  it('raise WorkflowNotFoundError for what is not there', async () => {
    await rejectionOf(client.workflow.getHandle(uniqueId('missing')).pause(), WorkflowNotFoundError);
  });
});

describe('updateOptions', () => {
  it('sets and clears a versioning override, and leaves the rest', async () => {
    const handle = await startWaiting();
    const set = await handle.updateOptions({ versioningOverride: 'AUTO_UPGRADE', priority: { priorityKey: 2 } });
    expect(set).toMatchObject({ hasVersioningOverride: true, priority: { priorityKey: 2 } });
    expect((await handle.describe()).priority.priorityKey).toBe(2);
    const cleared = await handle.updateOptions({ versioningOverride: null });
    expect(cleared).toMatchObject({ hasVersioningOverride: false, priority: { priorityKey: 2 } });
  });

  it('says when there is nothing to change', async () => {
    await rejectionOf(client.workflow.getHandle('any').updateOptions({}), ValueError);
  });
});

describe('cancel and terminate', () => {
  it('carry reason and details', async () => {
    const cancelled = await startWaiting();
    await cancelled.cancel({ reason: 'changed my mind' });
    await rejectionOf(cancelled.result(), WorkflowFailedError);
    const events = (await cancelled.fetchHistory()).events.map(({ attributes }) => attributes);
    const request = events.find(({ case: kind }) => kind === 'workflowExecutionCancelRequestedEventAttributes');
    expect(request?.value).toMatchObject({ cause: 'changed my mind' });
  });
});

describe('activities', () => {
  it('are paused, changed, restored, reset and let go on', async () => {
    const queue = onNobody().taskQueue;
    const handle = endAfterTest(await workflow.start('delegate', { ...onSamples(), args: [queue] }));
    const pending = async () => (await handle.describe()).raw.pendingActivities[0];
    await expect.poll(pending).toBeDefined();
    const one = handle.activities((await pending())!.activityId);
    await one.pause({ reason: 'look first <i>' });
    expect((await pending())?.paused).toBe(true);
    const changed = await one.updateOptions({
      startToCloseTimeout: '42s',
      heartbeatTimeout: null,
      retry: { maximumAttempts: 7, initialInterval: '3s' },
      priority: { priorityKey: 1 },
    });
    expect(changed).toMatchObject({
      taskQueue: queue,
      startToCloseTimeout: 42_000,
      retry: { maximumAttempts: 7, initialInterval: 3_000 },
      priority: { priorityKey: 1 },
    });
    expect(changed.heartbeatTimeout ?? 0).toBe(0);
    expect(await one.restoreOriginalOptions()).toMatchObject({ startToCloseTimeout: 60_000, heartbeatTimeout: 20_000 });
    await one.reset({ keepPaused: true });
    expect((await pending())?.paused).toBe(true);
    await handle.activities({ type: 'work' }).unpause({ resetAttempts: true });
    expect((await pending())?.paused).toBe(false);
    await handle.activities().reset();
  });

  it('says what is wrong', async () => {
    const handle = client.workflow.getHandle(uniqueId('missing'));
    await rejectionOf(handle.activities().pause(), ValueError);
    await rejectionOf(handle.activities('1').updateOptions({}), ValueError);
    await rejectionOf(handle.activities('1').updateOptions({ startToClose: 1 } as never), ValueError);
    await rejectionOf(handle.activities('1').unpause(), WorkflowNotFoundError);
  });
});
