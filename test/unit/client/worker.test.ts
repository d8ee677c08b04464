import { Code, ConnectError } from '@connectrpc/connect';
import { describe, expect, it } from 'vitest';
import { UnsupportedError, WorkerNotFoundError } from '../../../src/client/index.js';
import { collect } from '../../fixtures/collect.js';
import { inMemoryClient } from '../../fixtures/in-memory-client.js';
import { rejectionOf } from '../../fixtures/rejection.js';

describe('list', () => {
  it('follows pages, and sends query and kind with each', async () => {
    const seen: unknown[] = [];
    const client = inMemoryClient({
      listWorkers: ({ query, pageSize, nextPageToken, includeSystemWorkers }) => {
        seen.push([query, pageSize, nextPageToken.length, includeSystemWorkers]);
        return nextPageToken.length > 0
          ? { workers: [{ workerInstanceKey: 'c' }] }
          : { workers: [{ workerInstanceKey: 'a' }, { workerInstanceKey: 'b' }], nextPageToken: Uint8Array.of(1) };
      },
    });
    const workers = await collect(client.worker.list({ query: 'q', pageSize: 2, includeSystemWorkers: true }));
    expect(workers.map(({ workerInstanceKey }) => workerInstanceKey)).toEqual(['a', 'b', 'c']);
    expect(seen).toEqual([
      ['q', 2, 0, true],
      ['q', 2, 1, true],
    ]);
  });

  it('reads what servers before 1.31 send: whole heartbeats', async () => {
    const client = inMemoryClient({
      listWorkers: () => ({
        workersInfo: [
          {
            workerHeartbeat: {
              workerInstanceKey: 'old',
              status: 2,
              hostInfo: { hostName: 'host', processId: '7', workerGroupingKey: 'group' },
              deploymentVersion: { deploymentName: 'shop', buildId: 'v1' },
            },
          },
          {},
        ],
      }),
    });
    expect(await collect(client.worker.list())).toMatchObject([
      {
        workerInstanceKey: 'old',
        status: 'SHUTTING_DOWN',
        hostName: 'host',
        processId: '7',
        workerGroupingKey: 'group',
        deploymentVersion: { deploymentName: 'shop', buildId: 'v1' },
        startTime: undefined,
      },
    ]);
  });

  it('names a status that is newer than this package', async () => {
    const client = inMemoryClient({ listWorkers: () => ({ workers: [{ status: 99 as never }] }) });
    expect(await collect(client.worker.list())).toMatchObject([{ status: 'UNKNOWN' }]);
  });
});

describe('count', () => {
  it('names the release that a server needs to be', async () => {
    const error = await rejectionOf(inMemoryClient({}, { retry: false }).worker.count(), UnsupportedError);
    expect(error.since).toBe('1.32.0');
  });
});

describe('describe', () => {
  it('says that a worker without a heartbeat is not there', async () => {
    const client = inMemoryClient({ describeWorker: () => ({}) });
    const error = await rejectionOf(client.worker.describe('key'), WorkerNotFoundError);
    expect(error).toMatchObject({ workerInstanceKey: 'key', message: 'Worker key not found' });
  });
});

describe('config', () => {
  it('is fetched', async () => {
    const seen: unknown[] = [];
    const client = inMemoryClient({
      fetchWorkerConfig: (request) => {
        seen.push(request);
        return {
          workerConfig: {
            workflowCacheSize: 7,
            pollerBehavior: {
              case: 'autoscalingPollerBehavior',
              value: { minPollers: 1, maxPollers: 9, initialPollers: 3 },
            },
          },
        };
      },
    });
    expect(await client.worker.fetchConfig('key', { reason: 'why', workerGroupingKey: 'group' })).toEqual({
      workflowCacheSize: 7,
      pollerBehavior: { type: 'AUTOSCALING', minPollers: 1, maxPollers: 9, initialPollers: 3 },
    });
    expect(seen).toMatchObject([
      {
        namespace: 'default',
        identity: client.options.identity,
        reason: 'why',
        resourceId: 'group',
        selector: { selector: { case: 'workerInstanceKey', value: 'key' } },
      },
    ]);
  });

  it.each([
    [{ workflowCacheSize: 0 }, ['workflow_cache_size'], { workflowCacheSize: 0 }],
    [
      { pollerBehavior: { type: 'SIMPLE', maxPollers: 4 } } as const,
      ['simple_poller_behavior'],
      { pollerBehavior: { case: 'simplePollerBehavior', value: { maxPollers: 4 } } },
    ],
    [
      {
        workflowCacheSize: 5,
        pollerBehavior: { type: 'AUTOSCALING', minPollers: 1, maxPollers: 2, initialPollers: 1 },
      } as const,
      ['workflow_cache_size', 'autoscaling_poller_behavior'],
      { workflowCacheSize: 5, pollerBehavior: { case: 'autoscalingPollerBehavior', value: { maxPollers: 2 } } },
    ],
  ])('changes what is given: %o', async (change, paths, config) => {
    const seen: unknown[] = [];
    const client = inMemoryClient({
      updateWorkerConfig: (request) => {
        seen.push(request);
        return { response: { case: 'workerConfig', value: request.workerConfig ?? {} } };
      },
    });
    const updated = await client.worker.updateConfig('key', change);
    expect(seen).toMatchObject([{ updateMask: { paths }, workerConfig: config }]);
    expect(updated.pollerBehavior).toEqual('pollerBehavior' in change ? change.pollerBehavior : undefined);
  });

  it('says which worker is not there', async () => {
    const client = inMemoryClient({
      updateWorkerConfig: () => {
        throw new ConnectError('gone', Code.NotFound);
      },
    });
    const error = await rejectionOf(client.worker.updateConfig('key', { workflowCacheSize: 1 }), WorkerNotFoundError);
    expect(error).toMatchObject({ workerInstanceKey: 'key', message: 'gone' });
  });
});
