import { create, toBinary } from '@bufbuild/protobuf';
import { AnySchema } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StatusSchema } from '../../../../gen/core/google/rpc/status_pb.js';
import { QueryWorkflowResponseSchema } from '../../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import {
  type ConnectionOptions,
  GrpcError,
  grpcErrorOf,
  NamespaceNotFoundError,
  ServiceError,
  TransportError,
} from '../../../../src/client/index.js';
import { bodyAnswer, frame, joined, trailerFrame } from '../../../fixtures/grpc-web-answer.js';
import { accidents, damaged } from '../../../fixtures/hostile-bytes.js';
import { hostileClient, impatient, okBody, singleCalls, waitingCalls } from '../../../fixtures/hostile-calls.js';
import { expectNoStatus, type Outcome, outcomeOf, runs } from '../../../fixtures/hostile-outcomes.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const payload = { metadata: { encoding: utf8('json/plain') }, data: utf8('"right"') };
const right = create(QueryWorkflowResponseSchema, { queryResult: { payloads: [payload] } });
const message = frame(0, toBinary(QueryWorkflowResponseSchema, right));
const ok = trailerFrame({ 'grpc-status': '0' });
const whole = joined(message, ok);
const grpcWeb = { 'content-type': 'application/grpc-web+proto' };

/** How a query ends that is answered so. */
function queried(response: () => Response | Promise<Response>, connection: ConnectionOptions = {}): Promise<Outcome> {
  const client = hostileClient(response, connection);
  return outcomeOf(() => client.workflow.getHandle('w').query('q'));
}

const queriedBody = (body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Outcome> =>
  queried(() => bodyAnswer(body, headers));

/** A frame that says it is longer or shorter than it is. */
function lying(flags: number, length: number, data: string): Uint8Array<ArrayBuffer> {
  const bytes = frame(flags, data);
  new DataView(bytes.buffer).setUint32(1, length);
  return bytes;
}

describe('frames', () => {
  it('are complete, or there is no answer: cut at every byte', async () => {
    for (let length = 0; length < whole.length; length++) {
      const error = expectNoStatus(await queriedBody(whole.slice(0, length)));
      expect(error.kind).toBe(length === 0 ? 'hidden-status' : 'truncated');
    }
    expect(await queriedBody(whole)).toEqual({ value: 'right' });
  });

  it('are whole in whatever pieces the network brings them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(whole.length), { maxLength: 12 }), async (places) => {
        const cuts = [0, ...places.sort((a, b) => a - b), whole.length];
        const pieces = cuts.slice(1).map((end, index) => whole.slice(cuts[index], end));
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            for (const piece of pieces) if (piece.length > 0) controller.enqueue(piece);
            controller.close();
          },
        });
        expect(await queried(() => bodyAnswer(body))).toEqual({ value: 'right' });
      }),
      runs(50),
    );
  });

  it('that break off with the connection are no answer', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.enqueue(message.slice(0, 9));
        controller.error(new TypeError('terminated'));
      },
    });
    expect(expectNoStatus(await queried(() => bodyAnswer(body))).kind).toBe('truncated');
  });

  it.each<[string, Uint8Array<ArrayBuffer>]>([
    ['a length of four gigabytes', lying(0, 0xff_ff_ff_ff, 'x')],
    ['a length of zero before data', joined(lying(0, 0, 'data'), ok)],
    ['a length one too short', joined(lying(0, 3, 'data'), ok)],
    ['trailers with a length of four gigabytes', joined(message, lying(0x80, 0xff_ff_ff_ff, 'grpc-status: 0'))],
    ['two messages', joined(message, message, ok)],
    ['a message after the trailers', joined(ok, message)],
    ['trailers twice', joined(message, ok, ok)],
    ['a byte after the trailers', joined(whole, Uint8Array.of(0))],
    ['a compressed message', joined(frame(1, 'x'), ok)],
    ['no trailers', message],
    ['trailers without a status', joined(message, trailerFrame({ 'grpc-message': 'hello' }))],
    ['trailers that are none', joined(message, frame(0x80, 'no colon\r\n:\r\n\r\n \r\n'))],
    ['trailers that are no text', joined(message, frame(0x80, Uint8Array.of(0xff, 0x3a, 0xfe, 0x0d, 0x0a)))],
    ['status OK without a message', ok],
    ['base64 text', new Uint8Array(utf8(btoa(String.fromCharCode(...whole))))],
    ['a message that is none', joined(frame(0, Uint8Array.of(0x0a, 0xff)), ok)],
    ['a group that never ends', joined(frame(0, new Uint8Array(5000).fill(0x0b)), ok)],
  ])('with %s are no answer', async (_what, body) => {
    const outcome = await queriedBody(body);
    const error = 'error' in outcome ? grpcErrorOf(outcome.error) : undefined;
    expect(error).toBeInstanceOf(TransportError);
  });

  it('of any kind end in an answer or an error', async () => {
    await fc.assert(
      fc.asyncProperty(accidents, fc.boolean(), async (all, withHeader) => {
        await queriedBody(damaged(whole, all), withHeader ? { 'grpc-status': '0' } : {});
      }),
      runs(300),
    );
  });
});

describe('a status', () => {
  const name = fc.constantFrom('grpc-status', 'Grpc-Status', 'grpc-message', 'grpc-status-details-bin', 'x', '');
  const value = fc.oneof(
    fc.constantFrom(
      '0',
      '5',
      '00',
      '-1',
      '16',
      '99',
      '1e3',
      '0, 0',
      '%',
      '%zz',
      '%C3%28',
      'AAAA',
      '=',
      'ü日',
      '\0',
      '',
    ),
    fc.string({ maxLength: 12, unit: 'binary' }),
  );
  const line = fc.tuple(
    name,
    fc.constantFrom(':', ': ', ' : ', '', '\t:'),
    value,
    fc.constantFrom('\r\n', '\n', '\r', ''),
  );

  it('is read from any trailers, or there was none', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 6 }), fc.boolean(), async (lines, withMessage) => {
        const trailers = frame(0x80, lines.flat().join(''));
        const outcome = await queriedBody(withMessage ? joined(message, trailers) : trailers);
        const code = 'error' in outcome ? grpcErrorOf(outcome.error)!.code : undefined;
        // OK is no error.
        expect(code).not.toBe(0);
        if (code === undefined) expect(lines.join('').toLowerCase()).toContain('grpc-status');
      }),
      runs(300),
    );
  });

  it('is read from any headers', async () => {
    const text = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)) });
    const headers = fc.record({
      'grpc-status': fc.oneof(value, text),
      'grpc-message': text,
      'grpc-status-details-bin': text,
    });
    await fc.assert(
      fc.asyncProperty(headers, async (given) => {
        const sendable = Object.entries(given).filter(([, each]) => /^[\x20-\x7e\xa0-\xff]*$/.test(each));
        await queriedBody(whole, Object.fromEntries(sendable));
      }),
      runs(200),
    );
  });

  it.each(['00', '+0', '0x0', '99999999999999999999', '١', '0, 0'])(
    'that is no number of one is UNKNOWN: %s',
    async (code) => {
      const trailers = frame(0x80, `grpc-status: ${code}\r\ngrpc-message: what\r\n`);
      const { error } = (await queriedBody(trailers)) as { error: Error };
      const grpc = grpcErrorOf(error);
      // A digit that no header can hold is no status at all.
      if (grpc instanceof TransportError) expect(grpc.kind).toBe('hidden-status');
      else expect(grpc).toMatchObject({ code: 2, details: 'what' });
    },
  );

  it('with a megabyte of text is cut to what a page can show', async () => {
    const trailers = trailerFrame({ 'grpc-status': '13', 'grpc-message': 'x'.repeat(1024 * 1024) });
    const { error } = (await queriedBody(trailers)) as { error: Error };
    expect(grpcErrorOf(error)!.message.length).toBeLessThan(62_000);
  });

  it('keeps its code when its details are damaged', async () => {
    const namespaceNotFound = create(AnySchema, {
      typeUrl: 'type.googleapis.com/temporal.api.errordetails.v1.NamespaceNotFoundFailure',
      value: Uint8Array.of(0x0a, 1, 0x6e),
    });
    const odd = create(AnySchema, { typeUrl: '////', value: new Uint8Array(9) });
    const nested = create(AnySchema, {
      typeUrl: 'google.protobuf.Any',
      value: toBinary(AnySchema, namespaceNotFound),
    });
    const details = toBinary(
      StatusSchema,
      create(StatusSchema, { code: 3, details: [odd, nested, namespaceNotFound] }),
    );
    const answer = (bytes: Uint8Array): Promise<Outcome> =>
      queriedBody(
        trailerFrame({
          'grpc-status': '5',
          'grpc-status-details-bin': btoa(String.fromCharCode(...bytes)),
          'grpc-message': 'm',
        }),
      );
    expect(await answer(details)).toMatchObject({ error: { constructor: NamespaceNotFoundError, namespace: 'n' } });
    await fc.assert(
      fc.asyncProperty(accidents, async (all) => {
        const { error } = (await answer(damaged(details, all))) as { error: Error };
        expect(grpcErrorOf(error)).toMatchObject({ code: 5, constructor: GrpcError });
      }),
      runs(200),
    );
  });
});

describe('HTTP answers that are none of gRPC', () => {
  const html = '<!doctype html><title>404</title>';
  const bodies: [string, () => BodyInit | null][] = [
    ['nothing', () => null],
    ['an empty text', () => ''],
    ['HTML', () => html],
    ['JSON', () => '{"code":5,"message":"workflow not found","details":[]}'],
    ['a right answer', () => whole.slice()],
    ['half an answer', () => whole.slice(0, 11)],
    ['a megabyte', () => new Uint8Array(1024 * 1024)],
  ];
  const types = [
    undefined,
    '',
    'text/html',
    'application/json',
    'application/grpc',
    'application/grpc-web+proto',
    'x'.repeat(500),
  ];
  const codes = [
    200, 201, 204, 206, 301, 304, 400, 401, 403, 404, 408, 413, 415, 418, 429, 431, 500, 502, 503, 504, 530, 599,
  ];

  it.each(bodies)('say nothing about a Workflow: %s', async (_what, body) => {
    for (const status of codes) {
      for (const type of types) {
        const withoutBody = [204, 304].includes(status);
        const headers = type === undefined ? new Headers() : { 'content-type': type };
        const response = (): Response => {
          const answer = new Response(withoutBody ? null : body(), { status, headers });
          if (type === undefined) answer.headers.delete('content-type');
          return answer;
        };
        const outcome = await queried(response);
        // The one combination that is an answer.
        if ('value' in outcome) expect([Math.floor(status / 100), type]).toEqual([2, grpcWeb['content-type']]);
        else expect(expectNoStatus(outcome).httpStatus).toBe(status);
      }
    }
  });

  it.each([...singleCalls, ...waitingCalls])('%s: %s', async (_method, _name, call) => {
    for (const answer of [
      () => new Response(html, { status: 404 }),
      () => bodyAnswer(message),
      () => bodyAnswer(null),
    ]) {
      const outcome = await outcomeOf(() => call(impatient(hostileClient(answer))));
      const error = 'error' in outcome ? outcome.error : expect.fail('The call was fulfilled without a gRPC status');
      // A wait may go on through such answers until its time is up.
      if (grpcErrorOf(error) instanceof TransportError) expect(error).toBeInstanceOf(ServiceError);
      else expect(grpcErrorOf(error)).toMatchObject({ code: 4 });
    }
  });
});

describe('a fetch that fails', () => {
  it.each<[string, () => Promise<Response>]>([
    ['with a TypeError, as browsers do', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['with a text', () => Promise.reject('no')],
    ['with nothing', () => Promise.reject(undefined)],
    ['at once', () => Promise.reject(new DOMException('The operation was aborted.', 'AbortError'))],
    ['never', () => new Promise(() => undefined)],
  ])('%s is an error of ours', async (_what, answer) => {
    const client = impatient(hostileClient(answer));
    const outcome = await outcomeOf(() => client.workflow.getHandle('w').query('q'));
    expect(outcome).toHaveProperty('error');
  });

  it('ends with retries too', async () => {
    const retry = { initialIntervalMs: () => 1, maxIntervalMs: () => 2, maxAttempts: 4 };
    let count = 0;
    const outcome = await queried(() => (count++, bodyAnswer(whole.slice(0, 9))), { retry });
    expect(expectNoStatus(outcome).kind).toBe('truncated');
    expect(count).toBe(4);
  });
});

it('gives the right answer to all of these checks', async () => {
  expect(await queried(() => bodyAnswer(okBody(QueryWorkflowResponseSchema, right)))).toEqual({ value: 'right' });
});
