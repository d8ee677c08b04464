import { Code, ConnectError, type Interceptor } from '@connectrpc/connect';
import { createGrpcWebTransport } from '@connectrpc/connect-web';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  NamespaceNotFoundFailureSchema,
  WorkflowExecutionAlreadyStartedFailureSchema,
} from '../../../gen/core/temporal/api/errordetails/v1/message_pb.js';
import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import {
  Client,
  Connection,
  GrpcError,
  NamespaceNotFoundError,
  ServiceError,
  status,
  TransportError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '../../../src/client/index.js';
import { createInMemoryFetch, inMemoryAddress, type WorkflowServiceHandlers } from '../../../src/testing/index.js';
import { errorAnswer } from '../../fixtures/grpc-web-answer.js';
import { rejectionOf } from '../../fixtures/rejection.js';
import { scriptedConnection, systemInfo } from '../../fixtures/scripted-connection.js';

const { getSystemInfo } = WorkflowService.method;

describe('interceptors of the user', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('run once a call, around all attempts, the first outermost', async () => {
    const log: string[] = [];
    const named =
      (name: string): Interceptor =>
      (next) =>
      async (request) => {
        log.push(`${name} before ${request.method.name}`);
        const response = await next(request);
        log.push(`${name} after`);
        return response;
      };
    const { connection, fetch } = scriptedConnection([() => errorAnswer(status.UNAVAILABLE), systemInfo()], {
      interceptors: [named('outer'), named('inner')],
    });
    const call = connection.unary(getSystemInfo, {});
    await vi.runAllTimersAsync();
    await call;
    expect(log).toEqual(['outer before GetSystemInfo', 'inner before GetSystemInfo', 'inner after', 'outer after']);
    expect(fetch.requests).toHaveLength(2);
  });

  it('may add headers', async () => {
    const { connection, fetch } = scriptedConnection([systemInfo()], {
      interceptors: [
        (next) => (request) => {
          request.header.set('x-trace', 'abc');
          return next(request);
        },
      ],
    });
    await connection.ensureConnected();
    expect(fetch.requests[0]?.headers.get('x-trace')).toBe('abc');
  });

  it('see a ConnectError; the caller sees the GrpcError behind it', async () => {
    let seen: unknown;
    const { connection } = scriptedConnection([errorAnswer(status.NOT_FOUND, 'nothing there', { 'x-id': '7' })], {
      interceptors: [
        (next) => async (request) => {
          try {
            return await next(request);
          } catch (error) {
            seen = error;
            throw error;
          }
        },
      ],
    });
    const error = await rejectionOf(connection.unary(getSystemInfo, {}), GrpcError);
    expect(seen).toBeInstanceOf(ConnectError);
    expect(seen).toMatchObject({ code: Code.NotFound, rawMessage: 'nothing there', cause: error });
    expect((seen as ConnectError).metadata.get('x-id')).toBe('7');
  });

  it('may fail a call: what they throw is the cause', async () => {
    const thrown = new Error('not on Sundays');
    const { connection, fetch } = scriptedConnection([], { interceptors: [() => () => Promise.reject(thrown)] });
    const error = await rejectionOf(connection.unary(getSystemInfo, {}), GrpcError);
    expect(error).toMatchObject({ code: status.UNKNOWN, details: 'not on Sundays', cause: thrown });
    expect(fetch.requests).toHaveLength(0);
  });

  it('may answer a call themselves', async () => {
    const { connection } = scriptedConnection([errorAnswer(status.UNIMPLEMENTED)], {
      interceptors: [
        (next) => async (request) => {
          try {
            return await next(request);
          } catch (error) {
            if (ConnectError.from(error).code !== Code.Unimplemented) throw error;
            throw new ConnectError('the call is missing', Code.Unavailable);
          }
        },
      ],
    });
    const error = await rejectionOf(connection.unary(getSystemInfo, {}), GrpcError);
    expect(error).toMatchObject({ code: status.UNAVAILABLE, details: 'the call is missing' });
  });
});

describe('a transport of the user: createGrpcWebTransport of connect-web', () => {
  function clientFor(handlers: WorkflowServiceHandlers): Client {
    const fetch = createInMemoryFetch(handlers);
    const transport = createGrpcWebTransport({ baseUrl: inMemoryAddress, fetch });
    return new Client({ connection: Connection.lazy({ transport }) });
  }

  it('carries calls', async () => {
    const client = clientFor({ startWorkflowExecution: () => ({ runId: 'r-1', started: true }) });
    const handle = await client.workflow.start('any', { taskQueue: 'q', workflowId: 'w' });
    expect(handle.firstExecutionRunId).toBe('r-1');
  });

  it('carries status and details, so that errors of the domain come out', async () => {
    const client = clientFor({
      describeWorkflowExecution: () => {
        throw new ConnectError('no such execution', Code.NotFound);
      },
      countWorkflowExecutions: () => {
        const value = { namespace: 'gone' };
        throw new ConnectError('no', Code.NotFound, undefined, [{ desc: NamespaceNotFoundFailureSchema, value }]);
      },
      startWorkflowExecution: () => {
        const value = { startRequestId: 's', runId: 'r-9' };
        const detail = { desc: WorkflowExecutionAlreadyStartedFailureSchema, value };
        throw new ConnectError('taken', Code.AlreadyExists, undefined, [detail]);
      },
    });
    const missing = await rejectionOf(client.workflow.getHandle('w').describe(), WorkflowNotFoundError);
    expect(missing.message).toBe('no such execution');
    expect((await rejectionOf(client.workflow.count(), NamespaceNotFoundError)).namespace).toBe('gone');
    const start = client.workflow.start('any', { taskQueue: 'q', workflowId: 'w' });
    expect((await rejectionOf(start, WorkflowExecutionAlreadyStartedError)).runId).toBe('r-9');
  });

  it('that fails without a gRPC status gives a TransportError', async () => {
    const transport = createGrpcWebTransport({
      baseUrl: inMemoryAddress,
      fetch: () => Promise.resolve(new Response('<html>', { headers: { 'content-type': 'text/html' } })),
    });
    const client = new Client({ connection: Connection.lazy({ transport }) });
    const error = await rejectionOf(client.workflow.getHandle('w').describe(), ServiceError);
    expect(error.cause).toBeInstanceOf(TransportError);
  });

  it('ends with the signal of the call', async () => {
    const client = clientFor({ describeWorkflowExecution: () => new Promise(() => {}) });
    const controller = new AbortController();
    const describing = client.workflow.getHandle('w').describe({ signal: controller.signal });
    const ended = rejectionOf(describing, ServiceError);
    controller.abort('gone');
    expect((await ended).cause).toMatchObject({ code: status.CANCELLED, cause: 'gone' });
  });
});
