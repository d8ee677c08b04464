import { createAuthority } from '../../fixtures/certificates.js';
import { startNotingServer } from '../../fixtures/noting-server.js';
import { defineVariant } from '../attack.js';
import { serverName } from '../world.js';
import { burstAttack } from './burst.js';
import { everybody } from './everybody.js';
import type { TlsVariant } from './tls-parts.js';
import { headerAttacks, requestAttacks } from './tls-requests.js';
import { ruleAttacks } from './tls-rules.js';

export const tlsVariant = defineVariant<TlsVariant>({
  name: 'Envoy verifies, Temporal has TLS',
  start: async (world) => {
    const temporal = await world.plainTemporal();
    const server = await startNotingServer(await world.authority.server(serverName));
    const stranger = await createAuthority();
    return {
      proxy: await world.startProxy(temporal.address),
      noting: { server, proxy: await world.startProxy(`127.0.0.1:${server.port}`) },
      mistrusting: await world.startProxy(temporal.address, {}, { 'ca.crt': stranger.certificate }),
    };
  },
  addresses: ({ proxy }) => ({ 'HTTP/2 with TLS': proxy.tlsUrl, 'HTTP/1.1': proxy.url }),
  allowed: everybody,
  attacks: [
    ...ruleAttacks,
    ...requestAttacks,
    ...headerAttacks,
    {
      name: 'a server with the certificate of a stranger',
      by: 'page',
      expected: { code: 'UNAVAILABLE', words: 'Temporal cannot be reached.', retryable: true },
      run: ({ mistrusting }, world) =>
        world.fromPage({ address: mistrusting.tlsUrl, token: world.identity.issueToken('viewer') }),
    },
    burstAttack(({ proxy }: TlsVariant) => proxy),
  ],
  stop: async ({ proxy, noting, mistrusting }) => {
    await Promise.all([proxy.stop(), noting.proxy.stop(), mistrusting.stop()]);
    await noting.server.stop();
  },
});
