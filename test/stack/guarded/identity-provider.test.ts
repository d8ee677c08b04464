import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createIdentity } from '../../fixtures/identity.js';
import { type EnvoyProxy, startEnvoyProxy } from '../../fixtures/envoy-proxy.js';
import { allowedOrigin, stack } from '../raw-call.js';
import { call } from './guarded-proxy.js';

/** Keys that Envoy gets from the address of the identity provider. */
const identity = createIdentity();
const token = identity.token({ roles: ['viewer'], namespaces: ['*'] });
let proxy: EnvoyProxy;
let provider: Server | undefined;

afterEach(async () => {
  await proxy.stop();
  provider?.close();
  provider = undefined;
});

async function startProxy(jwksUri: string): Promise<void> {
  proxy = await startEnvoyProxy(() => ({
    target: 'local',
    upstream: stack.temporalAddress,
    origins: [allowedOrigin],
    auth: { issuer: identity.issuer, audiences: [identity.audience], jwksUri },
  }));
}

async function publish(jwks: string): Promise<string> {
  const server = createServer((_, response) => response.end(jwks));
  provider = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
}

describe('the keys of the identity provider', () => {
  it('are fetched from its address', async () => {
    await startProxy(await publish(identity.jwks));
    expect((await call(proxy, 'GetSystemInfo', { token })).status).toBe('0');
    const forged = createIdentity().token({ roles: ['viewer'], namespaces: ['*'] });
    expect((await call(proxy, 'GetSystemInfo', { token: forged })).status).toBe('16');
  });

  it('that cannot be had are UNAVAILABLE, which is not the fault of who calls', async () => {
    const address = await publish(identity.jwks);
    await new Promise((resolve) => provider?.close(resolve));
    await startProxy(address);
    const outcome = await call(proxy, 'GetSystemInfo', { token });
    expect(outcome).toEqual({
      status: '14',
      message: expect.stringContaining('cannot get the keys of the identity provider'),
    });
  });
});
