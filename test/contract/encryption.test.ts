import { describe, expect, it } from 'vitest';
import { AesGcmCodec, type PayloadCodec, RawValue } from '../../src/client/index.js';
import { WrappingCodec } from '../fixtures/codecs.js';
import {
  type samples,
  attributesOf,
  client,
  endAfterTest,
  onNobody,
  onSamples,
  openClient,
} from '../fixtures/real-stack.js';

const text = (bytes: Uint8Array | null | undefined): string => new TextDecoder().decode(bytes ?? new Uint8Array());
const newKey = (): Uint8Array => crypto.getRandomValues(new Uint8Array(32));
const keys = { old: newKey(), new: newKey() };
const open = (...payloadCodecs: PayloadCodec[]) => openClient({ dataConverter: { payloadCodecs } }).workflow;

describe('AesGcmCodec', () => {
  const codec = new AesGcmCodec({ keyId: 'new', keys });

  it('encrypts all that is stored, and decrypts it again', async () => {
    const options = onNobody();
    const handle = endAfterTest(
      await open(codec).start('echo', {
        ...options,
        args: ['first secret', { second: 'secret 🐘' }],
        memo: { note: 'secret note' },
        staticSummary: 'secret summary',
      }),
    );
    const seen = await handle.describe();
    expect(seen.memo).toEqual({ note: 'secret note' });
    expect(await seen.staticSummary()).toBe('secret summary');

    const { input } = attributesOf(await handle.fetchHistory(), 'workflowExecutionStartedEventAttributes');
    for (const { metadata, data } of input!.payloads) {
      expect([text(metadata['encoding']), text(metadata['encryption-key-id'])]).toEqual(['binary/encrypted', 'new']);
      expect(text(data)).not.toContain('secret');
    }
    const decrypted = await codec.decode(input!.payloads);
    expect(decrypted.map(({ data }) => text(data))).toEqual(['"first secret"', '{"second":"secret 🐘"}']);
  });

  it('goes through a worker and back', async () => {
    // The worker has no key: the outer codec makes a text of what is encrypted, which the Workflow hands back.
    const handle = await open(codec, new WrappingCodec('text')).signalWithStart<
      typeof samples.waitForRelease,
      [unknown]
    >('waitForRelease', { ...onSamples(), signal: 'release', signalArgs: [{ card: '4711' }] });
    expect(await handle.result()).toEqual({ card: '4711' });
    expect(await client.workflow.result(handle.workflowId)).toMatch(/^text:/);
  });

  it('reads what was encrypted before the key changed', async () => {
    const options = onNobody();
    const before = new AesGcmCodec({ keyId: 'old', keys: { old: keys.old } });
    endAfterTest(await open(before).start('echo', { ...options, memo: { note: 'older' } }));
    expect((await open(codec).getHandle(options.workflowId).describe()).memo).toEqual({ note: 'older' });
  });

  it('whose key is missing shows what it can: other executions, other entries', async () => {
    const options = onNobody();
    endAfterTest(await open(codec).start('echo', { ...options, memo: { note: 'secret' } }));
    const withoutKey = new AesGcmCodec({ keyId: 'other', keys: { other: newKey() } });
    const { memo, workflowId } = await open(withoutKey).getHandle(options.workflowId).describe();
    expect(workflowId).toBe(options.workflowId);
    expect(memo?.['note']).toBeInstanceOf(RawValue);
  });

  it('whose key is missing lets a call fail with the name of the key, before anything is sent', async () => {
    const options = onNobody();
    const withoutKey = new AesGcmCodec({ keyId: 'gone', keys });
    await expect(open(withoutKey).start('echo', { ...options, args: [1] })).rejects.toThrow('No key for "gone"');
    await expect(client.workflow.getHandle(options.workflowId).describe()).rejects.toThrow('not found');
  });
});
