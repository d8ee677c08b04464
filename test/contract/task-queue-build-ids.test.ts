/* eslint-disable @typescript-eslint/no-deprecated -- the calls are kept as upstream keeps them */
import { describe, expect, it } from 'vitest';
import {
  BuildIdNotFoundError,
  NamespaceNotFoundError,
  ServiceError,
  UnversionedBuildId,
  ValueError,
} from '../../src/client/index.js';
import { client, openClient, taskQueue as samples } from '../fixtures/real-stack.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

const { taskQueue } = client;

/** A Task Queue with two sets: 1.0 and, as the default, 2.0. */
async function withTwoSets(): Promise<string> {
  const name = uniqueId('build-ids');
  for (const buildId of ['1.0', '2.0']) {
    await taskQueue.updateBuildIdCompatibility(name, { operation: 'addNewIdInNewDefaultSet', buildId });
  }
  return name;
}

async function setsOf(name: string): Promise<string[][]> {
  const sets = await taskQueue.getBuildIdCompatability(name);
  return (sets?.versionSets ?? []).map(({ buildIds }) => buildIds);
}

describe('version sets', () => {
  it('are nothing for a Task Queue without any', async () => {
    expect(await taskQueue.getBuildIdCompatability(uniqueId())).toBeUndefined();
  });

  it('have a default set, and each a default Build Id: the last', async () => {
    const sets = await taskQueue.getBuildIdCompatability(await withTwoSets());
    expect(sets).toEqual({
      versionSets: [
        { buildIds: ['1.0'], default: '1.0' },
        { buildIds: ['2.0'], default: '2.0' },
      ],
      defaultSet: { buildIds: ['2.0'], default: '2.0' },
      defaultBuildId: '2.0',
    });
  });

  it('take a compatible Build Id, which leaves the default of the queue alone', async () => {
    const name = await withTwoSets();
    const buildId = `1.1 "quoted" <b> 😀`;
    await taskQueue.updateBuildIdCompatibility(name, {
      operation: 'addNewCompatibleVersion',
      buildId,
      existingCompatibleBuildId: '1.0',
    });
    expect(await setsOf(name)).toEqual([['1.0', buildId], ['2.0']]);
  });

  it('promoteSet of addNewCompatibleVersion is sent, which upstream forgets', async () => {
    const name = await withTwoSets();
    await taskQueue.updateBuildIdCompatibility(name, {
      operation: 'addNewCompatibleVersion',
      buildId: '1.1',
      existingCompatibleBuildId: '1.0',
      promoteSet: true,
    });
    expect(await setsOf(name)).toEqual([['2.0'], ['1.0', '1.1']]);
  });

  it('can be promoted, within and among them, and merged', async () => {
    const name = await withTwoSets();
    await taskQueue.updateBuildIdCompatibility(name, { operation: 'promoteSetByBuildId', buildId: '1.0' });
    expect(await setsOf(name)).toEqual([['2.0'], ['1.0']]);
    await taskQueue.updateBuildIdCompatibility(name, {
      operation: 'mergeSets',
      primaryBuildId: '1.0',
      secondaryBuildId: '2.0',
    });
    expect(await setsOf(name)).toEqual([['2.0', '1.0']]);
    await taskQueue.updateBuildIdCompatibility(name, { operation: 'promoteBuildIdWithinSet', buildId: '2.0' });
    expect(await setsOf(name)).toEqual([['1.0', '2.0']]);
  });

  it('say which Build Id is not there', async () => {
    const call = taskQueue.updateBuildIdCompatibility(await withTwoSets(), {
      operation: 'promoteSetByBuildId',
      buildId: 'missing',
    });
    const error = await rejectionOf(call, BuildIdNotFoundError);
    expect(error).toMatchObject({ name: 'BuildIdNotFoundError', message: expect.stringContaining('missing') });
    expect(grpcCauseOf(error).details).toBe(error.message);
  });

  it('do not take a Namespace that is not there for a Build Id', async () => {
    const elsewhere = openClient({ namespace: uniqueId('none') }).taskQueue;
    await rejectionOf(elsewhere.getBuildIdCompatability('x'), NamespaceNotFoundError);
  });

  it('refuse an operation that there is none', async () => {
    const call = taskQueue.updateBuildIdCompatibility('x', { operation: 'explode' } as never);
    expect((await rejectionOf(call, ValueError)).message).toContain('explode');
  });
});

describe('getReachability', () => {
  it('tells which Build Ids may be needed, unversioned workers among them', async () => {
    const name = await withTwoSets();
    const { buildIdReachability } = await taskQueue.getReachability({
      buildIds: ['2.0', 'gone', UnversionedBuildId],
      taskQueues: [name],
      reachability: 'OPEN_WORKFLOWS',
    });
    expect(buildIdReachability['2.0']).toEqual({ taskQueueReachability: { [name]: ['NEW_WORKFLOWS'] } });
    expect(buildIdReachability['gone']).toEqual({ taskQueueReachability: { [name]: [] } });
    expect(buildIdReachability[UnversionedBuildId].taskQueueReachability).toHaveProperty([name]);
  });

  it('passes on that the server wants a Build Id', async () => {
    const error = await rejectionOf(taskQueue.getReachability({ buildIds: [] }), ServiceError);
    expect(error.message).toBe('Unexpected error fetching Build Id reachability');
    expect(grpcCauseOf(error).details).toContain('build ID');
  });
});

describe('versioning rules', () => {
  it('are empty at first, and change one after the other', async () => {
    const name = uniqueId('rules');
    expect(await taskQueue.getVersioningRules(name)).toMatchObject({ assignmentRules: [], redirectRules: [] });
    await taskQueue.updateVersioningRules(name, {
      operation: 'insertAssignmentRule',
      rule: { targetBuildId: '1.0' },
    });
    const ramped = await taskQueue.updateVersioningRules(name, {
      operation: 'insertAssignmentRule',
      rule: { targetBuildId: '2.0', rampPercentage: 12.5 },
    });
    expect(ramped.assignmentRules).toMatchObject([
      { targetBuildId: '2.0', rampPercentage: 12.5, createTime: expect.any(Date) },
      { targetBuildId: '1.0', rampPercentage: undefined },
    ]);
    await taskQueue.updateVersioningRules(name, { operation: 'deleteAssignmentRule', ruleIndex: 0 });
    await taskQueue.updateVersioningRules(name, {
      operation: 'replaceAssignmentRule',
      ruleIndex: 0,
      rule: { targetBuildId: '3.0' },
    });
    await taskQueue.updateVersioningRules(name, {
      operation: 'addRedirectRule',
      rule: { sourceBuildId: '0.8', targetBuildId: '0.9' },
    });
    const replaced = await taskQueue.updateVersioningRules(name, {
      operation: 'replaceRedirectRule',
      rule: { sourceBuildId: '0.8', targetBuildId: '1.0' },
    });
    expect(replaced.redirectRules).toMatchObject([{ sourceBuildId: '0.8', targetBuildId: '1.0' }]);
    await taskQueue.updateVersioningRules(name, { operation: 'deleteRedirectRule', sourceBuildId: '0.8' });
    const committed = await taskQueue.updateVersioningRules(name, {
      operation: 'commitBuildId',
      targetBuildId: '4.0',
      force: true,
    });
    expect(committed.assignmentRules).toMatchObject([{ targetBuildId: '4.0' }]);
    expect(committed.redirectRules).toEqual([]);
  });

  it('are not changed with an old token: the message says what to do', async () => {
    const name = uniqueId('rules');
    const { conflictToken } = await taskQueue.getVersioningRules(name);
    const insert = { operation: 'insertAssignmentRule', rule: { targetBuildId: '1.0' } } as const;
    await taskQueue.updateVersioningRules(name, insert, { conflictToken });
    const error = await rejectionOf(taskQueue.updateVersioningRules(name, insert, { conflictToken }), ServiceError);
    expect(error.message).toContain('read them again');
  });

  it('refuse an operation that there is none', async () => {
    const call = taskQueue.updateVersioningRules('x', { operation: 'explode' } as never);
    expect((await rejectionOf(call, ValueError)).message).toContain('explode');
  });
});

describe('describe by Build Id', () => {
  it('tells pollers and reachability of workers without one', async () => {
    const { versions } = await taskQueue.describe(samples, { versions: { buildIds: [UnversionedBuildId] } });
    expect(versions).toHaveLength(1);
    const [version] = versions;
    expect(version?.buildId).toBe(UnversionedBuildId);
    expect(version?.pollers.length).toBeGreaterThan(0);
    expect(version?.stats?.approximateBacklogCount).toBeTypeOf('number');
    expect(version?.taskReachability).toBe('REACHABLE');
  });

  it('tells that a Build Id is not needed', async () => {
    const name = uniqueId();
    const { versions } = await taskQueue.describe(name, { type: 'ACTIVITY', versions: { buildIds: ['old'] } });
    expect(versions).toMatchObject([{ buildId: 'old', pollers: [], taskReachability: 'UNREACHABLE' }]);
    const untold = await taskQueue.describe(name, { versions: { buildIds: ['old'], reachability: false } });
    expect(untold.versions[0]?.taskReachability).toBeUndefined();
  });
});
