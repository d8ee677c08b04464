/**
 * Sends and reads messages of Protocol Buffers: proto JSON that a worker of any language reads by its schema, and that
 * people can read in the Temporal UI. The messages are those of proto/samples, made with protoc-gen-es.
 */
import { create, createRegistry } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Client, Connection, DefaultPayloadConverterWithProtobufs, historyToJSON } from 'temporal-web-client';
import { file_order_v1_order, type OrderInput, OrderInputSchema } from '../gen/samples/order/v1/order_pb.js';

const address = process.env['TEMPORAL_ADDRESS'] ?? 'http://127.0.0.1:8080';
const payloadConverter = new DefaultPayloadConverterWithProtobufs({ registry: createRegistry(file_order_v1_order) });
const client = new Client({ connection: await Connection.connect({ address }), dataConverter: { payloadConverter } });

const order = create(OrderInputSchema, {
  customerId: 'c-42',
  // More than a number of JavaScript can hold: a message has a type for it.
  items: [{ sku: 'BOOK-1', quantity: 2, unitPriceCents: 9_007_199_254_740_993n }],
  placedAt: timestampFromDate(new Date('2026-01-02T03:04:05Z')),
});

// Nobody polls this task queue, so the execution stays as it was started.
const taskQueue = `nobody-${crypto.randomUUID()}`;
const handle = await client.workflow.start('order', {
  taskQueue,
  workflowId: taskQueue,
  args: [order],
  memo: { order },
});

const { memo } = await handle.describe();
const read = memo?.['order'] as OrderInput;
console.log(`${read.$typeName} of ${read.customerId}: ${read.items[0]?.unitPriceCents} cents`);

const { events } = JSON.parse(historyToJSON(await handle.fetchHistory())) as {
  events: { workflowExecutionStartedEventAttributes: { input: { payloads: { metadata: object; data: string }[] } } }[];
};
const [payload] = events[0]?.workflowExecutionStartedEventAttributes.input.payloads ?? [];
for (const [key, value] of Object.entries(payload?.metadata ?? {}).sort())
  console.log(`${key}: ${atob(String(value))}`);
console.log(`data: ${JSON.stringify(JSON.parse(atob(payload?.data ?? '')))}`);

await handle.terminate('the example is over');
await client.connection.close();

// Prints:
// samples.order.v1.OrderInput of c-42: 9007199254740993 cents
// encoding: json/protobuf
// messageType: samples.order.v1.OrderInput
// data: {"customerId":"c-42","items":[{"sku":"BOOK-1","quantity":2,"unitPriceCents":"9007199254740993"}],"placedAt":"2026-01-02T03:04:05Z"}
