import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPayloadConverter as upstream } from '@temporalio/common';
import {
  BinaryPayloadConverter,
  CompositePayloadConverter,
  defaultPayloadConverter as converter,
  JsonPayloadConverter,
  LoadedDataConverter,
  type Payload,
  PayloadConverterError,
  type PayloadConverterWithEncoding,
  RawValue,
  UndefinedPayloadConverter,
  ValueError,
} from '../../../src/client/index.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const plain = (json: string): Payload => ({ metadata: { encoding: utf8('json/plain') }, data: utf8(json) });

describe('the default payload converter', () => {
  it.each([
    ['undefined', undefined],
    ['null', null],
    ['bytes', new Uint8Array([0, 255])],
    ['no bytes', new Uint8Array()],
    ['a text', 'ünï 🐘 \u0000'],
    ['zero', 0],
    ['false', false],
    ['a nested object', { a: [1, { b: null }] }],
  ])('writes %s as @temporalio/common does, and reads it back', (_kind, value) => {
    const payload = converter.toPayload(value);
    const theirs = upstream.toPayload(value);
    expect(payload.metadata).toEqual(theirs.metadata);
    expect(payload.data ?? new Uint8Array()).toEqual(theirs.data ?? new Uint8Array());
    expect(converter.fromPayload(payload)).toEqual(value);
    expect(upstream.fromPayload(payload as Parameters<typeof upstream.fromPayload>[0])).toEqual(value);
  });

  it('reads back every JSON value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // -0 has no JSON form.
        const expected: unknown = JSON.parse(JSON.stringify(value));
        expect(converter.fromPayload(converter.toPayload(value))).toEqual(expected);
      }),
    );
  });

  it.each([
    ['a BigInt', 1n, 'Unable to convert 1 to payload'],
    ['a symbol', Symbol('secret'), 'Unable to convert Symbol(secret) to payload'],
    ['a function', function handler() {}, 'Unable to convert'],
  ])('refuses %s', (_kind, value, message) => {
    expect(() => converter.toPayload(value)).toThrow(ValueError);
    expect(() => converter.toPayload(value)).toThrow(message);
  });

  it('refuses an object without prototype that JSON cannot hold, instead of failing on its text', () => {
    const value = Object.assign(Object.create(null) as object, { n: 1n });
    expect(() => converter.toPayload(value)).toThrow(ValueError);
  });

  it('refuses an object whose toJSON throws or gives nothing', () => {
    const throws = { toJSON: () => expect.fail('from toJSON') };
    expect(() => converter.toPayload(throws)).toThrow(ValueError);
    expect(() => converter.toPayload({ toJSON: () => undefined })).toThrow(ValueError);
  });

  it('keeps the reason for a circular object as cause', () => {
    const value: { self?: unknown } = {};
    value.self = value;
    expect(() => converter.toPayload(value)).toThrow(
      expect.objectContaining({ name: 'ValueError', cause: expect.any(TypeError) as unknown }) as Error,
    );
  });
});

describe('reading a Payload', () => {
  it.each<[string, Payload, string]>([
    ['without metadata', { data: utf8('1') }, 'Missing payload metadata'],
    ['without encoding', { metadata: {}, data: utf8('1') }, 'Missing payload metadata'],
    [
      'of an unknown encoding',
      { metadata: { encoding: utf8('binary/encrypted') } },
      'Unknown encoding: binary/encrypted',
    ],
    ['of JSON without data', { metadata: { encoding: utf8('json/plain') } }, 'no data'],
    ['of JSON that is empty', plain(''), 'no data'],
    ['of JSON that is broken', plain('{"a":'), 'not JSON'],
  ])('raises ValueError for one %s', (_kind, payload, message) => {
    expect(() => converter.fromPayload(payload)).toThrow(ValueError);
    expect(() => converter.fromPayload(payload)).toThrow(message);
  });

  it('raises ValueError for one that is not UTF-8', () => {
    const payload = { ...plain('x'), data: new Uint8Array([0x22, 0xff, 0x22]) };
    expect(() => converter.fromPayload(payload)).toThrow(ValueError);
  });

  it('raises ValueError for an encoding that is not UTF-8', () => {
    expect(() => converter.fromPayload({ metadata: { encoding: new Uint8Array([0xff]) } })).toThrow(ValueError);
  });

  it('never raises anything else, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.constantFrom('json/plain', 'binary/plain', 'binary/null', 'x'), fc.uint8Array(), (name, data) => {
        try {
          converter.fromPayload({ metadata: { encoding: utf8(name) }, data });
        } catch (error) {
          expect(error).toBeInstanceOf(ValueError);
        }
      }),
    );
  });
});

describe('CompositePayloadConverter', () => {
  it('asks its converters in order and reads by encoding', () => {
    const dates: PayloadConverterWithEncoding = {
      encodingType: 'x/date',
      toPayload: (value: unknown) =>
        value instanceof Date
          ? { metadata: { encoding: utf8('x/date') }, data: utf8(String(value.getTime())) }
          : undefined,
      fromPayload: <T>({ data }: Payload) => new Date(Number(new TextDecoder().decode(data ?? undefined))) as T,
    };
    const composite = new CompositePayloadConverter(
      new UndefinedPayloadConverter(),
      new BinaryPayloadConverter(),
      dates,
      new JsonPayloadConverter(),
    );
    const day = new Date(86_400_000);
    expect(composite.fromPayload(composite.toPayload(day))).toEqual(day);
    expect(composite.fromPayload(composite.toPayload([1]))).toEqual([1]);
    expect(composite.fromPayload(composite.toPayload(undefined))).toBeUndefined();
  });

  it('refuses to be made of nothing', () => {
    expect(() => new CompositePayloadConverter()).toThrow(PayloadConverterError);
  });
});

describe('LoadedDataConverter', () => {
  it.each(['payloadConverterPath', 'failureConverterPath'])('refuses %s: a page has no files', (key) => {
    expect(() => new LoadedDataConverter({ [key]: './converter.js' })).toThrow(TypeError);
    expect(() => new LoadedDataConverter({ [key]: './converter.js' })).toThrow(`dataConverter.${key}`);
  });

  it('sends a RawValue as it is, past the payload converter', async () => {
    const strict = new LoadedDataConverter({
      payloadConverter: { toPayload: () => expect.fail('not asked'), fromPayload: () => expect.fail('not asked') },
    });
    const [payload] = await strict.encodeAll([new RawValue({ by: 'hand' })]);
    expect(new TextDecoder().decode(payload?.data)).toBe('{"by":"hand"}');
  });

  it('gives undefined for the first of no Payloads', async () => {
    const data = new LoadedDataConverter();
    expect(await data.decodeFirst(undefined)).toBeUndefined();
    expect(await data.decodeFirst([])).toBeUndefined();
    expect(await data.decodeMap(undefined)).toBeUndefined();
  });
});
