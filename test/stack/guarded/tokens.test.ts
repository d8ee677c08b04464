import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EnvoyProxy } from '../../fixtures/envoy-proxy.js';
import { createIdentity } from '../../fixtures/identity.js';
import { allowedOrigin, rawCall, workflowService } from '../raw-call.js';
import { call, claims, describeNamespace, identity, startGuardedProxy } from './guarded-proxy.js';

/** Of another provider that calls itself the same. */
const stranger = createIdentity();
let proxy: EnvoyProxy;

beforeAll(async () => {
  proxy = await startGuardedProxy();
});

afterAll(async () => {
  await proxy.stop();
});

describe('a token', () => {
  const viewer = (more: Record<string, unknown> = {}) => ({ ...claims(['viewer']), ...more });

  it('that is right is let through, and what it may not is not', async () => {
    const outcome = await call(proxy, 'DescribeNamespace', {
      token: identity.token(viewer()),
      body: describeNamespace('default'),
    });
    expect(outcome.status).toBe('0');
  });

  it.each([
    ['missing', undefined, 'Sign in: the proxy wants a token'],
    ['expired', identity.token(viewer({ exp: 1_700_000_000 })), 'has expired. Sign in again'],
    ['without an end', identity.token(viewer({ exp: undefined })), 'not valid'],
    ['not valid yet', identity.token(viewer({ nbf: 4_000_000_000 })), 'not valid'],
    [
      'for another audience',
      identity.token(viewer({ aud: 'billing' })),
      'Ask the identity provider for the audience temporal-web',
    ],
    ['for no audience', identity.token(viewer({ aud: undefined })), 'audience temporal-web'],
    [
      'of another issuer',
      identity.token(viewer({ iss: 'https://evil.example/' })),
      'Sign in at https://login.example.com/',
    ],
    ['signed with another key', stranger.token(viewer()), 'not valid'],
    ['of a key that is not known', identity.token(viewer(), { kid: 'second' }), 'not valid'],
    ['that is not signed', identity.token(viewer(), { alg: 'none' }).replace(/[^.]*$/, ''), 'not valid'],
    ['that says it needs no key', identity.token(viewer(), { alg: 'none' }), 'not valid'],
    ['that is no token', 'x.y.z', 'not valid'],
  ])('%s is UNAUTHENTICATED, in words', async (_, token, words) => {
    const outcome = await call(proxy, 'GetSystemInfo', token === undefined ? {} : { token });
    expect(outcome).toEqual({ status: '16', message: expect.stringContaining(words) });
  });

  it('that was signed by the public key as a shared secret is UNAUTHENTICATED', async () => {
    const [head, body] = identity.token(viewer(), { alg: 'HS256' }).split('.');
    const signature = createHmac('sha256', identity.jwks).update(`${head}.${body}`).digest('base64url');
    expect((await call(proxy, 'GetSystemInfo', { token: `${head}.${body}.${signature}` })).status).toBe('16');
  });

  it.each(['access_token', 'token', 'authorization'])(
    'in the address as %s is refused, also beside one in the header, and not logged',
    async (name) => {
      const token = identity.token(viewer());
      const method = `${workflowService}/GetSystemInfo?${name}=${token}`;
      const refusal = { status: '3', message: expect.stringContaining('goes into the header authorization') };
      expect(await call(proxy, method, {})).toEqual(refusal);
      expect(await call(proxy, method, { token: identity.token(viewer()) })).toEqual(refusal);
      expect(proxy.log()).not.toContain(token.slice(-40));
    },
  );

  it('is asked for on every path', async () => {
    for (const path of [
      'x/y',
      'temporal.server.api.adminservice.v1.AdminService/DescribeCluster',
      'grpc.health.v1.Health/Check',
    ]) {
      expect((await call(proxy, path, {})).status).toBe('16');
    }
  });
});

describe('a page of another origin', () => {
  it.each(['https://evil.example', 'null', 'http://localhost:51730'])(
    '%s is refused though its token is right',
    async (origin) => {
      const { grpcStatus, headers } = await rawCall(`${workflowService}/GetSystemInfo`, {
        url: proxy.url,
        headers: { origin, authorization: `Bearer ${identity.token(claims(['admin'], ['*']))}` },
      });
      expect(grpcStatus).toBe('7');
      expect(headers.get('access-control-allow-origin')).toBe(null);
    },
  );
});

describe('the access log', () => {
  it('tells who did what where, and no token', async () => {
    const token = identity.token({ ...claims(['viewer']), sub: 'bob' });
    await call(proxy, 'DescribeNamespace', { token, body: describeNamespace('default') });
    await expect.poll(() => proxy.log()).toContain('"subject":"bob"');
    const line = proxy
      .log()
      .split('\n')
      .find((each) => each.includes('"subject":"bob"'));
    expect(JSON.parse(line ?? '')).toMatchObject({
      method: `/${workflowService}/DescribeNamespace`,
      subject: 'bob',
      namespace: ['default'],
      origin: allowedOrigin,
    });
    expect(proxy.log()).not.toContain(token.slice(-40));
  });
});
