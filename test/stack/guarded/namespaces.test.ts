import { create, toBinary } from '@bufbuild/protobuf';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StartWorkflowExecutionRequestSchema } from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { DescribeNamespaceRequestSchema } from '../../../gen/namespace/temporal/api/workflowservice/v1/request_response_pb.js';
import { ExecuteMultiOperationRequestSchema } from '../../../gen/workflow/temporal/api/workflowservice/v1/request_response_pb.js';
import type { EnvoyProxy } from '../../fixtures/envoy-proxy.js';
import { encode, frame } from '../raw-call.js';
import { call, claims, describeNamespace, identity, startGuardedProxy } from './guarded-proxy.js';

let proxy: EnvoyProxy;

beforeAll(async () => {
  proxy = await startGuardedProxy();
});

afterAll(async () => {
  await proxy.stop();
});

describe('a Namespace', () => {
  const token = identity.token(claims(['admin'], ['default', 'payments']));
  const text = (field: number, value: string): number[] => [field * 8 + 2, value.length, ...Buffer.from(value)];
  const body = (...bytes: (number | number[])[]): Uint8Array<ArrayBuffer> => frame(new Uint8Array(bytes.flat()));
  const refused = { status: '7', message: expect.stringContaining('You may not call this Namespace') };

  it('of the token is let through', async () => {
    expect(await call(proxy, 'DescribeNamespace', { token, body: describeNamespace('default') })).toMatchObject({
      status: '0',
    });
  });

  it('of the token is let through where it is in another field than usual', async () => {
    const path = 'temporal.api.operatorservice.v1.OperatorService/RemoveSearchAttributes';
    expect((await call(proxy, path, { token, body: body(text(2, 'default')) })).status).not.toBe('7');
    expect(await call(proxy, path, { token, body: body(text(1, 'default'), text(2, 'others')) })).toEqual(refused);
  });

  it.each<[string, Uint8Array<ArrayBuffer>, Record<string, string>?]>([
    ['another', describeNamespace('others')],
    ['none', frame()],
    ['by id', frame(toBinary(DescribeNamespaceRequestSchema, create(DescribeNamespaceRequestSchema, { id: 'x' })))],
    ['by name and id', body(text(1, 'default'), text(2, 'x'))],
    ['one, then another', body(text(1, 'default'), text(1, 'others'))],
    ['another, then one', body(text(1, 'others'), text(1, 'default'))],
    ['one in the header, another in the body', describeNamespace('others'), { 'temporal-namespace': 'default' }],
    ['one in the body, another in the header', describeNamespace('default'), { 'temporal-namespace': 'others' }],
    // Servers skip a field of the wrong wire type; Envoy's filter takes what follows for text.
    ['another, and one as a number', body(text(1, 'others'), [0x08, 8], [...Buffer.from('payments')], [0x20, 0x70, 1])],
    ['another, and one in a group', body(text(1, 'others'), [0x0b], text(1, 'default'), [0x0c])],
    ['one with a tag of too many bytes', body(text(1, 'default'), [0x8a, 0x00, 6], [...Buffer.from('others')])],
    ['in two messages', new Uint8Array([...describeNamespace('default'), ...describeNamespace('others')])],
    ['in a body that ends too early', body([0x0a, 0x7f, 1])],
  ])('%s is refused', async (_, bytes, headers = {}) => {
    expect(await call(proxy, 'DescribeNamespace', { token, body: bytes, headers })).toEqual(refused);
  });

  it('in bytes that are not gRPC is refused', async () => {
    const headers = { 'content-type': 'application/json' };
    expect(await call(proxy, 'DescribeNamespace', { token, body: describeNamespace('default'), headers })).toEqual(
      refused,
    );
  });

  it.each<[string, Uint8Array<ArrayBuffer>]>([
    ['compressed', new Uint8Array([1, ...describeNamespace('default').slice(1)])],
    ['cut off', describeNamespace('default').slice(0, -2)],
  ])('that cannot be read, since it is %s, is refused', async (_, bytes) => {
    const readable = expect.stringContaining('one gRPC message without compression');
    expect(await call(proxy, 'DescribeNamespace', { token, body: bytes })).toEqual({ status: '3', message: readable });
  });

  it('in the base64 form of gRPC-Web is looked at too', async () => {
    const inText = (namespace: string) =>
      new TextEncoder().encode(Buffer.from(describeNamespace(namespace)).toString('base64'));
    const headers = { 'content-type': 'application/grpc-web-text' };
    const answer = await call(proxy, 'DescribeNamespace', { token, body: inText('default'), headers });
    expect(answer.status).not.toBe('7');
    expect(await call(proxy, 'DescribeNamespace', { token, body: inText('others'), headers })).toEqual(refused);
  });

  it('within an operation of several is looked at too', async () => {
    const multi = (inner: string) =>
      frame(
        encode(ExecuteMultiOperationRequestSchema, {
          namespace: 'default',
          operations: [
            { operation: { case: 'startWorkflow', value: { namespace: inner } } },
            { operation: { case: 'updateWorkflow', value: { namespace: 'default' } } },
          ],
        }),
      );
    expect((await call(proxy, 'ExecuteMultiOperation', { token, body: multi('default') })).status).toBe('3');
    expect(await call(proxy, 'ExecuteMultiOperation', { token, body: multi('others') })).toEqual(refused);
  });

  it('is not asked about where a call is about none', async () => {
    expect((await call(proxy, 'GetSystemInfo', { token })).status).toBe('0');
    expect((await call(proxy, 'grpc.health.v1.Health/Check', { token })).status).toBe('0');
  });

  it('star means all, and what is about the whole cluster', async () => {
    const star = identity.token(claims(['viewer'], ['*']));
    expect((await call(proxy, 'ListNamespaces', { token: star })).status).toBe('0');
    // Its first field is a number, and no Namespace.
    expect((await call(proxy, 'ListNamespaces', { token: star, body: body([0x08, 100]) })).status).toBe('0');
    expect((await call(proxy, 'DescribeNamespace', { token: star, body: describeNamespace('nope') })).status).toBe('5');
    expect(await call(proxy, 'ListNamespaces', { token })).toEqual(refused);
  });

  it.each([[undefined], ['default'], [{ default: true }], [[]]])('claim of %j allows none', async (namespaces) => {
    const other = identity.token({ realm_access: { roles: ['admin'] }, namespaces });
    expect((await call(proxy, 'DescribeNamespace', { token: other, body: describeNamespace('others') })).status).toBe(
      '7',
    );
  });

  it('takes nothing from large requests: 3 MB get to the server', async () => {
    const start = frame(
      encode(StartWorkflowExecutionRequestSchema, {
        namespace: 'default',
        input: { payloads: [{ data: new Uint8Array(3_000_000) }] },
      }),
    );
    expect((await call(proxy, 'StartWorkflowExecution', { token, body: start })).status).toBe('3');
  });
});
