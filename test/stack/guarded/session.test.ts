import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CookieVisitor } from '../../fixtures/cookie-visitor.js';
import { allowedOrigin, rawCall, workflowService } from '../raw-call.js';
import { call } from './guarded-proxy.js';
import { type SessionProxy, startSessionProxy } from './session-proxy.js';

/** What sessions are good for; what they must not be is in test/security/variants/sessions.ts. */
let sessions: SessionProxy;

beforeAll(async () => {
  sessions = await startSessionProxy();
});

afterAll(async () => {
  await sessions.stop();
});

describe('a page', () => {
  it('may send cookies and read the answer, of its origin alone', async () => {
    const { headers } = await rawCall(`${workflowService}/GetSystemInfo`, { url: sessions.proxy.url });
    expect(headers.get('access-control-allow-credentials')).toBe('true');
    expect(headers.get('access-control-allow-origin')).toBe(allowedOrigin);
  });

  it('or a program, is let in with a token of its own', async () => {
    const token = sessions.provider.issueToken('viewer');
    expect((await call(sessions.proxy, 'GetSystemInfo', { token })).status).toBe('0');
  });
});

describe('signing in', () => {
  it('asks the provider with PKCE, and a state of its own each time', async () => {
    const asked = await Promise.all([1, 2].map(async () => new CookieVisitor().request(sessions.paths.signIn)));
    const [first, second] = asked.map((response) => new URL(response.headers.get('location')!).searchParams);
    expect(Object.fromEntries(first!)).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      client_id: 'proxy',
      redirect_uri: sessions.paths.callback,
      scope: 'openid',
    });
    for (const name of ['state', 'code_challenge']) expect(first!.get(name)).not.toBe(second!.get(name));
  });

  it('that the provider refuses is told to the person, with a way back', async () => {
    const visitor = new CookieVisitor();
    const origins = [sessions.proxy.url, sessions.provider.issuer];
    const login = await visitor.follow(sessions.paths.signIn, origins);
    const end = await visitor.follow(login.url, origins, { method: 'POST', body: new URLSearchParams({ user: '' }) });
    expect([end.response?.status, end.response?.headers.get('content-type')]).toEqual([
      401,
      'text/html; charset=utf-8',
    ]);
    expect(await end.response?.text()).toContain('The sign-in provider refused');
  });

  it('once more leads straight to the page', async () => {
    const visitor = await sessions.signIn('viewer');
    const { headers, status } = await visitor.request(sessions.paths.signIn);
    expect([status, headers.get('location')]).toEqual([303, `${allowedOrigin}/`]);
  });
});

describe('signing out', () => {
  it('wipes every cookie of the session, and leads to the page', async () => {
    const visitor = await sessions.signIn('viewer');
    expect(visitor.names(sessions.proxy.url)).toHaveLength(3);
    const { status } = await visitor.request(sessions.paths.signOut, { headers: { 'sec-fetch-site': 'same-origin' } });
    expect(status).toBe(302);
    expect(visitor.names(sessions.proxy.url)).toEqual([]);
    const end = await visitor.follow(`${sessions.proxy.url}/`, [sessions.proxy.url]);
    expect(end.url).toBe(`${allowedOrigin}/`);
  });
});

describe('a session with a refresh token', () => {
  let short: SessionProxy;

  afterEach(async () => {
    await short.stop();
  });

  /** Waits for the end of the access token. */
  async function outlive(cookie: string): Promise<void> {
    const ends = Number(/__Host-temporal-expires=(\d+)/.exec(cookie)![1]!) * 1000;
    await expect.poll(() => Date.now() > ends, { timeout: 10_000 }).toBe(true);
  }

  it('goes on, for calls at the same time too, if the provider takes one more than once', async () => {
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

  it('ends for calls at the same time, if the provider takes one once', async () => {
    short = await startSessionProxy({ session: { refresh: true }, identity: { lifetimes: { accessToken: 2 } } });
    const cookie = (await short.signIn('viewer')).cookie(short.proxy.url);
    await outlive(cookie);
    const first = await call(short.proxy, 'GetSystemInfo', { headers: { cookie } });
    expect(first.status).toBe('0');
    expect(await call(short.proxy, 'GetSystemInfo', { headers: { cookie } })).toEqual({
      status: '16',
      message: expect.stringContaining('Sign in: there is no session, or it has ended.') as string,
    });
  });
});
