/** What `@temporalio/common` exports for authors of converters, beside ours. */
import * as upstream from '@temporalio/common';
import { describe, expect, it, vi } from 'vitest';
import * as ours from '../../../src/client/index.js';
import {
  ApplicationFailure,
  CancelledFailure,
  CompositePayloadConverter,
  encodeErrorToFailure,
  encodingKeys,
  encodingTypes,
  ExternalStorageNotConfiguredError,
  LoadedDataConverter,
  METADATA_ENCODING_KEY,
  type Payload,
  type PayloadConverterWithEncoding,
  type SerializationContext,
  UndefinedPayloadConverter,
  ValueError,
} from '../../../src/client/index.js';
import { WrappingCodec } from '../../fixtures/codecs.js';

const text = (bytes: Uint8Array | null | undefined): string => new TextDecoder().decode(bytes ?? new Uint8Array());
const utf8 = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('names for authors of converters', () => {
  it.each(['METADATA_ENCODING_KEY', 'METADATA_MESSAGE_TYPE_KEY', 'encodingTypes', 'encodingKeys'] as const)(
    '%s is the one of @temporalio/common',
    (name) => {
      expect(ours[name]).toEqual(upstream[name]);
    },
  );

  it.each([
    'arrayFromPayloads',
    'convertOptionalToPayload',
    'fromPayloadsAtIndex',
    'fromPayloadWithTypeInfo',
    'mapFromPayloads',
    'mapToPayloads',
    'toPayloads',
    'toPayloadsWithContext',
    'toPayloadWithTypeInfo',
    'BinaryPayloadConverter',
    'CompositePayloadConverter',
    'DefaultFailureConverter',
    'DefaultPayloadConverter',
    'ExternalStorage',
    'ExternalStorageNotConfiguredError',
    'JsonPayloadConverter',
    'PayloadConverterError',
    'RawValue',
    'StorageDriverClaim',
    'UndefinedPayloadConverter',
    'ValueError',
  ] as const)('%s exists in both', (name) => {
    expect(ours[name]).toBeTypeOf('function');
    expect(upstream[name]).toBeTypeOf('function');
  });

  it('convert lists and maps as those of @temporalio/common do', () => {
    const values = [1, 'two', undefined, { three: 3 }];
    for (const library of [ours, upstream]) {
      const converter = new library.DefaultPayloadConverter() as upstream.PayloadConverter & ours.PayloadConverter;
      const payloads = library.toPayloads(converter, ...values)!;
      expect(payloads.map(({ data }) => text(data))).toEqual(['1', '"two"', '', '{"three":3}']);
      expect(library.toPayloads(converter)).toBeUndefined();
      expect(library.arrayFromPayloads(converter, payloads)).toEqual(values);
      expect(library.arrayFromPayloads(converter, undefined)).toEqual([]);
      expect(library.fromPayloadsAtIndex(converter, 1, payloads)).toBe('two');
      expect(library.fromPayloadsAtIndex(converter, 9, payloads)).toBeUndefined();
      expect(library.fromPayloadsAtIndex(converter, 0, null)).toBeUndefined();
      const map = library.mapToPayloads(converter, { a: 1, b: [2] });
      expect(library.mapFromPayloads(converter, map)).toEqual({ a: 1, b: [2] });
      expect(library.mapFromPayloads(converter, null)).toBeUndefined();
      expect(library.convertOptionalToPayload(converter, null)).toBeNull();
      expect(library.convertOptionalToPayload(converter, undefined)).toBeUndefined();
      expect(text(library.convertOptionalToPayload(converter, 0)!.data)).toBe('0');
    }
  });

  it('share errors: ours are instances of the classes of @temporalio/common', () => {
    const error = new ExternalStorageNotConfiguredError();
    expect(error).toBeInstanceOf(upstream.ExternalStorageNotConfiguredError);
    expect(error.message).toBe(new upstream.ExternalStorageNotConfiguredError().message);
  });
});

/** As the documentation of the TypeScript SDK shows how to write one, but for where it imports from. */
class DateConverter implements PayloadConverterWithEncoding {
  public encodingType = 'json/date' as upstream.EncodingType;

  public toPayload(value: unknown): Payload | undefined {
    if (!(value instanceof Date)) return undefined;
    return {
      metadata: { [METADATA_ENCODING_KEY]: utf8('json/date'), format: utf8('iso') },
      data: utf8(value.toISOString()),
    };
  }

  public fromPayload<T>(content: Payload): T {
    if (!content.data) throw new ValueError('no data');
    return new Date(text(content.data)) as unknown as T;
  }
}

describe('a converter written for @temporalio/common', () => {
  it('works in ours, and the converters of @temporalio/common do', async () => {
    const day = new Date(86_400_000);
    const composites = [
      new CompositePayloadConverter(
        new UndefinedPayloadConverter(),
        new DateConverter(),
        new ours.JsonPayloadConverter(),
      ),
      new upstream.CompositePayloadConverter(new DateConverter(), new upstream.JsonPayloadConverter()),
    ];
    for (const payloadConverter of composites) {
      const data = new LoadedDataConverter({ payloadConverter });
      const payloads = await data.encodeAll([day, 'text']);
      expect(text(payloads[0]!.metadata[METADATA_ENCODING_KEY])).toBe('json/date');
      expect(await data.decodeAll(payloads)).toEqual([day, 'text']);
    }
  });

  it('knows the encodings by their names', () => {
    expect(text(encodingKeys.METADATA_ENCODING_JSON)).toBe(encodingTypes.METADATA_ENCODING_JSON);
    expect(new UndefinedPayloadConverter().toPayload(undefined)!.metadata).toEqual({
      encoding: encodingKeys.METADATA_ENCODING_NULL,
    });
  });
});

describe('failures through codecs', () => {
  const context: SerializationContext = { type: 'activity', namespace: 'n', activityId: 'a', isLocal: false };

  it('come back as they went, at every level, with encoded attributes', async () => {
    const codec = new WrappingCodec('lock');
    const data = new LoadedDataConverter({
      payloadCodecs: [codec],
      failureConverter: new ours.DefaultFailureConverter({ encodeCommonAttributes: true }),
    });
    const cause = new CancelledFailure('inner', ['detail of the cause']);
    const failure = await encodeErrorToFailure(
      data,
      ApplicationFailure.create({ message: 'outer', details: [{ a: 1 }, 2], cause }),
      context,
    );
    const wire = JSON.stringify(failure, (_key, value: unknown) => (value instanceof Uint8Array ? text(value) : value));
    expect(wire).not.toMatch(/outer|inner|detail of/);
    expect(failure.message).toBe('Encoded failure');
    const error = (await data.decodeFailure(failure, context)) as ApplicationFailure;
    expect(error).toMatchObject({ message: 'outer', details: [{ a: 1 }, 2] });
    expect(error.cause).toMatchObject({ message: 'inner', details: ['detail of the cause'] });
    expect(new Set(codec.contexts)).toEqual(new Set([context]));
  });

  it('tell the failure converter whose they are, both ways', async () => {
    const seen: unknown[] = [];
    const usual = ours.defaultFailureConverter;
    const data = new LoadedDataConverter({
      failureConverter: {
        errorToFailure: (error, converter, given) => {
          seen.push(given);
          return usual.errorToFailure(error, converter, given);
        },
        failureToError: (failure, converter, given) => {
          seen.push(given);
          return usual.failureToError(failure, converter, given);
        },
      },
    });
    const failure = await encodeErrorToFailure(data, new Error('x'), context);
    expect(await data.decodeFailure(failure, context)).toMatchObject({ message: 'x' });
    expect(seen).toEqual([context, context]);
  });

  it('leave the failure that was given alone', async () => {
    const data = new LoadedDataConverter({ payloadCodecs: [new WrappingCodec('lock')] });
    const failure = await encodeErrorToFailure(
      new LoadedDataConverter(),
      ApplicationFailure.create({ details: ['x'] }),
    );
    const before = JSON.stringify(failure);
    await data.decodeFailure(failure);
    expect(JSON.stringify(failure)).toBe(before);
  });
});

describe('a codec', () => {
  it('that is one for @temporalio/common is one here', async () => {
    const reversing: upstream.PayloadCodec = {
      encode: async (payloads) => payloads.map((each) => ({ ...each, data: each.data!.slice().reverse() })),
      decode: async (payloads) => payloads.map((each) => ({ ...each, data: each.data!.slice().reverse() })),
    };
    const data = new LoadedDataConverter({ payloadCodecs: [reversing] });
    const payload = await data.encode('abc');
    expect(text(payload.data)).toBe('"cba"');
    expect(await data.decodeFirst([payload])).toBe('abc');
  });

  it('is not asked when there is nothing to convert', async () => {
    const codec = new WrappingCodec('lock');
    const data = new LoadedDataConverter({ payloadCodecs: [codec] });
    expect(await data.encodeAll([])).toEqual([]);
    expect(await data.decodeAll([])).toEqual([]);
    expect(codec.log).toEqual([]);
  });
});

describe('a memo', () => {
  it('keeps an entry that cannot be read as RawValue, with the reason', async () => {
    const data = ours.defaultDataConverter;
    const unreadable = { metadata: { encoding: utf8('binary/encrypted') }, data: utf8('?') };
    const memo = await data.decodeMap({ a: unreadable, b: await data.encode('b') });
    expect(memo).toMatchObject({ a: { payload: unreadable }, b: 'b' });
    const raw = memo!['a'] as ours.RawValue;
    expect(raw).toBeInstanceOf(ours.RawValue);
    expect(raw.reason).toMatchObject({ name: 'ValueError', message: 'Unknown encoding: binary/encrypted' });
    expect(await data.encode(raw)).toMatchObject(unreadable);
  });
});

describe('two copies of this package', () => {
  it('know the RawValues of each other', async () => {
    vi.resetModules();
    const other = await import('../../../src/client/index.js');
    expect(other.RawValue).not.toBe(ours.RawValue);
    const raw = new other.RawValue('value');
    expect(await ours.defaultDataConverter.encode(raw)).toMatchObject(raw.payload);
    expect(ours.defaultPayloadConverter.toPayload(raw)).toBe(raw.payload);
  });
});
