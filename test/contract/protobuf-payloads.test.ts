import { create, createRegistry, type Registry } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { describe, expect, it } from 'vitest';
import {
  file_order_v1_order,
  OrderInputSchema,
  OrderResultSchema,
  OrderStatus,
} from '../../gen/samples/order/v1/order_pb.js';
import {
  BinaryPayloadConverter,
  CompositePayloadConverter,
  DefaultPayloadConverterWithProtobufs,
  historyFromJSON,
  historyToJSON,
  JsonPayloadConverter,
  type PayloadConverter,
  ProtobufBinaryPayloadConverter,
  ProtobufJsonPayloadConverter,
  RawValue,
  UndefinedPayloadConverter,
} from '../../src/client/index.js';
import { WrappingCodec } from '../fixtures/codecs.js';
import { type samples, attributesOf, endAfterTest, onNobody, onSamples, openClient } from '../fixtures/real-stack.js';

const text = (bytes: Uint8Array | null | undefined): string => new TextDecoder().decode(bytes ?? new Uint8Array());
const registry = createRegistry(file_order_v1_order);
const order = create(OrderInputSchema, {
  customerId: 'c-42',
  items: [{ sku: 'BOOK-1', quantity: 2, unitPriceCents: 9_007_199_254_740_993n }],
  placedAt: timestampFromDate(new Date('2026-01-02T03:04:05.678Z')),
});
const result = create(OrderResultSchema, { status: OrderStatus.DELIVERED });

const jsonFirst = (known: Registry): PayloadConverter => new DefaultPayloadConverterWithProtobufs({ registry: known });
const binaryFirst = (known: Registry): PayloadConverter =>
  new CompositePayloadConverter(
    new UndefinedPayloadConverter(),
    new BinaryPayloadConverter(),
    new ProtobufBinaryPayloadConverter(known),
    new ProtobufJsonPayloadConverter(known),
    new JsonPayloadConverter(),
  );
const open = (payloadConverter: PayloadConverter, ...payloadCodecs: WrappingCodec[]) =>
  openClient({ dataConverter: { payloadConverter, payloadCodecs } }).workflow;

describe.each([
  ['json/protobuf', jsonFirst],
  ['binary/protobuf', binaryFirst],
])('messages as %s', (encoding, converter) => {
  it('are stored with their name, beside plain values, and read again', async () => {
    const handle = endAfterTest(
      await open(converter(registry)).start('echo', { ...onNobody(), args: [order, 'text'], memo: { order, result } }),
    );
    const { input } = attributesOf(await handle.fetchHistory(), 'workflowExecutionStartedEventAttributes');
    expect(input!.payloads.map(({ metadata }) => text(metadata['encoding']))).toEqual([encoding, 'json/plain']);
    expect(text(input!.payloads[0]!.metadata['messageType'])).toBe('samples.order.v1.OrderInput');
    expect(converter(registry).fromPayload(input!.payloads[0]!)).toEqual(order);
    expect((await handle.describe()).memo).toEqual({ order, result });
  });

  it('go through a worker and back', async () => {
    // The worker knows no messages: the codec makes a text of them, which the Workflow hands back.
    const calls = open(converter(registry), new WrappingCodec('text'));
    const handle = await calls.signalWithStart<typeof samples.waitForRelease, [unknown]>('waitForRelease', {
      ...onSamples(),
      signal: 'release',
      signalArgs: [order],
    });
    expect(await handle.result()).toEqual(order);
  });

  it('that the registry does not hold stay Payloads in a memo, and fail a call', async () => {
    const options = onNobody();
    endAfterTest(await open(converter(registry)).start('echo', { ...options, memo: { order, note: 'plain' } }));
    const small = open(converter(createRegistry(OrderResultSchema)));
    const { memo } = await small.getHandle(options.workflowId).describe();
    expect(memo).toMatchObject({ order: expect.any(RawValue) as unknown, note: 'plain' });
    await expect(small.start('echo', { ...onNobody(), args: [order] })).rejects.toThrow(
      'The registry does not hold the message samples.order.v1.OrderInput',
    );
  });
});

describe('a history of the server', () => {
  it('is the same after a trip through JSON', async () => {
    const workflow = open(jsonFirst(registry));
    const handle = endAfterTest(await workflow.start('echo', { ...onNobody(), args: [order], memo: { result } }));
    const history = await handle.fetchHistory();
    expect(history.events.length).toBeGreaterThan(1);
    expect(historyFromJSON(historyToJSON(history))).toEqual(history);
  });
});
