import { describe, expect, it } from 'vitest';
import {
  ApplicationFailure,
  describeError,
  GrpcError,
  isGrpcDeadlineError,
  NamespaceNotFoundError,
  QueryNotRegisteredError,
  QueryRejectedError,
  ScheduleNotFoundError,
  ServiceError,
  status,
  TerminatedFailure,
  TransportError,
  ValueError,
  WorkflowContinuedAsNewError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
} from '../../../src/client/index.js';

const failed = (code: number, details = 'of the server'): ServiceError =>
  new ServiceError('Failed to start Workflow', { cause: new GrpcError(code, details) });

describe('describeError', () => {
  it.each(Object.entries(status).filter(([, code]) => code > 0))('puts %s into words', (name, code) => {
    const described = describeError(failed(code));
    expect(described).toMatchObject({ code: name, detail: 'of the server' });
    expect(described.title).not.toBe('');
    expect(described.cancelled).toBe(name === 'CANCELLED');
  });

  it('tells the id of the request, if the proxy gave one', () => {
    const cause = new GrpcError(status.INTERNAL, 'boom', { metadata: new Headers({ 'x-request-id': 'r-1' }) });
    expect(describeError(new ServiceError('Failed to start Workflow', { cause })).requestId).toBe('r-1');
    expect(describeError(failed(status.INTERNAL)).requestId).toBe(undefined);
  });

  it('says what a transport error says', () => {
    const cause = new TransportError('http', status.UNAVAILABLE, 'The proxy cannot reach Temporal.', {
      retryable: true,
    });
    const described = describeError(new ServiceError('outer', { cause }));
    expect(described).toMatchObject({ title: 'The proxy cannot reach Temporal.', retryable: true, cancelled: false });
  });

  it.each<[error: unknown, words: string[]]>([
    [new WorkflowNotFoundError('m', 'w-1', 'r-1'), ['w-1', 'r-1']],
    [new NamespaceNotFoundError('orders'), ['orders']],
    [new ScheduleNotFoundError('workflow not found for ID: temporal-sys-scheduler:s-1', 's-1'), ['no Schedule s-1']],
    [new WorkflowExecutionAlreadyStartedError('m', 'w-1', 't'), ['w-1']],
    [new WorkflowContinuedAsNewError('m', 'r-2'), ['r-2']],
    [new WorkflowFailedError('failed', new ApplicationFailure('card declined'), undefined), ['card declined']],
    [new QueryRejectedError(2), ['rejected']],
    [new ValueError('no such thing'), ['no such thing']],
    [new Error('plain'), ['plain']],
    ['text', ['text']],
    [undefined, ['undefined']],
    [null, ['null']],
  ])('names what matters: %o', (error, words) => {
    const { title } = describeError(error);
    for (const word of words) expect(title).toContain(word);
  });

  it('gives the words of the server as hint where it alone knows what to correct', () => {
    const described = describeError(failed(status.INVALID_ARGUMENT, 'WorkflowId exceeds maximum allowed length'));
    expect(described.title).toBe('The server refused the request as invalid.');
    expect(described.hint).toBe('WorkflowId exceeds maximum allowed length');
    expect(describeError(failed(status.CANCELLED)).hint).toBe('');
    expect(describeError(new GrpcError(status.INTERNAL, 'broken')).hint).toBe('');
  });

  it('says once what the failure and its cause both say', () => {
    const error = new WorkflowFailedError('enough', new TerminatedFailure('enough'), undefined);
    expect(describeError(error).title).toBe('enough');
  });

  it('gives the words of the Workflow as hint when a query failed', () => {
    expect(describeError(new QueryNotRegisteredError('unknown query foo', 3)).hint).toBe('unknown query foo');
  });

  it('calls what may pass retryable, and nothing else', () => {
    expect(describeError(failed(status.UNAVAILABLE)).retryable).toBe(true);
    expect(describeError(failed(status.DEADLINE_EXCEEDED)).retryable).toBe(true);
    expect(describeError(failed(status.PERMISSION_DENIED)).retryable).toBe(false);
    expect(describeError(new Error('plain')).retryable).toBe(false);
  });

  it('ends for causes that go in a circle', () => {
    let read = 0;
    const error = new Error('round and round');
    Object.defineProperty(error, 'cause', {
      get: () => {
        if (++read > 1000) throw new Error('The cause is read for ever.');
        return error;
      },
    });
    expect(describeError(error).title).toBe('round and round');
    expect(isGrpcDeadlineError(error)).toBe(false);
  });
});
