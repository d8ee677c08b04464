import { describe, expect, it } from 'vitest';
import {
  BuildIdNotFoundError,
  Client,
  type ClientInterceptors,
  Connection,
  GrpcError,
} from '../../../src/client/index.js';
import { Code, ConnectError } from '@connectrpc/connect';
import { inMemoryClient } from '../../fixtures/in-memory-client.js';
import { rejectionOf } from '../../fixtures/rejection.js';

describe('defect: Client.options.interceptors lacks those of Activities', () => {
  it('has those of every part', () => {
    const interceptors: Required<ClientInterceptors> = {
      workflow: [{}],
      activity: [{}],
      schedule: [{}],
      nexus: [{}],
      batch: [{}],
      taskQueue: [{}],
      worker: [{}],
      deployment: [{}],
      rule: [{}],
      namespaces: [{}],
      operator: [{}],
    };
    const client = new Client({ connection: Connection.lazy(), interceptors });
    expect(client.options.interceptors).toEqual(interceptors);
    expect(client.with({ timeoutMs: 5 }).options.interceptors).toEqual(interceptors);
  });
});

describe('defect: errors of Task Queues lose their cause', () => {
  it('keep it', async () => {
    const client = inMemoryClient({
      updateWorkerBuildIdCompatibility: () => {
        throw new ConnectError('unknown build id', Code.NotFound);
      },
    });
    /* eslint-disable @typescript-eslint/no-deprecated -- that it still works is the point */
    const update = client.taskQueue.updateBuildIdCompatibility('q', {
      operation: 'promoteBuildIdWithinSet',
      buildId: '1.0',
    });
    const error = await rejectionOf(update, BuildIdNotFoundError);
    expect(error.cause).toBeInstanceOf(GrpcError);
  });
});

describe('a Client', () => {
  it('has every part on one Connection, and passes its scope to them', () => {
    const client = new Client({ connection: Connection.lazy(), namespace: 'shop' });
    const parts = [
      client.workflow,
      client.activity,
      client.schedule,
      client.nexus,
      client.batch,
      client.taskQueue,
      client.worker,
      client.deployment,
      client.rule,
      client.namespaces,
      client.operator,
    ];
    expect(new Set(parts).size).toBe(11);
    const scoped = client.with({ timeoutMs: 5 });
    expect(scoped.workflow.connection.scope.timeoutMs).toBe(5);
    expect(scoped.taskQueue.connection.scope.timeoutMs).toBe(5);
    expect(scoped.options.namespace).toBe('shop');
  });
});
