import { describe, expect, it, onTestFinished } from 'vitest';
import {
  ActivityExecutionAlreadyStartedError,
  ActivityExecutionFailedError,
  ActivityNotFoundError,
  type ActivityOptions,
  ApplicationFailure,
  CancelledFailure,
  isGrpcCancelledError,
  isGrpcDeadlineError,
  NamespaceNotFoundError,
  ServiceError,
  type StartedActivityHandle,
  status,
  TerminatedFailure,
  TimeoutFailure,
} from '../../src/client/index.js';
import type * as activities from '../../src/dev/worker/activities.js';
import { client, openClient, taskQueue } from '../fixtures/real-stack.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

const { activity } = client;
const typed = activity.typed<typeof activities>();

function onSamples(): { id: string; taskQueue: string; startToCloseTimeout: '30s' } {
  return { id: uniqueId('"q" <b>&amp; 🚀'), taskQueue, startToCloseTimeout: '30s' };
}

/** An Activity that no worker takes; it ends with the test. */
async function onNobody(options: Partial<ActivityOptions> = {}): Promise<StartedActivityHandle> {
  const handle = await activity.start('nothing', {
    id: uniqueId('idle'),
    taskQueue: uniqueId('nobody'),
    startToCloseTimeout: '1 minute',
    ...options,
  });
  onTestFinished(async () => {
    try {
      await handle.delete();
    } catch (error) {
      if (!(error instanceof ActivityNotFoundError)) throw error;
    }
  });
  return handle;
}

describe('start and execute', () => {
  it('run an Activity without a Workflow', async () => {
    expect(await typed.execute('chargeCard', { ...onSamples(), args: ['Léa "🚀" <x>', 250] })).toBe(
      'payment-Léa "🚀" <x>-250',
    );
  });

  it('give a handle of the run', async () => {
    const options = onSamples();
    const handle = await typed.start('refundCard', { ...options, args: ['p-1'] });
    expect(handle).toMatchObject({ activityId: options.id, started: true });
    expect(handle.runId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await handle.result()).toBe('p-1 refunded');
    // Once closed, by any handle and any number of times.
    expect(await activity.getHandle(options.id).result()).toBe('p-1 refunded');
    expect(await activity.getHandle(options.id, handle.runId).result()).toBe('p-1 refunded');
  });

  it('retry as the retry policy says', async () => {
    const options = { ...onSamples(), retry: { initialInterval: '10ms', maximumAttempts: 2 } } as const;
    const handle = await typed.start('reserveStock', { ...options, args: ['o-1', []] });
    expect(await handle.result()).toBe('reservation-o-1');
    const description = await handle.describe();
    expect(description).toMatchObject({ attempt: 2, retryPolicy: { initialInterval: 10, maximumAttempts: 2 } });
  });

  it('refuse an id that a running Activity has, and name its run', async () => {
    const { activityId: id, runId } = await onNobody();
    const error = await rejectionOf(
      activity.start('nothing', { ...onSamples(), id }),
      ActivityExecutionAlreadyStartedError,
    );
    expect(error).toMatchObject({ message: 'Activity execution already started', activityId: id, runId });
    expect(grpcCauseOf(error).code).toBe(status.ALREADY_EXISTS);
  });

  it('attach to the running Activity with USE_EXISTING', async () => {
    const { activityId: id, runId } = await onNobody();
    const second = await activity.start('nothing', { ...onSamples(), id, idConflictPolicy: 'USE_EXISTING' });
    expect(second).toMatchObject({ activityId: id, runId, started: false });
  });

  it('refuse an id that a closed Activity has with REJECT_DUPLICATE', async () => {
    const options = onSamples();
    await typed.execute('refundCard', { ...options, args: ['p-1'] });
    const again = typed.start('refundCard', { ...options, args: ['p-2'], idReusePolicy: 'REJECT_DUPLICATE' });
    await rejectionOf(again, ActivityExecutionAlreadyStartedError);
    const onlyFailed = typed.start('refundCard', {
      ...options,
      args: ['p-2'],
      idReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
    });
    await rejectionOf(onlyFailed, ActivityExecutionAlreadyStartedError);
    expect(await typed.execute('refundCard', { ...options, args: ['p-3'] })).toBe('p-3 refunded');
  });

  it('name the Namespace that does not exist', async () => {
    const missing = uniqueId('no-namespace');
    const start = openClient({ namespace: missing }).activity.start('nothing', onSamples());
    expect((await rejectionOf(start, NamespaceNotFoundError)).namespace).toBe(missing);
  });

  it('raise ServiceError for what the server refuses', async () => {
    const error = await rejectionOf(activity.start('nothing', { ...onSamples(), id: 'x'.repeat(2000) }), ServiceError);
    expect(error.message).toBe('Failed to start activity');
    expect(grpcCauseOf(error).code).toBe(status.INVALID_ARGUMENT);
  });
});

describe('result', () => {
  it('raises ActivityExecutionFailedError with the failure that the Activity threw', async () => {
    const handle = await typed.start('chargeCard', { ...onSamples(), args: ['declined-1', 5] });
    const error = await rejectionOf(handle.result(), ActivityExecutionFailedError);
    expect(error).toMatchObject({
      message: 'Activity execution failed',
      activityId: handle.activityId,
      runId: handle.runId,
      retryState: 'NON_RETRYABLE_FAILURE',
    });
    expect(error.cause).toBeInstanceOf(ApplicationFailure);
    expect(error.cause).toMatchObject({ type: 'CardDeclined', details: [{ amountCents: 5 }] });
  });

  it('raises it with a TimeoutFailure when a time limit passed', async () => {
    const handle = await onNobody({ scheduleToStartTimeout: '10ms' });
    const { cause } = await rejectionOf(handle.result(), ActivityExecutionFailedError);
    expect(cause).toBeInstanceOf(TimeoutFailure);
    expect(cause).toMatchObject({ timeoutType: 'SCHEDULE_TO_START' });
  });

  it('waits for an Activity that is completed from outside, by its id', async () => {
    const handle = await typed.start('requestApproval', { ...onSamples(), args: ['x'] });
    const result = handle.result();
    await expect.poll(async () => (await handle.describe()).runState).toBe('STARTED');
    const ids = { activityId: handle.activityId, runId: handle.runId };
    await activity.heartbeat(ids, 'soon');
    await activity.complete(ids, 'yes "🚀"');
    expect(await result).toBe('yes "🚀"');
  });

  it('ends with its time limit and with its signal', async () => {
    const handle = await onNobody();
    const late = await rejectionOf(handle.result({ timeoutMs: 200 }), ServiceError);
    expect(isGrpcDeadlineError(late)).toBe(true);
    const controller = new AbortController();
    const waiting = rejectionOf(handle.result({ signal: controller.signal }), ServiceError);
    controller.abort();
    expect(isGrpcCancelledError(await waiting)).toBe(true);
  });

  it('of a scope ends with the deadline of the scope', async () => {
    const scoped = (await onNobody()).with({ deadline: Date.now() + 200 });
    expect(isGrpcDeadlineError(await rejectionOf(scoped.result(), ServiceError))).toBe(true);
  });
});

describe('cancel, terminate and delete', () => {
  it('cancel ends an Activity that runs nowhere', async () => {
    const handle = await onNobody();
    await handle.cancel('changed "my" <mind> 🚀');
    const { cause } = await rejectionOf(handle.result(), ActivityExecutionFailedError);
    expect(cause).toBeInstanceOf(CancelledFailure);
    expect(await handle.describe()).toMatchObject({ status: 'CANCELED', canceledReason: 'changed "my" <mind> 🚀' });
  });

  it('cancel reaches a running Activity, which reports it', async () => {
    const handle = await typed.start('requestApproval', { ...onSamples(), args: ['x'] });
    await expect.poll(async () => (await handle.describe()).runState).toBe('STARTED');
    await handle.cancel();
    expect((await handle.describe()).runState).toBe('CANCEL_REQUESTED');
    await activity.reportCancellation({ activityId: handle.activityId }, 'tidied up');
    const { cause } = await rejectionOf(handle.result(), ActivityExecutionFailedError);
    expect(cause).toMatchObject({ details: ['tidied up'] });
  });

  it('terminate ends it at once', async () => {
    const handle = await onNobody();
    await handle.terminate('enough');
    const { cause } = await rejectionOf(handle.result(), ActivityExecutionFailedError);
    expect(cause).toBeInstanceOf(TerminatedFailure);
    expect(cause?.message).toContain('enough');
    expect((await handle.describe()).status).toBe('TERMINATED');
  });

  it('delete removes it', async () => {
    const handle = await onNobody();
    await handle.delete();
    await expect
      .poll(() => handle.describe().catch((error: unknown) => error), { timeout: 30_000, interval: 50 })
      .toBeInstanceOf(ActivityNotFoundError);
  });
});

it('every method of a handle raises ActivityNotFoundError for an Activity that does not exist', async () => {
  const handle = activity.getHandle(uniqueId('no "such" <thing> 🤷'));
  for (const call of [
    () => handle.result(),
    () => handle.describe(),
    () => handle.cancel('x'),
    () => handle.terminate('x'),
    () => handle.pause(),
    () => handle.unpause(),
    () => handle.reset(),
    () => handle.updateOptions({ heartbeatTimeout: '1s' }),
    () => handle.restoreOriginalOptions(),
    () => handle.delete(),
  ]) {
    const error = await rejectionOf(call(), ActivityNotFoundError);
    expect(error.message).toBe(grpcCauseOf(error).details);
  }
});
