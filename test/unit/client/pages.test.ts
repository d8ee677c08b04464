/** What depends on the page around the client: its location, and whether the browser is online. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import { Connection, type RetryEvent, ServiceError, status, TransportError } from '../../../src/client/index.js';
import { rejectionOf } from '../../fixtures/rejection.js';
import { scriptedConnection, systemInfo } from '../../fixtures/scripted-connection.js';

function standOn(href: string): void {
  vi.stubGlobal('location', new URL(href));
}

function setOnline(onLine: boolean): void {
  vi.stubGlobal('navigator', { onLine });
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a page on https', () => {
  beforeEach(() => standOn('https://app.example/console/#/workflows'));

  it('is told why it may not call an http address, and nothing is sent', async () => {
    const { connection, fetch } = scriptedConnection([], { address: 'http://proxy.example:8080' });
    const error = await rejectionOf(connection.unary(WorkflowService.method.getSystemInfo, {}), TransportError);
    expect(error).toMatchObject({ kind: 'mixed-content', code: status.FAILED_PRECONDITION, retryable: false });
    expect(error.details).toContain('https');
    expect(fetch.requests).toHaveLength(0);
  });

  it.each(['http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080', 'http://dev.localhost'])(
    'may call this machine: %s',
    async (address) => {
      const { connection, fetch } = scriptedConnection([systemInfo()], { address });
      await connection.ensureConnected();
      expect(fetch.requests).toHaveLength(1);
    },
  );

  it('is named when the proxy does not answer, for its CORS settings', async () => {
    const { connection } = scriptedConnection([() => Promise.reject(new TypeError('Failed to fetch'))], {
      retry: false,
    });
    const error = await rejectionOf(connection.ensureConnected(), ServiceError);
    expect(error.message).toContain('CORS settings allow the origin https://app.example');
  });

  it('may give a path as address', async () => {
    const { connection, fetch } = scriptedConnection([systemInfo()], { address: '/temporal' });
    expect(connection.address).toBe('https://app.example/temporal');
    await connection.ensureConnected();
    expect(fetch.methods()).toEqual(['GetSystemInfo']);
  });
});

describe('outside of a page', () => {
  it('a path is no address', () => {
    expect(() => Connection.lazy({ address: '/temporal' })).toThrow(TypeError);
  });
});

describe('a browser that is offline', () => {
  const waiters = new EventTarget();

  beforeEach(() => {
    vi.useFakeTimers();
    setOnline(false);
    vi.stubGlobal('addEventListener', waiters.addEventListener.bind(waiters));
    vi.stubGlobal('removeEventListener', waiters.removeEventListener.bind(waiters));
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is named as the reason', async () => {
    const { connection } = scriptedConnection([() => Promise.reject(new TypeError('Failed to fetch'))], {
      retry: false,
    });
    const error = await rejectionOf(connection.unary(WorkflowService.method.getSystemInfo, {}), TransportError);
    expect(error).toMatchObject({ kind: 'offline', retryable: true });
    expect(error.details).toContain('offline');
  });

  it('is waited for instead of spending attempts', async () => {
    const events: RetryEvent[] = [];
    const { connection, fetch } = scriptedConnection(
      [() => Promise.reject(new TypeError('Failed to fetch')), systemInfo()],
      { onRetry: (event) => events.push(event) },
    );
    const call = connection.unary(WorkflowService.method.getSystemInfo, {}, { timeoutMs: 600_000 });
    await vi.advanceTimersByTimeAsync(120_000);
    expect(fetch.requests).toHaveLength(1);
    setOnline(true);
    waiters.dispatchEvent(new Event('online'));
    expect(await call).toMatchObject({ serverVersion: '1.2.3' });
    expect(fetch.requests).toHaveLength(2);
    expect(events).toHaveLength(1);
  });

  it('does not outlast the call: its limit ends the wait', async () => {
    const { connection } = scriptedConnection([() => Promise.reject(new TypeError('Failed to fetch'))]);
    const call = connection.unary(WorkflowService.method.getSystemInfo, {}, { timeoutMs: 5_000 });
    const ended = rejectionOf(call, Error);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await ended).toMatchObject({ code: status.DEADLINE_EXCEEDED });
  });

  it('does not outlast the call: an abort ends the wait', async () => {
    const controller = new AbortController();
    const { connection } = scriptedConnection([() => Promise.reject(new TypeError('Failed to fetch'))]);
    const call = connection.unary(WorkflowService.method.getSystemInfo, {}, { signal: controller.signal });
    const ended = rejectionOf(call, Error);
    await vi.advanceTimersByTimeAsync(1_000);
    controller.abort('gone');
    expect(await ended).toMatchObject({ code: status.CANCELLED, cause: 'gone' });
  });
});
