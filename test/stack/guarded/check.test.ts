import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runEnvoyCommand } from '../../../src/deploy/command/envoy-command.js';
import type { EnvoyProxy } from '../../fixtures/envoy-proxy.js';
import { allowedOrigin, stack } from '../raw-call.js';
import { claims, identity, startGuardedProxy } from './guarded-proxy.js';

let proxy: EnvoyProxy;

beforeAll(async () => {
  proxy = await startGuardedProxy();
});

afterAll(async () => {
  await proxy.stop();
});

async function check(url: string, token?: string, origin = allowedOrigin): Promise<{ code: number; text: string }> {
  let text = '';
  const output = { out: (more: string) => (text += more), err: (more: string) => (text += more) };
  const code = await runEnvoyCommand(['--check', url, '--origin', origin], output, { TEMPORAL_API_KEY: token });
  return { code, text };
}

describe('envoy --check', () => {
  it('finds nothing wrong with the local proxy, and says that it is for one machine', async () => {
    const { code, text } = await check(stack.envoyUrl);
    expect(code).toBe(0);
    expect(text).toContain('✓ Temporal answers.');
    expect(text).toContain('✓ Methods of workers are closed.');
    expect(text).toContain('· Nobody is asked who is calling.');
  });

  it('sees HTTP/2 on the TLS port', async () => {
    expect((await check(stack.envoyTlsUrl)).text).toContain('✓ Browsers speak HTTP/2 with it');
  });

  it('finds nothing wrong with a guarded proxy and a token that is right', async () => {
    const { code, text } = await check(proxy.url, identity.token(claims(['viewer'])));
    expect([code, text]).toEqual([0, expect.stringContaining('✓ Without a token nobody is let in.')]);
    expect(text).toContain('✓ The Namespace default is open.');
  });

  it.each([
    ['no token', undefined, 0, '· It asks who is calling: Sign in: the proxy wants a token'],
    [
      'another audience',
      identity.token({ ...claims(['viewer']), aud: 'billing' }),
      1,
      '✗ It does not take this token: The token is for another service',
    ],
    ['an old token', identity.token({ ...claims(['viewer']), exp: 1_700_000_000 }), 1, 'has expired. Sign in again'],
    ['no role', identity.token(claims([])), 1, '✗ It takes the token but does not allow the simplest call'],
    [
      'no Namespace',
      identity.token(claims(['viewer'], [])),
      1,
      '✗ The Namespace default is closed: gRPC status 7, You may not call this Namespace',
    ],
  ])('says what is wrong with %s', async (_, token, expected, words) => {
    const { code, text } = await check(proxy.url, token);
    expect([code, text]).toEqual([expected, expect.stringContaining(words)]);
  });

  it('says what is wrong with the origin', async () => {
    const { code, text } = await check(stack.envoyUrl, undefined, 'https://app.example.com');
    expect([code, text]).toEqual([1, expect.stringContaining('✗ Pages of https://app.example.com may not call it')]);
  });

  it('knows Temporal itself from a proxy', async () => {
    const { code, text } = await check(`http://${stack.temporalAddress}`);
    expect([code, text]).toEqual([1, expect.stringContaining('as Temporal itself')]);
  });
});
