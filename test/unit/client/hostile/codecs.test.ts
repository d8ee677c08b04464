import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AesGcmCodec,
  defaultPayloadConverter,
  LoadedDataConverter,
  type Payload,
  RemoteCodec,
  RemoteCodecError,
  ValueError,
} from '../../../../src/client/index.js';
import { accidents, damaged } from '../../../fixtures/hostile-bytes.js';
import { type Outcome, outcomeOf, runs } from '../../../fixtures/hostile-outcomes.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const huge = 'x'.repeat(1024 * 1024);
const plain = defaultPayloadConverter.toPayload({ card: '4711' });

describe('AesGcmCodec', () => {
  const key = new Uint8Array(32).fill(7);
  const codec = new AesGcmCodec({ keyId: 'k', keys: { k: key } });
  const decode = (payload: Payload): Promise<Outcome> => outcomeOf(() => codec.decode([payload]));

  it('never gives a value for what was changed on its way', async () => {
    const [sealed] = await codec.encode([plain]);
    await fc.assert(
      fc.asyncProperty(accidents, async (all) => {
        const data = damaged(sealed!.data!, all);
        fc.pre(Buffer.compare(data, sealed!.data!) !== 0);
        const outcome = await decode({ ...sealed, data });
        expect(outcome).toMatchObject({ error: { constructor: ValueError } });
        expect((outcome as { error: Error }).error.message).toMatch(/cannot be decrypted|too short/);
      }),
      runs(300),
    );
  });

  it.each<[string, (sealed: Payload) => Payload]>([
    ['no key id', ({ metadata, data }) => ({ metadata: { encoding: metadata!['encoding']! }, data: data! })],
    ['no data', ({ metadata }) => ({ metadata: metadata! })],
    ['another key id', (sealed) => ({ ...sealed, metadata: { ...sealed.metadata, 'encryption-key-id': utf8('x') } })],
    ['a long key id', (sealed) => ({ ...sealed, metadata: { ...sealed.metadata, 'encryption-key-id': utf8(huge) } })],
    [
      'a key id that all objects have',
      (sealed) => ({ ...sealed, metadata: { ...sealed.metadata, 'encryption-key-id': utf8('__proto__') } }),
    ],
    [
      'a key id that is no text',
      (sealed) => ({ ...sealed, metadata: { ...sealed.metadata, 'encryption-key-id': Uint8Array.of(255) } }),
    ],
  ])('refuses %s', async (_what, change) => {
    const [sealed] = await codec.encode([plain]);
    expect(await decode(change(sealed!))).toMatchObject({ error: { constructor: ValueError } });
  });

  it('refuses what was encrypted with its key and is no Payload', async () => {
    const iv = new Uint8Array(12);
    const imported = await crypto.subtle.importKey('raw', key, 'AES-GCM', false, ['encrypt']);
    for (const inner of [Uint8Array.of(0xff), Uint8Array.of(0x0a, 0x7f), new Uint8Array(3000).fill(0x2b)]) {
      const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, imported, inner));
      const metadata = { encoding: utf8('binary/encrypted'), 'encryption-key-id': utf8('k') };
      const outcome = await decode({ metadata, data: Uint8Array.of(...iv, ...sealed) });
      expect(outcome).toMatchObject({ error: { constructor: ValueError } });
    }
  });
});

describe('RemoteCodec', () => {
  const endpoint = 'https://codec.example';

  /** How a value ends that a codec server is to decode which answers so. */
  function decoded(answer: () => Response | Promise<Response>, payloads = [plain]): Promise<Outcome> {
    const codec = new RemoteCodec({ endpoint, fetch: () => Promise.resolve(answer()), timeout: 200 });
    const converter = new LoadedDataConverter({ payloadCodecs: [codec] });
    const context = { type: 'workflow', namespace: 'n', workflowId: 'w' } as const;
    return outcomeOf(() => converter.decodeAll(payloads, context));
  }

  const answered = (body: string): Promise<Outcome> =>
    decoded(() => new Response(body, { headers: { 'content-type': 'application/json' } }));

  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;

  it.each([
    ['nothing', ''],
    ['HTML', '<!doctype html>'],
    ['half of its JSON', '{"payloads":[{"data":"'],
    ['null', 'null'],
    ['a list', '[]'],
    ['no list', '{"payloads":{}}'],
    ['too few', '{"payloads":[]}'],
    ['too many', '{"payloads":[{},{}]}'],
    ['a Payload that is null', '{"payloads":[null]}'],
    ['a Payload that is a list', '{"payloads":[[]]}'],
    ['data that is a number', '{"payloads":[{"data":7}]}'],
    ['data that is no base64', '{"payloads":[{"data":"%%%"}]}'],
    ['metadata that is a text', '{"payloads":[{"metadata":"x"}]}'],
    ['metadata that is a number, with a long name', `{"payloads":[{"metadata":{"${huge}":1}}]}`],
    ['a nested list', deep],
    ['a Payload that is a nested list', `{"payloads":[${deep}]}`],
    ['data that is a nested list', `{"payloads":[{"data":${deep}}]}`],
  ])('that answers %s is a RemoteCodecError', async (_what, body) => {
    expect(await answered(body)).toMatchObject({ error: { constructor: RemoteCodecError } });
  });

  it('that says more than a Payload has is understood', async () => {
    const payload = `{"metadata":{"encoding":"${btoa('json/plain')}"},"data":"${btoa('7')}","more":${deep}}`;
    expect(await answered(`{"payloads":[${payload}],"more":${deep}}`)).toEqual({ value: [7] });
  });

  it('that gives names which objects inherit gives no more than names', async () => {
    const payload = `{"metadata":{"encoding":"${btoa('json/plain')}","__proto__":"${btoa('x')}"},"data":"${btoa('7')}"}`;
    expect(await answered(`{"payloads":[${payload}]}`)).toEqual({ value: [7] });
  });

  it.each([200, 201, 301, 400, 401, 404, 422, 500, 503])(
    'that answers HTTP %i with a page is an error',
    async (status) => {
      const page = `<!doctype html>${huge}`;
      const outcome = await decoded(() => new Response(page, { status, headers: { 'content-type': 'text/html' } }));
      expect(outcome).toMatchObject({ error: { constructor: RemoteCodecError } });
      const text = await decoded(() => new Response(huge, { status, headers: { 'content-type': 'text/plain' } }));
      expect(text).toMatchObject({ error: { constructor: RemoteCodecError } });
    },
  );

  it('that fails or never answers is an error', async () => {
    expect(await decoded(() => Promise.reject(new TypeError('Failed to fetch')))).toHaveProperty('error');
    expect(await decoded(() => new Promise(() => undefined))).toHaveProperty('error');
  });

  it('that answers any JSON ends in values or an error', async () => {
    const answer = fc.oneof(
      fc.jsonValue(),
      fc.record({ payloads: fc.jsonValue() }),
      fc.record({
        payloads: fc.array(fc.record({ metadata: fc.jsonValue(), data: fc.jsonValue() }, { requiredKeys: [] }), {
          minLength: 1,
          maxLength: 1,
        }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(answer, async (json) => {
        const outcome = await answered(JSON.stringify(json));
        if ('error' in outcome) {
          expect(outcome.error).toSatisfy((error) => error instanceof RemoteCodecError || error instanceof ValueError);
        }
      }),
      runs(300),
    );
  });
});
