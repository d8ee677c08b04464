import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import PayloadPanel from '../../src/app/components/PayloadPanel.svelte';
import { type CodecSettings, noCodec } from '../../src/app/state/codec/codec-settings.js';
import { NamespaceCodec } from '../../src/app/state/codec/namespace-codec.js';
import { PayloadReader } from '../../src/app/state/payload-reader.svelte.js';

const utf8 = (text: string) => new TextEncoder().encode(text);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const plain = (value: unknown) => ({
  metadata: { encoding: utf8('json/plain') },
  data: utf8(JSON.stringify(value)),
});
/** What the codec of these tests can turn into JSON: the value is in plain sight, only its encoding is unknown. */
const sealed = (value: unknown) => ({ ...plain(value), metadata: { encoding: utf8('binary/sealed') } });

interface Body {
  payloads: { metadata: Record<string, string>; data: string }[];
}
type Answer = (body: Body, url: string) => Response | Promise<Response>;

/** Unseals; refuses a request in which anything says `broken`. */
const unseal: Answer = ({ payloads }) => {
  if (payloads.some(({ data }) => atob(data).includes('broken'))) {
    return new Response('cannot decode this', { status: 400, headers: { 'content-type': 'text/plain' } });
  }
  return Response.json({
    payloads: payloads.map(({ data }) => ({ metadata: { encoding: btoa('json/plain') }, data })),
  });
};

function codecServer(answer: Answer = unseal) {
  const requests: { url: string; body: Body; headers: Headers }[] = [];
  const server = { requests, answer };
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const body = JSON.parse(init?.body as string) as Body;
    requests.push({ url, body, headers: new Headers(init?.headers) });
    return server.answer(body, url);
  });
  return server;
}

function codecWith(settings: Partial<CodecSettings> = {}, apiKey = ''): NamespaceCodec {
  const all = { ...noCodec, endpoint: 'http://localhost:9/{namespace}', ...settings };
  return new NamespaceCodec(
    'orders',
    () => all,
    () => apiKey,
  );
}

function readerWith(settings: Partial<CodecSettings> = {}, apiKey = ''): PayloadReader {
  return new PayloadReader(codecWith(settings, apiKey));
}

const failing: Answer = () => Promise.reject(new TypeError('Failed to fetch'));

afterEach(() => vi.restoreAllMocks());

describe('PayloadReader', () => {
  it('decodes all that is on screen with one request, and sends nothing that is readable', async () => {
    const server = codecServer();
    const payloads = [...Array.from({ length: 30 }, (_, index) => sealed(`value ${index}`)), plain('in the open')];
    await render(PayloadPanel, { title: 'Input', payloads, reader: readerWith() });
    await expect.element(page.getByText('"value 29"')).toBeVisible();
    await expect.element(page.getByText('"in the open"')).toBeVisible();
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]).toMatchObject({ url: 'http://localhost:9/orders/decode' });
    expect(server.requests[0]?.body.payloads).toHaveLength(30);
    expect(server.requests[0]?.headers.get('x-namespace')).toBe('orders');
  });

  it('asks once for what it has shown before, and for equal Payloads', async () => {
    const server = codecServer();
    const reader = readerWith();
    const payload = sealed('once');
    const first = await render(PayloadPanel, { title: 'Input', payloads: [payload, sealed('once')], reader });
    await expect.element(page.getByText('"once"').first()).toBeVisible();
    await first.unmount();
    await render(PayloadPanel, { title: 'Result', payloads: [payload, sealed('once')], reader });
    await expect.element(page.getByText('"once"').first()).toBeVisible();
    expect(server.requests.flatMap(({ body }) => body.payloads)).toHaveLength(1);
  });

  it('sends many in requests of a bounded size, two at a time', async () => {
    let open = 0;
    let most = 0;
    const server = codecServer(async (body, url) => {
      most = Math.max(most, ++open);
      await Promise.resolve();
      open--;
      return unseal(body, url);
    });
    const payloads = Array.from({ length: 450 }, (_, index) => sealed(index));
    const reader = readerWith();
    await render(PayloadPanel, { title: 'Input', payloads, reader });
    await expect.poll(() => reader.status.decoded).toBe(450);
    expect(server.requests.map(({ body }) => body.payloads.length).sort()).toEqual([100, 100, 100, 100, 50].sort());
    expect(most).toBeLessThanOrEqual(2);
  });

  it('shows what came with the reason when the codec fails, and decodes it on another try', async () => {
    const server = codecServer(failing);
    await render(PayloadPanel, { title: 'Input', payloads: [sealed('later'), sealed('too')], reader: readerWith() });
    await expect.element(page.getByText('Not decoded: The codec server cannot be reached').first()).toBeVisible();
    await expect.element(page.getByText(btoa('"later"'))).toBeVisible();
    expect(document.body.textContent).toContain('CORS');
    server.answer = unseal;
    await page.getByRole('button', { name: 'Try all 2 again' }).first().click();
    await expect.element(page.getByText('"later"')).toBeVisible();
    await expect.element(page.getByText('"too"')).toBeVisible();
  });

  it('lets one that cannot be decoded spoil no other', async () => {
    codecServer();
    await render(PayloadPanel, { title: 'Input', payloads: [sealed('good'), sealed('broken')], reader: readerWith() });
    await expect.element(page.getByText('"good"')).toBeVisible();
    await expect.element(page.getByText(/HTTP 400: cannot decode this/)).toBeVisible();
  });

  it.each([
    ['The codec server refused', () => new Response('', { status: 401 })],
    ['The codec server failed', () => new Response('', { status: 503 })],
    ['That is not a codec server', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['The codec server answered nonsense', () => Response.json({ nothing: 1 })],
    ['The codec server lost a payload', () => Response.json({ payloads: [] })],
  ])('tells apart: %s', async (title, answer) => {
    codecServer(answer);
    await render(PayloadPanel, { title: 'Input', payloads: [sealed(1)], reader: readerWith() });
    await expect.element(page.getByText(`Not decoded: ${title}`)).toBeVisible();
  });

  it('gives up after the time that is set', async () => {
    codecServer(() => new Promise(() => undefined));
    await render(PayloadPanel, { title: 'Input', payloads: [sealed(1)], reader: readerWith({ timeoutMs: 100 }) });
    await expect.element(page.getByText('Not decoded: The codec server did not answer in time')).toBeVisible();
  });

  it('tries again by itself what was not reached, once there is a network', async () => {
    const server = codecServer(failing);
    const reader = readerWith();
    await render(PayloadPanel, { title: 'Input', payloads: [sealed('back')], reader });
    await expect.element(page.getByText(/Not decoded/)).toBeVisible();
    server.answer = unseal;
    reader.retryUnreached();
    await expect.element(page.getByText('"back"')).toBeVisible();
  });

  it('sends own headers and the API key only as the settings say', async () => {
    const server = codecServer();
    const headers = [{ name: 'x-team', value: 'blue', secret: false }];
    await readerWith({ headers, passApiKey: true }, 'key-1').decodeAll([sealed(1)]);
    await readerWith({ headers: [] }, 'key-1').decodeAll([sealed(2)]);
    const [first, second] = server.requests.map((request) => request.headers);
    expect([first?.get('x-team'), first?.get('authorization')]).toEqual(['blue', 'Bearer key-1']);
    expect([second?.get('x-team'), second?.get('authorization')]).toEqual([null, null]);
  });

  it('never sends the API key over plain http to another machine', async () => {
    const server = codecServer();
    const reader = readerWith({ endpoint: 'http://codec.example.com', passApiKey: true }, 'key-1');
    await expect(reader.decodeAll([sealed(1)])).rejects.toThrow(/not sent over plain http/);
    expect(server.requests).toEqual([]);
  });

  it('asks for a secret that a reload has forgotten, and calls nobody before', async () => {
    const server = codecServer();
    const reader = readerWith({ headers: [{ name: 'x-token', value: '', secret: true }] });
    await render(PayloadPanel, { title: 'Input', payloads: [sealed(1)], reader });
    await expect.element(page.getByText(/header x-token was kept in memory only/)).toBeVisible();
    expect(server.requests).toEqual([]);
  });

  it('shows a reference to external storage with its size and driver', async () => {
    const reference = {
      metadata: {
        encoding: utf8('json/protobuf'),
        messageType: utf8('temporal.api.sdk.v1.ExternalStorageReference'),
      },
      data: utf8('{"driverName":"s3","claimData":{"key":"orders/1"}}'),
      externalPayloads: [{ sizeBytes: 2_500_000n }],
    };
    await render(PayloadPanel, { title: 'Input', payloads: [reference], reader: readerWith() });
    await expect.element(page.getByText('Stored outside of Temporal, 2.5 MB, by s3.')).toBeVisible();
    await expect.element(page.getByText('"orders/1"')).toBeVisible();
  });
});

describe('decodeAll', () => {
  it('keeps the order, in requests of a bounded size, three at a time', async () => {
    let open = 0;
    let most = 0;
    const server = codecServer(async (body, url) => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open--;
      return unseal(body, url);
    });
    const payloads = Array.from({ length: 1_000 }, (_, index) => (index % 2 ? sealed(index) : plain(index)));
    const done: number[] = [];
    const decoded = await readerWith().decodeAll(payloads, { onprogress: (count) => done.push(count) });
    expect(decoded.map(({ data }) => Number(text(data)))).toEqual(payloads.map((_, index) => index));
    expect(server.requests).toHaveLength(5);
    expect(most).toBe(3);
    expect(done.at(-1)).toBe(1_000);
  });

  it('ends with its signal, and with the first that fails', async () => {
    codecServer(() => new Promise(() => undefined));
    const controller = new AbortController();
    const decoding = readerWith().decodeAll([sealed(1)], { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(decoding).rejects.toThrow('enough');
    const server = codecServer(() => new Response('', { status: 503 }));
    await expect(readerWith().decodeAll(Array.from({ length: 900 }, (_, index) => sealed(index)))).rejects.toThrow(
      '503',
    );
    expect(server.requests.length).toBeLessThanOrEqual(3);
  });
});

describe('NamespaceCodec', () => {
  it('encodes, and rejects rather than give back plain text', async () => {
    const server = codecServer(({ payloads }) =>
      Response.json({
        payloads: payloads.map(({ data }) => ({ metadata: { encoding: btoa('binary/sealed') }, data })),
      }),
    );
    const codec = codecWith();
    const [encoded] = await codec.encode([plain('secret')]);
    expect(text(encoded!.metadata!['encoding']!)).toBe('binary/sealed');
    expect(server.requests[0]?.url).toBe('http://localhost:9/orders/encode');
    server.answer = failing;
    await expect(codec.encode([plain('secret')])).rejects.toThrow(/No answer from the codec server/);
  });
});
