import * as upstreamClient from '@temporalio/client';
import * as upstream from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import * as ours from '../../../src/client/index.js';

type Texts = Record<string, string | undefined>;
const isConstants = (value: unknown): value is Texts =>
  typeof value === 'object' && value !== null && Object.values(value).every((entry) => typeof entry !== 'object');

/** Objects of constants that both export. */
const constants = Object.entries({ ...upstream, ...upstreamClient })
  .map(([name, theirs]) => ({ name, theirs: theirs as unknown, here: (ours as Record<string, unknown>)[name] }))
  .filter(({ theirs, here }) => isConstants(theirs) && isConstants(here) && Object.keys(theirs).length > 0);

describe('constants that upstream exports too', () => {
  it('are found', () => {
    expect(constants.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['WorkflowIdReusePolicy', 'RetryState', 'TimeoutType', 'VersioningBehavior']),
    );
  });

  it.each(constants)('have the same values: $name', ({ theirs, here }) => {
    const common = Object.keys(here as Texts).filter((key) => key in (theirs as Texts));
    expect(common.length).toBeGreaterThan(0);
    for (const key of common) expect((here as Texts)[key]).toBe((theirs as Texts)[key]);
  });
});

describe.each([
  ['encodeTimeoutType', 'decodeTimeoutType', 'HEARTBEAT'],
  ['encodeRetryState', 'decodeRetryState', 'MAXIMUM_ATTEMPTS_REACHED'],
  ['encodeApplicationFailureCategory', 'decodeApplicationFailureCategory', 'BENIGN'],
  ['encodeVersioningBehavior', 'decodeVersioningBehavior', 'AUTO_UPGRADE'],
] as const)('%s and %s', (encode, decode, name) => {
  it('have the numbers of upstream', () => {
    const encodeHere = ours[encode] as (value: string) => number;
    const decodeHere = ours[decode] as (value: number) => string;
    expect(encodeHere(name)).toBe((upstream[encode] as typeof encodeHere)(name));
    expect(decodeHere(encodeHere(name))).toBe(name);
  });
});

describe('ensureApplicationFailure and ensureTemporalFailure', () => {
  const cause = new Error('deeper');
  const thrown: [string, unknown][] = [
    ['an Error', new TypeError('wrong', { cause })],
    ['an Error without a message', new RangeError()],
    ['a text', 'a text'],
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['an object', { message: 'looks like one', name: 'Lookalike' }],
    ['an object that has no prototype', Object.assign(Object.create(null), { message: 'bare', name: 'Bare' })],
  ];

  it.each(thrown)('make of %s what upstream makes of it', (_what, value) => {
    const expected = upstream.ensureApplicationFailure(value);
    for (const failure of [ours.ensureApplicationFailure(value), ours.ensureTemporalFailure(value)]) {
      expect(failure).toBeInstanceOf(ours.ApplicationFailure);
      expect(failure).toMatchObject({ message: expected.message, nonRetryable: false });
      expect(failure).toHaveProperty('type', expected.type);
      expect(failure.cause).toBe(expected.cause);
    }
  });

  it('keep what is a failure already', () => {
    const application = ours.ApplicationFailure.nonRetryable('no', 'No');
    const cancelled = new ours.CancelledFailure('stopped');
    expect(ours.ensureApplicationFailure(application)).toBe(application);
    expect(ours.ensureTemporalFailure(cancelled)).toBe(cancelled);
    expect(ours.ensureApplicationFailure(cancelled)).not.toBe(cancelled);
  });

  it('keep the stack of an Error', () => {
    const error = new Error('x');
    expect(ours.ensureApplicationFailure(error).stack).toBe(error.stack);
  });
});

describe('createPayloadValidationError', () => {
  it.each([[{ field: 'a' }], [undefined], [null], [0]])('is as upstream: %j', (details) => {
    const { message, type, nonRetryable, details: given } = upstream.createPayloadValidationError(details);
    expect(ours.createPayloadValidationError(details)).toMatchObject({ message, type, nonRetryable, details: given });
  });
});

describe('names that upstream keeps for older code', () => {
  it('isServerErrorResponse is isGrpcServiceError', () => {
    const error = new ours.GrpcError(ours.status.NOT_FOUND, 'not here');
    /* eslint-disable @typescript-eslint/no-deprecated -- this is about them */
    expect(ours.isServerErrorResponse(error)).toBe(true);
    expect(ours.isServerErrorResponse(new Error('not here'))).toBe(false);
    /* eslint-enable @typescript-eslint/no-deprecated */
  });

  it('toCanonicalString spells a version as upstream does', () => {
    const version = { deploymentName: 'shop', buildId: '1.2' };
    expect(ours.toCanonicalString(version)).toBe(upstream.toCanonicalString(version));
  });
});

describe('definitions', () => {
  it('carry type information, as those of @temporalio/workflow', () => {
    const typeInfo = { inputTypes: [], outputType: {} };
    expect(ours.defineSignal('s', { typeInfo })).toEqual({ type: 'signal', name: 's', typeInfo });
    expect(ours.defineQuery('q', { typeInfo })).toEqual({ type: 'query', name: 'q', typeInfo });
    expect(ours.defineUpdate('u', { typeInfo })).toEqual({ type: 'update', name: 'u', typeInfo });
    expect(ours.defineUpdate('u')).toEqual({ type: 'update', name: 'u' });
  });
});
