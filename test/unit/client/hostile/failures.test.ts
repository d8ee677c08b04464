import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PayloadSchema } from '../../../../gen/core/temporal/api/common/v1/message_pb.js';
import { type Failure, FailureSchema } from '../../../../gen/core/temporal/api/failure/v1/message_pb.js';
import { PollWorkflowExecutionUpdateResponseSchema } from '../../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { GetWorkflowExecutionHistoryResponseSchema } from '../../../../gen/history/temporal/api/workflowservice/v1/request_response_pb.js';
import {
  AesGcmCodec,
  type DataConverter,
  defaultPayloadConverter,
  describeError,
  encodeErrorToFailure,
  LoadedDataConverter,
  rootCause,
  ServiceError,
  TemporalFailure,
  TransportError,
  ValueError,
  WorkflowFailedError,
  WorkflowUpdateFailedError,
} from '../../../../src/client/index.js';
import { toWirePayloads } from '../../../../src/client/converter/wire-payload.js';
import { closeEvent, page } from '../../../fixtures/close-events.js';
import { bodyAnswer } from '../../../fixtures/grpc-web-answer.js';
import { accidents, damaged } from '../../../fixtures/hostile-bytes.js';
import { hostileClient, impatient, okBody, okBytes } from '../../../fixtures/hostile-calls.js';
import { hostileMessage, payloadData } from '../../../fixtures/hostile-messages.js';
import { outcomeOf, runs } from '../../../fixtures/hostile-outcomes.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const dataConverter: DataConverter = {
  payloadCodecs: [new AesGcmCodec({ keyId: 'k', keys: { k: new Uint8Array(32) } })],
};

type LevelInit = Extract<MessageInitShape<typeof FailureSchema>, { $typeName?: never }>;

/** A failure with so many levels, the outermost first. */
function nested(levels: number, level: (index: number) => LevelInit = () => ({})): Failure {
  let [failure, cause]: (Failure | undefined)[] = [];
  for (let index = levels; index > 0; index--) {
    failure = create(FailureSchema, { message: `level ${index}`, ...level(index) });
    if (cause) failure.cause = cause;
    cause = failure;
  }
  return failure!;
}

/** The error that a run or an update ends with which failed so. */
const ends: [string, (failure: Failure, converter?: DataConverter) => Promise<Error>][] = [
  [
    'result()',
    (failure, converter = {}) => {
      const attributes = { case: 'workflowExecutionFailedEventAttributes', value: { failure } } as const;
      const answer = page(closeEvent(attributes));
      const client = hostileClient(
        () => bodyAnswer(okBody(GetWorkflowExecutionHistoryResponseSchema, answer)),
        {},
        { dataConverter: converter },
      );
      return errorOf(() => client.workflow.getHandle('w').result());
    },
  ],
  [
    'the result() of an update',
    (failure, converter = {}) => {
      const outcome = { value: { case: 'failure', value: failure } } as const;
      const answer = create(PollWorkflowExecutionUpdateResponseSchema, { outcome });
      const client = hostileClient(
        () => bodyAnswer(okBody(PollWorkflowExecutionUpdateResponseSchema, answer)),
        {},
        { dataConverter: converter },
      );
      return errorOf(() => client.workflow.getHandle('w').getUpdateHandle('u').result());
    },
  ],
];

async function errorOf(call: () => Promise<unknown>): Promise<Error> {
  const outcome = await outcomeOf(call);
  return 'error' in outcome ? outcome.error : expect.fail('A failure became a value');
}

/** Errors below an error, outermost first. */
function causesOf(error: Error): Error[] {
  const causes: Error[] = [];
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause) causes.push(cause);
  return causes;
}

describe.each(ends)('a failure at %s', (_name, end) => {
  it('has all of its levels when they are two hundred', async () => {
    const error = await end(nested(200, (index) => ({ stackTrace: `at ${index}`, source: '\0' })));
    expect(error).toSatisfy((each) => each instanceof WorkflowFailedError || each instanceof WorkflowUpdateFailedError);
    const causes = causesOf(error);
    expect(causes.map(({ message }) => message)).toEqual(
      Array.from({ length: 200 }, (_, index) => `level ${index + 1}`),
    );
    expect(causes[199]!.stack).toBe('at 200');
    expect(rootCause(error.cause)).toBe('level 200');
    expect(describeError(error).title).not.toBe('');
  });

  it('has all of its levels when each is encoded and encrypted', async () => {
    const converter = new LoadedDataConverter(dataConverter);
    const levels = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        converter.encode({ message: `secret ${index + 1}`, stack_trace: `at ${index + 1}` }),
      ),
    );
    const failure = nested(200, (index) => ({ message: 'Encoded failure', encodedAttributes: levels[index - 1] }));
    const causes = causesOf(await end(failure, dataConverter));
    expect(causes.map(({ message }) => message)).toEqual(
      Array.from({ length: 200 }, (_, index) => `secret ${index + 1}`),
    );
  });

  it('is an error of the codec when one of its levels was changed on its way', async () => {
    const good = await new LoadedDataConverter(dataConverter).encode({ message: 'secret', stack_trace: '' });
    const bad = create(PayloadSchema, {
      ...good,
      data: good.data.map((byte, index) => (index === 20 ? byte ^ 1 : byte)),
    });
    const error = await end(
      nested(200, (index) => ({ encodedAttributes: index === 150 ? bad : good })),
      dataConverter,
    );
    expect(error).toBeInstanceOf(ValueError);
    expect(error.message).toContain('changed on its way');
  });

  it.each([...payloadData.keys()])('survives encoded attributes that are none: %i', async (index) => {
    const encodedAttributes = create(PayloadSchema, {
      metadata: { encoding: utf8('json/plain') },
      data: payloadData[index]!,
    });
    const error = await end(nested(3, () => ({ encodedAttributes })));
    if (error instanceof ValueError) return;
    for (const cause of causesOf(error)) {
      expect(cause).toBeInstanceOf(TemporalFailure);
      expect(typeof cause.message).toBe('string');
      expect(typeof cause.stack).toBe('string');
    }
  });

  it('of any kind is an error of its class, or of a Payload in it', async () => {
    await fc.assert(
      fc.asyncProperty(hostileMessage(FailureSchema), async (failure) => {
        const error = await end(failure);
        if (error instanceof ValueError) return;
        for (const cause of causesOf(error)) expect(cause).toBeInstanceOf(TemporalFailure);
      }),
      runs(120),
    );
  });
});

describe('the bytes of a failure', () => {
  const details = { payloads: toWirePayloads([defaultPayloadConverter.toPayload({ a: 1 })]) };
  const failureInfo = { case: 'applicationFailureInfo', value: { type: 'T', details } } as const;
  const failure = nested(5, () => ({ failureInfo }));
  const attributes = { case: 'workflowExecutionFailedEventAttributes', value: { failure } } as const;
  const bytes = toBinary(GetWorkflowExecutionHistoryResponseSchema, page(closeEvent(attributes)));

  it('end in an error of ours after accidents', async () => {
    await fc.assert(
      fc.asyncProperty(accidents, async (all) => {
        const client = impatient(hostileClient(() => bodyAnswer(okBytes(damaged(bytes, all)))));
        await outcomeOf(() => client.workflow.getHandle('w').result());
      }),
      runs(60),
    );
  });
});

describe('bytes of a failure nested by hand', () => {
  /** One field that holds a message. */
  const field = (number: number, bytes: Uint8Array): Uint8Array =>
    new BinaryWriter().tag(number, WireType.LengthDelimited).bytes(bytes).finish();

  /** How a run ends that failed with so many levels: bytes, since writing them as messages takes more stack than there is. */
  async function failedRun(levels: number): Promise<Error> {
    let failure: Uint8Array = new Uint8Array();
    for (let level = levels; level > 0; level--) {
      const message = toBinary(FailureSchema, create(FailureSchema, { message: `level ${level}` }));
      failure = Buffer.concat([message, failure.length > 0 ? field(4, failure) : failure]);
    }
    const answer = okBytes(field(1, field(1, field(8, field(1, failure)))));
    return errorOf(() =>
      hostileClient(() => bodyAnswer(answer))
        .workflow.getHandle('w')
        .result(),
    );
  }

  it('are an error with all levels when there are nine hundred', async () => {
    const error = await failedRun(900);
    expect(error).toBeInstanceOf(WorkflowFailedError);
    expect(causesOf(error)).toHaveLength(900);
    expect(rootCause(error.cause)).toBe('level 900');
    expect(JSON.stringify(error.cause)).toContain('level 900');
  });

  it.each([2000, 5000])('are refused as a whole when there are %i', async (levels) => {
    const error = await failedRun(levels);
    expect(error).toBeInstanceOf(ServiceError);
    expect(error.cause).toMatchObject({ kind: 'malformed', retryable: false, constructor: TransportError });
  });
});

it('of an Error whose causes go in a circle, or are two thousand, has an end', async () => {
  const circle = new Error('circle');
  circle.cause = new Error('back', { cause: circle });
  let deep = new Error('deepest');
  for (let level = 0; level < 2000; level++) deep = new Error('level', { cause: deep });
  const converter = new LoadedDataConverter();
  const { cause } = await encodeErrorToFailure(converter, circle);
  expect(cause).toMatchObject({ message: 'back' });
  expect(cause!.cause).toBeUndefined();
  const decoded = await converter.decodeFailure(await encodeErrorToFailure(converter, deep));
  expect(causesOf(decoded!)).toHaveLength(499);
});
