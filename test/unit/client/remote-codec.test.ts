import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  type JSONPayload,
  LoadedDataConverter,
  type Payload,
  RemoteCodec,
  RemoteCodecError,
  type RemoteCodecErrorKind,
  type RemoteCodecOptions,
} from '../../../src/client/index.js';
import { rejectionOf } from '../../fixtures/rejection.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (bytes: Uint8Array | null | undefined): string => new TextDecoder().decode(bytes ?? new Uint8Array());
const plain = (value: unknown): Payload => ({
  metadata: { encoding: utf8('json/plain') },
  data: utf8(JSON.stringify(value)),
});
const inNamespace = (
  namespace: string,
  workflowId = 'w',
): { type: 'workflow'; namespace: string; workflowId: string } => ({
  type: 'workflow',
  namespace,
  workflowId,
});

interface Request {
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly payloads: JSONPayload[];
}
type Answer = (request: Request, response: ServerResponse) => unknown;

/** Marks what it encoded, as the samples of the SDKs would encrypt it; refuses to decode the rest. */
const marking: Answer = ({ url, payloads }) => {
  const marked = (payload: JSONPayload): boolean => 'mark' in (payload.metadata ?? {});
  if (url.endsWith('/encode')) {
    return { payloads: payloads.map((each) => ({ ...each, metadata: { ...each.metadata, mark: btoa('m') } })) };
  }
  if (!payloads.every(marked)) return undefined;
  return {
    payloads: payloads.map(({ metadata, ...rest }) => {
      const { mark: _mark, ...others } = metadata!;
      return { metadata: others, ...rest };
    }),
  };
};

/** A codec server on this machine, and what it was asked. `undefined` as answer is HTTP 400 as Go's handler gives it. */
async function startServer(answer: Answer = marking): Promise<{ endpoint: string; requests: Request[] }> {
  const requests: Request[] = [];
  const server = createServer((incoming, response) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => {
      const { payloads } = JSON.parse(body) as { payloads: JSONPayload[] };
      const request = { url: incoming.url!, headers: incoming.headers, payloads };
      requests.push(request);
      const result = answer(request, response);
      if (response.headersSent || result === 'never') return;
      if (result === undefined) response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end('no mark');
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(result));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

async function open(
  options: Partial<RemoteCodecOptions> = {},
  answer?: Answer,
): Promise<{ codec: RemoteCodec; requests: Request[]; endpoint: string }> {
  const { endpoint, requests } = await startServer(answer);
  return { codec: new RemoteCodec({ endpoint, ...options }), requests, endpoint };
}

afterEach(() => vi.unstubAllGlobals());

describe('RemoteCodec', () => {
  it('speaks the protocol of codec servers', async () => {
    const { endpoint, requests } = await startServer();
    const codec = new RemoteCodec({ endpoint: `${endpoint}/at/{namespace}/`, authorization: 'Bearer t' });
    const [encoded] = await codec.encode([plain({ ünï: '🐘' })], inNamespace('my space'));
    expect(text(encoded!.metadata!['mark'])).toBe('m');
    expect(await codec.decode([encoded!], inNamespace('my space'))).toEqual([plain({ ünï: '🐘' })]);
    expect(requests.map(({ url }) => url)).toEqual(['/at/my%20space/encode', '/at/my%20space/decode']);
    expect(requests[0]).toMatchObject({
      headers: { 'content-type': 'application/json', 'x-namespace': 'my space', authorization: 'Bearer t' },
      payloads: [{ metadata: { encoding: btoa('json/plain') }, data: 'eyLDvG7DryI6IvCfkJgifQ==' }],
    });
  });

  it('asks for the authorization before every request, and sends none where there is none', async () => {
    let count = 0;
    const { codec, requests } = await open({ authorization: async () => `Bearer ${++count}` });
    await codec.encode([plain(1)]);
    await codec.encode([plain(1)]);
    expect(requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer 1', 'Bearer 2']);
    const without = await open();
    await without.codec.encode([plain(1)]);
    expect(without.requests[0]!.headers).not.toHaveProperty('authorization');
  });

  it('uses its own Namespace where no execution is known', async () => {
    const { codec, requests } = await open({ namespace: 'mine' });
    await codec.encode([plain(1)]);
    await codec.encode([plain(1)], inNamespace('theirs'));
    expect(requests.map(({ headers }) => headers['x-namespace'])).toEqual(['mine', 'theirs']);
  });

  it('keeps an empty Payload empty', async () => {
    const { codec } = await open();
    const data = new LoadedDataConverter({ payloadCodecs: [codec] });
    expect(await data.decodeAll(await data.encodeAll([undefined, new Uint8Array()]))).toEqual([
      undefined,
      new Uint8Array(),
    ]);
    expect(await codec.encode([])).toEqual([]);
  });
});

describe('requests', () => {
  it('are shared by calls of the same turn, also of different executions, for each Namespace and direction', async () => {
    const { codec, requests } = await open();
    const results = await Promise.all([
      codec.encode([plain(1), plain(2)], inNamespace('a', 'first')),
      Promise.resolve().then(() => codec.encode([plain(3)], inNamespace('a', 'second'))),
      codec.encode([plain(4)], inNamespace('b')),
    ]);
    expect(results.map((payloads) => payloads.map(({ data }) => text(data)))).toEqual([['1', '2'], ['3'], ['4']]);
    expect(requests.map(({ headers, payloads }) => [headers['x-namespace'], payloads.length]).sort()).toEqual([
      ['a', 3],
      ['b', 1],
    ]);
  });

  it('hold at most so many Payloads and bytes; one that is larger goes alone', async () => {
    const byCount = await open({ maxBatchCount: 2 });
    const values = [1, 2, 3, 4, 5];
    expect(await byCount.codec.encode(values.map(plain))).toHaveLength(5);
    expect(byCount.requests.map(({ payloads }) => payloads.length).sort()).toEqual([1, 2, 2]);
    const byBytes = await open({ maxBatchBytes: 1000 });
    const sizes = [400, 400, 400, 5000, 100];
    const encoded = await byBytes.codec.encode(sizes.map((size) => plain('x'.repeat(size))));
    expect(encoded.map(({ data }) => data!.length - 2)).toEqual(sizes);
    expect(byBytes.requests.map(({ payloads }) => payloads.length).sort()).toEqual([1, 1, 1, 2]);
  });

  it('hold equal Payloads once when decoding, and never when encoding', async () => {
    const { codec, requests } = await open();
    const [encoded] = await codec.encode([plain(1), plain(1)]);
    expect(requests[0]!.payloads).toHaveLength(2);
    const decoded = await Promise.all([codec.decode([encoded!, encoded!]), codec.decode([encoded!])]);
    expect(decoded).toEqual([[plain(1), plain(1)], [plain(1)]]);
    expect(requests[1]!.payloads).toHaveLength(1);
  });

  it('that fail because of one call are sent again for the others alone', async () => {
    const { codec, requests } = await open();
    const [good] = await codec.encode([plain('good')]);
    const [kept, refused] = await Promise.allSettled([codec.decode([good!]), codec.decode([plain('bad')])]);
    expect(kept).toEqual({ status: 'fulfilled', value: [plain('good')] });
    expect(refused).toMatchObject({ status: 'rejected', reason: { kind: 'http', httpStatus: 400 } });
    expect(requests).toHaveLength(4);
  });
});

describe('decoded Payloads', () => {
  it('are kept, for each Namespace, and not shared with whoever changes them', async () => {
    const { codec, requests } = await open();
    const [encoded] = await codec.encode([plain(1)]);
    const [first] = await codec.decode([encoded!], inNamespace('a'));
    first!.data!.fill(0);
    expect(await codec.decode([encoded!], inNamespace('a'))).toEqual([plain(1)]);
    expect(requests).toHaveLength(2);
    await codec.decode([encoded!], inNamespace('b'));
    expect(requests).toHaveLength(3);
    codec.clearCache();
    await codec.decode([encoded!], inNamespace('a'));
    expect(requests).toHaveLength(4);
  });

  it('are found whatever the order of the metadata, which servers do not keep', async () => {
    const { codec, requests } = await open();
    const [encoded] = await codec.encode([plain(1)]);
    const reversed = { ...encoded!, metadata: Object.fromEntries(Object.entries(encoded!.metadata!).reverse()) };
    expect(Object.keys(reversed.metadata)).not.toEqual(Object.keys(encoded!.metadata!));
    await codec.decode([encoded!]);
    expect(await codec.decode([reversed])).toEqual([plain(1)]);
    expect(requests).toHaveLength(2);
  });

  it('go when there is no more room, those first that were not used for longest', async () => {
    const { codec, requests } = await open({ cacheBytes: 700 });
    const encoded = await codec.encode(['a', 'b', 'c'].map((letter) => plain(letter.repeat(50))));
    const decode = async (...indexes: number[]): Promise<number> => {
      const before = requests.length;
      for (const index of indexes) await codec.decode([encoded[index]!]);
      return requests.length - before;
    };
    expect(await decode(0, 1)).toBe(2);
    expect(await decode(0)).toBe(0);
    expect(await decode(2)).toBe(1);
    expect(await decode(0, 2)).toBe(0);
    expect(await decode(1)).toBe(1);
  });

  it('are not kept with a size of 0', async () => {
    const { codec, requests } = await open({ cacheBytes: 0 });
    const [encoded] = await codec.encode([plain(1)]);
    await codec.decode([encoded!]);
    await codec.decode([encoded!]);
    expect(requests).toHaveLength(3);
  });
});

describe('a call', () => {
  it('ends with its signal, while the others of its request go on', async () => {
    let release: (() => void) | undefined;
    const { codec } = await open({}, (request, response) => {
      release = () => response.writeHead(200).end(JSON.stringify(marking(request, response)));
      return 'never';
    });
    const controller = new AbortController();
    const aborted = codec.encode([plain(1)], undefined, { signal: controller.signal });
    const kept = codec.encode([plain(2)]);
    await vi.waitUntil(() => release);
    controller.abort(new Error('left the page'));
    await expect(aborted).rejects.toThrow('left the page');
    release!();
    expect(text((await kept)[0]!.data)).toBe('2');
  });

  it('ends the request when nobody else waits for it', async () => {
    const closed = vi.fn();
    const { codec, requests } = await open({}, (_request, response) => {
      response.on('close', closed);
      return 'never';
    });
    const controller = new AbortController();
    const call = codec.encode([plain(1)], undefined, { signal: controller.signal });
    await vi.waitUntil(() => requests.length > 0);
    controller.abort(new Error('left the page'));
    await expect(call).rejects.toThrow('left the page');
    await vi.waitFor(() => expect(closed).toHaveBeenCalledTimes(1));
  });

  it('sends nothing when its signal has aborted before', async () => {
    const { codec, requests } = await open();
    const call = codec.encode([plain(1)], undefined, { signal: AbortSignal.abort(new Error('too late')) });
    await expect(call).rejects.toThrow('too late');
    await codec.encode([plain(2)]);
    expect(requests.map(({ payloads }) => payloads.length)).toEqual([1]);
  });

  it('has no limit with a time of 0', async () => {
    const { codec } = await open({ timeout: 0 });
    expect(await codec.encode([plain(1)])).toHaveLength(1);
  });

  it.each([{ timeout: 30 }, {}])('ends when its time is up (%o)', async (call) => {
    const { codec } = await open('timeout' in call ? {} : { timeout: '30ms' }, () => 'never');
    const error = await rejectionOf(codec.encode([plain(1)], undefined, call), RemoteCodecError);
    expect(error).toMatchObject({
      kind: 'timeout',
      message: expect.stringContaining('took longer than 30 ms') as unknown,
    });
  });
});

describe('errors say what to change', () => {
  const failing = async (answer: Answer, options: Partial<RemoteCodecOptions> = {}): Promise<RemoteCodecError> => {
    const { codec } = await open(options, answer);
    return rejectionOf(codec.decode([plain(1)]), RemoteCodecError);
  };
  const status =
    (code: number, body = '', type = 'text/html'): Answer =>
    (_request, response) =>
      response.writeHead(code, { 'content-type': type }).end(body);

  it.each<[string, Answer, RemoteCodecErrorKind, string]>([
    ['HTTP 401 without authorization', status(401), 'unauthorized', 'refused: HTTP 401. It wants an `authorization`'],
    ['HTTP 403', status(403), 'unauthorized', 'refused: HTTP 403'],
    ['HTTP 404', status(404, '<h1>Not found'), 'http', 'answered HTTP 404. Is it the address of a codec server?'],
    ['HTTP 500 with a reason', status(500, 'no key k1', 'text/plain'), 'http', 'answered HTTP 500: no key k1'],
    ['a page', status(200, '<!doctype html>'), 'not-json', 'is not JSON (text/html)'],
    ['JSON of something else', status(200, '{"data":[]}'), 'malformed', 'it has no list `payloads`'],
    ['null', status(200, 'null'), 'malformed', 'it has no list `payloads`'],
    ['too few payloads', () => ({ payloads: [] }), 'wrong-count', 'gave 0 payloads for 1'],
    ['payloads that are none', () => ({ payloads: [5] }), 'malformed', 'A Payload must be a JSON object'],
    [
      'data that is not base64',
      () => ({ payloads: [{ data: '!' }] }),
      'malformed',
      'data of a Payload must be a base64 string',
    ],
  ])('%s', async (_kind, answer, kind, message) => {
    const error = await failing(answer);
    expect(error).toMatchObject({ kind, name: 'RemoteCodecError' });
    expect(error.message).toContain(message);
  });

  it('a server that is not there, and one that redirects', async () => {
    const { endpoint } = await startServer();
    const nobody = new RemoteCodec({ endpoint: 'http://127.0.0.1:1' });
    const redirected = await failing((_request, response) =>
      response.writeHead(307, { location: `${endpoint}/decode` }).end(),
    );
    for (const error of [redirected, await rejectionOf(nobody.decode([plain(1)]), RemoteCodecError)]) {
      expect(error).toMatchObject({ kind: 'unreachable', cause: expect.any(TypeError) as unknown });
      expect(error.message).toMatch(/does not redirect.*CORS/);
    }
  });

  it('a page without network', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    const codec = new RemoteCodec({ endpoint: 'http://127.0.0.1:1' });
    expect(await rejectionOf(codec.decode([plain(1)]), RemoteCodecError)).toMatchObject({ kind: 'offline' });
  });

  it('a page on https and a server on http: before anything is sent', async () => {
    vi.stubGlobal('location', new URL('https://console.example.com/'));
    const fetch = vi.fn();
    const codec = new RemoteCodec({ endpoint: 'http://codec.example.com', fetch });
    const error = await rejectionOf(codec.encode([plain(1)]), RemoteCodecError);
    expect(error).toMatchObject({
      kind: 'mixed-content',
      message: expect.stringContaining('use its https address') as unknown,
    });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('and never hold the token, also when the server repeats it', async () => {
    const token = 'secret-token';
    const echoing =
      (code: number, type: string): Answer =>
      ({ headers }, response) =>
        response.writeHead(code, { 'content-type': type }).end(`You sent ${headers.authorization} (${token}).`);
    for (const answer of [echoing(401, 'text/plain'), echoing(500, 'text/plain'), echoing(200, 'application/json')]) {
      const error = await failing(answer, { authorization: `Bearer ${token}` });
      const all = [error.message, error.stack, JSON.stringify(error), String(error.cause)].join('\n');
      expect(all).not.toContain(token);
    }
    expect((await failing(echoing(500, 'text/plain'), { authorization: `Bearer ${token}` })).message).toContain(
      'You sent … (…).',
    );
  });
});

describe('the options refuse', () => {
  const make = (options: object) => () => new RemoteCodec({ endpoint: 'https://codec.example.com', ...options });
  const jwt = (claims: object): string => `e30.${btoa(JSON.stringify(claims)).replaceAll('=', '')}.c2ln`;
  const cloudKey = jwt({ iss: 'temporal.io', aud: ['temporal.io'], account_id: 'a' });

  it.each<[string, object, string]>([
    ['an API key of Temporal as such', { apiKey: 'k' }, 'does not get the API key of Temporal'],
    ['a key of Temporal Cloud', { authorization: `Bearer ${cloudKey}` }, 'is an API key of Temporal Cloud'],
    [
      'a token over plain http',
      { endpoint: 'http://codec.example.com', authorization: 't' },
      'is not sent over plain http',
    ],
    ['an empty token', { authorization: '' }, 'must not be empty'],
    ['an endpoint that is none', { endpoint: 'codec' }, 'Invalid endpoint'],
    ['an endpoint of another scheme', { endpoint: 'ftp://codec' }, 'Invalid endpoint'],
    ['a path where there is no page', { endpoint: '/codec' }, 'Invalid endpoint'],
    ['a query', { endpoint: 'https://c/?a=1' }, 'must not have a query'],
    ['a batch of nothing', { maxBatchCount: 0 }, '`maxBatchCount`'],
    ['a batch without bytes', { maxBatchBytes: NaN }, '`maxBatchBytes`'],
    ['a negative cache', { cacheBytes: -1 }, '`cacheBytes`'],
  ])('%s', (_kind, options, message) => {
    expect(make(options)).toThrow(TypeError);
    expect(make(options)).toThrow(message);
  });

  it.each([
    ['a query in the endpoint', { endpoint: 'https://c/?key=secret' }],
    ['a password in the endpoint', { endpoint: 'https://me:secret@c' }],
    ['a password in an endpoint that is none', { endpoint: 'https://me:secret@c:port' }],
    ['a header that cannot be sent', { authorization: 'Bearer secret\n' }],
    ['a key of Temporal Cloud', { authorization: cloudKey }],
  ])('%s, without repeating it', (_kind, options) => {
    expect(make(options)).toThrow(TypeError);
    const secret = 'authorization' in options ? options.authorization.trim() : 'secret';
    try {
      make(options)();
    } catch (error) {
      expect((error as Error).message).not.toContain(secret);
    }
  });

  it('a key of Temporal Cloud also from a function, before anything is sent', async () => {
    const { codec, requests } = await open({ authorization: () => `bearer ${cloudKey}` });
    await expect(codec.encode([plain(1)])).rejects.toThrow('is an API key of Temporal Cloud');
    expect(requests).toEqual([]);
  });

  it('no tokens of others, whatever they look like', async () => {
    for (const authorization of [`Bearer ${jwt({ iss: 'https://id.example.com' })}`, 'Basic YTpi', 'a.b.c', 'x.é.y']) {
      expect(make({ authorization })).not.toThrow();
    }
  });

  it('no path on the page’s own origin', async () => {
    vi.stubGlobal('location', new URL('https://console.example.com/app/'));
    const fetch = vi.fn(async (_url: string) => new Response('{"payloads":[{}]}'));
    await new RemoteCodec({ endpoint: '/codec/{namespace}', fetch: fetch as never }).encode([plain(1)]);
    expect(fetch.mock.calls[0]![0]).toBe('https://console.example.com/codec/default/encode');
  });
});
