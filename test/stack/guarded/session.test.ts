import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TerminateWorkflowExecutionRequestSchema } from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { CookieVisitor } from '../../fixtures/cookie-visitor.js';
import { createAuthority } from '../../fixtures/certificates.js';
import { type NotingServer, startNotingServer } from '../../fixtures/noting-server.js';
import { allowedOrigin, encode, frame, rawCall, workflowService } from '../raw-call.js';
import { call, describeNamespace, type Outcome } from './guarded-proxy.js';
import { type SessionProxy, startSessionProxy } from './session-proxy.js';

let sessions: SessionProxy;

beforeAll(async () => {
  sessions = await startSessionProxy();
});

afterAll(async () => {
  await sessions.stop();
});

const noSession: Outcome = {
  status: '16',
  message: expect.stringContaining('Sign in: there is no session, or it has ended.') as string,
};

/** Calls with these cookies and sees to it that the page can read the answer. */
async function callWith(cookie: string, rpc = 'GetSystemInfo', body = frame()): Promise<Outcome> {
  return call(sessions.proxy, rpc, { body, headers: { cookie } });
}

describe('a page without a session', () => {
  it.each([
    `${workflowService}/GetSystemInfo`,
    'temporal.server.api.adminservice.v1.AdminService/DescribeCluster',
    'x/y',
    'oauth2/sign-in/x',
  ])('is told so at %s in a way that it can read, and is led nowhere', async (path) => {
    expect(await call(sessions.proxy, path)).toEqual(noSession);
  });

  it('may send cookies and read the answer, of its origin alone', async () => {
    const { headers } = await rawCall(`${workflowService}/GetSystemInfo`, { url: sessions.proxy.url });
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(headers.get('access-control-allow-origin')).toBe(allowedOrigin);
  });

  it('is told when it comes with a token that is no good', async () => {
    const outcome = await call(sessions.proxy, 'GetSystemInfo', { token: 'x.y.z' });
    expect(outcome).toEqual({ status: '16', message: expect.stringContaining('The token is not valid') });
  });

  it('or a program, is let in with a token of its own', async () => {
    const token = sessions.provider.issueToken('viewer');
    expect((await call(sessions.proxy, 'GetSystemInfo', { token })).status).toBe('0');
  });
});

describe('a session', () => {
  it('is let through, by the roles and Namespaces of its token', async () => {
    const cookie = (await sessions.signIn('viewer')).cookie(sessions.proxy.url);
    expect((await callWith(cookie, 'DescribeNamespace', describeNamespace('default'))).status).toBe('0');
    expect(await callWith(cookie, 'DescribeNamespace', describeNamespace('second'))).toEqual({
      status: '7',
      message: expect.stringContaining('You may not call this Namespace'),
    });
    const terminate = frame(encode(TerminateWorkflowExecutionRequestSchema, { namespace: 'default' }));
    expect(await callWith(cookie, 'TerminateWorkflowExecution', terminate)).toEqual({
      status: '7',
      message: expect.stringContaining('Your roles do not allow this call'),
    });
  });

  it('is in cookies that no script and no neighbour gets at, without a readable token', async () => {
    const lines: string[] = [];
    const visitor = new (class extends CookieVisitor {
      override async request(url: string, init?: RequestInit): Promise<Response> {
        const response = await super.request(url, init);
        if (url.startsWith(sessions.paths.callback)) lines.push(...response.headers.getSetCookie());
        return response;
      }
    })();
    await sessions.signIn('viewer', visitor);
    const kept = lines.filter((line) => !line.includes('=deleted'));
    expect(kept).toHaveLength(3);
    for (const line of kept) {
      expect(line).toMatch(/^__Host-temporal-(?:token|signature|expires)=/);
      for (const attribute of ['path=/', 'secure', 'HttpOnly', 'SameSite=Strict']) {
        expect(line.split(';').map((part) => part.trim())).toContain(attribute);
      }
      expect(line).not.toMatch(/domain=|eyJ/i);
    }
  });

  it('leads whoever signs in once more straight to the page', async () => {
    const visitor = await sessions.signIn('viewer');
    const { headers, status } = await visitor.request(sessions.paths.signIn);
    expect([status, headers.get('location')]).toEqual([303, `${allowedOrigin}/`]);
  });

  it.each(['__Host-temporal-token', '__Host-temporal-signature', '__Host-temporal-expires'])(
    'is none when %s was changed, or is missing',
    async (name) => {
      const cookie = (await sessions.signIn('admin')).cookie(sessions.proxy.url);
      const pair = new RegExp(`${name}=([^;]*)`);
      const value = pair.exec(cookie)![1]!;
      const changed = `${value.slice(0, 20)}${value[20] === '1' ? '2' : '1'}${value.slice(21)}`;
      const later = name.endsWith('expires') ? String(Number(value) + 3600) : changed;
      expect(await callWith(cookie.replace(pair, `${name}=${later}`))).toEqual(noSession);
      expect(await callWith(cookie.replace(pair, 'x=y'))).toEqual(noSession);
    },
  );

  it('is none of another proxy, whose secret is another one', async () => {
    const other = await startSessionProxy();
    try {
      const cookie = (await other.signIn('admin')).cookie(other.proxy.url);
      // Signatures are of the host, too.
      const headers = { cookie, host: new URL(other.proxy.url).host };
      expect((await call(other.proxy, 'GetSystemInfo', { headers })).status).toBe('0');
      expect(await call(sessions.proxy, 'GetSystemInfo', { headers })).toEqual(noSession);
    } finally {
      await other.stop();
    }
  });

  it('is of no use to a page of another origin', async () => {
    const cookie = (await sessions.signIn('admin')).cookie(sessions.proxy.url);
    for (const origin of ['https://evil.example', 'null', 'http://localhost:51730', '']) {
      const { grpcStatus, headers } = await rawCall(`${workflowService}/GetSystemInfo`, {
        url: sessions.proxy.url,
        headers: { cookie, origin },
      });
      expect([origin, grpcStatus, headers.get('access-control-allow-origin')]).toEqual([origin, '7', null]);
    }
  });

  it('is of no use in a call that does not say where it comes from', async () => {
    const cookie = (await sessions.signIn('admin')).cookie(sessions.proxy.url);
    const response = await fetch(`${sessions.proxy.url}/${workflowService}/GetSystemInfo`, {
      method: 'POST',
      headers: { 'content-type': 'application/grpc-web+proto', cookie },
      body: frame(),
    });
    expect(response.headers.get('grpc-status')).toBe('7');
  });

  it('is not in the log, and neither is what stands behind a question mark', async () => {
    const cookie = (await sessions.signIn('operator')).cookie(sessions.proxy.url);
    const token = sessions.provider.issueToken('operator');
    await callWith(cookie);
    expect(await call(sessions.proxy, `${workflowService}/GetSystemInfo?access_token=${token}`)).toEqual({
      status: '3',
      message: expect.stringContaining('nothing behind a question mark'),
    });
    await expect.poll(() => sessions.proxy.log(), { timeout: 10_000 }).toContain('"subject":"operator"');
    for (const secret of [token, ...cookie.split('; ').map((pair) => pair.replace(/^[^=]*=/, ''))]) {
      expect(sessions.proxy.log()).not.toContain(secret.slice(-40));
    }
  });
});

describe('a session that has ended', () => {
  let short: SessionProxy;

  afterEach(async () => {
    await short.stop();
  });

  /** Waits for the end of the access token. */
  async function outlive(cookie: string): Promise<void> {
    const ends = Number(/__Host-temporal-expires=(\d+)/.exec(cookie)![1]!) * 1000;
    await expect.poll(() => Date.now() > ends, { timeout: 10_000 }).toBe(true);
  }

  it('is told like none', async () => {
    short = await startSessionProxy({ identity: { lifetimes: { accessToken: 1 } } });
    const cookie = (await short.signIn('viewer')).cookie(short.proxy.url);
    await outlive(cookie);
    expect(await call(short.proxy, 'GetSystemInfo', { headers: { cookie } })).toEqual(noSession);
  });

  it('goes on with a refresh token, for calls at the same time too, if the provider takes one more than once', async () => {
    short = await startSessionProxy({
      session: { refresh: true },
      identity: { lifetimes: { accessToken: 2 }, rotates: false },
    });
    const visitor = await short.signIn('viewer');
    const before = visitor.cookie(short.proxy.url);
    await outlive(before);
    const answers = await Promise.all(
      Array.from({ length: 8 }, async () =>
        rawCall(`${workflowService}/GetSystemInfo`, { url: short.proxy.url, headers: { cookie: before } }),
      ),
    );
    expect(answers.map(({ grpcStatus }) => grpcStatus)).toEqual(Array.from({ length: 8 }, () => '0'));
    for (const { headers } of answers) expect(headers.getSetCookie().join()).toContain('__Host-temporal-token=');
    expect(short.provider.grants['refresh_token']).toBe(8);
  });

  it('ends for calls at the same time, if the provider takes a refresh token once', async () => {
    short = await startSessionProxy({ session: { refresh: true }, identity: { lifetimes: { accessToken: 2 } } });
    const cookie = (await short.signIn('viewer')).cookie(short.proxy.url);
    await outlive(cookie);
    const first = await call(short.proxy, 'GetSystemInfo', { headers: { cookie } });
    expect(first.status).toBe('0');
    expect(await call(short.proxy, 'GetSystemInfo', { headers: { cookie } })).toEqual(noSession);
  });
});

describe('what reaches the server', () => {
  let server: NotingServer;
  let own: SessionProxy;

  beforeAll(async () => {
    const authority = await createAuthority();
    server = await startNotingServer(await authority.server('localhost'));
    own = await startSessionProxy({
      upstream: (folder) => ({
        target: 'tls',
        upstream: `127.0.0.1:${server.port}`,
        serverName: 'localhost',
        authorityFile: `${folder}/authority.crt`,
      }),
      files: { 'authority.crt': authority.certificate },
    });
  });

  afterAll(async () => {
    await own.stop();
    await server.stop();
  });

  it('is the token of the session, and no cookie', async () => {
    const cookie = `${(await own.signIn('viewer')).cookie(own.proxy.url)}; other=one`;
    const outcome = await call(own.proxy, 'GetSystemInfo', { headers: { cookie } });
    expect(outcome.status).toBe('0');
    const { headers } = server.noted.at(-1)!;
    expect(headers['cookie']).toBeUndefined();
    const token = /^Bearer (.*)$/.exec(headers['authorization'] ?? '')![1]!;
    const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as { sub: string };
    expect(claims.sub).toBe('viewer');
  });
});
