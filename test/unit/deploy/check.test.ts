import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { createServer as createHttp2Server } from 'node:http2';
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { checkProxy } from '../../../src/deploy/check/check-proxy.js';
import type { Finding } from '../../../src/deploy/check/finding.js';
import { createAuthority } from '../../fixtures/certificates.js';

const origin = 'https://app.example.com';
let server: Server | undefined;

afterEach(async () => {
  const ended = server;
  server = undefined;
  if (ended) await new Promise((resolve) => ended.close(resolve));
});

async function listen(started: Server): Promise<number> {
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return (started.address() as AddressInfo).port;
}

async function findings(url: string, token?: string): Promise<Finding[]> {
  const all: Finding[] = [];
  for await (const finding of checkProxy({ url: new URL(url), origin, namespace: 'default', token })) all.push(finding);
  return all;
}

/** The sentences of what is wrong. */
async function wrongs(url: string, token?: string): Promise<string[]> {
  return (await findings(url, token)).filter(({ verdict }) => verdict === 'wrong').map(({ says }) => says);
}

const corsHeaders = ({ headers }: Pick<IncomingMessage, 'headers'>): Record<string, string> =>
  headers.origin === origin
    ? {
        'access-control-allow-origin': origin,
        'access-control-allow-headers': headers['access-control-request-headers'] ?? '',
        'access-control-expose-headers': 'grpc-status, grpc-message, grpc-status-details-bin',
      }
    : {};

/** A proxy that is right but for what `answer` does. */
function proxy(
  answer: (
    rpc: string,
    request: IncomingMessage,
  ) => { status?: number; headers?: Record<string, string>; body?: string },
): RequestListener {
  return (request, response) => {
    const rpc = request.url?.split('/').at(-1) ?? '';
    const { status = 200, headers = {}, body = '' } = request.method === 'OPTIONS' ? {} : answer(rpc, request);
    request.resume();
    response.writeHead(status, { connection: 'close', ...corsHeaders(request), ...headers }).end(body);
  };
}

const grpc = (status: number, message = ''): { headers: Record<string, string> } => ({
  headers: { 'content-type': 'application/grpc-web+proto', 'grpc-status': String(status), 'grpc-message': message },
});

/** What a proxy that asks who is calling says. */
const guarded = (rpc: string, request: IncomingMessage): ReturnType<typeof grpc> => {
  if (rpc.startsWith('Poll')) return grpc(7);
  if (request.headers.authorization === undefined) return grpc(16, 'Sign in');
  return request.headers.authorization === 'Bearer good' ? grpc(0) : grpc(16, 'The token has expired');
};

describe('what answers', () => {
  it.each<[string, { status?: number; headers?: Record<string, string>; body?: string }, string]>([
    ['a web page', { headers: { 'content-type': 'text/html' } }, 'A web page answers.'],
    [
      'Temporal',
      { status: 415, headers: { 'grpc-status': '3' } },
      'This is Temporal itself, which does not speak gRPC-Web.',
    ],
    [
      'an Envoy without its server',
      { status: 503, body: 'no healthy upstream' },
      'Envoy cannot reach Temporal (HTTP 503: no healthy upstream).',
    ],
    ['an Envoy whose server is slow', { status: 504 }, 'Temporal did not answer Envoy in time.'],
    ['an Envoy at another path', { status: 404 }, 'Nothing is served at this path.'],
    ['a load balancer that wants a sign-in', { status: 401 }, 'Something refuses the call with HTTP 401, not in gRPC.'],
    [
      'something else',
      { status: 200, headers: { 'content-type': 'application/json' } },
      'The answer is application/json with HTTP 200, not gRPC-Web.',
    ],
  ])('as %s is told', async (_, answer, says) => {
    const port = await listen(createServer(proxy(() => answer)));
    expect(await wrongs(`http://127.0.0.1:${port}`)).toEqual([says]);
  });

  it('as HTTP/2 alone is told', async () => {
    const port = await listen(createHttp2Server());
    expect(await wrongs(`http://127.0.0.1:${port}`)).toEqual(['It does not speak HTTP/1.1, as Temporal itself.']);
  });

  it('as nobody is told', async () => {
    const port = await listen(createTcpServer());
    await new Promise((resolve) => server?.close(resolve));
    server = undefined;
    expect(await wrongs(`http://127.0.0.1:${port}`)).toEqual([`Nothing listens on port ${port} of 127.0.0.1.`]);
    expect(await wrongs('http://no-such-host.invalid')).toEqual(['There is no host called no-such-host.invalid.']);
  });

  it('as somebody who hangs up is told', async () => {
    const port = await listen(createTcpServer((socket) => socket.destroy()));
    expect(await wrongs(`http://127.0.0.1:${port}`)).toEqual([expect.stringContaining('It ends the connection')]);
  });
});

describe('TLS', () => {
  it('that is none is told', async () => {
    const port = await listen(createServer(proxy(guarded)));
    expect(await wrongs(`https://127.0.0.1:${port}`)).toEqual([`127.0.0.1:${port} does not speak TLS.`]);
  });

  it('without HTTP/2, and with a certificate of nobody, is told', async () => {
    const { certificate, key } = await (await createAuthority()).server('localhost');
    const port = await listen(createSecureServer({ cert: certificate, key }, proxy(guarded)));
    const all = await findings(`https://127.0.0.1:${port}`, 'good');
    expect(all[0]).toMatchObject({ verdict: 'note', says: expect.stringContaining('signed by nobody') });
    expect(all[1]).toMatchObject({ verdict: 'wrong', says: expect.stringContaining('does not offer HTTP/2') });
    expect(all.slice(2).filter(({ verdict }) => verdict !== 'good')).toEqual([]);
  });
});

describe('CORS', () => {
  it.each([
    [
      'of another origin',
      { 'access-control-allow-origin': 'https://other.example' },
      `Pages of ${origin} may not call it: a browser stops every call.`,
    ],
    [
      'without a header',
      { 'access-control-allow-headers': 'content-type' },
      'Pages may not send authorization, client-name',
    ],
    [
      'that hides the status',
      { 'access-control-expose-headers': 'x-request-id' },
      'Pages cannot read grpc-status, grpc-message, grpc-status-details-bin',
    ],
  ])('%s is told', async (_, changed, says) => {
    const port = await listen(
      createServer((request, response) => {
        request.resume();
        response.writeHead(200, { connection: 'close', ...corsHeaders(request), ...changed, ...grpc(0).headers }).end();
      }),
    );
    expect((await wrongs(`http://127.0.0.1:${port}`))[0]).toContain(says);
  });

  it('for everybody is told', async () => {
    const port = await listen(
      createServer((request, response) => {
        request.resume();
        const headers = {
          ...corsHeaders({ headers: { ...request.headers, origin } }),
          'access-control-allow-origin': '*',
        };
        response.writeHead(200, { connection: 'close', ...headers, ...grpc(7).headers }).end();
      }),
    );
    expect(await wrongs(`http://127.0.0.1:${port}`)).toContain('Pages of any origin may call it.');
  });
});

describe('who is let in', () => {
  it('is told to be right', async () => {
    const port = await listen(createServer(proxy(guarded)));
    expect(await wrongs(`http://127.0.0.1:${port}`, 'good')).toEqual([]);
    const says = (await findings(`http://127.0.0.1:${port}`, 'good')).map((finding) => finding.says);
    expect(says).toContain('Without a token nobody is let in.');
    expect(says).toContain('Methods of workers are closed.');
  });

  it('is asked for where there is no token', async () => {
    const port = await listen(createServer(proxy(guarded)));
    const all = await findings(`http://127.0.0.1:${port}`);
    expect(all).toContainEqual(expect.objectContaining({ verdict: 'note', says: 'It asks who is calling: Sign in' }));
    expect(all.map(({ advice }) => advice)).toContain('To check what a token may do, put one into TEMPORAL_API_KEY.');
  });

  it.each<[string, Parameters<typeof proxy>[0], string]>([
    ['a token that does not fit', guarded, 'It does not take this token: The token has expired'],
    [
      'a token without a role',
      (rpc) => (rpc.startsWith('Poll') ? grpc(7) : grpc(7, 'no role')),
      'the simplest call: no role',
    ],
    [
      'a Namespace that is closed',
      (rpc, request) => (rpc === 'DescribeNamespace' ? grpc(7, 'not yours') : guarded(rpc, request)),
      'The Namespace default is closed',
    ],
    [
      'methods of workers that are open',
      (rpc) => (rpc.startsWith('Poll') ? grpc(3) : grpc(0)),
      'Methods of workers are open',
    ],
    ['a server that is away', () => grpc(14, 'shutting down'), 'Temporal is not available: shutting down'],
    ['another gRPC server', () => grpc(12, 'unknown service'), 'What answers is no Temporal server'],
  ])('with %s is told', async (name, answer, says) => {
    const port = await listen(createServer(proxy(answer)));
    const token = name.includes('does not fit') ? 'bad' : 'good';
    expect((await wrongs(`http://127.0.0.1:${port}`, token)).join('\n')).toContain(says);
  });
});
