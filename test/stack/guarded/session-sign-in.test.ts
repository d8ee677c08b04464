import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CookieVisitor } from '../../fixtures/cookie-visitor.js';
import { allowedOrigin } from '../raw-call.js';
import { type SessionProxy, startSessionProxy } from './session-proxy.js';

let sessions: SessionProxy;

beforeAll(async () => {
  sessions = await startSessionProxy();
});

afterAll(async () => {
  await sessions.stop();
});

describe('an answer of the provider', () => {
  it('is not used for somebody who has not asked', async () => {
    const visitor = new CookieVisitor();
    const asked = await visitor.request(sessions.paths.signIn);
    const state = new URL(asked.headers.get('location')!).searchParams.get('state')!;
    for (const query of ['', '?code=stolen', `?${new URLSearchParams({ code: 'stolen', state }).toString()}`]) {
      const response = await new CookieVisitor().request(sessions.paths.callback + query);
      expect([response.status, response.headers.get('content-type')]).toEqual([401, 'text/html; charset=utf-8']);
      expect(await response.text()).toContain('<a href="/oauth2/sign-in">Sign in again</a>');
      expect(response.headers.getSetCookie().join()).not.toContain('__Host-temporal-token');
    }
  });

  it('that is a refusal is told to the person, with a way back', async () => {
    const visitor = new CookieVisitor();
    const origins = [sessions.proxy.url, sessions.provider.issuer];
    const login = await visitor.follow(sessions.paths.signIn, origins);
    const end = await visitor.follow(login.url, origins, { method: 'POST', body: new URLSearchParams({ user: '' }) });
    expect(end.response?.status).toBe(401);
    expect(await end.response?.text()).toContain('The sign-in provider refused');
  });

  it('is asked for with PKCE, and a state of its own each time', async () => {
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
});

describe('signing out', () => {
  it('wipes every cookie of the session, and not by order of another site', async () => {
    const visitor = await sessions.signIn('viewer');
    const foreign = await visitor.request(sessions.paths.signOut, { headers: { 'sec-fetch-site': 'cross-site' } });
    expect(foreign.status).toBe(403);
    expect(visitor.names(sessions.proxy.url)).toHaveLength(3);

    const { status } = await visitor.request(sessions.paths.signOut, { headers: { 'sec-fetch-site': 'same-origin' } });
    expect(status).toBe(302);
    expect(visitor.names(sessions.proxy.url)).toEqual([]);
    const end = await visitor.follow(`${sessions.proxy.url}/`, [sessions.proxy.url]);
    expect(end.url).toBe(`${allowedOrigin}/`);
  });
});
