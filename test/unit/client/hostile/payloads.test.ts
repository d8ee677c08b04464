import { create, createRegistry, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OrderInputSchema } from '../../../../gen/samples/order/v1/order_pb.js';
import { PayloadSchema } from '../../../../gen/core/temporal/api/common/v1/message_pb.js';
import {
  type DescribeWorkflowExecutionResponse,
  DescribeWorkflowExecutionResponseSchema,
  QueryWorkflowResponseSchema,
} from '../../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import {
  type DataConverter,
  DefaultPayloadConverterWithProtobufs,
  ExternalStorage,
  type Payload,
  PayloadConverterError,
  ValueError,
  type WorkflowExecutionDescription,
} from '../../../../src/client/index.js';
import { bodyAnswer } from '../../../fixtures/grpc-web-answer.js';
import { accidents, damaged } from '../../../fixtures/hostile-bytes.js';
import { hostileClient, okBody } from '../../../fixtures/hostile-calls.js';
import { hostileMessage } from '../../../fixtures/hostile-messages.js';
import { type Outcome, outcomeOf, runs } from '../../../fixtures/hostile-outcomes.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const huge = 'x'.repeat(1024 * 1024);

function payload(metadata: Record<string, string>, data: string | Uint8Array = ''): Payload {
  const entries = Object.entries(metadata).map(([key, value]) => [key, utf8(value)] as const);
  return { metadata: Object.fromEntries(entries), data: typeof data === 'string' ? utf8(data) : data };
}

const json = (data: string | Uint8Array): Payload => payload({ encoding: 'json/plain' }, data);
const proto = (encoding: string, messageType: string, data: string | Uint8Array): Payload =>
  payload({ encoding, messageType }, data);
const reference = (data: string): Payload =>
  proto('json/protobuf', 'temporal.api.sdk.v1.ExternalStorageReference', data);

/** How a query ends whose result this is. */
function queried(result: Payload, dataConverter: DataConverter = {}): Promise<Outcome> {
  const message = create(QueryWorkflowResponseSchema, {
    queryResult: {
      payloads: [create(PayloadSchema, { metadata: result.metadata ?? {}, data: result.data ?? utf8('') })],
    },
  });
  const client = hostileClient(() => bodyAnswer(okBody(QueryWorkflowResponseSchema, message)), {}, { dataConverter });
  return outcomeOf(() => client.workflow.getHandle('w').query('q'));
}

const protobuf: DataConverter = {
  payloadConverter: new DefaultPayloadConverterWithProtobufs({ registry: createRegistry(OrderInputSchema) }),
};
const stored: DataConverter = {
  externalStorage: new ExternalStorage({
    drivers: [
      {
        name: 'memory',
        type: 'memory',
        store: () => Promise.resolve([]),
        retrieve: (_context, claims) => Promise.resolve(claims.map(() => undefined as never)),
      },
    ],
  }),
};

describe('a Payload that cannot be read', () => {
  it.each<[string, Payload, DataConverter?]>([
    ['without metadata', { data: utf8('1') }],
    ['of an unknown encoding', payload({ encoding: 'none/such' }, '1')],
    ['of an encoding with a long name', payload({ encoding: huge }, '1')],
    ['of an encoding that is no text', { metadata: { encoding: Uint8Array.of(0xff, 0xfe) }, data: utf8('1') }],
    ['of an encoding that all objects have', payload({ encoding: 'constructor' }, '1')],
    ['of JSON without data', json('')],
    ['of JSON that ends too soon', json('{"a":')],
    ['of JSON that is a long text of nothing', json(huge)],
    ['of JSON that is not UTF-8', json(Uint8Array.of(0x22, 0xff, 0xfe, 0x22))],
    ['that is an encrypted one, without a codec', payload({ encoding: 'binary/encrypted' }, huge)],
    ['of a protobuf without a type', payload({ encoding: 'binary/protobuf' }, 'x'), protobuf],
    ['of a protobuf of an unknown type', proto('binary/protobuf', 'no.Such', 'x'), protobuf],
    ['of a protobuf of a type with a long name', proto('json/protobuf', huge, '{}'), protobuf],
    ['of a protobuf of an inherited name', proto('json/protobuf', '__proto__', '{}'), protobuf],
    ['of bytes that are no such message', proto('binary/protobuf', OrderInputSchema.typeName, '\xff\xff'), protobuf],
    ['of JSON that is no such message', proto('json/protobuf', OrderInputSchema.typeName, '[1]'), protobuf],
    [
      'of JSON with a long odd field',
      proto('json/protobuf', OrderInputSchema.typeName, `{"customerId":["${huge}"]}`),
      protobuf,
    ],
    ['that is a reference to nothing', reference('null'), stored],
    ['that is a reference which is a list', reference('[1]'), stored],
    ['that is a reference without a driver', reference('{"claimData":{}}'), stored],
    ['that is a reference to a driver with a long name', reference(`{"driverName":"${huge}"}`), stored],
    ['that is a reference with odd claims', reference('{"driverName":"memory","claimData":{"a":1}}'), stored],
    ['that is a reference to what was deleted', reference('{"driverName":"memory","claimData":{}}'), stored],
  ])('%s is a ValueError', async (_what, result, converter) => {
    const outcome = await queried(result, converter);
    expect(outcome).toHaveProperty('error');
    const { error } = outcome as { error: Error };
    expect(error).toBeInstanceOf(ValueError);
    if (error.message.startsWith('The registry')) expect(error).toBeInstanceOf(PayloadConverterError);
  });
});

describe('a Payload that only looks odd', () => {
  it('is its value with names that objects inherit', async () => {
    const text = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}';
    const { value } = (await queried(json(text))) as { value: object };
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(JSON.stringify(value)).toBe(text);
  });

  it('is nothing for binary/null, whatever its data', async () => {
    expect(await queried(payload({ encoding: 'binary/null' }, huge))).toEqual({ value: undefined });
  });

  it('is its value when it is nested ten thousand times', async () => {
    const depth = 10_000;
    let { value } = (await queried(json(`${'['.repeat(depth)}1${']'.repeat(depth)}`))) as { value: unknown };
    let found = 0;
    for (; Array.isArray(value); [value] = value as unknown[]) found++;
    expect(found).toBe(depth);
  });

  it('is its megabyte', async () => {
    expect(await queried(json(JSON.stringify(huge)))).toEqual({ value: huge });
    const { value } = (await queried(payload({ encoding: 'binary/plain' }, huge))) as { value: Uint8Array };
    expect(Buffer.compare(value, utf8(huge))).toBe(0);
  });
});

describe('Payloads of a description', () => {
  /** What a description says that has these search attributes, and the same as memo. */
  async function described(fields: Record<string, Payload>): Promise<WorkflowExecutionDescription> {
    const messages = Object.fromEntries(
      Object.entries(fields).map(([name, { metadata, data }]) => [
        name,
        create(PayloadSchema, {
          metadata: metadata ?? {},
          data: data ?? utf8(''),
          externalPayloads: [{ sizeBytes: 7n }],
        }),
      ]),
    );
    const message: DescribeWorkflowExecutionResponse = create(DescribeWorkflowExecutionResponseSchema, {
      workflowExecutionInfo: { memo: { fields: messages }, searchAttributes: { indexedFields: messages } },
    });
    const client = hostileClient(() => bodyAnswer(okBody(DescribeWorkflowExecutionResponseSchema, message)));
    const outcome = await outcomeOf(() => client.workflow.getHandle('w').describe());
    expect(outcome).toHaveProperty('value');
    return (outcome as { value: WorkflowExecutionDescription }).value;
  }

  it('are what they are by names that objects inherit', async () => {
    const keyword = payload({ encoding: 'json/plain', type: 'Keyword' }, '"k"');
    const fields = Object.fromEntries(['__proto__', 'constructor', 'toString'].map((name) => [name, keyword]));
    const { memo, searchAttributes, typedSearchAttributes } = await described(fields);
    for (const values of [memo!, searchAttributes]) {
      expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
      expect(Object.keys(values).sort()).toEqual(['__proto__', 'constructor', 'toString']);
    }
    expect(typedSearchAttributes.get({ name: '__proto__', type: 'KEYWORD' })).toBe('k');
  });

  it.each(['[{"toString":1,"valueOf":1}]', '[[[[["2020"]]]]]', '[{}]', '[true]', `["${huge}"]`])(
    'are no dates where they are none, and hide nothing else: %.40s',
    async (data) => {
      const odd = payload({ encoding: 'json/plain', type: 'Datetime' }, data);
      const right = payload({ encoding: 'json/plain', type: 'Datetime' }, '"2020-01-01T00:00:00Z"');
      const { searchAttributes, typedSearchAttributes } = await described({ odd, right });
      expect(searchAttributes['right']).toEqual([new Date(Date.UTC(2020))]);
      expect(String(searchAttributes['odd']![0])).toBe('Invalid Date');
      expect(typedSearchAttributes.getAll().map(({ key }) => key.name)).toEqual(['right']);
    },
  );

  it('can be written as JSON, those that cannot be read too', async () => {
    const description = await described({ secret: payload({ encoding: 'binary/encrypted' }, 'x'), plain: json('1') });
    expect(JSON.parse(JSON.stringify(description))).toMatchObject({
      memo: { plain: 1, secret: { payload: { data: btoa('x'), externalPayloads: [{ sizeBytes: '7' }] } } },
    });
  });
});

describe('any Payload', () => {
  it.each<[string, DataConverter]>([
    ['the default converter', {}],
    ['the protobuf converter', protobuf],
    ['external storage', stored],
  ])('ends with a value or a ValueError by %s', async (_what, converter) => {
    await fc.assert(
      fc.asyncProperty(hostileMessage(PayloadSchema), async (message) => {
        const outcome = await queried(message, converter);
        if ('error' in outcome) expect(outcome.error).toBeInstanceOf(ValueError);
      }),
      runs(150),
    );
  });

  it('ends so after accidents to a protobuf', async () => {
    const order = create(OrderInputSchema, { customerId: 'ada', items: [{ sku: 'BOOK-1', quantity: 1 }] });
    const bytes = toBinary(OrderInputSchema, order);
    await fc.assert(
      fc.asyncProperty(accidents, async (all) => {
        const broken = proto('binary/protobuf', OrderInputSchema.typeName, damaged(bytes, all));
        const outcome = await queried(broken, protobuf);
        if ('error' in outcome) expect(outcome.error).toBeInstanceOf(ValueError);
      }),
      runs(200),
    );
  });
});
