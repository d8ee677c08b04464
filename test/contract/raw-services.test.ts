import { describe, expect, it } from 'vitest';
import { GrpcError, status } from '../../src/client/index.js';
import * as services from '../../src/client/service/index.js';
import { client, endAfterTest, namespace, onNobody, workflow } from '../fixtures/real-stack.js';
import { rejectionOf } from '../fixtures/rejection.js';
import { uniqueId } from '../fixtures/unique-id.js';

const workflowService = services.createWorkflowService(client.connection);
const operatorService = services.createOperatorService(client.connection);
const healthService = services.createHealthService(client.connection);

describe('WorkflowService', () => {
  it('describes the Namespace', async () => {
    const { namespaceInfo, config } = await workflowService.describeNamespace({ namespace });
    expect(namespaceInfo?.name).toBe(namespace);
    expect(config?.workflowExecutionRetentionTtl?.seconds).toBeTypeOf('bigint');
  });

  it('gives raw messages of the same execution as the typed client', async () => {
    const handle = endAfterTest(await workflow.start('greet', { ...onNobody(), args: ['Ada'] }));
    const { workflowExecutionInfo } = await workflowService.describeWorkflowExecution({
      namespace,
      execution: { workflowId: handle.workflowId },
    });
    expect(workflowExecutionInfo?.execution?.runId).toBe(handle.firstExecutionRunId);
    expect(workflowExecutionInfo?.historyLength).toBe(2n);
  });

  it('raises GrpcError, not an error of the domain', async () => {
    const missing = uniqueId('no-namespace');
    const error = await rejectionOf(workflowService.describeNamespace({ namespace: missing }), GrpcError);
    expect(error.code).toBe(status.NOT_FOUND);
    expect(error.statusDetails.map(({ type }) => type)).toContain(
      'temporal.api.errordetails.v1.NamespaceNotFoundFailure',
    );
  });

  it('ends with the signal of a call', async () => {
    const call = workflowService.getSystemInfo({}, { signal: AbortSignal.abort('no') });
    expect(await rejectionOf(call, GrpcError)).toMatchObject({ code: status.CANCELLED, cause: 'no' });
  });

  it('may not be used to act as a worker: the proxy says so', async () => {
    const poll = workflowService.pollWorkflowTaskQueue({ namespace, taskQueue: { name: uniqueId() } });
    const error = await rejectionOf(poll, GrpcError);
    expect(error.code).toBe(status.PERMISSION_DENIED);
    expect(error.details).toContain('workers');
  });
});

describe('OperatorService', () => {
  it('lists search attributes', async () => {
    const { customAttributes, systemAttributes } = await operatorService.listSearchAttributes({ namespace });
    expect(customAttributes['CustomerId']).toBe(2);
    expect(Object.keys(systemAttributes)).toContain('WorkflowType');
  });
});

describe('health check', () => {
  it('says SERVING', async () => {
    const { status: serving } = await healthService.check({
      service: 'temporal.api.workflowservice.v1.WorkflowService',
    });
    expect(serving).toBe(1);
  });
});

describe('client.workflowService and the services of a Connection', () => {
  it('are the same, loaded with the first call', async () => {
    const { namespaceInfo } = await client.workflowService.describeNamespace({ namespace });
    expect(namespaceInfo?.name).toBe(namespace);
    const { customAttributes } = await client.connection.operatorService.listSearchAttributes({ namespace });
    expect(customAttributes['CustomerId']).toBe(2);
    expect((await client.connection.healthService.check({})).status).toBe(1);
  });

  it('take call options and raise GrpcError', async () => {
    const call = client.workflowService.getSystemInfo({}, { signal: AbortSignal.abort('no') });
    expect(await rejectionOf(call, GrpcError)).toMatchObject({ code: status.CANCELLED, cause: 'no' });
  });

  it('are no promises, and say which method there is not', async () => {
    const service = client.workflowService;
    expect(await Promise.resolve(service)).toBeDefined();
    const { nonesuch } = service as unknown as Record<string, (request: object) => Promise<unknown>>;
    await expect(nonesuch!({})).rejects.toThrow('WorkflowService has no method nonesuch');
  });

  it('have every RPC', () => {
    expect(Object.keys(workflowService)).toHaveLength(services.WorkflowService.methods.length);
    expect(services.WorkflowService.methods.length).toBeGreaterThanOrEqual(123);
    expect(services.OperatorService.methods.length).toBeGreaterThanOrEqual(12);
  });
});
