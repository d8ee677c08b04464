import { createCipheriv, createDecipheriv, randomBytes, webcrypto } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  AesGcmCodec,
  defaultPayloadConverter,
  IllegalStateError,
  JSONToPayload,
  LoadedDataConverter,
  type Payload,
  payloadToJSON,
  ValueError,
} from '../../../src/client/index.js';
import { requireUpstream } from '../../fixtures/upstream-modules.js';

/** The message class that the encryption sample of the TypeScript SDK uses. */
interface Proto {
  temporal: {
    api: {
      common: { v1: { Payload: { encode(p: Payload): { finish(): Uint8Array }; decode(b: Uint8Array): Payload } } };
    };
  };
}
const { temporal } = requireUpstream<Proto>('@temporalio/proto');
const PayloadMessage = temporal.api.common.v1.Payload;

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (bytes: Uint8Array | null | undefined): string => new TextDecoder().decode(bytes ?? new Uint8Array());
/** The key of the samples. */
const sampleKey = utf8('test-key-test-key-test-key-test!');
const otherKey = utf8('another-key-another-key-another!');
const secret = defaultPayloadConverter.toPayload({ card: '4711 🐘' });

/** As the samples do it in every language, here with Node's own crypto. */
const sample = {
  encode(payload: Payload, keyId = 'test-key-id', key = sampleKey): Payload {
    const iv = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', key, iv);
    const sealed = [cipher.update(PayloadMessage.encode(payload).finish()), cipher.final()];
    return {
      metadata: { encoding: utf8('binary/encrypted'), 'encryption-key-id': utf8(keyId) },
      data: new Uint8Array(Buffer.concat([iv, ...sealed, cipher.getAuthTag()])),
    };
  },
  decode({ data }: Payload, key = sampleKey): Payload {
    const decipher = createDecipheriv('aes-256-gcm', key, data!.subarray(0, 12));
    decipher.setAuthTag(data!.subarray(-16));
    const opened = Buffer.concat([decipher.update(data!.subarray(12, -16)), decipher.final()]);
    return JSONToPayload(payloadToJSON(PayloadMessage.decode(opened)));
  },
};

const codec = new AesGcmCodec({ keyId: 'test-key-id', keys: { 'test-key-id': sampleKey } });
const encryptedBy = async (each: AesGcmCodec, payload = secret): Promise<Payload> => (await each.encode([payload]))[0]!;

afterEach(() => vi.unstubAllGlobals());

describe('AesGcmCodec and the encryption sample', () => {
  it('reads what the sample wrote', async () => {
    const [payload] = await codec.decode([sample.encode(secret)]);
    expect(defaultPayloadConverter.fromPayload(payload!)).toEqual({ card: '4711 🐘' });
  });

  it('writes what the sample reads', async () => {
    const payload = await encryptedBy(codec);
    expect(Object.fromEntries(Object.entries(payload.metadata!).map(([key, value]) => [key, text(value)]))).toEqual({
      encoding: 'binary/encrypted',
      'encryption-key-id': 'test-key-id',
    });
    expect(text(payload.data)).not.toContain('4711');
    expect(defaultPayloadConverter.fromPayload(sample.decode(payload))).toEqual({ card: '4711 🐘' });
  });

  it.each([
    ['undefined', undefined],
    ['no bytes', new Uint8Array()],
    ['many bytes', new Uint8Array(2 ** 16).fill(7)],
  ])('keeps %s, and its metadata', async (_kind, value) => {
    const data = new LoadedDataConverter({ payloadCodecs: [codec] });
    expect(await data.decodeAll(await data.encodeAll([value]))).toEqual([value]);
    const own: Payload = { metadata: { encoding: utf8('x/own'), note: new Uint8Array([0xff]) }, data: utf8('d') };
    expect((await codec.decode(await codec.encode([own])))[0]).toMatchObject(own);
  });

  it('never encrypts two equal Payloads to the same', async () => {
    const [first, second] = await codec.encode([secret, secret]);
    expect(first!.data).not.toEqual(second!.data);
  });
});

describe('keys', () => {
  it('rotate: the present one encrypts, all known ones decrypt', async () => {
    let keyId = 'old';
    const rotating = new AesGcmCodec({ keyId: async () => keyId, keys: { old: sampleKey, new: otherKey } });
    const before = await encryptedBy(rotating);
    keyId = 'new';
    const after = await encryptedBy(rotating);
    expect([before, after].map(({ metadata }) => text(metadata!['encryption-key-id']))).toEqual(['old', 'new']);
    const decoded = await rotating.decode([before, after, sample.encode(secret, 'new', otherKey)]);
    for (const payload of decoded) expect(payload).toMatchObject(secret);
  });

  it('may depend on the execution', async () => {
    const perNamespace = new AesGcmCodec({
      keyId: (context) => context!.namespace,
      keys: { a: sampleKey, b: otherKey },
    });
    const [payload] = await perNamespace.encode([secret], { type: 'workflow', namespace: 'b', workflowId: 'w' });
    expect(sample.decode(payload!, otherKey)).toMatchObject(secret);
  });

  it('come from a function, once for each id, also when many Payloads wait for it', async () => {
    const keys = vi.fn(async (id: string) => (id === 'k' ? sampleKey : undefined));
    const asking = new AesGcmCodec({ keyId: 'k', keys });
    await Promise.all([encryptedBy(asking), asking.decode([sample.encode(secret, 'k'), sample.encode(secret, 'k')])]);
    expect(keys).toHaveBeenCalledTimes(1);
  });

  it('are asked for again after a failure', async () => {
    const keys = vi
      .fn<() => Promise<Uint8Array>>()
      .mockRejectedValueOnce(new Error('KMS is away'))
      .mockResolvedValue(sampleKey);
    const asking = new AesGcmCodec({ keyId: 'k', keys });
    await expect(encryptedBy(asking)).rejects.toThrow('KMS is away');
    expect(sample.decode(await encryptedBy(asking))).toMatchObject(secret);
  });

  it('may be imported already, and need not be extractable', async () => {
    const key = await webcrypto.subtle.importKey('raw', sampleKey, 'AES-GCM', false, ['encrypt', 'decrypt']);
    expect(sample.decode(await encryptedBy(new AesGcmCodec({ keyId: 'k', keys: { k: key } })))).toMatchObject(secret);
  });

  it.each([
    ['has the wrong length', async () => new Uint8Array(16), 'Key "k" has 16 bytes; AES-256 needs 32'],
    [
      'is for AES-128',
      async () => webcrypto.subtle.importKey('raw', new Uint8Array(16), 'AES-GCM', false, ['encrypt']),
      'Key "k" is AES-GCM with 128 bits',
    ],
    ['is unknown', async () => undefined, 'No key for "k", the encryption-key-id of a Payload'],
  ])('that %s is a ValueError naming it', async (_kind, keys, message) => {
    const attempt = encryptedBy(new AesGcmCodec({ keyId: 'k', keys }));
    await expect(attempt).rejects.toThrow(ValueError);
    await expect(attempt).rejects.toThrow(message);
  });

  it.each(['gone', 'toString'])('of the unknown id %s are named when decoding', async (id) => {
    await expect(codec.decode([sample.encode(secret, id)])).rejects.toThrow(`No key for "${id}"`);
  });
});

describe('decoding', () => {
  it('leaves alone what is not encrypted', async () => {
    const payloads: Payload[] = [secret, {}, { metadata: { encoding: new Uint8Array([0xff]) } }];
    expect(await codec.decode(payloads)).toEqual(payloads);
  });

  it.each([0, 11, 12, -1])('notices a changed byte (%d)', async (position) => {
    const payload = sample.encode(secret);
    const index = position < 0 ? payload.data!.length + position : position;
    payload.data![index]! ^= 1;
    const attempt = codec.decode([payload]);
    await expect(attempt).rejects.toThrow(ValueError);
    await expect(attempt).rejects.toThrow('cannot be decrypted with key "test-key-id"');
  });

  it.each<[string, (payload: Payload) => Payload, string]>([
    [
      'without key id',
      ({ data, metadata }) => ({ data: data!, metadata: { encoding: metadata!['encoding']! } }),
      'without encryption-key-id',
    ],
    ['without data', ({ metadata }) => ({ metadata: metadata! }), 'too short: 0 bytes'],
    ['cut off', ({ metadata, data }) => ({ metadata: metadata!, data: data!.subarray(0, 27) }), 'too short: 27 bytes'],
  ])('refuses a Payload %s', async (_kind, spoil, message) => {
    const attempt = codec.decode([spoil(sample.encode(secret))]);
    await expect(attempt).rejects.toThrow(ValueError);
    await expect(attempt).rejects.toThrow(message);
  });

  it('refuses what was encrypted and is no Payload', async () => {
    const iv = new Uint8Array(12);
    const key = await webcrypto.subtle.importKey('raw', sampleKey, 'AES-GCM', false, ['encrypt']);
    const sealed = new Uint8Array(await webcrypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, utf8('no message')));
    const payload = { ...sample.encode(secret), data: new Uint8Array([...iv, ...sealed]) };
    await expect(codec.decode([payload])).rejects.toThrow('is not a Payload');
  });
});

describe('a page without WebCrypto', () => {
  it.each([[undefined], [{ getRandomValues: () => undefined }]])('cannot make the codec (%#)', (crypto) => {
    vi.stubGlobal('crypto', crypto);
    const make = (): AesGcmCodec => new AesGcmCodec({ keyId: 'k', keys: {} });
    expect(make).toThrow(IllegalStateError);
    expect(make).toThrow('https and on localhost');
  });
});
