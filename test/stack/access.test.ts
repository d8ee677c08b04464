import { describe, expect, it } from 'vitest';
import { taskTokenMethods, workerMethods } from '../fixtures/worker-methods.js';
import { allowedOrigin, preflight, rawCall, workflowService } from './raw-call.js';

function readable(headers: Headers): void {
  expect(headers.get('access-control-allow-origin')).toBe(allowedOrigin);
  expect(headers.get('access-control-expose-headers')).toContain('grpc-status');
}

describe('a method for workers', () => {
  it.each(workerMethods)('%s answers PERMISSION_DENIED, and the page can read it', async (method) => {
    const { status, headers } = await rawCall(`${workflowService}/${method}`);
    expect(status).toBe(200);
    expect(headers.get('grpc-status')).toBe('7');
    expect(headers.get('grpc-message')).toContain('for workers');
    readable(headers);
  });

  it.each([
    `${workflowService}/PollWorkflowTaskQueu%65`,
    `/${workflowService}/PollWorkflowTaskQueue`,
    `x/../${workflowService}/PollWorkflowTaskQueue`,
    `x/%2e%2e/${workflowService}/PollWorkflowTaskQueue`,
    `${workflowService}%2FPollWorkflowTaskQueue`,
    `${workflowService}/PollWorkflowTaskQueue?`,
    `${workflowService}/PollWorkflowTaskQueue?x=1`,
    `${workflowService}/PollWorkflowTaskQueue/`,
    `${workflowService}/pollWorkflowTaskQueue`,
  ])('is not reached by the spelling %s', async (path) => {
    const { status, grpcStatus } = await rawCall(path);
    // PERMISSION_DENIED from the proxy, UNIMPLEMENTED from the server, or no gRPC answer at all.
    if (status === 200) expect(['7', '12']).toContain(grpcStatus);
    else expect([400, 404]).toContain(status);
  });
});

describe('a method that takes the token of one task', () => {
  it.each(taskTokenMethods)('%s reaches the server, which refuses a call without one', async (method) => {
    const { status, headers } = await rawCall(`${workflowService}/${method}`);
    expect(status).toBe(200);
    // INVALID_ARGUMENT, said by the server.
    expect(headers.get('grpc-status')).toBe('3');
    expect(headers.get('grpc-message')).not.toContain('for workers');
    readable(headers);
  });
});

describe('a path that is not routed', () => {
  it.each([
    'temporal.server.api.adminservice.v1.AdminService/DescribeCluster',
    'grpc.reflection.v1.ServerReflection/X',
    '',
  ])('is 404 and readable: /%s', async (path) => {
    const { status, headers, grpcStatus } = await rawCall(path);
    expect(status).toBe(404);
    expect(grpcStatus).not.toBe('0');
    readable(headers);
  });
});

describe('CORS', () => {
  const sent =
    'authorization,client-name,client-version,content-type,grpc-timeout,temporal-namespace,x-grpc-web,x-user-agent,' +
    'traceparent,tracestate,baggage';

  it('allows what the client sends, with a trace, to a page of an allowed origin', async () => {
    const { status, headers } = await preflight(allowedOrigin, sent);
    expect(status).toBe(200);
    expect(headers.get('access-control-allow-origin')).toBe(allowedOrigin);
    expect(headers.get('access-control-allow-methods')).toContain('POST');
    const allowed = headers.get('access-control-allow-headers')?.split(/,\s*/) ?? [];
    for (const header of sent.split(',')) expect(allowed).toContain(header);
    expect(headers.get('access-control-max-age')).toBe('7200');
  });

  it.each([
    'http://evil.example',
    'http://localhost.evil.example',
    'null',
    'http://localhost:5173.evil.example',
    'http://localhost:5173/x',
  ])('refuses pages of %s', async (origin) => {
    expect((await preflight(origin, sent)).headers.get('access-control-allow-origin')).toBe(null);
    const { headers } = await rawCall(`${workflowService}/GetSystemInfo`, { headers: { origin } });
    expect(headers.get('access-control-allow-origin')).toBe(null);
    expect(headers.get('timing-allow-origin')).toBe(null);
  });

  it('lets allowed pages see timings', async () => {
    const { headers } = await rawCall(`${workflowService}/GetSystemInfo`);
    expect(headers.get('timing-allow-origin')).toBe(allowedOrigin);
  });

  it('gives every answer an id that a page can show', async () => {
    const { headers } = await rawCall(`${workflowService}/GetSystemInfo`);
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.get('access-control-expose-headers')).toContain('x-request-id');
  });
});
