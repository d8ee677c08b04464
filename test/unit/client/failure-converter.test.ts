import { describe, expect, it } from 'vitest';
import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  DefaultFailureConverter,
  defaultPayloadConverter as payloads,
  NexusHandlerFailure,
  NexusOperationFailure,
  rootCause,
  ServerFailure,
  TemporalFailure,
  TerminatedFailure,
  TimeoutFailure,
} from '../../../src/client/index.js';
import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { FailureSchema } from '../../../gen/core/temporal/api/failure/v1/message_pb.js';

const converter = new DefaultFailureConverter();
const execution = { workflowId: 'w', runId: 'r' };

/** Through the wire and back. */
function roundTrip(error: unknown, through = converter): Error {
  const bytes = toBinary(FailureSchema, through.errorToFailure(error, payloads));
  return through.failureToError(fromBinary(FailureSchema, bytes), payloads);
}

/** An error as a value: class name, own fields, causes. Not its stack and the message it came from. */
function shown(error: Error): Record<string, unknown> {
  const { failure: _failure, ...fields } = error as Error & { failure?: unknown };
  const { cause, message } = error;
  return { ...fields, name: error.name, message, cause: cause instanceof Error ? shown(cause) : cause };
}

const kinds: Error[] = [
  new ApplicationFailure('app', 'Type', true, [1, { two: 2 }], undefined, 1500, 'BENIGN'),
  new ApplicationFailure('app', 'Type', false, []),
  new CancelledFailure('cancelled', ['why', null]),
  new TerminatedFailure('terminated'),
  new TimeoutFailure('timeout', { at: 3 }, 'HEARTBEAT'),
  new TimeoutFailure('timeout', undefined, 'SCHEDULE_TO_CLOSE'),
  new ServerFailure('server', true),
  new ActivityFailure('activity', 'charge', 'a-1', 'MAXIMUM_ATTEMPTS_REACHED', 'worker-1'),
  new ChildWorkflowFailure('default', execution, 'child', 'TIMEOUT'),
  new NexusOperationFailure('nexus', 5, 'endpoint', 'service', 'operation', 'token'),
  new NexusHandlerFailure('handler', 'BAD_REQUEST', true),
  new NexusHandlerFailure('handler', 'INTERNAL', undefined),
];

describe('a failure of each kind', () => {
  it.each(kinds.map((error) => [error.name, error] as const))('survives the wire: %s', (_name, error) => {
    const decoded = roundTrip(error);
    expect(shown(decoded)).toMatchObject(shown(error));
    expect(Object.getPrototypeOf(decoded)).toBe(Object.getPrototypeOf(error));
    expect(decoded.stack).toBe(error.stack);
  });

  it.each(kinds.map((error) => [error.name, error] as const))('keeps its cause: %s', (_name, error) => {
    const withCause = Object.assign(Object.create(error) as Error, {}, { stack: '' });
    Object.defineProperty(withCause, 'cause', { value: ApplicationFailure.create({ message: 'root', type: 'Root' }) });
    const decoded = roundTrip(withCause);
    expect(decoded.cause).toBeInstanceOf(ApplicationFailure);
    expect(rootCause(decoded)).toBe('root');
  });
});

describe('things that are thrown but are no failures', () => {
  it('keep the message and stack of an Error', () => {
    const error = new RangeError('too far');
    const decoded = roundTrip(error);
    expect(decoded).toBeInstanceOf(TemporalFailure);
    expect(decoded.message).toBe('too far');
    expect(decoded.stack).toContain('RangeError: too far');
  });

  it.each([
    ['a text', 'oops', 'oops'],
    ['undefined', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a number', 42, '42'],
    ['an object', { code: 7 }, '{"code":7}'],
  ])('become a message: %s', (_kind, thrown, text) => {
    expect(roundTrip(thrown).message).toContain(text);
  });

  it('become a message: a circular object', () => {
    const thrown: { self?: unknown } = {};
    thrown.self = thrown;
    expect(roundTrip(thrown).message).toContain('[object Object]');
  });
});

describe('a chain of causes', () => {
  it('of 200 failures is encoded and decoded', () => {
    let error: ApplicationFailure | undefined;
    for (let level = 200; level > 0; level--) {
      error = ApplicationFailure.create({ message: `level ${level}`, ...(error && { cause: error }) });
    }
    let decoded: Error | undefined = converter.failureToError(converter.errorToFailure(error, payloads), payloads);
    for (let level = 1; level <= 200; level++) {
      expect(decoded?.message).toBe(`level ${level}`);
      decoded = decoded?.cause as Error | undefined;
    }
    expect(decoded).toBeUndefined();
  });
});

describe('a failure that came from the server', () => {
  it('goes back as it came', () => {
    const failure = converter.errorToFailure(ApplicationFailure.nonRetryable('once'), payloads);
    const decoded = converter.failureToError(failure, payloads);
    expect(converter.errorToFailure(decoded, payloads)).toBe(failure);
  });

  it('of a kind from the future is a TemporalFailure with its message', () => {
    const failure = converter.errorToFailure(new Error('from tomorrow'), payloads);
    // Field 99 does not exist yet.
    const bytes = Uint8Array.from([...toBinary(FailureSchema, failure), 0x9a, 0x06, 0x01, 0x41]);
    const decoded = converter.failureToError(fromBinary(FailureSchema, bytes), payloads);
    expect(decoded).toBeInstanceOf(TemporalFailure);
    expect(decoded.message).toBe('from tomorrow');
  });
});

describe('ApplicationFailure', () => {
  it('has the factories of upstream', () => {
    expect(ApplicationFailure.retryable('m', 'T', 1, 2)).toMatchObject({
      nonRetryable: false,
      type: 'T',
      details: [1, 2],
    });
    expect(ApplicationFailure.nonRetryable('m')).toMatchObject({ nonRetryable: true, type: 'Error', details: [] });
    expect(ApplicationFailure.create({ message: 'm' })).toMatchObject({ nonRetryable: false, message: 'm' });
  });
});

describe('rootCause', () => {
  it('is the message of the last cause of a TemporalFailure', () => {
    const root = new Error('root');
    expect(rootCause(new ActivityFailure('a', 't', 'i', undefined, undefined, new TerminatedFailure('m', root)))).toBe(
      'root',
    );
    expect(rootCause(root)).toBe('root');
    expect(rootCause('text')).toBe('text');
    expect(rootCause(42)).toBeUndefined();
  });
});
