import { fromBinary } from '@bufbuild/protobuf';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  SignalWorkflowExecutionRequestSchema,
  SignalWorkflowExecutionResponseSchema,
  StartWorkflowExecutionRequestSchema,
  StartWorkflowExecutionResponseSchema,
} from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import {
  defaultGrpcRetryOptions,
  GrpcError,
  isRetryableError,
  type RetryEvent,
  ServiceError,
  status,
  TransportError,
} from '../../../src/client/index.js';
import { errorAnswer, httpAnswer, okAnswer } from '../../fixtures/grpc-web-answer.js';
import { grpcCauseOf, rejectionOf } from '../../fixtures/rejection.js';
import { scriptedConnection, type Step, systemInfo } from '../../fixtures/scripted-connection.js';

const { getSystemInfo } = WorkflowService.method;
const unavailable: Step = () => errorAnswer(status.UNAVAILABLE, 'not now');
const many = (step: Step): Step[] => Array.from({ length: 50 }, () => step);

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(0.5);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a call that fails for the moment', () => {
  it.each([
    ['UNKNOWN', () => errorAnswer(status.UNKNOWN)],
    ['RESOURCE_EXHAUSTED', () => errorAnswer(status.RESOURCE_EXHAUSTED)],
    ['ABORTED', () => errorAnswer(status.ABORTED)],
    ['OUT_OF_RANGE', () => errorAnswer(status.OUT_OF_RANGE)],
    ['UNAVAILABLE', () => errorAnswer(status.UNAVAILABLE)],
    ['DATA_LOSS', () => errorAnswer(status.DATA_LOSS)],
    ['HTTP 429', () => httpAnswer(429)],
    ['HTTP 502', () => httpAnswer(502)],
    ['HTTP 503', () => httpAnswer(503)],
    ['HTTP 504', () => httpAnswer(504)],
    ['no answer', () => Promise.reject(new TypeError('Failed to fetch'))],
  ])('is made again: %s', async (_what, step: () => Response | Promise<Response>) => {
    const { connection, fetch } = scriptedConnection([step, systemInfo()]);
    const call = connection.unary(getSystemInfo, {});
    await vi.runAllTimersAsync();
    expect(await call).toMatchObject({ serverVersion: '1.2.3' });
    expect(fetch.requests).toHaveLength(2);
  });

  it('is made ten times, with the waits of upstream, and then fails with the last error', async () => {
    const events: RetryEvent[] = [];
    const { connection, fetch } = scriptedConnection(many(unavailable), { onRetry: (event) => events.push(event) });
    const failed = rejectionOf(connection.unary(getSystemInfo, {}, { timeoutMs: 0 }), GrpcError);
    await vi.runAllTimersAsync();
    expect(await failed).toMatchObject({ code: status.UNAVAILABLE, details: 'not now' });
    expect(fetch.requests).toHaveLength(10);
    expect(events.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(events.map(({ delayMs }) => Math.round(delayMs))).toEqual([
      170, 289, 491, 835, 1420, 2414, 4103, 5000, 5000,
    ]);
    expect(events[0]).toMatchObject({ method: 'GetSystemInfo', error: { code: status.UNAVAILABLE } });
  });

  it('waits ten times as long when resources are exhausted', async () => {
    const events: RetryEvent[] = [];
    const { connection } = scriptedConnection([() => errorAnswer(status.RESOURCE_EXHAUSTED), systemInfo()], {
      onRetry: (event) => events.push(event),
    });
    const call = connection.unary(getSystemInfo, {});
    await vi.runAllTimersAsync();
    await call;
    expect(events.map(({ delayMs }) => Math.round(delayMs))).toEqual([1700]);
  });

  it('is made once with retry: false', async () => {
    const { connection, fetch } = scriptedConnection(many(unavailable), { retry: false });
    await rejectionOf(connection.unary(getSystemInfo, {}), GrpcError);
    expect(fetch.requests).toHaveLength(1);
  });

  it('is made as often as the options say', async () => {
    const { connection, fetch } = scriptedConnection(many(unavailable), { retry: { maxAttempts: 3 } });
    const failed = rejectionOf(connection.unary(getSystemInfo, {}), GrpcError);
    await vi.runAllTimersAsync();
    await failed;
    expect(fetch.requests).toHaveLength(3);
  });

  it('fails with its own error, not that time is up, when no time is left for another attempt', async () => {
    const { connection, fetch } = scriptedConnection(many(unavailable));
    const failed = rejectionOf(connection.unary(getSystemInfo, {}, { timeoutMs: 1_000 }), GrpcError);
    await vi.runAllTimersAsync();
    expect(await failed).toMatchObject({ code: status.UNAVAILABLE, details: 'not now' });
    // At 0, 170, 459 and 950 ms.
    expect(fetch.requests).toHaveLength(4);
  });

  it('is made once to connect, so that a wrong address shows at once', async () => {
    const { connection, fetch } = scriptedConnection(many(() => Promise.reject(new TypeError('Failed to fetch'))));
    const error = await rejectionOf(connection.ensureConnected(), ServiceError);
    expect(grpcCauseOf(error)).toMatchObject({ kind: 'unreachable' });
    expect(fetch.requests).toHaveLength(1);
  });
});

describe('a call that would fail again', () => {
  it.each([
    ['INVALID_ARGUMENT', () => errorAnswer(status.INVALID_ARGUMENT)],
    ['NOT_FOUND', () => errorAnswer(status.NOT_FOUND)],
    ['ALREADY_EXISTS', () => errorAnswer(status.ALREADY_EXISTS)],
    ['PERMISSION_DENIED', () => errorAnswer(status.PERMISSION_DENIED)],
    ['FAILED_PRECONDITION', () => errorAnswer(status.FAILED_PRECONDITION)],
    ['UNIMPLEMENTED', () => errorAnswer(status.UNIMPLEMENTED)],
    ['INTERNAL', () => errorAnswer(status.INTERNAL)],
    ['UNAUTHENTICATED', () => errorAnswer(status.UNAUTHENTICATED)],
    ['DEADLINE_EXCEEDED', () => errorAnswer(status.DEADLINE_EXCEEDED)],
    ['CANCELLED', () => errorAnswer(status.CANCELLED)],
    ['HTTP 401', () => httpAnswer(401)],
    ['HTTP 404', () => httpAnswer(404)],
    ['HTTP 413', () => httpAnswer(413)],
    ['HTML', () => httpAnswer(200)],
  ])('is made once: %s', async (_what, step) => {
    const { connection, fetch } = scriptedConnection(many(step));
    const failed = rejectionOf(connection.unary(getSystemInfo, {}), GrpcError);
    await vi.runAllTimersAsync();
    await failed;
    expect(fetch.requests).toHaveLength(1);
  });
});

describe('every attempt of a call', () => {
  const bodies = (inits: { init: RequestInit }[]): Uint8Array[] =>
    inits.map(({ init }) => (init.body as Uint8Array).subarray(5));

  it('to start has the same request id', async () => {
    const answer = okAnswer(StartWorkflowExecutionResponseSchema, { runId: 'r', started: true });
    const { client, fetch } = scriptedConnection([unavailable, unavailable, answer]);
    const start = client.workflow.start('any', { taskQueue: 'q', workflowId: 'w' });
    await vi.runAllTimersAsync();
    await start;
    const ids = bodies(fetch.requests).map((body) => fromBinary(StartWorkflowExecutionRequestSchema, body).requestId);
    expect(ids).toHaveLength(3);
    expect(new Set(ids).size).toBe(1);
    expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('to signal has the same request id, and another call has another', async () => {
    const answer = (): Response => okAnswer(SignalWorkflowExecutionResponseSchema, {});
    const { client, fetch } = scriptedConnection([unavailable, answer, answer]);
    const handle = client.workflow.getHandle('w');
    const signals = (async () => {
      await handle.signal('s');
      await handle.signal('s');
    })();
    await vi.runAllTimersAsync();
    await signals;
    const ids = bodies(fetch.requests).map((body) => fromBinary(SignalWorkflowExecutionRequestSchema, body).requestId);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[1]);
  });
});

describe('an abort between two attempts', () => {
  it('ends the call at once', async () => {
    const controller = new AbortController();
    const { connection, fetch } = scriptedConnection(many(unavailable), { onRetry: () => controller.abort('enough') });
    const failed = rejectionOf(connection.unary(getSystemInfo, {}, { signal: controller.signal }), GrpcError);
    await vi.advanceTimersByTimeAsync(0);
    expect(await failed).toMatchObject({ code: status.CANCELLED, cause: 'enough' });
    await vi.runAllTimersAsync();
    expect(fetch.requests).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('by close() ends the call at once', async () => {
    const { connection, fetch } = scriptedConnection(many(unavailable), { onRetry: () => void connection.close() });
    const failed = rejectionOf(connection.unary(getSystemInfo, {}), GrpcError);
    await vi.advanceTimersByTimeAsync(0);
    expect(await failed).toMatchObject({ code: status.CANCELLED });
    expect(fetch.requests).toHaveLength(1);
  });
});

describe('defaultGrpcRetryOptions', () => {
  const error = new GrpcError(status.UNAVAILABLE, '');

  it('spreads the waits by a fifth to both sides', () => {
    const { delayFunction } = defaultGrpcRetryOptions();
    vi.spyOn(Math, 'random').mockReturnValue(0);
    expect(delayFunction(1, error)).toBeCloseTo(136);
    vi.spyOn(Math, 'random').mockReturnValue(1);
    expect(delayFunction(1, error)).toBeCloseTo(204);
  });

  it('takes each number of the user', () => {
    const { delayFunction } = defaultGrpcRetryOptions({
      factor: 2,
      maxJitter: 0,
      initialIntervalMs: () => 10,
      maxIntervalMs: () => 35,
    });
    expect([1, 2, 3].map((attempt) => delayFunction(attempt, error))).toEqual([20, 35, 35]);
  });
});

describe('isRetryableError', () => {
  it('goes by the code for answers of the server, and by the cause for all else', () => {
    expect(isRetryableError(new GrpcError(status.UNAVAILABLE, ''))).toBe(true);
    expect(isRetryableError(new GrpcError(status.NOT_FOUND, ''))).toBe(false);
    const kinds = { retryable: false } as const;
    expect(isRetryableError(new TransportError('not-grpc', status.UNAVAILABLE, '', kinds))).toBe(false);
  });
});
