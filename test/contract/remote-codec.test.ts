import { describe, expect, it } from 'vitest';
import {
  AesGcmCodec,
  type JSONPayload,
  JSONToPayload,
  payloadToJSON,
  RemoteCodec,
  type RemoteCodecOptions,
} from '../../src/client/index.js';
import { WrappingCodec } from '../fixtures/codecs.js';
import {
  type samples,
  attributesOf,
  endAfterTest,
  namespace,
  onNobody,
  onSamples,
  openClient,
} from '../fixtures/real-stack.js';

const text = (bytes: Uint8Array | null | undefined): string => new TextDecoder().decode(bytes ?? new Uint8Array());

/** The codec server of the encryption sample behind a `fetch`, so that these tests run in pages, which serve nothing. */
function codecServer(): {
  fetch: typeof globalThis.fetch;
  requests: { url: string; namespace: string | null; count: number }[];
} {
  const codec = new AesGcmCodec({ keyId: 'server', keys: { server: crypto.getRandomValues(new Uint8Array(32)) } });
  const requests: { url: string; namespace: string | null; count: number }[] = [];
  return {
    requests,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const { payloads } = (await request.json()) as { payloads: JSONPayload[] };
      requests.push({ url: request.url, namespace: request.headers.get('x-namespace'), count: payloads.length });
      const convert = request.url.endsWith('/encode') ? 'encode' : 'decode';
      const converted = await codec[convert](payloads.map(JSONToPayload));
      return Response.json({ payloads: converted.map(payloadToJSON) });
    },
  };
}

const open = (options: Partial<RemoteCodecOptions>, ...outer: WrappingCodec[]) =>
  openClient({
    dataConverter: {
      payloadCodecs: [new RemoteCodec({ endpoint: 'https://codec.example.com/{namespace}', ...options }), ...outer],
    },
  }).workflow;

describe('RemoteCodec', () => {
  it('keeps the key on its server: arguments, memo and summary are encrypted there', async () => {
    const { fetch, requests } = codecServer();
    const handle = endAfterTest(
      await open({ fetch }).start('echo', {
        ...onNobody(),
        args: ['first', 'second'],
        memo: { a: 1, b: 2 },
        staticSummary: 'summary',
      }),
    );
    expect(requests).toEqual([{ url: `https://codec.example.com/${namespace}/encode`, namespace, count: 5 }]);
    const { input } = attributesOf(await handle.fetchHistory(), 'workflowExecutionStartedEventAttributes');
    expect(input!.payloads.map(({ metadata }) => text(metadata['encryption-key-id']))).toEqual(['server', 'server']);

    const seen = await handle.describe();
    expect(seen.memo).toEqual({ a: 1, b: 2 });
    expect(await seen.staticSummary()).toBe('summary');
    expect(requests.slice(1).map(({ count }) => count)).toEqual([2, 1]);
    expect((await handle.describe()).memo).toEqual({ a: 1, b: 2 });
    expect(requests).toHaveLength(3);
  });

  it('goes through a worker and back', async () => {
    const { fetch } = codecServer();
    const handle = await open({ fetch }, new WrappingCodec('text')).signalWithStart<
      typeof samples.waitForRelease,
      [unknown]
    >('waitForRelease', { ...onSamples(), signal: 'release', signalArgs: [{ card: '4711' }] });
    expect(await handle.result()).toEqual({ card: '4711' });
  });

  it('that is refused lets the call fail with what to change', async () => {
    const fetch = async (): Promise<Response> => new Response('', { status: 403 });
    const call = open({ fetch, authorization: 'Bearer t' }).start('echo', { ...onNobody(), args: [1] });
    await expect(call).rejects.toThrow('refused: HTTP 403. Check `authorization`');
  });

  it('that is not there says so, in a page as in Node', async () => {
    const call = open({ endpoint: 'http://127.0.0.1:1' }).start('echo', { ...onNobody(), args: [1] });
    await expect(call).rejects.toThrow('No answer from the codec server at http://127.0.0.1:1/encode');
  });
});
