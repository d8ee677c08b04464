import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  ActivityExecutionFailedError,
  type ActivityExecutionInfo,
  ActivityNotFoundError,
  type ActivityOptions,
  ActivityPausedError,
  ActivityResetError,
  defineSearchAttributeKey,
  ServiceError,
  type StartedActivityHandle,
  status,
} from '../../src/client/index.js';
import type * as activities from '../../src/dev/worker/activities.js';
import { client, taskQueue as samples } from '../fixtures/real-stack.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

const { activity } = client;
const customerId = defineSearchAttributeKey('CustomerId', 'KEYWORD');

function endAfterTest<H extends StartedActivityHandle>(handle: H): H {
  onTestFinished(async () => {
    try {
      await handle.delete();
    } catch (error) {
      if (!(error instanceof ActivityNotFoundError)) throw error;
    }
  });
  return handle;
}

const idle = (options: Partial<ActivityOptions> = {}): ActivityOptions => ({
  id: uniqueId('idle'),
  taskQueue: uniqueId('nobody'),
  startToCloseTimeout: '1 minute',
  ...options,
});

/** An Activity that a worker has begun, and that ends when somebody completes it. */
async function startApproval(): Promise<StartedActivityHandle> {
  const handle = endAfterTest(
    await activity.typed<typeof activities>().start('requestApproval', {
      id: uniqueId('approval'),
      taskQueue: samples,
      startToCloseTimeout: '1 minute',
      heartbeatTimeout: '1 minute',
      args: ['x'],
    }),
  );
  await expect.poll(async () => (await handle.describe()).runState).toBe('STARTED');
  return handle;
}

describe('describe', () => {
  it('tells what the Activity was started with', async () => {
    const options = idle({
      args: ['Ada "🚀"', { n: 1 }],
      scheduleToCloseTimeout: '1 hour',
      scheduleToStartTimeout: '30 minutes',
      heartbeatTimeout: 5000,
      startDelay: '1 minute',
      retry: { maximumAttempts: 3, backoffCoefficient: 1.5 },
      priority: { priorityKey: 2, fairnessKey: 'k' },
      summary: 'One **line** <b>',
      typedSearchAttributes: [{ key: customerId, value: "O'Hara" }],
    });
    const handle = endAfterTest(await activity.start('nothing', options));
    const description = await handle.describe({ includeInput: true });
    expect(description).toMatchObject({
      activityId: options.id,
      activityRunId: handle.runId,
      activityType: 'nothing',
      taskQueue: options.taskQueue,
      status: 'RUNNING',
      runState: 'SCHEDULED',
      scheduleToCloseTimeoutMs: 3_600_000,
      scheduleToStartTimeoutMs: 1_800_000,
      startToCloseTimeoutMs: 60_000,
      heartbeatTimeoutMs: 5000,
      startDelayMs: 60_000,
      retryPolicy: { maximumAttempts: 3, backoffCoefficient: 1.5 },
      priority: { priorityKey: 2, fairnessKey: 'k' },
      attempt: 1,
      closeTime: undefined,
      lastStartedTime: undefined,
      canceledReason: undefined,
      hasInput: true,
      hasResult: false,
      hasOutcomeFailure: false,
      hasHeartbeatDetails: false,
      hasLastFailure: false,
    });
    expect(description.executionTime?.getTime()).toBe(Number(description.scheduleTime) + 60_000);
    expect(description.expirationTime).toBeInstanceOf(Date);
    expect(description.typedSearchAttributes.get(customerId)).toBe("O'Hara");
    expect(await description.getInput()).toEqual(['Ada "🚀"', { n: 1 }]);
    expect(await description.staticSummary()).toBe('One **line** <b>');
    expect(description.rawInfo.$typeName).toBe('temporal.api.activity.v1.ActivityExecutionInfo');
    expect(description.rawCallbacks).toEqual([]);
  });

  it('brings values only when asked for, and decodes them when asked for', async () => {
    const typed = activity.typed<typeof activities>();
    const options = { id: uniqueId(), taskQueue: samples, startToCloseTimeout: '30s' } as const;
    const handle = await typed.start('refundCard', { ...options, args: ['p-1'] });
    await handle.result();
    const bare = await handle.describe();
    expect(bare).toMatchObject({ status: 'COMPLETED', hasInput: false, hasResult: false });
    expect(await bare.getInput()).toEqual([]);
    expect(await bare.getResult()).toBeUndefined();
    const full = await handle.describe({ includeInput: true, includeOutcome: true });
    expect(full).toMatchObject({ hasInput: true, hasResult: true, hasOutcomeFailure: false });
    expect(await full.getInput<[string]>()).toEqual(['p-1']);
    expect(await full.getResult()).toBe('p-1 refunded');
    expect(full.closeTime).toBeInstanceOf(Date);
    expect(full.executionDurationMs).toBeGreaterThanOrEqual(0);
    expect(full.lastWorkerIdentity).toBeTypeOf('string');
  });

  it('brings the outcome of one that failed, and the last failure and heartbeat of one that runs', async () => {
    const handle = await startApproval();
    await activity.heartbeat({ activityId: handle.activityId }, { at: '50 %' });
    const running = await handle.describe({ includeHeartbeatDetails: true });
    expect(running).toMatchObject({ hasHeartbeatDetails: true, totalHeartbeatCount: 1 });
    expect(await running.getHeartbeatDetails()).toEqual({ at: '50 %' });
    await activity.fail({ activityId: handle.activityId }, new RangeError('not yet'));
    await vi.waitFor(
      async () => {
        const retrying = await handle.describe({ includeLastFailure: true });
        expect(await retrying.getLastFailure()).toMatchObject({ message: 'not yet', type: 'RangeError' });
      },
      { timeout: 30_000 },
    );
    await handle.terminate('enough');
    const closed = await handle.describe({ includeOutcome: true });
    expect(closed).toMatchObject({ hasResult: false, hasOutcomeFailure: true });
    expect((await closed.getOutcomeFailure())?.message).toContain('enough');
  });
});

describe('pause and unpause', () => {
  it('stop an Activity before its next attempt and let it go on', async () => {
    const handle = endAfterTest(await activity.start('nothing', idle()));
    await handle.pause({ reason: 'a "look" <first> 🚀' });
    expect(await handle.describe()).toMatchObject({ status: 'PAUSED', runState: 'PAUSED' });
    await handle.unpause({ reason: 'seen', jitter: '1ms' });
    expect(await handle.describe()).toMatchObject({ status: 'RUNNING', runState: 'SCHEDULED' });
  });

  it('are told to an Activity that runs, by its next heartbeat', async () => {
    const handle = await startApproval();
    await handle.pause();
    expect((await handle.describe()).runState).toBe('PAUSE_REQUESTED');
    await rejectionOf(activity.heartbeat({ activityId: handle.activityId }), ActivityPausedError);
  });
});

describe('reset', () => {
  it('is told to an Activity that runs, by its next heartbeat', async () => {
    const handle = await startApproval();
    await handle.reset({ resetHeartbeat: true, restoreOriginalOptions: true, jitter: 1 });
    await rejectionOf(activity.heartbeat({ activityId: handle.activityId }), ActivityResetError);
  });

  it('keeps a paused Activity paused if asked to', async () => {
    const handle = endAfterTest(await activity.start('nothing', idle()));
    await handle.pause();
    await handle.reset({ keepPaused: true });
    expect((await handle.describe()).runState).toBe('PAUSED');
    await handle.reset();
    expect((await handle.describe()).runState).toBe('SCHEDULED');
  });
});

describe('updateOptions and restoreOriginalOptions', () => {
  it('change what is given, clear what is null, keep the rest, and undo it', async () => {
    const options = idle({
      heartbeatTimeout: '5s',
      scheduleToStartTimeout: '10 minutes',
      retry: { maximumAttempts: 3 },
    });
    const handle = endAfterTest(await activity.start('nothing', options));
    const changed = await handle.updateOptions({
      taskQueue: `${options.taskQueue}-2`,
      startToCloseTimeout: '2 minutes',
      heartbeatTimeout: null,
      priority: { priorityKey: 1 },
    });
    expect(changed).toMatchObject({
      taskQueue: `${options.taskQueue}-2`,
      startToCloseTimeout: 120_000,
      scheduleToStartTimeout: 600_000,
      retry: { maximumAttempts: 3 },
      priority: { priorityKey: 1 },
    });
    expect(changed.heartbeatTimeout || 0).toBe(0);
    expect(await handle.describe()).toMatchObject({
      taskQueue: `${options.taskQueue}-2`,
      startToCloseTimeoutMs: 120_000,
    });
    const restored = await handle.restoreOriginalOptions();
    expect(restored).toMatchObject({
      taskQueue: options.taskQueue,
      startToCloseTimeout: 60_000,
      heartbeatTimeout: 5000,
      retry: { maximumAttempts: 3 },
    });
  });

  it('move a waiting Activity to a worker', async () => {
    const handle = endAfterTest(
      await activity.typed<typeof activities>().start('refundCard', { ...idle(), args: ['p-9'] }),
    );
    await handle.updateOptions({ taskQueue: samples });
    expect(await handle.result()).toBe('p-9 refunded');
  });
});

describe('list and count', () => {
  const taskQueue = uniqueId('nobody');
  const query = `TaskQueue = '${taskQueue}'`;
  const ids = Array.from({ length: 5 }, (_, index) => `${taskQueue}/${index}`);

  beforeAll(async () => {
    const handles = await Promise.all(
      ids.map((id, index) =>
        activity.start(
          'nothing',
          idle({ id, taskQueue, typedSearchAttributes: [{ key: customerId, value: `c"${index}` }] }),
        ),
      ),
    );
    await handles[0]?.terminate('enough');
    await vi.waitFor(
      async () => {
        const { groups } = await activity.count(`${query} GROUP BY ExecutionStatus`);
        expect(groups.map(({ count }) => count).sort()).toEqual([1, 4]);
      },
      { timeout: 30_000, interval: 100 },
    );
    return async () => {
      await Promise.all(handles.slice(1).map((handle) => handle.terminate()));
    };
  });

  async function listed(...options: Parameters<typeof activity.list>): Promise<ActivityExecutionInfo[]> {
    const all: ActivityExecutionInfo[] = [];
    for await (const item of activity.list(...options)) all.push(item);
    return all;
  }

  it('give all that match, by a text as upstream does and by options', async () => {
    const found = await listed(query);
    expect(found.map(({ activityId }) => activityId).sort()).toEqual(ids);
    expect(new Set(found.map(({ activityType }) => activityType))).toEqual(new Set(['nothing']));
    expect(found[0]?.rawListInfo?.$typeName).toBe('temporal.api.activity.v1.ActivityExecutionListInfo');
    const [terminated] = found.filter(({ status }) => status === 'TERMINATED');
    expect(terminated).toMatchObject({ activityId: ids[0], taskQueue, closeTime: expect.any(Date) as Date });
    expect(terminated?.typedSearchAttributes.get(customerId)).toBe('c"0');
    expect(await listed({ query, pageSize: 2 })).toHaveLength(5);
    expect(await listed({ query, pageSize: 2, limit: 3 })).toHaveLength(3);
  });

  it('give pages', async () => {
    const first = await activity.listPage({ query, pageSize: 3 });
    expect(first.items).toHaveLength(3);
    const second = await activity.listPage({ query, pageSize: 3, nextPageToken: first.nextPageToken });
    expect([...first.items, ...second.items].map(({ activityId }) => activityId).sort()).toEqual(ids);
  });

  it('count', async () => {
    expect((await activity.count(query)).count).toBe(5);
    expect((await activity.count(`${query} AND ExecutionStatus = 'Running'`)).count).toBe(4);
    const { groups } = await activity.count(`${query} GROUP BY ExecutionStatus`);
    expect(groups).toContainEqual({ count: 1, groupValues: [['Terminated']] });
  });

  it('refuse a malformed query', async () => {
    for (const call of [() => listed('what?'), () => activity.count('what?')]) {
      expect(grpcCauseOf(await rejectionOf(call(), ServiceError)).code).toBe(status.INVALID_ARGUMENT);
    }
  });
});

it('a handle of a given run does not follow the id to another', async () => {
  const options = idle();
  const first = endAfterTest(await activity.start('nothing', options));
  await first.terminate('enough');
  const second = endAfterTest(await activity.start('nothing', options));
  expect(second.runId).not.toBe(first.runId);
  expect((await activity.getHandle(options.id).describe()).activityRunId).toBe(second.runId);
  expect((await activity.getHandle(options.id, first.runId).describe()).status).toBe('TERMINATED');
  await rejectionOf(first.result(), ActivityExecutionFailedError);
});
