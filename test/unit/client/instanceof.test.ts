import * as upstreamClient from '@temporalio/client';
import * as common from '@temporalio/common';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as ours from '../../../src/client/index.js';

const execution = { workflowId: 'w', runId: 'r' };

/** One of each of our classes that upstream has too, with the upstream class. */
const twins = [
  [new ours.ServiceError('m'), upstreamClient.ServiceError],
  [new ours.WorkflowFailedError('m', undefined, undefined), upstreamClient.WorkflowFailedError],
  [new ours.WorkflowContinuedAsNewError('m', 'r'), upstreamClient.WorkflowContinuedAsNewError],
  [new ours.WorkflowNotFoundError('m', 'w', 'r'), common.WorkflowNotFoundError],
  [new ours.NamespaceNotFoundError('n'), common.NamespaceNotFoundError],
  [new ours.QueryRejectedError(2), upstreamClient.QueryRejectedError],
  [new ours.QueryNotRegisteredError('m', 3), upstreamClient.QueryNotRegisteredError],
  [new ours.WorkflowExecutionAlreadyStartedError('m', 'w', 't'), common.WorkflowExecutionAlreadyStartedError],
  [new ours.ValueError('m'), common.ValueError],
  [new ours.PayloadConverterError('m'), common.PayloadConverterError],
  [new ours.IllegalStateError('m'), common.IllegalStateError],
  [new ours.TemporalFailure('m'), common.TemporalFailure],
  [new ours.ApplicationFailure('m'), common.ApplicationFailure],
  [new ours.CancelledFailure('m'), common.CancelledFailure],
  [new ours.TerminatedFailure('m'), common.TerminatedFailure],
  [new ours.TimeoutFailure('m', undefined, undefined), common.TimeoutFailure],
  [new ours.ServerFailure('m', false), common.ServerFailure],
  [new ours.ActivityFailure('m', 't', 'i', undefined, undefined), common.ActivityFailure],
  [new ours.ChildWorkflowFailure('n', execution, 't', undefined), common.ChildWorkflowFailure],
  [new ours.NexusOperationFailure('m', 1, 'e', 's', 'o', 't'), common.NexusOperationFailure],
] as const;

describe.each(twins.map(([error, theirClass]) => ({ name: theirClass.name, error, theirClass })))(
  '$name',
  ({ name, error, theirClass }) => {
    const ourClass = Object.getPrototypeOf(error).constructor as abstract new () => Error;

    it('made here is an instance of the class of upstream', () => {
      expect(error).toBeInstanceOf(theirClass);
      expect(error).toBeInstanceOf(Error);
    });

    it('made by upstream is an instance of the class here', () => {
      const theirs = Object.create(theirClass.prototype) as Error;
      expect(theirs).toBeInstanceOf(ourClass);
      expect(error.name).toBe(theirs.name);
    });

    it('is no instance of the others that it does not extend', () => {
      const others = twins.filter(
        ([, other]) =>
          !(other.prototype as object).isPrototypeOf.call(other.prototype, theirClass.prototype as object) &&
          other !== theirClass,
      );
      for (const [, other] of others) expect(error, `${name} instanceof ${other.name}`).not.toBeInstanceOf(other);
    });
  },
);

describe('two copies of this package', () => {
  afterEach(() => {
    vi.resetModules();
  });

  it('recognise the errors of each other', async () => {
    vi.resetModules();
    const copy = await import('../../../src/client/index.js');
    expect(copy.GrpcError).not.toBe(ours.GrpcError);
    const error = new ours.TransportError('http', 14, 'no', { retryable: true });
    expect(error).toBeInstanceOf(copy.TransportError);
    expect(error).toBeInstanceOf(copy.GrpcError);
    expect(error).not.toBeInstanceOf(copy.ServiceError);
    expect(new copy.ApplicationFailure('m')).toBeInstanceOf(ours.TemporalFailure);
    expect(new copy.WorkflowNotFoundError('m', 'w', undefined)).toBeInstanceOf(ours.WorkflowNotFoundError);
    expect(copy.isRetryableError(error)).toBe(true);
  });

  it('encode and decode the failures of each other', async () => {
    vi.resetModules();
    const copy = await import('../../../src/client/index.js');
    const failure = new ours.DefaultFailureConverter().errorToFailure(
      new copy.ApplicationFailure('m', 'Type', true, [1]),
      ours.defaultPayloadConverter,
    );
    expect(failure.failureInfo).toMatchObject({ case: 'applicationFailureInfo', value: { type: 'Type' } });
  });
});

describe('a subclass of the user', () => {
  class MyFailure extends ours.ApplicationFailure {}

  it('is an instance of its parents, and they are no instances of it', () => {
    expect(new MyFailure('m')).toBeInstanceOf(MyFailure);
    expect(new MyFailure('m')).toBeInstanceOf(ours.ApplicationFailure);
    expect(new MyFailure('m')).toBeInstanceOf(common.ApplicationFailure);
    expect(new ours.ApplicationFailure('m')).not.toBeInstanceOf(MyFailure);
    expect({}).not.toBeInstanceOf(MyFailure);
  });
});

describe('things that are no errors', () => {
  it.each([null, undefined, 'text', 7, {}, [], Object.create(null)])('are instances of nothing: %o', (value) => {
    expect(value instanceof ours.GrpcError).toBe(false);
    expect(value instanceof ours.TemporalFailure).toBe(false);
  });
});

describe('the guards of upstream', () => {
  it('hold for a GrpcError made here', () => {
    const error = new ours.GrpcError(ours.status.DEADLINE_EXCEEDED, 'too late');
    expect(upstreamClient.isGrpcServiceError(error)).toBe(true);
    expect(upstreamClient.isGrpcDeadlineError(error)).toBe(true);
    expect(upstreamClient.isGrpcCancelledError(error)).toBe(false);
    expect(error.message).toBe('4 DEADLINE_EXCEEDED: too late');
  });

  it('agree with those made here, also through causes', () => {
    for (const code of [ours.status.CANCELLED, ours.status.DEADLINE_EXCEEDED, ours.status.NOT_FOUND]) {
      const cause = new ours.GrpcError(code, '');
      const wrapped = new ours.ServiceError('outer', { cause: new ours.ServiceError('inner', { cause }) });
      expect(ours.isGrpcCancelledError(wrapped)).toBe(code === ours.status.CANCELLED);
      expect(ours.isGrpcDeadlineError(wrapped)).toBe(code === ours.status.DEADLINE_EXCEEDED);
      expect(ours.isGrpcServiceError(cause)).toBe(true);
      expect(ours.isGrpcServiceError(wrapped)).toBe(false);
    }
    expect(ours.isGrpcDeadlineError('text')).toBe(false);
  });
});
