import { describe, expect, it } from 'vitest';
import { GetSystemInfoResponseSchema } from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import {
  GrpcError,
  isRetryableError,
  ServiceError,
  status,
  TransportError,
  WorkflowNotFoundError,
} from '../../../src/client/index.js';
import {
  bodyAnswer,
  errorAnswer,
  frame,
  httpAnswer,
  joined,
  okAnswer,
  trailerFrame,
} from '../../fixtures/grpc-web-answer.js';
import { rejectionOf } from '../../fixtures/rejection.js';
import { scriptedAddress, scriptedConnection, type Step } from '../../fixtures/scripted-connection.js';

/** What one attempt makes of an answer. */
async function outcome(step: Step): Promise<unknown> {
  const { connection } = scriptedConnection([step], { retry: false });
  return connection.unary(WorkflowService.method.getSystemInfo, {});
}

async function transportError(step: Step): Promise<TransportError> {
  const error = await rejectionOf(outcome(step), TransportError);
  expect(error).toBeInstanceOf(GrpcError);
  expect(error.details).toContain(scriptedAddress);
  return error;
}

describe('an answer with a gRPC status', () => {
  it('of OK resolves', async () => {
    const answer = okAnswer(GetSystemInfoResponseSchema, { serverVersion: '9.9.9' });
    expect(await outcome(answer)).toMatchObject({ serverVersion: '9.9.9' });
  });

  it.each(Object.entries(status).filter(([, code]) => code > 0))(
    'of %s in the headers is a GrpcError',
    async (_, code) => {
      const error = await rejectionOf(outcome(errorAnswer(code, 'said the server')), GrpcError);
      expect(error).not.toBeInstanceOf(TransportError);
      expect(error).toMatchObject({ code, details: 'said the server' });
    },
  );

  it('in the trailers of the body is a GrpcError, with headers and trailers as metadata', async () => {
    const body = trailerFrame({ 'grpc-status': '9', 'grpc-message': 'not%20now', 'x-trailer': 't' });
    const error = await rejectionOf(outcome(bodyAnswer(body, { 'x-request-id': 'r-1' })), GrpcError);
    expect(error).not.toBeInstanceOf(TransportError);
    expect(error).toMatchObject({ code: status.FAILED_PRECONDITION, details: 'not now' });
    expect(error.metadata.get('x-trailer')).toEqual(['t']);
    expect(error.metadata.get('x-request-id')).toEqual(['r-1']);
  });

  it.each([400, 401, 403, 404, 413, 429, 500, 502, 503, 504])(
    'under HTTP %i is what the status says, not what HTTP says',
    async (httpStatus) => {
      const answer = httpAnswer(httpStatus, '', { 'grpc-status': '7', 'grpc-message': 'no' });
      const error = await rejectionOf(outcome(answer), GrpcError);
      expect(error).not.toBeInstanceOf(TransportError);
      expect(error).toMatchObject({ code: status.PERMISSION_DENIED, details: 'no' });
    },
  );
});

describe('an HTTP error without a gRPC status', () => {
  it.each([
    [400, status.INTERNAL, false],
    [401, status.UNAUTHENTICATED, false],
    [403, status.PERMISSION_DENIED, false],
    [404, status.UNIMPLEMENTED, false],
    [408, status.UNAVAILABLE, true],
    [413, status.RESOURCE_EXHAUSTED, false],
    [415, status.UNIMPLEMENTED, false],
    [418, status.UNKNOWN, false],
    [429, status.UNAVAILABLE, true],
    [500, status.UNKNOWN, false],
    [502, status.UNAVAILABLE, true],
    [503, status.UNAVAILABLE, true],
    [504, status.UNAVAILABLE, true],
  ])('%i has code %i; another attempt may help: %s', async (httpStatus, code, retryable) => {
    const error = await transportError(httpAnswer(httpStatus, '<h1>no</h1>'));
    expect(error).toMatchObject({ kind: 'http', httpStatus, code, retryable });
    expect(error.details).toContain(`HTTP ${httpStatus}`);
    expect(error.details).not.toContain('<h1>');
    expect(isRetryableError(error)).toBe(retryable);
  });

  it('keeps its headers', async () => {
    const error = await transportError(httpAnswer(429, '', { 'retry-after': '7' }));
    expect(error.metadata.get('retry-after')).toEqual(['7']);
  });
});

describe('an answer that is not gRPC-Web', () => {
  it.each([
    ['a page of HTML', () => httpAnswer(200, '<!doctype html>'), 'text/html'],
    ['JSON', () => httpAnswer(200, '{}', { 'content-type': 'application/json' }), 'application/json'],
    ['gRPC of HTTP/2', () => httpAnswer(200, '', { 'content-type': 'application/grpc' }), 'application/grpc'],
    ['no content type', () => new Response(null), 'no content type'],
  ])('says so: %s', async (_what, answer, type) => {
    const error = await transportError(answer());
    expect(error).toMatchObject({ kind: 'not-grpc', code: status.UNIMPLEMENTED, retryable: false, httpStatus: 200 });
    expect(error.details).toContain(type);
    expect(error.details).toContain('Envoy');
  });
});

describe('a gRPC-Web answer that is not whole', () => {
  const message = frame(0, '');

  it.each([
    ['without trailers', message],
    ['with trailers that have no status', joined(message, trailerFrame({ 'x-other': '1' }))],
    ['cut in a frame', joined(message, trailerFrame({ 'grpc-status': '0' })).subarray(0, 12)],
    ['without a message', trailerFrame({ 'grpc-status': '0' })],
  ])('is truncated, and tried again: %s', async (_what, body) => {
    const error = await transportError(bodyAnswer(body));
    expect(error).toMatchObject({ kind: 'truncated', code: status.UNAVAILABLE, retryable: true, httpStatus: 200 });
  });

  it('whose connection breaks is truncated', async () => {
    const body = new ReadableStream<Uint8Array>({
      start(stream) {
        stream.enqueue(new Uint8Array([0, 0]));
        stream.error(new TypeError('terminated'));
      },
    });
    expect(await transportError(bodyAnswer(body))).toMatchObject({ kind: 'truncated', retryable: true });
  });

  it('and empty, with a status that may not be read, names the CORS settings', async () => {
    const error = await transportError(bodyAnswer(null));
    expect(error).toMatchObject({ kind: 'hidden-status', code: status.UNKNOWN, retryable: false });
    expect(error.details).toContain('grpc-status-details-bin');
    expect(error.details).toContain('CORS');
  });

  it('whose message is no protobuf is an error of the call, not of the Workflow', async () => {
    const body = joined(frame(0, new Uint8Array([0xff, 0xff, 0xff])), trailerFrame({ 'grpc-status': '0' }));
    const { client } = scriptedConnection([bodyAnswer(body)], { retry: false });
    const error = await rejectionOf(client.workflow.getHandle('w').describe(), ServiceError);
    expect(error.cause).toBeInstanceOf(TransportError);
    expect(error.cause).toMatchObject({ kind: 'malformed', code: status.INTERNAL, retryable: false });
    expect(error.message).toContain('DescribeWorkflowExecutionResponse');
  });
});

describe('a request that gets no answer', () => {
  it('is unreachable, and says what to check', async () => {
    const cause = new TypeError('Failed to fetch');
    const error = await transportError(() => Promise.reject(cause));
    expect(error).toMatchObject({ kind: 'unreachable', code: status.UNAVAILABLE, retryable: true, cause });
    expect(error.details).toContain('Check that the address is right');
  });
});

describe('errors without a gRPC status', () => {
  it.each([
    ['HTTP 404', () => httpAnswer(404)],
    ['HTTP 401', () => httpAnswer(401)],
    ['HTML', () => httpAnswer(200)],
    ['no answer', () => Promise.reject(new TypeError('no'))],
  ])('never become errors of the domain: %s', async (_what, step: () => Response | Promise<Response>) => {
    const { client } = scriptedConnection([step], { retry: false });
    const error = await rejectionOf(client.workflow.getHandle('w').describe(), ServiceError);
    expect(error).not.toBeInstanceOf(WorkflowNotFoundError);
    expect(error.cause).toBeInstanceOf(TransportError);
    expect(error.message).toContain('Failed to describe workflow: ');
    expect(error.message).toContain(scriptedAddress);
  });
});
