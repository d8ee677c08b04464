import { describe, expect, it } from 'vitest';
import {
  BinaryPayloadConverter,
  CompositePayloadConverter,
  RawValue,
  ServiceError,
  ValueError,
} from '../../src/client/index.js';
import {
  client,
  endAfterTest,
  onNobody,
  onSamples,
  openClient,
  startWaiting,
  workflow,
} from '../fixtures/real-stack.js';
import { recordingFetch } from '../fixtures/recording-fetch.js';
import { grpcCauseOf, rejectionOf } from '../fixtures/rejection.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('arguments and results', () => {
  it.each([
    ['texts', ['', 'plain', 'ünï 🐘 \u0000 \u2028 "quoted"']],
    ['numbers', [0, -1, 1.5, 2 ** 53 - 1, 1e21, 5e-324]],
    ['booleans and null', [true, false, null]],
    ['nested values', [{ a: [{ b: { c: [1, [2, [3]]] } }], ключ: { '': null } }]],
    ['an empty object and list', [{}, []]],
    ['keys that JavaScript knows', [{ constructor: 1, toString: 'x', length: 0 }]],
  ])('keep %s', async (_kind, args) => {
    expect(await workflow.execute('echo', { ...onSamples(), args })).toEqual(args);
  });

  it('keep bytes', async () => {
    const handle = await startWaiting();
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
    await handle.signal('release', bytes);
    expect(await handle.result()).toEqual(bytes);
  });

  it('keep the places of undefined', async () => {
    // The result is one JSON value, in which undefined is null.
    expect(await workflow.execute('echo', { ...onSamples(), args: [undefined, 1, undefined] })).toEqual([
      null,
      1,
      null,
    ]);
  });

  it('turn a Date into its text', async () => {
    const day = new Date('2026-02-28T12:00:00Z');
    expect(await workflow.execute('echo', { ...onSamples(), args: [day] })).toEqual(['2026-02-28T12:00:00.000Z']);
  });

  it('send a RawValue as it is', async () => {
    const payload = { metadata: { encoding: utf8('json/plain') }, data: utf8('{"made":"by hand"}') };
    const args = [RawValue.fromPayload(payload)];
    expect(await workflow.execute('echo', { ...onSamples(), args })).toEqual([{ made: 'by hand' }]);
  });

  it('raise ValueError that names an encoding which nothing here reads', async () => {
    const options = onSamples();
    await workflow.execute('greet', { ...options, args: ['Ada'] });
    const bytesOnly = { payloadConverter: new CompositePayloadConverter(new BinaryPayloadConverter()) };
    const result = openClient({ dataConverter: bytesOnly }).workflow.result(options.workflowId);
    expect((await rejectionOf(result, ValueError)).message).toBe('Unknown encoding: json/plain');
  });

  it('leave an entry of a memo that nothing here reads as it is, beside those that can be read', async () => {
    const payload = { metadata: { encoding: utf8('binary/encrypted') }, data: utf8('?') };
    const memo = { secret: RawValue.fromPayload(payload), open: 1 };
    const handle = endAfterTest(await client.workflow.start('any', { ...onNobody(), memo }));
    const found = (await handle.describe()).memo;
    expect(found?.['open']).toBe(1);
    expect(found?.['secret']).toBeInstanceOf(RawValue);
    expect((found?.['secret'] as RawValue).payload).toMatchObject(payload);
  });
});

describe('arguments that cannot be sent', () => {
  const circular: { self?: unknown } = {};
  circular.self = circular;

  it.each([
    ['a circular object', circular, /circular|cyclic/i],
    ['a BigInt', 1n, /Unable to convert 1 to payload.*BigInt/],
    ['an object that holds a BigInt', { n: 1n }, /BigInt/],
    ['a function', () => undefined, /Unable to convert/],
    ['a symbol', Symbol('x'), /Unable to convert/],
  ])('raise ValueError for %s before anything is sent', async (_kind, value, message) => {
    const fetch = recordingFetch();
    const { workflow: calls } = openClient({}, { fetch });
    const options = { ...onSamples(), args: [value] };
    expect((await rejectionOf(calls.start('echo', options), ValueError)).message).toMatch(message);
    await rejectionOf(calls.start('echo', { ...onSamples(), memo: { value } }), ValueError);
    await rejectionOf(calls.getHandle('any').signal('release', value), ValueError);
    await rejectionOf(calls.getHandle('any').query('isReleased', value), ValueError);
    expect(fetch.requests).toHaveLength(0);
  });
});

describe('an argument that is too large', () => {
  it('of 3 MB raises ServiceError that says so, at once', async () => {
    const fetch = recordingFetch();
    const start = openClient({}, { fetch }).workflow.start('echo', { ...onSamples(), args: ['x'.repeat(3e6)] });
    const error = await rejectionOf(start, ServiceError);
    expect(grpcCauseOf(error).details).toMatch(/size|large|limit/i);
    expect(fetch.requests).toHaveLength(1);
  });

  it('of 5 MB, which the proxy refuses, raises ServiceError that says so, at once', async () => {
    const fetch = recordingFetch();
    const start = openClient({}, { fetch }).workflow.start('echo', { ...onSamples(), args: ['x'.repeat(5e6)] });
    const error = await rejectionOf(start, ServiceError);
    expect(error.message).toContain('HTTP 413');
    expect(error.message).toMatch(/larger than the proxy allows/);
    expect(grpcCauseOf(error)).toMatchObject({ kind: 'http', httpStatus: 413 });
    expect(fetch.requests).toHaveLength(1);
  });
});
