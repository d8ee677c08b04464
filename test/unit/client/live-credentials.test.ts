import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import { GetWorkflowExecutionHistoryResponseSchema } from '../../../gen/history/temporal/api/workflowservice/v1/request_response_pb.js';
import { Connection, GrpcError, type MetadataSource, status } from '../../../src/client/index.js';
import { completed, page } from '../../fixtures/close-events.js';
import { errorAnswer, okAnswer } from '../../fixtures/grpc-web-answer.js';
import { rejectionOf } from '../../fixtures/rejection.js';
import { scriptedConnection, type Step, systemInfo } from '../../fixtures/scripted-connection.js';

const { getSystemInfo } = WorkflowService.method;
const poll = (answer: ReturnType<typeof page>): Response => okAnswer(GetWorkflowExecutionHistoryResponseSchema, answer);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('credentials that change while result() waits', () => {
  it('are in its next poll', async () => {
    const steps: Step[] = [
      () => {
        // Renewed by the page while the server holds the first poll.
        connection.setApiKey('new-key');
        connection.setMetadata({ 'x-tenant': 'new-tenant' });
        return poll(page(undefined, 'token'));
      },
      poll(page(completed('done'))),
    ];
    const { connection, client, fetch } = scriptedConnection(steps, {
      apiKey: 'old-key',
      metadata: { 'x-tenant': 'old-tenant', 'x-gone': 'yes' },
    });
    const result = client.workflow.getHandle('w', 'r').result();
    await vi.runAllTimersAsync();
    expect(await result).toBe('done');
    const sent = fetch.requests.map(({ headers }) =>
      ['authorization', 'x-tenant', 'x-gone'].map((name) => headers.get(name)),
    );
    expect(sent).toEqual([
      ['Bearer old-key', 'old-tenant', 'yes'],
      ['Bearer new-key', 'new-tenant', null],
    ]);
  });
});

describe('Connection.setMetadata', () => {
  it('applies to the next attempt of a call that is being tried again', async () => {
    const { connection, fetch } = scriptedConnection([() => errorAnswer(status.UNAVAILABLE), systemInfo()], {
      metadata: { 'x-tenant': 'old' },
      onRetry: () => connection.setMetadata({ 'x-tenant': 'new' }),
    });
    const call = connection.unary(getSystemInfo, {});
    await vi.runAllTimersAsync();
    await call;
    expect(fetch.requests.map(({ headers }) => headers.get('x-tenant'))).toEqual(['old', 'new']);
  });

  it('applies to views that exist, below their own metadata', async () => {
    const { connection, fetch } = scriptedConnection([systemInfo()]);
    const view = connection.with({ metadata: { 'x-a': 'view' } });
    connection.setMetadata({ 'x-a': 'connection', 'x-b': 'connection' });
    await view.unary(getSystemInfo, {});
    expect(fetch.requests[0]?.headers.get('x-a')).toBe('view');
    expect(fetch.requests[0]?.headers.get('x-b')).toBe('connection');
  });

  it('takes a function, which is asked before each attempt', async () => {
    let asked = 0;
    const { connection, fetch } = scriptedConnection([() => errorAnswer(status.UNAVAILABLE), systemInfo()]);
    connection.setMetadata(() => Promise.resolve({ 'x-attempt': String(++asked) }));
    const call = connection.unary(getSystemInfo, {});
    await vi.runAllTimersAsync();
    await call;
    expect(fetch.requests.map(({ headers }) => headers.get('x-attempt'))).toEqual(['1', '2']);
  });

  it.each<[string, MetadataSource, string]>([
    ['a name that browsers forbid', { cookie: 'x' }, 'browsers do not let a page set'],
    ['a name that is none', { 'bad name': 'x' }, 'not a valid header name'],
    ['a value that a header cannot carry', { 'x-wide': 'Ω' }, 'encode it'],
    ['authorization beside an API key', { Authorization: 'Basic x' }, 'authorization'],
  ])('refuses %s, and keeps what was there', async (_what, metadata, reason) => {
    const { connection, fetch } = scriptedConnection([systemInfo()], { apiKey: 'key', metadata: { 'x-a': 'kept' } });
    expect(() => connection.setMetadata(metadata)).toThrow(TypeError);
    expect(() => connection.setMetadata(metadata)).toThrow(reason);
    await connection.ensureConnected();
    expect(fetch.requests[0]?.headers.get('x-a')).toBe('kept');
  });

  it('takes authorization where there is no API key', () => {
    expect(() => Connection.lazy().setMetadata({ authorization: 'Basic x' })).not.toThrow();
  });

  it('checks what a function gives when it is used', async () => {
    const { connection, fetch } = scriptedConnection([], { retry: false });
    connection.setMetadata(() => ({ host: 'x' }));
    const error = await rejectionOf(connection.unary(getSystemInfo, {}), GrpcError);
    expect(error.message).toContain('browsers do not let a page set');
    expect(fetch.requests).toHaveLength(0);
  });
});
