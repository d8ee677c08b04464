/* eslint-disable @typescript-eslint/no-deprecated -- the calls are kept as upstream keeps them */
import { Code, ConnectError } from '@connectrpc/connect';
import { describe, expect, it } from 'vitest';
import {
  BuildIdNotFoundError,
  decodeTaskReachability,
  encodeTaskReachability,
  ReachabilityType,
  reachabilityResponseFromProto,
  ServiceError,
  UnsupportedError,
  UnversionedBuildId,
  ValueError,
} from '../../../src/client/index.js';
import { inMemoryClient } from '../../fixtures/in-memory-client.js';
import { rejectionOf } from '../../fixtures/rejection.js';

describe('updateBuildIdCompatibility', () => {
  it.each([
    [
      { operation: 'addNewIdInNewDefaultSet', buildId: '1' } as const,
      { case: 'addNewBuildIdInNewDefaultSet', value: '1' },
    ],
    [
      { operation: 'addNewCompatibleVersion', buildId: '2', existingCompatibleBuildId: '1' } as const,
      {
        case: 'addNewCompatibleBuildId',
        value: { newBuildId: '2', existingCompatibleBuildId: '1', makeSetDefault: false },
      },
    ],
    [
      {
        operation: 'addNewCompatibleVersion',
        buildId: '2',
        existingCompatibleBuildId: '1',
        promoteSet: true,
      } as const,
      { case: 'addNewCompatibleBuildId', value: { makeSetDefault: true } },
    ],
    [{ operation: 'promoteSetByBuildId', buildId: '1' } as const, { case: 'promoteSetByBuildId', value: '1' }],
    [{ operation: 'promoteBuildIdWithinSet', buildId: '1' } as const, { case: 'promoteBuildIdWithinSet', value: '1' }],
    [
      { operation: 'mergeSets', primaryBuildId: '1', secondaryBuildId: '2' } as const,
      { case: 'mergeSets', value: { primarySetBuildId: '1', secondarySetBuildId: '2' } },
    ],
  ])('sends %o', async (operation, expected) => {
    const seen: unknown[] = [];
    const client = inMemoryClient({
      updateWorkerBuildIdCompatibility: (request) => (seen.push(request), {}),
    });
    await client.taskQueue.updateBuildIdCompatibility('queue', operation);
    expect(seen).toMatchObject([{ namespace: 'default', taskQueue: 'queue', operation: expected }]);
  });

  it('has the messages of upstream for its errors', async () => {
    const failing = (code: Code, words: string) =>
      inMemoryClient(
        {
          updateWorkerBuildIdCompatibility: () => {
            throw new ConnectError(words, code);
          },
        },
        { retry: false },
      ).taskQueue.updateBuildIdCompatibility('q', { operation: 'promoteSetByBuildId', buildId: '1' });
    expect((await rejectionOf(failing(Code.NotFound, ''), BuildIdNotFoundError)).message).toBe('Build Id not found');
    expect((await rejectionOf(failing(Code.Internal, 'x'), ServiceError)).message).toBe(
      'Unexpected error updating Build Id compatibility',
    );
  });
});

describe('reachability', () => {
  it('is read as upstream reads it: unversioned, unreachable, not fetched', () => {
    const response = {
      buildIdReachability: [
        {
          buildId: '1',
          taskQueueReachability: [
            { taskQueue: 'both', reachability: [1, 3] },
            { taskQueue: 'none', reachability: [] },
            { taskQueue: 'limit', reachability: [0] },
          ],
        },
        { buildId: '', taskQueueReachability: [] },
      ],
    };
    expect(reachabilityResponseFromProto(response as never)).toEqual({
      buildIdReachability: {
        1: { taskQueueReachability: { both: ['NEW_WORKFLOWS', 'OPEN_WORKFLOWS'], none: [], limit: ['NOT_FETCHED'] } },
        [UnversionedBuildId]: { taskQueueReachability: {} },
      },
    });
  });

  it('types are encoded and decoded', () => {
    expect(Object.values(ReachabilityType).map(encodeTaskReachability)).toEqual([1, 2, 3, 4]);
    expect([1, 2, 3, 4].map(decodeTaskReachability)).toEqual(Object.values(ReachabilityType));
    expect(encodeTaskReachability('TASK_REACHABILITY_OPEN_WORKFLOWS')).toBe(3);
    expect(decodeTaskReachability(0)).toBeUndefined();
    expect(() => encodeTaskReachability('MAYBE')).toThrow(ValueError);
  });

  it('is asked for with the empty Build Id for unversioned workers', async () => {
    const seen: unknown[] = [];
    const client = inMemoryClient({ getWorkerTaskReachability: (request) => (seen.push(request), {}) });
    await client.taskQueue.getReachability({
      buildIds: ['1', UnversionedBuildId],
      reachability: 'CLOSED_WORKFLOWS',
    });
    expect(seen).toMatchObject([{ buildIds: ['1', ''], taskQueues: [], reachability: 4 }]);
  });

  it('UnversionedBuildId is the symbol of upstream', () => {
    expect(UnversionedBuildId).toBe(Symbol.for('__temporal_unversionedBuildId'));
  });
});

describe('describe', () => {
  it('reads versions of pollers, old and new', async () => {
    const client = inMemoryClient({
      describeTaskQueue: () => ({
        pollers: [
          {
            identity: 'new',
            deploymentOptions: { deploymentName: 'shop', buildId: 'v2', workerVersioningMode: 2 },
          },
          { identity: 'old', workerVersionCapabilities: { buildId: '1.0', useVersioning: true } },
          { identity: 'none' },
        ],
        versioningInfo: {
          currentDeploymentVersion: { deploymentName: 'shop', buildId: 'v1' },
          rampingDeploymentVersion: { deploymentName: 'shop', buildId: 'v2' },
          rampingVersionPercentage: 12.3,
          updateTime: { seconds: 1_700_000_000n },
        },
      }),
    });
    const described = await client.taskQueue.describe('q');
    expect(described.pollers).toMatchObject([
      {
        identity: 'new',
        deploymentVersion: { deploymentName: 'shop', buildId: 'v2' },
        versioningMode: 'VERSIONED',
        buildId: 'v2',
        lastAccessTime: undefined,
      },
      { identity: 'old', deploymentVersion: undefined, versioningMode: undefined, buildId: '1.0' },
      { identity: 'none', buildId: undefined },
    ]);
    expect(described.versioning).toEqual({
      currentVersion: { deploymentName: 'shop', buildId: 'v1' },
      rampingVersion: { deploymentName: 'shop', buildId: 'v2' },
      rampingVersionPercentage: 12.3,
      updateTime: new Date(1_700_000_000_000),
    });
    // A server that is older tells no more.
    expect(described).toMatchObject({ stats: undefined, effectiveRateLimit: undefined });
  });

  it('makes one call, and a second for versions', async () => {
    const modes: unknown[] = [];
    const client = inMemoryClient({
      describeTaskQueue: ({ apiMode, taskQueueTypes, versions }) => (
        modes.push({ apiMode, taskQueueTypes, buildIds: versions?.buildIds }),
        {}
      ),
    });
    await client.taskQueue.describe('q', { type: 'ACTIVITY' });
    expect(modes.splice(0)).toEqual([{ apiMode: 0, taskQueueTypes: [], buildIds: undefined }]);
    await client.taskQueue.describe('q', { type: 'ACTIVITY', versions: {} });
    expect(modes.splice(0)).toEqual([
      { apiMode: 0, taskQueueTypes: [], buildIds: undefined },
      { apiMode: 1, taskQueueTypes: [2], buildIds: undefined },
    ]);
    await client.taskQueue.describe('q', { versions: { buildIds: ['1'] } });
    expect(modes[1]).toEqual({ apiMode: 1, taskQueueTypes: [1], buildIds: ['1'] });
  });
});

it('says what an older server lacks', async () => {
  const { taskQueue } = inMemoryClient({}, { retry: false });
  const error = await rejectionOf(
    taskQueue.updateConfig('q', { type: 'ACTIVITY', queueRateLimit: 1 }),
    UnsupportedError,
  );
  expect(error.message).toContain('Failed to update Task Queue config');
});
