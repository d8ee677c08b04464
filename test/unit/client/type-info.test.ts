import { describe, expect, it } from 'vitest';
import { CompositePayloadConverter as UpstreamComposite, RawValue as UpstreamRawValue } from '@temporalio/common';
import {
  CompositePayloadConverter,
  type ConverterHint,
  JsonPayloadConverter,
  LoadedDataConverter,
  type Payload,
  PayloadConverterError,
  type PayloadConverterWithEncoding,
  RawValue,
  rawValueTypeInfo,
  type TypeInfo,
  ValueError,
} from '../../../src/client/index.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (bytes: Uint8Array | null | undefined): string => new TextDecoder().decode(bytes ?? new Uint8Array());

class Money {
  readonly cents: bigint;
  constructor(cents: bigint) {
    this.cents = cents;
  }
}
const money: TypeInfo<Money, string> = {
  transferTypeConverter: {
    toTransferType: ({ cents }) => String(cents),
    fromTransferType: (cents) => new Money(BigInt(cents)),
  },
};

/** Writes numbers in the base that the hint says, and nothing else. */
class BaseConverter implements PayloadConverterWithEncoding {
  readonly encodingType = 'x/base';
  validateConverterHint = (hint: ConverterHint): boolean => hint.converter === 'base';
  toPayload<T>(value: T, _context?: unknown, hint?: ConverterHint): Payload | undefined {
    if (typeof value !== 'number' || !hint) return undefined;
    return { metadata: { encoding: utf8(this.encodingType) }, data: utf8(value.toString(baseOf(hint))) };
  }
  fromPayload<T>({ data }: Payload, _context?: unknown, hint?: ConverterHint): T {
    return parseInt(text(data), baseOf(hint)) as T;
  }
}
const baseOf = (hint: ConverterHint | undefined): number => (hint as { base?: number } | undefined)?.base ?? 10;
const inBase = (base: number): TypeInfo<number> => {
  const hint: ConverterHint<number> & { base: number } = { converter: 'base', base };
  return { payloadConverterHint: hint };
};

describe('type info', () => {
  const data = new LoadedDataConverter();

  it('converts to the transfer type before and from it after the Payload converter', async () => {
    const payload = await data.encode(new Money(12n), undefined, money);
    expect(text(payload.data)).toBe('"12"');
    expect(await data.decodeFirst([payload], undefined, money)).toEqual(new Money(12n));
  });

  it('goes by position, and what it does not reach is converted without', async () => {
    const payloads = await data.encodeAll(['a', new Money(3n), 'c'], undefined, [undefined, money]);
    expect(payloads.map((payload) => text(payload.data))).toEqual(['"a"', '"3"', '"c"']);
    expect(await data.decodeAll(payloads, undefined, [undefined, money as TypeInfo])).toEqual([
      'a',
      new Money(3n),
      'c',
    ]);
  });

  it('hands the hint and the context to the Payload converter', async () => {
    const seen: unknown[] = [];
    const context = { type: 'workflow', namespace: 'n', workflowId: 'w' } as const;
    const spying = new LoadedDataConverter({
      payloadConverter: {
        toPayload: (value, ...rest) => (seen.push(['to', value, ...rest]), { data: utf8('1') }),
        fromPayload: <T>(_payload: Payload, ...rest: unknown[]) => (seen.push(['from', ...rest]), 'read' as T),
      },
    });
    const typeInfo = inBase(2) as TypeInfo;
    await spying.decodeFirst([await spying.encode(7, context, typeInfo)], context, typeInfo);
    expect(seen).toEqual([
      ['to', 7, context, { converter: 'base', base: 2 }],
      ['from', context, { converter: 'base', base: 2 }],
    ]);
  });
});

describe('hints', () => {
  const converters = [new JsonPayloadConverter(), new BaseConverter()];
  const composite = new CompositePayloadConverter(...converters);
  const upstream = new UpstreamComposite(...(converters as unknown as ConstructorParameters<typeof UpstreamComposite>));
  const data = new LoadedDataConverter({ payloadConverter: composite });

  it('pass over converters that do not take them, as in @temporalio/common', async () => {
    const payload = await data.encode(255, undefined, inBase(16));
    expect(text(payload.data)).toBe('ff');
    expect(
      text(upstream.toPayload(255, undefined, { converter: 'base', base: 16 } as ConverterHint<number>).data),
    ).toBe('ff');
    expect(await data.decodeFirst([payload], undefined, inBase(16))).toBe(255);
    expect(text((await data.encode(255)).data)).toBe('255');
  });

  it('that nobody takes are an error, with the words of @temporalio/common', () => {
    const hint = { converter: 'nobody' };
    const attempts = [composite, upstream].map((each) => () => each.toPayload(1, undefined, hint));
    for (const attempt of attempts) expect(attempt).toThrow("No payload converter supports converter hint 'nobody'");
    expect(attempts[0]).toThrow(ValueError);
    const json = { metadata: { encoding: utf8('json/plain') }, data: utf8('1') };
    const reads = [composite, upstream].map((each) => () => each.fromPayload<unknown>(json, undefined, hint));
    for (const read of reads) {
      expect(read).toThrow("Payload encoding 'json/plain' does not support converter hint 'nobody'");
    }
    expect(reads[0]).toThrow(PayloadConverterError);
  });
});

describe('rawValueTypeInfo', () => {
  const data = new LoadedDataConverter();

  it('leaves Payloads as they are in both directions', async () => {
    const payload: Payload = { metadata: { encoding: utf8('x/own'), note: utf8('kept') }, data: utf8('bytes') };
    const sent = await data.encode(RawValue.fromPayload(payload), undefined, rawValueTypeInfo);
    expect(sent).toMatchObject(payload);
    const got = await data.decodeFirst([sent], undefined, rawValueTypeInfo);
    expect(got).toBeInstanceOf(RawValue);
    expect(got.payload).toMatchObject(payload);
  });

  it('refuses a value that is no RawValue', async () => {
    await expect(data.encode('text', undefined, rawValueTypeInfo as TypeInfo)).rejects.toThrow(
      'RawValue TypeInfo requires a RawValue value',
    );
  });
});

describe('RawValue', () => {
  it('is its own Payload for a composite converter that is called directly, as in @temporalio/common', () => {
    const composite = new CompositePayloadConverter(new JsonPayloadConverter());
    const upstream = new UpstreamComposite(composite.converters[0] as never);
    expect(composite.toPayload(new RawValue([1]))).toEqual(new RawValue([1]).payload);
    expect(text(upstream.toPayload(new UpstreamRawValue([1])).data)).toBe('[1]');
  });

  it('takes a converter and a context', () => {
    const context = { type: 'activity', namespace: 'n', isLocal: false } as const;
    const raw = new RawValue(
      1,
      { toPayload: (_value, given) => ({ data: utf8(given!.type) }), fromPayload: () => expect.fail() },
      context,
    );
    expect(text(raw.payload.data)).toBe('activity');
  });
});
