import { readFileSync } from 'node:fs';
import { create, createRegistry, type Message } from '@bufbuild/protobuf';
import { timestampFromDate, TimestampSchema } from '@bufbuild/protobuf/wkt';
import type * as upstreamProtobufs from '@temporalio/common/lib/protobufs.js';
import { describe, expect, it } from 'vitest';
import {
  file_order_v1_order,
  OrderInputSchema,
  OrderItemSchema,
  OrderResultSchema,
  OrderStatus,
} from '../../../gen/samples/order/v1/order_pb.js';
import {
  BinaryPayloadConverter,
  CompositePayloadConverter,
  DefaultPayloadConverterWithProtobufs,
  LoadedDataConverter,
  type Payload,
  PayloadConverterError,
  ProtobufBinaryPayloadConverter,
  protobufHint,
  ProtobufJsonPayloadConverter,
  type TypeInfo,
  UndefinedPayloadConverter,
  ValueError,
} from '../../../src/client/index.js';
import { requireUpstream } from '../../fixtures/upstream-modules.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (bytes: Uint8Array | null | undefined): string => new TextDecoder().decode(bytes ?? new Uint8Array());

const registry = createRegistry(file_order_v1_order);
const converter = new DefaultPayloadConverterWithProtobufs({ registry });
const json = new ProtobufJsonPayloadConverter(registry);
const binary = new ProtobufBinaryPayloadConverter(registry);

const order = create(OrderInputSchema, {
  customerId: 'ünï-42',
  items: [{ sku: 'BOOK-1', quantity: 2, unitPriceCents: 9_007_199_254_740_993n }],
  placedAt: timestampFromDate(new Date('2026-01-02T03:04:05.678Z')),
});
const result = create(OrderResultSchema, { orderId: 'o-1', status: OrderStatus.SHIPPING, totalCents: -1n });

/** The same messages in protobufjs, and the converters that workers of the TypeScript SDK use for them. */
interface ProtobufJs {
  parse(source: string): {
    root: {
      addJSON(definitions: object): void;
      lookupType(name: string): { fromObject(value: object): object };
    };
  };
  common: { get(file: string): { nested: object } };
}
const upstream = requireUpstream<typeof upstreamProtobufs>('@temporalio/common/lib/protobufs');
const protobufjs = requireUpstream<ProtobufJs>('protobufjs');
const { root } = protobufjs.parse(
  readFileSync(new URL('../../../proto/samples/order/v1/order.proto', import.meta.url), 'utf8'),
);
root.addJSON(protobufjs.common.get('google/protobuf/timestamp.proto').nested);
const theirs: never = upstream.patchProtobufRoot(root as never);
const upstreamDefault = new upstream.DefaultPayloadConverterWithProtobufs({ protobufRoot: theirs });
const upstreamBinary = new upstream.ProtobufBinaryPayloadConverter(theirs);

describe('protobuf Payloads', () => {
  it('name their encoding and their message', () => {
    const payload = converter.toPayload(order);
    expect(text(payload.metadata!['encoding'])).toBe('json/protobuf');
    expect(text(payload.metadata!['messageType'])).toBe('samples.order.v1.OrderInput');
    expect(JSON.parse(text(payload.data))).toEqual({
      customerId: 'ünï-42',
      items: [{ sku: 'BOOK-1', quantity: 2, unitPriceCents: '9007199254740993' }],
      placedAt: '2026-01-02T03:04:05.678Z',
    });
    expect(text(binary.toPayload(order)!.metadata!['encoding'])).toBe('binary/protobuf');
  });

  it.each<[string, Message]>([
    ['nested messages, times and large numbers', order],
    ['enums', result],
    ['nothing at all', create(OrderInputSchema)],
  ])('come back with %s, in both encodings', (_kind, message) => {
    expect(converter.fromPayload(converter.toPayload(message))).toEqual(message);
    expect(converter.fromPayload(binary.toPayload(message)!)).toEqual(message);
  });

  it('stand in the order of the other SDKs: nothing, bytes, JSON messages, binary messages, JSON', () => {
    expect(converter.converters.map(({ encodingType }) => encodingType)).toEqual(
      upstreamDefault.converters.map(({ encodingType }) => encodingType),
    );
  });

  it('leave all other values to the other converters', () => {
    for (const value of [undefined, null, new Uint8Array([1]), 'text', { customerId: 'c' }]) {
      expect(converter.fromPayload(converter.toPayload(value))).toEqual(value);
    }
    expect([json.toPayload({ a: 1 }), json.toPayload(null), binary.toPayload(undefined)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('go as bytes where that converter comes first', () => {
    const bytesFirst = new CompositePayloadConverter(
      new UndefinedPayloadConverter(),
      new BinaryPayloadConverter(),
      binary,
      json,
    );
    expect(text(bytesFirst.toPayload(order).metadata!['encoding'])).toBe('binary/protobuf');
    expect(bytesFirst.fromPayload(json.toPayload(order)!)).toEqual(order);
  });

  it('may have fields that this page does not know', () => {
    const newer = {
      ...converter.toPayload(order),
      data: utf8('{"customerId":"c","colour":"red","items":[{"sku":"s","x":[]}]}'),
    };
    expect(converter.fromPayload(newer)).toEqual(create(OrderInputSchema, { customerId: 'c', items: [{ sku: 's' }] }));
  });
});

describe('protobuf Payloads and the converters of @temporalio/common', () => {
  const asTheirs = (payload: Payload): Parameters<typeof upstreamDefault.fromPayload>[0] => payload;
  const messageOfTheirs = root.lookupType('samples.order.v1.OrderInput').fromObject({
    customerId: 'ünï-42',
    items: [{ sku: 'BOOK-1', quantity: 2, unitPriceCents: '9007199254740993' }],
    placedAt: { seconds: '1767323045', nanos: 678_000_000 },
  });

  it('write the same', () => {
    const ours = converter.toPayload(order);
    const upstreams = upstreamDefault.toPayload(messageOfTheirs);
    expect(Object.entries(ours.metadata!).map(([key, value]) => [key, text(value)])).toEqual(
      Object.entries(upstreams.metadata!).map(([key, value]) => [key, text(value)]),
    );
    expect(JSON.parse(text(ours.data))).toEqual(JSON.parse(text(upstreams.data)));
    expect(new Uint8Array(upstreamBinary.toPayload(messageOfTheirs)!.data!)).toEqual(binary.toPayload(order)!.data);
  });

  it('read what the other wrote, in both encodings', () => {
    for (const payload of [converter.toPayload(order), binary.toPayload(order)!]) {
      expect(upstreamDefault.toPayload(upstreamDefault.fromPayload(asTheirs(payload))).data).toEqual(
        upstreamDefault.toPayload(messageOfTheirs).data,
      );
    }
    for (const payload of [upstreamDefault.toPayload(messageOfTheirs), upstreamBinary.toPayload(messageOfTheirs)!]) {
      expect(converter.fromPayload(payload)).toEqual(order);
    }
  });
});

describe('errors name what is missing', () => {
  const payload = json.toPayload(order)!;

  it('a message that the registry does not hold, going out and coming in', () => {
    const small = new DefaultPayloadConverterWithProtobufs({ registry: createRegistry(OrderItemSchema) });
    for (const attempt of [
      () => small.toPayload(order),
      () => small.fromPayload(payload),
      () => new ProtobufJsonPayloadConverter().toPayload(order),
      () => new ProtobufBinaryPayloadConverter().fromPayload<unknown>(binary.toPayload(order)!),
    ]) {
      expect(attempt).toThrow(PayloadConverterError);
      expect(attempt).toThrow('The registry does not hold the message samples.order.v1.OrderInput');
    }
  });

  it.each<[string, Payload, string]>([
    [
      'no messageType',
      { metadata: { encoding: utf8('json/protobuf') }, data: utf8('{}') },
      'without metadata.messageType',
    ],
    [
      'no JSON',
      { ...payload, data: utf8('{') },
      'Payload of encoding json/protobuf is not a samples.order.v1.OrderInput',
    ],
    ['no data', { metadata: payload.metadata! }, 'is not a samples.order.v1.OrderInput'],
    ['JSON of another form', { ...payload, data: utf8('{"items":5}') }, 'is not a samples.order.v1.OrderInput'],
    [
      'bytes of another form',
      { ...payload, metadata: { ...payload.metadata, encoding: utf8('binary/protobuf') }, data: utf8('\u000f') },
      'Payload of encoding binary/protobuf is not a samples.order.v1.OrderInput',
    ],
  ])('a Payload with %s', (_kind, bad, message) => {
    expect(() => converter.fromPayload(bad)).toThrow(ValueError);
    expect(() => converter.fromPayload(bad)).toThrow(message);
  });

  it('a message that cannot be written', () => {
    const early = create(TimestampSchema, { seconds: -(10n ** 15n) });
    const times = new ProtobufJsonPayloadConverter(createRegistry(TimestampSchema));
    expect(() => times.toPayload(early)).toThrow('Unable to write a google.protobuf.Timestamp as json/protobuf');
  });
});

describe('a hint', () => {
  const data = new LoadedDataConverter({
    payloadConverter: new CompositePayloadConverter(
      new ProtobufJsonPayloadConverter(),
      new ProtobufBinaryPayloadConverter(),
    ),
  });
  const typeInfo = { payloadConverterHint: protobufHint(OrderInputSchema) };

  it('stands in for the registry', async () => {
    const sent = await data.encode(order, undefined, typeInfo);
    expect(await data.decodeFirst([sent], undefined, typeInfo)).toEqual(order);
    expect(await data.decodeFirst([binary.toPayload(order)!], undefined, typeInfo)).toEqual(order);
  });

  it('for another message than it is, is an error', async () => {
    await expect(data.decodeFirst([json.toPayload(result)!], undefined, typeInfo)).rejects.toThrow(
      'The type info says samples.order.v1.OrderInput, and the payload holds a samples.order.v1.OrderResult',
    );
    await expect(data.encode({ customerId: 'c' }, undefined, typeInfo as TypeInfo)).rejects.toThrow(
      'make one with create(…)',
    );
  });
});
