import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import { Client, GrpcError, status, version } from '../../../src/client/index.js';
import { errorAnswer, httpAnswer } from '../../fixtures/grpc-web-answer.js';
import { rejectionOf } from '../../fixtures/rejection.js';
import { scriptedAddress, scriptedConnection, type Step, systemInfo } from '../../fixtures/scripted-connection.js';

const { getSystemInfo, countWorkflowExecutions } = WorkflowService.method;
/** Answers only when the request is aborted, as a dead connection does. */
const silence: Step = ({ signal }) =>
  new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the request of an attempt', () => {
  it('is a gRPC-Web POST to the path of the RPC', async () => {
    const { connection, fetch } = scriptedConnection([systemInfo()], { address: `${scriptedAddress}/prefix/` });
    await connection.ensureConnected();
    const [{ init, headers, url }] = fetch.requests as [(typeof fetch.requests)[0]];
    expect(url).toBe(`${scriptedAddress}/prefix/temporal.api.workflowservice.v1.WorkflowService/GetSystemInfo`);
    expect(init).toMatchObject({ method: 'POST', credentials: 'same-origin', redirect: 'error' });
    expect(headers.get('content-type')).toBe('application/grpc-web+proto');
    expect(headers.get('x-grpc-web')).toBe('1');
    expect(headers.get('client-name')).toBe('temporal-web-client');
    expect(headers.get('client-version')).toBe(version);
    expect(headers.has('authorization')).toBe(false);
  });

  it('carries the credentials option', async () => {
    const { connection, fetch } = scriptedConnection([systemInfo()], { credentials: 'include' });
    await connection.ensureConnected();
    expect(fetch.requests[0]?.init.credentials).toBe('include');
  });

  it('names the Namespace in a header, if there is one that a header can hold', async () => {
    const { connection, fetch } = scriptedConnection(Array(3).fill(() => errorAnswer(status.NOT_FOUND)) as Step[]);
    for (const namespace of ['orders.acme', 'ünïcode']) {
      await rejectionOf(connection.unary(countWorkflowExecutions, { namespace }), GrpcError);
    }
    await rejectionOf(connection.unary(getSystemInfo, {}), GrpcError);
    expect(fetch.requests.map(({ headers }) => headers.get('temporal-namespace'))).toEqual(['orders.acme', null, null]);
  });
});

describe('headers of several sources', () => {
  it('go in this order, later wins: API key, Connection, scope, call', async () => {
    const { connection, fetch } = scriptedConnection(Array(3).fill(() => systemInfo()) as Step[], {
      metadata: { 'x-a': 'connection', 'x-b': 'connection', 'x-c': 'connection', 'client-name': 'mine' },
    });
    const scoped = connection.with({ metadata: { 'x-b': 'scope', 'x-c': 'scope' } });
    await scoped.unary(getSystemInfo, {}, { metadata: { 'x-c': 'call', authorization: 'call' } });
    const { headers } = fetch.requests[0]!;
    expect(['x-a', 'x-b', 'x-c', 'client-name', 'authorization'].map((name) => headers.get(name))).toEqual([
      'connection',
      'scope',
      'call',
      'mine',
      'call',
    ]);
  });

  it('merge scope in scope', async () => {
    const { connection, fetch } = scriptedConnection([systemInfo()]);
    const inner = connection.with({ metadata: { 'x-a': '1', 'x-b': '1' } }).with({ metadata: { 'x-b': '2' } });
    await inner.unary(getSystemInfo, {});
    expect(fetch.requests[0]?.headers.get('x-a')).toBe('1');
    expect(fetch.requests[0]?.headers.get('x-b')).toBe('2');
  });

  it('carry bytes as base64', async () => {
    const { connection, fetch } = scriptedConnection([systemInfo()], {
      metadata: { 'x-token-bin': new Uint8Array([0, 255]) },
    });
    await connection.ensureConnected();
    expect(fetch.requests[0]?.headers.get('x-token-bin')).toBe('AP8=');
  });

  it('may come from a function, which is asked before each attempt', async () => {
    let asked = 0;
    const { connection, fetch } = scriptedConnection([() => errorAnswer(status.UNAVAILABLE), systemInfo()], {
      metadata: () => Promise.resolve({ 'x-attempt': String(++asked) }),
    });
    const call = connection.unary(getSystemInfo, {});
    await vi.runAllTimersAsync();
    await call;
    expect(fetch.requests.map(({ headers }) => headers.get('x-attempt'))).toEqual(['1', '2']);
  });
});

describe('an apiKey function', () => {
  it('is asked before each attempt', async () => {
    let asked = 0;
    const { connection, fetch } = scriptedConnection([() => errorAnswer(status.UNAVAILABLE), systemInfo()], {
      apiKey: () => Promise.resolve(`key-${++asked}`),
    });
    const call = connection.unary(getSystemInfo, {});
    await vi.runAllTimersAsync();
    await call;
    expect(fetch.requests.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer key-1', 'Bearer key-2']);
  });

  it.each([
    ['by the server', () => errorAnswer(status.UNAUTHENTICATED)],
    ['by the proxy', () => httpAnswer(401)],
  ])('is asked once more when its key is refused %s', async (_by, refusal) => {
    let asked = 0;
    const apiKey = (): string => `key-${++asked}`;
    const { connection, fetch } = scriptedConnection([refusal, systemInfo()], { apiKey });
    expect(await connection.unary(getSystemInfo, {})).toMatchObject({ serverVersion: '1.2.3' });
    expect(fetch.requests.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer key-1', 'Bearer key-2']);
  });

  it('is asked once more only', async () => {
    let asked = 0;
    const { connection } = scriptedConnection(Array(9).fill(() => errorAnswer(status.UNAUTHENTICATED)) as Step[], {
      apiKey: () => `key-${++asked}`,
    });
    expect((await rejectionOf(connection.unary(getSystemInfo, {}), GrpcError)).code).toBe(status.UNAUTHENTICATED);
    expect(asked).toBe(2);
  });

  it('that fails lets the call fail as UNAUTHENTICATED, with its error as cause', async () => {
    const cause = new Error('the login has expired');
    const { connection, fetch } = scriptedConnection([], { apiKey: () => Promise.reject(cause) });
    const error = await rejectionOf(connection.unary(getSystemInfo, {}), GrpcError);
    expect(error).toMatchObject({ code: status.UNAUTHENTICATED, cause });
    expect(fetch.requests).toHaveLength(0);
  });

  it('that never answers does not hold the call beyond its limit', async () => {
    const { connection, fetch } = scriptedConnection([], { apiKey: () => new Promise(() => {}) });
    const ended = rejectionOf(connection.unary(getSystemInfo, {}, { timeoutMs: 3_000 }), GrpcError);
    await vi.advanceTimersByTimeAsync(3_000);
    expect((await ended).code).toBe(status.DEADLINE_EXCEEDED);
    expect(fetch.requests).toHaveLength(0);
  });

  it('is not asked again for a fixed key', async () => {
    const { connection, fetch } = scriptedConnection([() => errorAnswer(status.UNAUTHENTICATED)], { apiKey: 'fixed' });
    await rejectionOf(connection.unary(getSystemInfo, {}), GrpcError);
    expect(fetch.requests).toHaveLength(1);
  });

  it('set by setApiKey applies to a wait that is under way', async () => {
    const { connection, fetch } = scriptedConnection([() => errorAnswer(status.UNAVAILABLE), systemInfo()], {
      apiKey: 'old',
      onRetry: () => connection.setApiKey('new'),
    });
    const call = connection.unary(getSystemInfo, {});
    await vi.runAllTimersAsync();
    await call;
    expect(fetch.requests.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer old', 'Bearer new']);
  });
});

describe('the time limit', () => {
  it('of an attempt ends it, and another one is made', async () => {
    const { connection, fetch } = scriptedConnection([silence, systemInfo()]);
    const call = connection.unary(getSystemInfo, {});
    await vi.advanceTimersByTimeAsync(10_000);
    expect(fetch.requests[0]?.init.signal?.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(await call).toMatchObject({ serverVersion: '1.2.3' });
    expect(fetch.requests.map(({ headers }) => headers.get('grpc-timeout'))).toEqual(['10000m', '10000m']);
  });

  it('of the call spans all attempts, and the server is told what is left', async () => {
    const { connection, fetch } = scriptedConnection([silence, silence]);
    const ended = rejectionOf(connection.unary(getSystemInfo, {}, { timeoutMs: 15_000 }), GrpcError);
    await vi.advanceTimersByTimeAsync(15_000);
    expect((await ended).code).toBe(status.DEADLINE_EXCEEDED);
    const left = fetch.requests.map(({ headers }) => Number.parseInt(headers.get('grpc-timeout')!, 10));
    expect(left[0]).toBe(10_000);
    expect(left[1]).toBeLessThan(5_000);
    expect(left[1]).toBeGreaterThan(4_000);
  });

  it('of 0 is none: no header, no timer', async () => {
    const { connection, fetch } = scriptedConnection([systemInfo()]);
    await connection.unary(getSystemInfo, {}, {}, { attemptMs: 0, totalMs: 0 });
    expect(fetch.requests[0]?.headers.has('grpc-timeout')).toBe(false);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('of days does not overflow to none', async () => {
    const { connection, fetch } = scriptedConnection(
      [() => new Promise((resolve) => setTimeout(() => resolve(systemInfo()), 50))],
      { connectTimeout: '30 days' },
    );
    const connected = connection.ensureConnected();
    await vi.advanceTimersByTimeAsync(50);
    expect(await connected).toMatchObject({ serverVersion: '1.2.3' });
    expect(fetch.requests[0]?.headers.get('grpc-timeout')).toMatch(/^\d{1,8}[mS]$/);
  });

  it('of connecting is connectTimeout', async () => {
    const { connection } = scriptedConnection([silence], { connectTimeout: '2s' });
    const ended = rejectionOf(connection.ensureConnected(), Error);
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await ended).cause).toMatchObject({ code: status.DEADLINE_EXCEEDED });
  });

  it('of a query is ten seconds, of a list thirty', async () => {
    const { connection } = scriptedConnection(Array(20).fill(silence) as Step[], { retry: false });
    const { workflow } = new Client({ connection });
    let [query, list] = ['waiting', 'waiting'];
    void workflow
      .getHandle('w')
      .query('q')
      .catch(() => (query = 'ended'));
    void workflow.listPage().catch(() => (list = 'ended'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect([query, list]).toEqual(['ended', 'waiting']);
    await vi.advanceTimersByTimeAsync(20_000);
    expect([query, list]).toEqual(['ended', 'ended']);
  });
});
