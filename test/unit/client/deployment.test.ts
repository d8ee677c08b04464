import { Code, ConnectError } from '@connectrpc/connect';
import { describe, expect, it } from 'vitest';
import {
  type Client,
  type ComputeConfigChange,
  RawValue,
  ServiceError,
  UnsupportedError,
  WorkerDeploymentConflictError,
  WorkerDeploymentNotFoundError,
} from '../../../src/client/index.js';
import { inMemoryClient } from '../../fixtures/in-memory-client.js';
import { rejectionOf } from '../../fixtures/rejection.js';

const version = { deploymentName: 'shop', buildId: 'v1' };
const json = new TextEncoder();

describe('compute config', () => {
  /** What the server gets for a change. */
  async function sent(change: ComputeConfigChange): Promise<unknown[]> {
    const seen: unknown[] = [];
    const client = inMemoryClient({
      updateWorkerDeploymentVersionComputeConfig: (request) => (seen.push(request), {}),
      validateWorkerDeploymentVersionComputeConfig: (request) => (seen.push(request), {}),
    });
    await client.deployment.updateVersionComputeConfig(version, change);
    await client.deployment.validateVersionComputeConfig(version, change);
    return seen;
  }

  it('is sent with what changes, as plain JSON', async () => {
    const expected = {
      deploymentVersion: version,
      computeConfigScalingGroups: {
        main: {
          scalingGroup: {
            taskQueueTypes: [1, 2],
            provider: { type: 'aws-lambda', nexusEndpoint: 'ep', details: { data: json.encode('{"arn":"x"}') } },
          },
          updateMask: { paths: ['task_queue_types', 'provider'] },
        },
      },
      removeComputeConfigScalingGroups: ['old'],
    };
    const seen = await sent({
      scalingGroups: {
        main: {
          taskQueueTypes: ['WORKFLOW', 'ACTIVITY'],
          provider: { type: 'aws-lambda', details: { arn: 'x' }, nexusEndpoint: 'ep' },
        },
      },
      removeScalingGroups: ['old'],
    });
    expect(seen).toMatchObject([expected, expected]);
    expect(seen[0]).toMatchObject({ requestId: expect.stringMatching(/-/) });
  });

  it('clears what is null', async () => {
    const [seen] = await sent({ scalingGroups: { main: { provider: null, taskQueueTypes: null } } });
    expect(seen).toMatchObject({
      computeConfigScalingGroups: {
        main: { scalingGroup: { taskQueueTypes: [] }, updateMask: { paths: ['task_queue_types', 'provider'] } },
      },
    });
  });

  it('is read with its details; what is not JSON as it came', async () => {
    const odd = { metadata: { encoding: json.encode('binary/odd') }, data: Uint8Array.of(1) };
    const client = inMemoryClient({
      describeWorkerDeploymentVersion: () => ({
        workerDeploymentVersionInfo: {
          deploymentVersion: version,
          computeConfig: {
            scalingGroups: {
              main: {
                taskQueueTypes: [3],
                provider: {
                  type: 'p',
                  details: { metadata: { encoding: json.encode('json/plain') }, data: json.encode('[1]') },
                },
                scaler: { type: 's', details: odd },
              },
            },
          },
        },
      }),
    });
    const { computeConfig } = await client.deployment.describeVersion(version);
    const { main } = computeConfig!.scalingGroups;
    expect(main).toMatchObject({ taskQueueTypes: ['NEXUS'], provider: { type: 'p', details: [1] } });
    expect(main?.scaler?.details).toBeInstanceOf(RawValue);
  });

  it('goes with a new version', async () => {
    const seen: unknown[] = [];
    const client = inMemoryClient({ createWorkerDeploymentVersion: (request) => (seen.push(request), {}) });
    await client.deployment.createVersion(version, {
      computeConfig: { scalingGroups: { main: { scaler: { type: 'rate' } } } },
    });
    await client.deployment.createVersion(version);
    expect(seen[0]).toMatchObject({ computeConfig: { scalingGroups: { main: { scaler: { type: 'rate' } } } } });
    expect(seen[1]).not.toHaveProperty('computeConfig');
  });
});

describe('versions', () => {
  it('tell their Task Queues with stats', async () => {
    const client = inMemoryClient({
      describeWorkerDeploymentVersion: ({ reportTaskQueueStats }) => ({
        workerDeploymentVersionInfo: {
          deploymentVersion: version,
          status: 99 as never,
          routingChangedTime: { seconds: 1n },
        },
        versionTaskQueues: [
          {
            name: 'q',
            type: 2,
            ...(reportTaskQueueStats && {
              stats: { approximateBacklogCount: 3n, approximateBacklogAge: { seconds: 2n }, tasksAddRate: 0.1 },
              statsByPriorityKey: { 1: { approximateBacklogCount: 1n } },
            }),
          },
        ],
      }),
    });
    const described = await client.deployment.describeVersion(version, { taskQueueStats: true });
    expect(described).toMatchObject({ status: 'unknown_99', routingUpdateTime: new Date(1000), version });
    expect(described.taskQueues).toEqual([
      {
        name: 'q',
        type: 'ACTIVITY',
        stats: {
          approximateBacklogCount: 3,
          approximateBacklogAge: 2000,
          tasksAddRate: 0.1,
          tasksDispatchRate: 0,
          backlogIncreaseRate: 0.1,
          rateLimitingActive: false,
        },
        statsByPriorityKey: { 1: expect.objectContaining({ approximateBacklogCount: 1 }) },
      },
    ]);
    expect((await client.deployment.describeVersion(version)).taskQueues).toMatchObject([{ stats: undefined }]);
  });
});

describe('errors', () => {
  function failing(code: Code, words: string): Client {
    return inMemoryClient(
      {
        setWorkerDeploymentCurrentVersion: () => {
          throw new ConnectError(words, code);
        },
        describeWorkerDeployment: () => ({}),
      },
      { retry: false },
    );
  }

  it('keep the words of the server, but not those about how it works inside', async () => {
    const told = failing(Code.NotFound, 'no Worker Deployment found');
    const error = await rejectionOf(told.deployment.setCurrentVersion('shop', 'v1'), WorkerDeploymentNotFoundError);
    expect(error.message).toBe('no Worker Deployment found');
    const inside = failing(Code.NotFound, 'workflow not found for ID: temporal-sys-worker-deployment:shop');
    const other = await rejectionOf(inside.deployment.setCurrentVersion('shop', null), WorkerDeploymentNotFoundError);
    expect(other.message).toBe("Worker Deployment not found: 'shop'");
  });

  it('take a failed precondition for a conflict only when it is one', async () => {
    const conflict = failing(Code.FailedPrecondition, 'conflict token mismatch').deployment;
    await rejectionOf(conflict.setCurrentVersion('shop', 'v1'), WorkerDeploymentConflictError);
    const other = failing(Code.FailedPrecondition, 'no pollers').deployment;
    const error = await rejectionOf(other.setCurrentVersion('shop', 'v1'), ServiceError);
    expect(error.message).toBe('Failed to set current version of Worker Deployment');
  });

  it('name the release that a server needs to be', async () => {
    const { deployment } = inMemoryClient({}, { retry: false });
    for (const call of [
      () => deployment.create('shop'),
      () => deployment.createVersion(version),
      () => deployment.updateVersionComputeConfig(version, { removeScalingGroups: ['a'] }),
    ]) {
      expect((await rejectionOf(call(), UnsupportedError)).since).toBe('1.31.0');
    }
  });

  it('do not make up a description', async () => {
    const { deployment } = failing(Code.Internal, '');
    expect((await rejectionOf(deployment.describe('shop'), ServiceError)).message).toContain('workerDeploymentInfo');
  });

  it('send the same request id with every attempt', async () => {
    const ids: string[] = [];
    const client = inMemoryClient(
      {
        createWorkerDeployment: ({ requestId }) => {
          ids.push(requestId);
          if (ids.length === 1) throw new ConnectError('again', Code.Unavailable);
          return { conflictToken: Uint8Array.of(1) };
        },
      },
      { retry: { initialIntervalMs: () => 1 } },
    );
    expect((await client.deployment.create('shop')).conflictToken).toEqual(Uint8Array.of(1));
    expect(ids).toHaveLength(2);
    expect(ids[0]).toBe(ids[1]);
  });
});
