import { describe, expect, it, vi } from 'vitest';
import {
  NamespaceNotFoundError,
  ServiceError,
  status,
  UnsupportedError,
  ValueError,
  WorkerNotFoundError,
} from '../../src/client/index.js';
import { collect } from '../fixtures/collect.js';
import { client, openClient, taskQueue } from '../fixtures/real-stack.js';
import { recordingFetch } from '../fixtures/recording-fetch.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

const { worker } = client;
const query = `TaskQueue = '${taskQueue}' AND Status = 'Running'`;

/** The sample worker sends its first heartbeat some seconds after it began to poll. */
async function firstHeartbeat(): Promise<void> {
  await vi.waitUntil(async () => (await worker.count({ query })) > 0, { timeout: 30_000, interval: 200 });
}

it('the Namespace says that there are heartbeats', async () => {
  await firstHeartbeat();
  expect((await client.namespaces.describe()).capabilities).toMatchObject({ workerHeartbeats: true });
});

describe('list', () => {
  it('gives the workers that match, with what they tell of themselves', async () => {
    await firstHeartbeat();
    const [first] = await collect(worker.list({ query }));
    expect(first).toMatchObject({
      taskQueue,
      status: 'RUNNING',
      sdkName: 'temporal-typescript',
      sdkVersion: expect.stringMatching(/^\d+\.\d+/),
      deploymentVersion: undefined,
      plugins: [],
      storageDrivers: [],
      raw: { $typeName: 'temporal.api.worker.v1.WorkerListInfo' },
    });
    expect(first?.workerIdentity).toContain('@');
    expect(first?.processId).toMatch(/^\d+$/);
    expect(first?.startTime?.getTime()).toBeLessThan(Date.now());
  });

  it('gives nothing where nothing matches, also with quotes, HTML and emoji', async () => {
    expect(await collect(worker.list({ query: `WorkerIdentity = 'it is "<b>" 😀'` }))).toEqual([]);
  });

  it('ends at the limit without another call', async () => {
    await firstHeartbeat();
    const fetch = recordingFetch();
    const found = await collect(openClient({}, { fetch }).worker.list({ query, limit: 1, pageSize: 1 }));
    expect(found).toHaveLength(1);
    expect(fetch.methods()).toEqual(['ListWorkers']);
  });

  it('gives a page by hand', async () => {
    await firstHeartbeat();
    const { items } = await worker.listPage({ query, pageSize: 5 });
    expect(items.length).toBeGreaterThan(0);
  });

  it('refuses a page size that is none before anything is sent', async () => {
    await rejectionOf(worker.listPage({ pageSize: -1 }), ValueError);
  });

  it('passes on what is wrong with a query', async () => {
    const error = await rejectionOf(collect(worker.list({ query: 'Foo =' })), ServiceError);
    expect(error.message).toBe('Failed to list workers');
    expect(grpcCauseOf(error).code).toBe(status.INVALID_ARGUMENT);
  });
});

describe('count', () => {
  it('counts as many as are listed', async () => {
    await firstHeartbeat();
    expect(await worker.count({ query })).toBe((await collect(worker.list({ query }))).length);
    expect(await worker.count({ query: `TaskQueue = '${uniqueId()}'` })).toBe(0);
  });

  it('counts all without a query, and the workers of the server if asked to', async () => {
    await firstHeartbeat();
    const users = await worker.count();
    expect(users).toBeGreaterThan(0);
    expect(await worker.count({ includeSystemWorkers: true })).toBeGreaterThanOrEqual(users);
  });

  it('names the Namespace that is not there', async () => {
    await rejectionOf(openClient({ namespace: uniqueId('none') }).worker.count(), NamespaceNotFoundError);
  });
});

describe('describe', () => {
  it('tells all of the last heartbeat', async () => {
    await firstHeartbeat();
    const [listed] = await collect(worker.list({ query, limit: 1 }));
    const described = await worker.describe(listed!.workerInstanceKey);
    const { raw: _listed, ...common } = listed!;
    expect(described).toMatchObject(common);
    expect(described.slots.workflowTask).toMatchObject({ slotSupplierKind: 'Fixed', usedSlots: expect.any(Number) });
    expect(described.slots.activityTask!.availableSlots).toBeGreaterThan(0);
    expect(described.polling.workflowTask!.currentPollers).toBeGreaterThan(0);
    expect(described.polling.activityTask?.isAutoscaling).toBe(false);
    expect(described.hostCpuUsage).toBeGreaterThanOrEqual(0);
    expect(described.hostMemoryUsage).toBeLessThanOrEqual(1);
    expect(described.elapsedSinceLastHeartbeat).toBeGreaterThan(1000);
    expect(described.heartbeatTime).toBeInstanceOf(Date);
    expect(described.stickyCache).toEqual({
      size: expect.any(Number),
      hits: expect.any(Number),
      misses: expect.any(Number),
    });
    expect(described.raw.$typeName).toBe('temporal.api.worker.v1.WorkerHeartbeat');
  });

  it('says which worker is not there', async () => {
    const key = `${uniqueId()} "quoted" <b> 😀`;
    const error = await rejectionOf(worker.describe(key), WorkerNotFoundError);
    expect(error).toMatchObject({ name: 'WorkerNotFoundError', workerInstanceKey: key });
    expect(grpcCauseOf(error).code).toBe(status.NOT_FOUND);
  });
});

describe('config', () => {
  it('cannot be fetched through this proxy: it keeps the call from browsers', async () => {
    const error = await rejectionOf(worker.fetchConfig('key'), ServiceError);
    expect(error.message).toBe('Failed to fetch config of worker');
    expect(grpcCauseOf(error).code).toBe(status.PERMISSION_DENIED);
  });

  it('cannot be changed on this server, and the error says so', async () => {
    const error = await rejectionOf(worker.updateConfig('key', { workflowCacheSize: 5 }), UnsupportedError);
    expect(error.message).toContain('Failed to update config of worker');
  });

  it('is not changed by nothing', async () => {
    await rejectionOf(worker.updateConfig('key', {}), ValueError);
  });
});

it('interceptors go around every page and every call', async () => {
  await firstHeartbeat();
  const seen: string[] = [];
  const { worker: intercepted } = openClient({
    interceptors: {
      worker: [
        {
          list: (input, next) => (seen.push(`list ${input.query}`), next(input)),
          count: async (input, next) => (await next(input)) + 1000,
        },
      ],
    },
  });
  await collect(intercepted.list({ query }));
  expect(seen).toEqual([`list ${query}`]);
  expect(await intercepted.count({ query })).toBeGreaterThan(1000);
});
