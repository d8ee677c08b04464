import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import { GrpcError, status } from '../../../src/client/index.js';
import { errorAnswer } from '../../fixtures/grpc-web-answer.js';
import { rejectionOf } from '../../fixtures/rejection.js';
import { scriptedConnection, type Step, systemInfo } from '../../fixtures/scripted-connection.js';

const { getSystemInfo } = WorkflowService.method;

/** A signal that knows how many listen to it. */
function countingSignal(): { controller: AbortController; listeners: () => number } {
  const controller = new AbortController();
  const { signal } = controller;
  let listeners = 0;
  const add = signal.addEventListener.bind(signal);
  const remove = signal.removeEventListener.bind(signal);
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners++;
    add(...args);
  };
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listeners--;
    remove(...args);
  };
  return { controller, listeners: () => listeners };
}

const unhandled: unknown[] = [];
const warnings: Error[] = [];
const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
const onWarning = (warning: Error): void => void warnings.push(warning);

beforeEach(() => {
  unhandled.length = 0;
  warnings.length = 0;
  process.on('unhandledRejection', onUnhandled);
  process.on('warning', onWarning);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  process.off('unhandledRejection', onUnhandled);
  process.off('warning', onWarning);
});

/** Lets Node report what it has noticed. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a call that has ended', () => {
  it.each<[string, Step[]]>([
    ['well', [systemInfo()]],
    ['after an attempt that failed', [() => errorAnswer(status.UNAVAILABLE), systemInfo()]],
    ['with an error', [errorAnswer(status.NOT_FOUND)]],
    ['without an answer', [() => Promise.reject(new TypeError('no'))]],
  ])('leaves no timer and no listener: %s', async (_how, steps) => {
    const { controller, listeners } = countingSignal();
    const { connection } = scriptedConnection(steps, { retry: { maxAttempts: steps.length } });
    const call = connection.unary(getSystemInfo, {}, { signal: controller.signal }).catch(() => undefined);
    await vi.runAllTimersAsync();
    await call;
    expect(vi.getTimerCount()).toBe(0);
    expect(listeners()).toBe(0);
  });

  it('leaves none after a scope of two signals either', async () => {
    const outer = countingSignal();
    const inner = countingSignal();
    const { connection } = scriptedConnection([systemInfo()]);
    const view = connection.with({ signal: outer.controller.signal });
    await view.unary(getSystemInfo, {}, { signal: inner.controller.signal });
    expect(vi.getTimerCount()).toBe(0);
    expect([outer.listeners(), inner.listeners()]).toEqual([0, 0]);
  });
});

describe('a call that is ended by its caller', () => {
  it('leaves no rejection that nobody handles, though its fetch never ends', async () => {
    const { controller, listeners } = countingSignal();
    const { connection } = scriptedConnection([() => new Promise(() => {})]);
    const call = rejectionOf(connection.unary(getSystemInfo, {}, { signal: controller.signal }), GrpcError);
    await vi.advanceTimersByTimeAsync(10);
    controller.abort();
    await call;
    await turn();
    expect(unhandled).toEqual([]);
    expect(listeners()).toBe(0);
  });

  it('leaves no rejection that nobody handles when its fetch fails later', async () => {
    let fail = (): void => undefined;
    const { connection } = scriptedConnection([
      () => new Promise((_resolve, reject) => (fail = () => reject(new TypeError('later')))),
    ]);
    const controller = new AbortController();
    const call = rejectionOf(connection.unary(getSystemInfo, {}, { signal: controller.signal }), GrpcError);
    await vi.advanceTimersByTimeAsync(10);
    controller.abort();
    await call;
    fail();
    await turn();
    expect(unhandled).toEqual([]);
  });

  it('leaves none after close() either', async () => {
    const { connection } = scriptedConnection([() => new Promise(() => {})]);
    const calls = Promise.all([
      rejectionOf(connection.unary(getSystemInfo, {}), GrpcError),
      rejectionOf(connection.unary(getSystemInfo, {}, { signal: AbortSignal.abort() }), GrpcError),
    ]);
    await vi.advanceTimersByTimeAsync(10);
    await connection.close();
    await calls;
    await turn();
    expect(unhandled).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('ensureConnected that failed', () => {
  it('leaves no rejection that nobody handles', async () => {
    const { connection } = scriptedConnection([errorAnswer(status.UNAVAILABLE)]);
    await connection.ensureConnected().catch(() => undefined);
    await turn();
    expect(unhandled).toEqual([]);
  });
});

describe('many calls at the same time', () => {
  it('do not look like a leak to Node', async () => {
    const { connection } = scriptedConnection(Array.from({ length: 40 }, () => () => systemInfo()));
    await Promise.all(Array.from({ length: 40 }, () => connection.unary(getSystemInfo, {})));
    await turn();
    expect(warnings.map(({ message }) => message)).toEqual([]);
  });
});
