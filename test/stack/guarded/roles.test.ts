import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EnvoyProxy } from '../../fixtures/envoy-proxy.js';
import { workerMethods } from '../../fixtures/worker-methods.js';
import { workflowService } from '../raw-call.js';
import { call, claims, describeNamespace, identity, startGuardedProxy } from './guarded-proxy.js';

let proxy: EnvoyProxy;

beforeAll(async () => {
  proxy = await startGuardedProxy();
});

afterAll(async () => {
  await proxy.stop();
});

describe('a role', () => {
  const all = ['*'];
  it.each([
    ['viewer', 'ListWorkflowExecutions', true],
    ['viewer', 'StartWorkflowExecution', false],
    ['viewer', 'TerminateWorkflowExecution', false],
    ['viewer', 'temporal.api.operatorservice.v1.OperatorService/ListSearchAttributes', true],
    ['operator', 'ListWorkflowExecutions', true],
    ['operator', 'TerminateWorkflowExecution', true],
    ['operator', 'DeleteWorkflowExecution', false],
    ['operator', 'UpdateNamespace', false],
    ['operator', 'temporal.api.operatorservice.v1.OperatorService/RemoveSearchAttributes', false],
    ['admin', 'TerminateWorkflowExecution', true],
    ['admin', 'DeleteWorkflowExecution', true],
    ['admin', 'temporal.api.operatorservice.v1.OperatorService/RemoveSearchAttributes', true],
    ['admin', 'temporal.server.api.adminservice.v1.AdminService/DescribeCluster', false],
    ['admin', 'NoSuchMethod', false],
    ['shopper', 'StartWorkflowExecution', true],
    ['shopper', 'TerminateWorkflowExecution', false],
    ['root', 'GetSystemInfo', false],
  ])('%s calls %s: %s', async (role, path, allowed) => {
    const outcome = await call(proxy, path, {
      token: identity.token(claims([role], all)),
      body: describeNamespace('no-such-namespace'),
    });
    if (allowed) expect(outcome.status).not.toBe('7');
    else
      expect(outcome).toEqual({ status: '7', message: expect.stringContaining('Your roles do not allow this call') });
  });

  it.each(workerMethods)('no role calls %s', async (method) => {
    const outcome = await call(proxy, method, {
      token: identity.token(claims(['viewer', 'operator', 'admin', 'worker'], all)),
    });
    expect(outcome).toEqual({ status: '7', message: expect.stringContaining('for workers') });
  });

  it('no role calls what is for nobody', async () => {
    const outcome = await call(proxy, 'grpc.health.v1.Health/Watch', { token: identity.token(claims(['admin'], all)) });
    expect(outcome).toEqual({ status: '7', message: expect.stringContaining('for nobody') });
  });

  it('may be one word instead of a list', async () => {
    const token = identity.token({ realm_access: { roles: 'viewer' }, namespaces: all });
    expect((await call(proxy, 'GetSystemInfo', { token })).status).toBe('0');
  });

  it('somewhere else in the token counts for nothing', async () => {
    const token = identity.token({ roles: ['admin'], realm_access: 'admin', namespaces: all });
    expect((await call(proxy, 'GetSystemInfo', { token })).status).toBe('7');
  });

  it.each([
    [`${workflowService}/TerminateWorkflowExecutio%6e`, '7'],
    // Nothing behind a question mark is let through, whoever asks.
    [`${workflowService}/TerminateWorkflowExecution?x=1`, '3'],
    [`/${workflowService}/TerminateWorkflowExecution`, '7'],
    [`x/../${workflowService}/TerminateWorkflowExecution`, '7'],
  ])('is not got around by the spelling %s', async (path, status) => {
    expect((await call(proxy, path, { token: identity.token(claims(['viewer'], all)) })).status).toBe(status);
  });
});
