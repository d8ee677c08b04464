import { describe, expect, it } from 'vitest';
import { type ApplicationFailure, type PayloadCodec, WorkflowFailedError } from '../../src/client/index.js';
import {
  type samples,
  attributesOf,
  client,
  endAfterTest,
  namespace,
  onSamples,
  openClient,
} from '../fixtures/real-stack.js';
import { WrappingCodec } from '../fixtures/codecs.js';
import { rejectionOf } from '../fixtures/rejection.js';

const open = (...payloadCodecs: PayloadCodec[]) => openClient({ dataConverter: { payloadCodecs } }).workflow;
const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

describe('a payload codec', () => {
  it('encodes what goes out and decodes what comes back', async () => {
    const codec = new WrappingCodec('lock');
    const secret = { card: '4711', bytes: 'ünï 🐘' };
    const handle = await open(codec).signalWithStart<typeof samples.waitForRelease, [unknown]>('waitForRelease', {
      ...onSamples(),
      signal: 'release',
      signalArgs: [secret],
    });
    expect(await handle.result()).toEqual(secret);
    const signal = attributesOf(await handle.fetchHistory(), 'workflowExecutionSignaledEventAttributes');
    expect(text(signal.input?.payloads[0]?.data)).toMatch(/^"lock:/);
    expect(await client.workflow.result(handle.workflowId)).toMatch(/^lock:/);
  });

  it('applies to arguments, memo, summary and details, and is told whose they are', async () => {
    const codec = new WrappingCodec('lock');
    const options = onSamples();
    const handle = await open(codec).start<typeof samples.echo>('echo', {
      ...options,
      args: ['first', 'second'],
      memo: { note: 'private' },
      staticSummary: 'summary',
      staticDetails: 'details',
    });
    const seen = await handle.describe();
    expect(seen.memo).toEqual({ note: 'private' });
    expect(await seen.staticSummary()).toBe('summary');
    expect(await seen.staticDetails()).toBe('details');

    const unlocked = await client.workflow.getHandle(options.workflowId).describe();
    expect(unlocked.memo?.['note']).toMatch(/^lock:/);
    expect(await unlocked.staticSummary()).toMatch(/^lock:/);
    expect(await client.workflow.result(options.workflowId)).toEqual([
      expect.stringMatching(/^lock:/),
      expect.stringMatching(/^lock:/),
    ]);
    const context = { type: 'workflow', namespace, workflowId: options.workflowId };
    expect(codec.contexts.length).toBeGreaterThan(0);
    for (const given of codec.contexts) expect(given).toEqual(context);
  });

  it('applies to query arguments and answers', async () => {
    const codec = new WrappingCodec('lock');
    const handle = endAfterTest(await open(codec).start<typeof samples.waitForRelease>('waitForRelease', onSamples()));
    codec.log.length = 0;
    expect(await handle.query<boolean, [unknown]>('isReleased', { ignored: true })).toBe(false);
    expect(codec.log).toEqual(['encode lock', 'decode lock']);
  });

  it('leaves alone what somebody else wrote', async () => {
    const execution = open(new WrappingCodec('lock')).execute<typeof samples.fail>('fail', {
      ...onSamples(),
      args: ['boom'],
    });
    const error = await rejectionOf(execution, WorkflowFailedError);
    expect((error.cause as ApplicationFailure).details).toEqual([{ hint: 'This Workflow always fails.' }, 42]);
  });

  it('that throws lets the call fail with its error', async () => {
    const broken: PayloadCodec = {
      encode: () => Promise.reject(new Error('no key')),
      decode: () => Promise.reject(new Error('no key')),
    };
    await expect(open(broken).start('echo', { ...onSamples(), args: [1] })).rejects.toThrow('no key');
  });
});

describe('two payload codecs', () => {
  it('encode in their order and decode in reverse', async () => {
    const log: string[] = [];
    const calls = open(new WrappingCodec('inner', log), new WrappingCodec('outer', log));
    const handle = await calls.signalWithStart<typeof samples.waitForRelease, [unknown]>('waitForRelease', {
      ...onSamples(),
      signal: 'release',
      signalArgs: ['both'],
    });
    // Once, for the arguments of the signal; the start has none.
    expect(log).toEqual(['encode inner', 'encode outer']);
    log.length = 0;
    expect(await handle.result()).toBe('both');
    expect(log).toEqual(['decode outer', 'decode inner']);
    expect(await client.workflow.result(handle.workflowId)).toMatch(/^outer:/);
  });
});
