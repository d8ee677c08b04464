import * as upstream from '@temporalio/common';
import { describe, expect, it, vi } from 'vitest';
import {
  ApplicationFailure,
  encodeErrorToFailure,
  ExternalStorage,
  ExternalStorageNotConfiguredError,
  LoadedDataConverter,
  type Payload,
  RawValue,
  type StorageDriver,
  StorageDriverClaim,
  type StorageDriverRetrieveContext,
  type StorageDriverStoreContext,
  ValueError,
} from '../../../src/client/index.js';
import { WrappingCodec } from '../../fixtures/codecs.js';
import { requireUpstream } from '../../fixtures/upstream-modules.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (bytes: Uint8Array | null | undefined): string => new TextDecoder().decode(bytes ?? new Uint8Array());
const context = { type: 'workflow', namespace: 'n', workflowId: 'w' } as const;

/** Keeps Payloads in a Map. */
class MemoryDriver implements StorageDriver {
  readonly type = 'memory';
  readonly name: string;
  readonly stored = new Map<string, Payload>();
  readonly calls: unknown[] = [];

  constructor(name = 'memory') {
    this.name = name;
  }

  async store(given: StorageDriverStoreContext, payloads: Payload[]): Promise<StorageDriverClaim[]> {
    this.calls.push(['store', payloads.length, given.target]);
    return payloads.map((payload) => {
      const key = `${this.name}-${this.stored.size}`;
      this.stored.set(key, payload);
      return new StorageDriverClaim({ key });
    });
  }

  async retrieve(_given: StorageDriverRetrieveContext, claims: StorageDriverClaim[]): Promise<Payload[]> {
    this.calls.push(['retrieve', claims.length]);
    return claims.map(({ claimData }) => this.stored.get(claimData['key']!)!);
  }
}

const large = 'x'.repeat(300 * 1024);
const open = (driver: StorageDriver, payloadSizeThreshold?: number, codec?: WrappingCodec): LoadedDataConverter =>
  new LoadedDataConverter({
    externalStorage: new ExternalStorage({ drivers: [driver], payloadSizeThreshold }),
    payloadCodecs: codec ? [codec] : [],
  });

describe('external storage', () => {
  it('takes what is large, and leaves what is small', async () => {
    const driver = new MemoryDriver();
    const data = open(driver);
    const [small, reference] = await data.encodeAll(['small', large], context);
    expect(text(small!.data)).toBe('"small"');
    expect(reference!.data.length).toBeLessThan(200);
    expect(text(reference!.metadata['encoding'])).toBe('json/protobuf');
    expect(text(reference!.metadata['messageType'])).toBe('temporal.api.sdk.v1.ExternalStorageReference');
    expect(JSON.parse(text(reference!.data))).toEqual({ driverName: 'memory', claimData: { key: 'memory-0' } });
    expect(await data.decodeAll([small!, reference!], context)).toEqual(['small', large]);
    const target = { kind: 'workflow', namespace: 'n', id: 'w' };
    expect(driver.calls).toEqual([
      ['store', 1, target],
      ['retrieve', 1],
    ]);
  });

  it('begins at 256 KiB of the serialized Payload, to the byte', async () => {
    const driver = new MemoryDriver();
    const data = open(driver);
    const threshold = 256 * 1024;
    const overhead = 30;
    await data.encodeAll([new Uint8Array(threshold - overhead - 1)]);
    expect(driver.stored.size).toBe(0);
    const [reference] = await data.encodeAll([new Uint8Array(threshold - overhead)]);
    expect(driver.stored.size).toBe(1);
    expect(reference!.externalPayloads).toEqual([expect.objectContaining({ sizeBytes: BigInt(threshold) })]);
  });

  it('stands behind the codecs: it stores what they made, and they get what it stored', async () => {
    const driver = new MemoryDriver();
    const codec = new WrappingCodec('lock');
    const data = open(driver, 0, codec);
    const payload = await data.encode('secret', context);
    expect(text(driver.stored.get('memory-0')!.data)).toMatch(/^"lock:/);
    expect(await data.decodeFirst([payload], context)).toBe('secret');
    expect(codec.log).toEqual(['encode lock', 'decode lock']);
  });

  it('is used for memo and for failures with their causes', async () => {
    const driver = new MemoryDriver();
    const data = open(driver, 0);
    const memo = await data.encodeMap({ note: 'private' }, context);
    expect(await data.decodeMap(memo, context)).toEqual({ note: 'private' });
    const cause = ApplicationFailure.create({ message: 'in', details: ['inner'] });
    const failure = await encodeErrorToFailure(data, ApplicationFailure.create({ details: ['outer'], cause }), context);
    expect([...driver.stored.values()].map(({ data: bytes }) => text(bytes))).toEqual([
      '"private"',
      '"outer"',
      '"inner"',
    ]);
    expect(await data.decodeFailure(failure, context)).toMatchObject({
      details: ['outer'],
      cause: { details: ['inner'] },
    });
  });

  it('knows Activities as targets', async () => {
    const driver = new MemoryDriver();
    const data = open(driver, 0);
    await data.encode(1, { type: 'activity', namespace: 'n', activityId: 'a', isLocal: false });
    await data.encode(1, { type: 'activity', namespace: 'n', isLocal: true });
    await data.encode(1);
    expect(driver.calls).toEqual([
      ['store', 1, { kind: 'activity', namespace: 'n', id: 'a' }],
      ['store', 1, { kind: 'activity', namespace: 'n' }],
      ['store', 1, undefined],
    ]);
  });
});

describe('a driver selector', () => {
  it('sends each Payload to its driver, or to Temporal', async () => {
    const [first, second] = [new MemoryDriver('first'), new MemoryDriver('second')];
    const externalStorage = new ExternalStorage({
      drivers: [first, second],
      payloadSizeThreshold: 0,
      driverSelector: (_given, payload) => ({ '"1"': first, '"2"': second })[text(payload.data)] ?? null,
    });
    const data = new LoadedDataConverter({ externalStorage });
    const payloads = await data.encodeAll(['1', 'inline', '2', '1']);
    expect([first.stored.size, second.stored.size, text(payloads[1]!.data)]).toEqual([2, 1, '"inline"']);
    expect(await data.decodeAll(payloads)).toEqual(['1', 'inline', '2', '1']);
  });

  it('that names a driver of somewhere else is an error', async () => {
    const externalStorage = new ExternalStorage({
      drivers: [new MemoryDriver()],
      payloadSizeThreshold: 0,
      driverSelector: () => new MemoryDriver(),
    });
    await expect(new LoadedDataConverter({ externalStorage }).encode(1)).rejects.toThrow(
      "Driver 'memory' returned by driverSelector is not registered in ExternalStorage.drivers",
    );
  });
});

describe('without external storage', () => {
  it('a reference is an ExternalStorageNotConfiguredError, also in a failure, also with codecs', async () => {
    const stored = open(new MemoryDriver(), 0);
    const failure = await encodeErrorToFailure(stored, ApplicationFailure.create({ details: ['d'] }));
    for (const data of [
      new LoadedDataConverter(),
      new LoadedDataConverter({ payloadCodecs: [new WrappingCodec('lock')] }),
    ]) {
      const attempt = data.decodeAll(await stored.encodeAll([1]));
      await expect(attempt).rejects.toThrow(ExternalStorageNotConfiguredError);
      await expect(attempt).rejects.toThrow('[TMPRL1105] Detected externally stored payload(s)');
      await expect(data.decodeFailure(failure)).rejects.toThrow(ExternalStorageNotConfiguredError);
    }
  });

  it('one entry of a memo that is stored elsewhere does not hide the others', async () => {
    const reference = await open(new MemoryDriver(), 0).encode('large');
    const data = new LoadedDataConverter();
    const memo = await data.decodeMap({ large: reference, small: await data.encode('small') });
    expect(memo).toMatchObject({
      large: { payload: reference, reason: expect.any(ExternalStorageNotConfiguredError) as unknown },
      small: 'small',
    });
    expect(memo!['large']).toBeInstanceOf(RawValue);
  });
});

describe('when a driver fails', () => {
  const failing = (parts: Partial<StorageDriver>): LoadedDataConverter =>
    open({ name: 'bad', type: 'bad', store: () => expect.fail(), retrieve: () => expect.fail(), ...parts }, 0);
  const reference = async (): Promise<Payload> => open(new MemoryDriver('bad'), 0).encode(1);

  it('its error is the error, and the other drivers are told and waited for', async () => {
    let seen: unknown;
    const slow: StorageDriver = {
      name: 'slow',
      type: 'slow',
      retrieve: () => expect.fail(),
      store: ({ abortSignal }) =>
        new Promise((_resolve, reject) => {
          abortSignal!.addEventListener('abort', () => {
            seen = abortSignal!.reason;
            reject(new Error('told'));
          });
        }),
    };
    const bad: StorageDriver = { ...slow, name: 'bad', store: () => Promise.reject(new Error('disk full')) };
    const data = new LoadedDataConverter({
      externalStorage: new ExternalStorage({
        drivers: [slow, bad],
        payloadSizeThreshold: 0,
        driverSelector: (_given, payload) => (text(payload.data) === '1' ? slow : bad),
      }),
    });
    await expect(data.encodeAll([1, 2])).rejects.toThrow('disk full');
    expect(seen).toMatchObject({ message: 'disk full' });
  });

  it('in the number of what it gives, the error says so', async () => {
    await expect(failing({ store: async () => [] }).encode(1)).rejects.toThrow(
      "Driver 'bad' returned 0 claims for 1 payloads",
    );
    await expect(failing({ retrieve: async () => [{}, {}] }).decodeAll([await reference()])).rejects.toThrow(
      "Driver 'bad' returned 2 payloads for 1 claims",
    );
  });

  it('because no driver has the name, the error says so', async () => {
    await expect(open(new MemoryDriver('other'), 0).decodeAll([await reference()])).rejects.toThrow(
      "No driver registered with name 'bad'",
    );
  });

  it.each([
    ['{}', "field 'driverName' must be a non-empty string"],
    ['{"driverName":"bad","claimData":{"key":1}}', "field 'claimData' must hold strings"],
    ['{', 'not JSON'],
  ])('because the reference is %s, the error says so', async (json, message) => {
    const payload = { ...(await reference()), data: utf8(json) };
    const attempt = open(new MemoryDriver(), 0).decodeAll([payload]);
    await expect(attempt).rejects.toThrow(ValueError);
    await expect(attempt).rejects.toThrow(message);
  });
});

describe('the configuration', () => {
  const driver = new MemoryDriver();
  it.each<[string, ConstructorParameters<typeof ExternalStorage>[0]]>([
    ['no drivers', { drivers: [] }],
    ['a name that is empty', { drivers: [new MemoryDriver('')] }],
    ['a name twice', { drivers: [driver, new MemoryDriver()] }],
    ['two drivers without a selector', { drivers: [driver, new MemoryDriver('b')] }],
    ['a negative size', { drivers: [driver], payloadSizeThreshold: -1 }],
    ['a size that is none', { drivers: [driver], payloadSizeThreshold: NaN }],
  ])('refuses %s with the words of @temporalio/common', (_kind, options) => {
    const message = vi.fn(() => new upstream.ExternalStorage(options as never));
    expect(message).toThrow(upstream.ValueError);
    const { message: words } = message.mock.results[0]!.value as Error;
    expect(() => new ExternalStorage(options)).toThrow(ValueError);
    expect(() => new ExternalStorage(options)).toThrow(words);
  });

  it('is readable as in @temporalio/common', () => {
    const ours = new ExternalStorage({ drivers: [driver] });
    const theirs = new upstream.ExternalStorage({ drivers: [driver] });
    expect(ours.payloadSizeThreshold).toBe(theirs.payloadSizeThreshold);
    expect(ours.drivers).toEqual(theirs.drivers);
    expect([ours.getDriver('memory'), ours.getDriver('x')]).toEqual([driver, null]);
    expect(ours.driverSelector({}, {})).toBe(driver);
  });
});

describe('references', () => {
  interface Runner {
    store(payloads: Payload[]): Promise<Payload[]>;
    retrieve(payloads: Payload[]): Promise<Payload[]>;
  }
  const { ExternalStorageRunner } = requireUpstream<{
    ExternalStorageRunner: new (storage: upstream.ExternalStorage) => Runner;
  }>('@temporalio/common/lib/internal-non-workflow');

  it('are those of @temporalio/common, in both directions', async () => {
    const driver = new MemoryDriver();
    const ours = new ExternalStorage({ drivers: [driver], payloadSizeThreshold: 0 });
    const theirs = new ExternalStorageRunner(
      new upstream.ExternalStorage({ drivers: [driver], payloadSizeThreshold: 0 }),
    );
    const payload = { metadata: { encoding: utf8('json/plain') }, data: utf8('"stored"') };
    const [byUs] = await ours.store([payload]);
    const [byThem] = await theirs.store([payload]);
    expect(await theirs.retrieve([byUs!])).toEqual([payload]);
    expect(await ours.retrieve([byThem!])).toEqual([payload]);
    expect(JSON.parse(text(byThem!.data))).toEqual({ driverName: 'memory', claimData: { key: 'memory-1' } });
  });
});
