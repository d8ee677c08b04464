import { describe, expect, it } from 'vitest';
import {
  ListNexusEndpointsResponseSchema,
  ListSearchAttributesResponseSchema,
} from '../../../gen/operator/temporal/api/operatorservice/v1/request_response_pb.js';
import { HealthCheckResponseSchema } from '../../../gen/service/grpc/health/v1/health_pb.js';
import { ServiceError, status, UnsupportedError } from '../../../src/client/index.js';
import { errorAnswer, httpAnswer, okAnswer } from '../../fixtures/grpc-web-answer.js';
import { inMemoryClient } from '../../fixtures/in-memory-client.js';
import { rejectionOf } from '../../fixtures/rejection.js';
import { scriptedConnection, type Step, systemInfo } from '../../fixtures/scripted-connection.js';

describe('where there is no OperatorService', () => {
  it('says so, and what to use on Temporal Cloud', async () => {
    const { client } = scriptedConnection([
      errorAnswer(status.UNIMPLEMENTED, 'unknown service OperatorService'),
      systemInfo('1.2.3'),
      errorAnswer(status.UNIMPLEMENTED),
    ]);
    for (const call of [() => client.operator.listSearchAttributes(), () => client.namespaces.delete('n')]) {
      const error = await rejectionOf(call(), UnsupportedError);
      expect(error.message).toMatch(/^Failed to .*: this server has no OperatorService .*Temporal Cloud.*tcld/);
      expect(error.serverVersion).toBe('1.2.3');
    }
  });

  it('says that rights are missing, in the words of the server too', async () => {
    const { client } = scriptedConnection([errorAnswer(status.PERMISSION_DENIED, 'Request unauthorized.')]);
    const error = await rejectionOf(client.operator.removeCluster('x'), ServiceError);
    expect(error.message).toMatch(/^Failed to remove cluster: .*rights of an operator.*Request unauthorized\./);
  });

  it('draws no such conclusion when a proxy answered', async () => {
    const { client } = scriptedConnection([httpAnswer(404), httpAnswer(403)], { retry: false });
    for (const _ of [1, 2]) {
      const error = await rejectionOf(client.operator.listSearchAttributes(), ServiceError);
      expect(error).not.toBeInstanceOf(UnsupportedError);
      expect(error.message).not.toContain('Cloud');
    }
  });
});

describe('operator', () => {
  it('reads types that are newer than this package, and leaves out those that are none', async () => {
    const customAttributes = { Known: 2, Newer: 99, None: 0 };
    const { client } = scriptedConnection([okAnswer(ListSearchAttributesResponseSchema, { customAttributes })]);
    expect((await client.operator.listSearchAttributes()).customAttributes).toEqual({
      Known: 'KEYWORD',
      Newer: 'unknown_99',
    });
  });

  it('reads endpoints that are newer than this package, or empty', async () => {
    const { client } = scriptedConnection([
      okAnswer(ListNexusEndpointsResponseSchema, { endpoints: [{ id: '1', spec: { name: 'e', target: {} } }, {}] }),
    ]);
    const { items } = await client.operator.listNexusEndpointsPage();
    expect(items).toMatchObject([
      { id: '1', name: 'e', target: undefined },
      { name: '', description: undefined },
    ]);
  });
});

describe('namespaces', () => {
  it('reads one of a server that tells little', async () => {
    const client = inMemoryClient({ describeNamespace: () => ({}) });
    const described = await client.namespaces.describe();
    expect(described).toMatchObject({
      name: '',
      state: undefined,
      limits: { blobSizeLimitError: undefined },
      config: { workflowExecutionRetention: undefined, historyArchival: { state: undefined, uri: '' } },
      replication: { clusters: [], state: undefined },
    });
    expect(Object.values(described.capabilities).every((value) => !value)).toBe(true);
  });

  it('reads failovers and bad binaries', async () => {
    const client = inMemoryClient({
      describeNamespace: () => ({
        failoverVersion: 12n,
        failoverHistory: [{ failoverTime: { seconds: 1n }, failoverVersion: 2n }],
        config: { badBinaries: { binaries: { sum: { reason: 'r', operator: 'o' } } } },
      }),
    });
    expect(await client.namespaces.describe({ id: 'x' })).toMatchObject({
      failoverVersion: 12,
      failoverHistory: [{ failoverTime: new Date(1000), failoverVersion: 2 }],
      config: { badBinaries: { sum: { reason: 'r', operator: 'o', createTime: undefined } } },
    });
  });

  it('sends only the parts of an update that change', async () => {
    const seen: object[] = [];
    const client = inMemoryClient({ updateNamespace: (request) => (seen.push(request), {}) });
    await client.namespaces.update('n', { description: 'd' });
    await client.namespaces.update('n', { historyArchival: { state: 'ENABLED', uri: 'file:///a' } });
    await client.namespaces.update('n', { activeClusterName: 'b', clusters: ['a', 'b'] });
    await client.namespaces.update('n', { promoteNamespace: true, deleteBadBinary: 'sum' });
    expect(seen).toMatchObject([
      { updateInfo: { description: 'd', state: 0 } },
      {
        config: { historyArchivalState: 2, historyArchivalUri: 'file:///a' },
      },
      { replicationConfig: { activeClusterName: 'b', clusters: [{ clusterName: 'a' }, { clusterName: 'b' }] } },
      { promoteNamespace: true, deleteBadBinary: 'sum' },
    ]);
    const parts = ['updateInfo', 'config', 'replicationConfig'];
    expect(seen.map((request) => parts.filter((part) => part in request))).toEqual([
      ['updateInfo'],
      ['config'],
      ['replicationConfig'],
      [],
    ]);
  });

  it('registers with every setting', async () => {
    const seen: object[] = [];
    const client = inMemoryClient({ registerNamespace: (request) => (seen.push(request), {}) });
    await client.namespaces.register('n', {
      workflowExecutionRetention: '2 days',
      isGlobalNamespace: true,
      clusters: ['a'],
      activeClusterName: 'a',
      visibilityArchival: { state: 'DISABLED' },
    });
    expect(seen).toMatchObject([
      {
        namespace: 'n',
        workflowExecutionRetentionPeriod: { seconds: 172_800n },
        isGlobalNamespace: true,
        clusters: [{ clusterName: 'a' }],
        activeClusterName: 'a',
        visibilityArchivalState: 1,
        historyArchivalState: 0,
      },
    ]);
  });
});

describe('checkHealth', () => {
  async function healthOf(step: Step): Promise<string> {
    return scriptedConnection([step], { retry: false }).connection.checkHealth();
  }

  it('tells every status', async () => {
    const answer = (value: number): Response => okAnswer(HealthCheckResponseSchema, { status: value });
    expect(await healthOf(answer(1))).toBe('SERVING');
    expect(await healthOf(answer(2))).toBe('NOT_SERVING');
    expect(await healthOf(answer(3))).toBe('SERVICE_UNKNOWN');
    expect(await healthOf(answer(0))).toBe('UNKNOWN');
    expect(await healthOf(errorAnswer(status.NOT_FOUND, 'unknown service'))).toBe('SERVICE_UNKNOWN');
  });

  it('fails when nobody who knows has answered', async () => {
    for (const step of [httpAnswer(404), errorAnswer(status.UNAVAILABLE, 'down')]) {
      expect((await rejectionOf(healthOf(step), ServiceError)).message).toMatch(/^Failed to check health/);
    }
  });

  it('asks for the WorkflowService unless told otherwise', async () => {
    const { connection, fetch } = scriptedConnection([okAnswer(HealthCheckResponseSchema, { status: 1 })]);
    await connection.checkHealth();
    expect(fetch.requests[0]?.url).toContain('/grpc.health.v1.Health/Check');
    expect(new TextDecoder().decode(fetch.requests[0]?.init.body as Uint8Array)).toContain(
      'temporal.api.workflowservice.v1.WorkflowService',
    );
  });
});
