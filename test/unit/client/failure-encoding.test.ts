import { create, toBinary } from '@bufbuild/protobuf';
import {
  DefaultFailureConverter as UpstreamFailureConverter,
  defaultPayloadConverter as upstreamPayloads,
} from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { type Failure, FailureSchema } from '../../../gen/core/temporal/api/failure/v1/message_pb.js';
import { toWirePayloads } from '../../../src/client/converter/wire-payload.js';
import {
  ApplicationFailure,
  CancelledFailure,
  DefaultFailureConverter,
  defaultPayloadConverter as payloads,
  LoadedDataConverter,
  type PayloadCodec,
  TimeoutFailure,
} from '../../../src/client/index.js';
import { WrappingCodec } from '../../fixtures/codecs.js';

const encoding = new DefaultFailureConverter({ encodeCommonAttributes: true });
const plain = new DefaultFailureConverter();

function nested(): ApplicationFailure {
  const root = new CancelledFailure('inner secret', [{ deep: true }]);
  const timeout = new TimeoutFailure('middle secret', { beat: 1 }, 'HEARTBEAT', root);
  return new ApplicationFailure('outer secret', 'Type', true, ['detail', 2], timeout);
}

describe('encodeCommonAttributes', () => {
  it('hides message and stack at every level', () => {
    const failure = encoding.errorToFailure(nested(), payloads);
    for (let level: typeof failure | undefined = failure; level; level = level.cause) {
      expect(level.message).toBe('Encoded failure');
      expect(level.stackTrace).toBe('');
      expect(level.encodedAttributes).toBeDefined();
    }
  });

  it('is read back, also by a converter that does not encode itself', () => {
    const error = nested();
    const failure = encoding.errorToFailure(error, payloads);
    for (const converter of [encoding, plain]) {
      const decoded = converter.failureToError(failure, payloads);
      expect(decoded).toMatchObject({
        message: 'outer secret',
        stack: error.stack,
        cause: { message: 'middle secret', cause: { message: 'inner secret' } },
      });
    }
  });

  it('is read by @temporalio/common, and reads what that wrote', () => {
    const ours = encoding.errorToFailure(new ApplicationFailure('secret', 'Type', true, []), payloads);
    expect(JSON.parse(new TextDecoder().decode(ours.encodedAttributes?.data))).toMatchObject({
      message: 'secret',
      stack_trace: expect.stringContaining('secret') as unknown,
    });
    const upstream = new UpstreamFailureConverter({ encodeCommonAttributes: true });
    const theirs = upstream.errorToFailure(new Error('their secret'), upstreamPayloads);
    const failure = create(FailureSchema, {
      message: theirs.message!,
      encodedAttributes: {
        metadata: theirs.encodedAttributes!.metadata as Record<string, Uint8Array>,
        data: theirs.encodedAttributes!.data!,
      },
    });
    expect(plain.failureToError(failure, payloads).message).toBe('their secret');
  });

  it('keeps the plain message when the encoded part is not what it should be', () => {
    for (const value of ['text', null, 7, { message: 7, stack_trace: {} }]) {
      const encodedAttributes = payloads.toPayload(value);
      const failure = create(FailureSchema, {
        message: 'plain',
        encodedAttributes: { metadata: encodedAttributes.metadata!, data: encodedAttributes.data! },
      });
      expect(plain.failureToError(failure, payloads).message).toBe('plain');
    }
  });
});

/** What a worker with this codec does to a failure. */
async function lock(failure: Failure, codec: PayloadCodec): Promise<void> {
  const { failureInfo, encodedAttributes } = failure;
  const lists = [
    encodedAttributes && { payloads: [encodedAttributes] },
    failureInfo.case === 'timeoutFailureInfo' ? failureInfo.value.lastHeartbeatDetails : undefined,
    failureInfo.case === 'applicationFailureInfo' ? failureInfo.value.details : undefined,
    failureInfo.case === 'canceledFailureInfo' ? failureInfo.value.details : undefined,
  ];
  for (const list of lists) if (list) list.payloads = toWirePayloads(await codec.encode(list.payloads));
  if (lists[0]?.payloads[0]) failure.encodedAttributes = lists[0].payloads[0];
}

describe('failures through payload codecs', () => {
  it('are decoded at every level: details, heartbeat details and encoded attributes', async () => {
    const codec = new WrappingCodec('lock');
    const wire = encoding.errorToFailure(nested(), payloads);
    for (let level: typeof wire | undefined = wire; level; level = level.cause) await lock(level, codec);
    const before = toBinary(FailureSchema, wire);
    const converter = new LoadedDataConverter({ payloadCodecs: [codec] });
    const decoded = (await converter.decodeFailure(wire)) as ApplicationFailure;
    expect(decoded).toMatchObject({ message: 'outer secret', details: ['detail', 2] });
    const middle = decoded.cause as TimeoutFailure;
    expect(middle).toMatchObject({ message: 'middle secret', lastHeartbeatDetails: { beat: 1 } });
    expect(middle.cause).toMatchObject({ message: 'inner secret', details: [{ deep: true }] });
    expect(toBinary(FailureSchema, wire)).toEqual(before);
  });
});
