import { randomUUID } from 'node:crypto';
import { waitUntil } from '../../../src/dev/wait-until.js';
import { pageOf, type SessionAttack, sessionCookies, verdict, withSession } from './session-parts.js';

const unreadable =
  'none is seen: all are HttpOnly, Secure, SameSite=Strict and of this host alone, with no readable token';
const nowhere = 'neither a cookie nor a token is in it';
const onlyTheToken = 'the token of the session gets there, and no cookie';

const inPages: SessionAttack = {
  name: 'a script reads the cookies',
  by: 'page',
  expected: { passes: unreadable },
  run: async (variant, world) => {
    const page = await pageOf(variant, 'viewer', world);
    const seen = await page.evaluate(async () => document.cookie + JSON.stringify(await cookieStore.getAll()));
    const { hostname } = new URL(variant.url);
    const cookies = (await page.context().cookies(variant.url)).filter(({ name }) => name.startsWith('__Host-'));
    const isClosed = ({ httpOnly, secure, sameSite, domain, path }: (typeof cookies)[number]): boolean =>
      httpOnly && secure && sameSite === 'Strict' && domain === hostname && path === '/';
    return verdict(unreadable, [
      seen !== '[]' && `a script sees ${seen}`,
      ...sessionCookies.map((name) => !cookies.some((cookie) => cookie.name === name) && `there is no ${name}`),
      ...cookies.map((cookie) => !isClosed(cookie) && JSON.stringify({ ...cookie, value: '…' })),
      ...cookies.map(({ name, value }) => value.includes('eyJ') && `${name} can be read`),
    ]);
  },
};

const atTheServer: SessionAttack = {
  name: 'who has the server looks for cookies',
  by: 'program',
  expected: { passes: onlyTheToken },
  run: withSession(
    'viewer',
    async (visitor, { neighbour }) => {
      await visitor.call(`${visitor.cookie}; other=one`);
      const { cookie, authorization = '' } = neighbour.server.noted.at(-1)!.headers;
      const claims = Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString();
      return verdict(onlyTheToken, [
        cookie !== undefined && `these cookies: ${cookie}`,
        !claims.includes('"sub":"viewer"') && `a token that says "${claims}"`,
      ]);
    },
    ({ neighbour }) => neighbour,
  ),
};

const inTheLog: SessionAttack = {
  name: 'who has the log of Envoy looks for sessions',
  by: 'program',
  expected: { passes: nowhere },
  run: withSession('operator', async (visitor, { proxy, provider }) => {
    const token = provider.issueToken('operator');
    const last = randomUUID();
    await visitor.call(visitor.cookie, {}, { tamper: { query: `?access_token=${token}` } });
    await visitor.call(visitor.cookie, {}, { tamper: { path: `no.such.Service/${last}` } });
    await waitUntil(
      'all of it is in the log',
      () => (proxy.log().includes(last) ? Promise.resolve() : Promise.reject(new Error('not yet'))),
      { timeoutMs: 20_000 },
    );
    const log = proxy.log();
    const values = visitor.cookie.split('; ').map((pair) => pair.replace(/^[^=]*=/, ''));
    return verdict(nowhere, [
      !log.includes('"subject":"operator"') && 'nothing is in it',
      ...[token, ...values].map((secret) => log.includes(secret.slice(-40)) && 'there is one in it'),
    ]);
  }),
};

/** Where a session could be read. */
export const sessionLeakAttacks: readonly SessionAttack[] = [inPages, atTheServer, inTheLog];
