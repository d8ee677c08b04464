import { describe, expect, it, vi } from 'vitest';
import { NamespaceNotFoundError, ServiceError, type TaskQueueType, ValueError } from '../../src/client/index.js';
import { recordingFetch } from '../fixtures/recording-fetch.js';
import { client, endAfterTest, openClient, taskQueue, workflow } from '../fixtures/real-stack.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

const odd = `"quoted" 'single' <b>&amp;</b> 😀 %41`;

describe('describe', () => {
  it.each<TaskQueueType>(['WORKFLOW', 'ACTIVITY'])('tells who polls the %s queue, and since when', async (type) => {
    const described = await client.taskQueue.describe(taskQueue, { type });
    expect(described).toMatchObject({
      taskQueue,
      type,
      raw: { $typeName: expect.stringContaining('DescribeTaskQueue') },
    });
    expect(described.pollers.length).toBeGreaterThan(0);
    const [poller] = described.pollers;
    expect(poller?.identity).toMatch(/@/);
    expect(Math.abs(Date.now() - poller!.lastAccessTime!.getTime())).toBeLessThan(300_000);
    expect(poller?.ratePerSecond).toBeGreaterThan(0);
    // The sample worker takes no part in versioning.
    expect(poller?.deploymentVersion).toBeUndefined();
    expect(poller?.buildId).toContain('@temporalio/worker');
    expect(described.versioning).toMatchObject({ currentVersion: undefined, updateTime: undefined });
    expect(described.effectiveRateLimit).toMatchObject({ source: 'SYSTEM' });
    expect(described.versions).toEqual([]);
  });

  it('counts what waits where nobody polls', async () => {
    const nobody = uniqueId('nobody');
    const options = { taskQueue: nobody, workflowId: uniqueId(), args: ['Ada'] as [string] };
    endAfterTest(await workflow.start('greet', { ...options, priority: { priorityKey: 1 } }));
    await vi.waitFor(
      async () => {
        const { stats, statsByPriorityKey, pollers } = await client.taskQueue.describe(nobody);
        expect(pollers).toEqual([]);
        expect(stats?.approximateBacklogCount).toBe(1);
        expect(stats?.approximateBacklogAge).toBeGreaterThanOrEqual(0);
        expect(stats?.backlogIncreaseRate).toBeCloseTo(stats!.tasksAddRate - stats!.tasksDispatchRate, 5);
        expect(stats?.rateLimitingActive).toBe(false);
        expect(statsByPriorityKey[1]?.approximateBacklogCount).toBe(1);
      },
      { timeout: 30_000, interval: 100 },
    );
  });

  it('leaves out what is not asked for', async () => {
    const described = await client.taskQueue.describe(taskQueue, { stats: false, config: false });
    expect(described.stats).toBeUndefined();
    expect(described.statsByPriorityKey).toEqual({});
    expect(described.config).toBeUndefined();
  });

  it('tells an unused name with quotes, HTML and emoji as it is', async () => {
    const name = `${uniqueId()} ${odd}`;
    const described = await client.taskQueue.describe(name, { type: 'NEXUS' });
    expect(described).toMatchObject({ taskQueue: name, type: 'NEXUS', pollers: [] });
    expect(described.config).toEqual({
      queueRateLimit: undefined,
      fairnessKeyRateLimitDefault: undefined,
      fairnessWeightOverrides: {},
    });
  });

  it('refuses an unknown type before anything is sent', async () => {
    const fetch = recordingFetch();
    const call = openClient({}, { fetch }).taskQueue.describe(taskQueue, { type: 'FOO' as TaskQueueType });
    expect((await rejectionOf(call, ValueError)).message).toContain('FOO');
    expect(fetch.methods()).toEqual([]);
  });

  it('names the Namespace that is not there', async () => {
    const namespace = uniqueId('none');
    const error = await rejectionOf(openClient({ namespace }).taskQueue.describe('x'), NamespaceNotFoundError);
    expect(error.namespace).toBe(namespace);
  });

  it('has the words of the server for a name that it refuses', async () => {
    const error = await rejectionOf(client.taskQueue.describe(''), ServiceError);
    expect(error.message).toBe('Failed to describe Task Queue');
    expect(grpcCauseOf(error).details).toMatch(/task queue/i);
  });
});

describe('updateConfig', () => {
  it('sets limits and weights, and clears them with null', async () => {
    const name = `${uniqueId()} ${odd}`;
    const key = `key ${odd}`;
    const set = await client.taskQueue.updateConfig(name, {
      type: 'ACTIVITY',
      queueRateLimit: 2.3,
      fairnessKeyRateLimitDefault: 0,
      fairnessWeightOverrides: { [key]: 1.7, plain: 4 },
      reason: odd,
    });
    expect(set).toMatchObject({
      // What a float makes of 2.3 and 1.7 on the wire is not shown.
      queueRateLimit: { requestsPerSecond: 2.3, reason: odd, updateIdentity: client.options.identity },
      fairnessKeyRateLimitDefault: { requestsPerSecond: 0 },
      fairnessWeightOverrides: { [key]: 1.7, plain: 4 },
    });
    expect(Math.abs(Date.now() - set.queueRateLimit!.updateTime!.getTime())).toBeLessThan(60_000);
    const described = await client.taskQueue.describe(name, { type: 'ACTIVITY' });
    expect(described.config).toEqual(set);
    expect(described.effectiveRateLimit).toEqual({ requestsPerSecond: 2.3, source: 'API' });

    const cleared = await client.taskQueue.updateConfig(name, {
      type: 'ACTIVITY',
      queueRateLimit: null,
      fairnessWeightOverrides: { plain: null },
    });
    expect(cleared.queueRateLimit?.requestsPerSecond).toBeUndefined();
    expect(cleared.fairnessKeyRateLimitDefault?.requestsPerSecond).toBe(0);
    expect(cleared.fairnessWeightOverrides).toEqual({ [key]: 1.7 });
  });

  it('passes on that Workflow Task Queues have no limit', async () => {
    const call = client.taskQueue.updateConfig(uniqueId(), { type: 'WORKFLOW', queueRateLimit: 1 });
    expect(grpcCauseOf(await rejectionOf(call, ServiceError)).details).toContain('workflow task queues');
  });

  it.each([
    [{ type: 'ACTIVITY' }, 'Nothing to change'],
    [{ type: 'ACTIVITY', queueRateLimit: -1 }, 'queueRateLimit'],
    [{ type: 'ACTIVITY', fairnessKeyRateLimitDefault: NaN }, 'fairnessKeyRateLimitDefault'],
    [{ type: 'ACTIVITY', fairnessWeightOverrides: { vip: 0 } }, '"vip"'],
    [{ queueRateLimit: 1 }, 'type'],
  ])('refuses %o before anything is sent', async (change, words) => {
    const fetch = recordingFetch();
    const call = openClient({}, { fetch }).taskQueue.updateConfig('x', change as never);
    expect((await rejectionOf(call, ValueError)).message).toContain(words);
    expect(fetch.methods()).toEqual([]);
  });
});

describe('listPartitions', () => {
  it('lists the parts of both queues', async () => {
    const { workflow, activity } = await client.taskQueue.listPartitions(taskQueue);
    expect(workflow.map(({ key }) => key)).toContain(taskQueue);
    expect(activity.map(({ key }) => key)).toContain(taskQueue);
    expect(workflow[0]?.ownerHostName).toMatch(/:\d+$/);
  });
});

describe('interceptors', () => {
  it('see the input, may change it, and see the result', async () => {
    const seen: unknown[] = [];
    const renamed = uniqueId('renamed');
    const { taskQueue: intercepted } = openClient({
      interceptors: {
        taskQueue: [
          {
            describe: async (input, next) => {
              seen.push(input.taskQueue, input.call?.timeoutMs);
              const described = await next({ ...input, taskQueue: renamed });
              seen.push(described.taskQueue);
              return described;
            },
          },
        ],
      },
    });
    await intercepted.describe('asked', { timeoutMs: 12_345 });
    expect(seen).toEqual(['asked', 12_345, renamed]);
  });
});
