import type { EnvoyOptions } from '../../../src/deploy/envoy/options.js';
import { freePorts } from '../../../src/dev/ports.js';
import { startOidcProvider } from '../../../src/dev/variants/oidc-provider.js';
import { startNotingServer } from '../../fixtures/noting-server.js';
import { sessionAuth, sessionClients, sessionSecretFile } from '../../fixtures/session-client.js';
import { defineVariant } from '../attack.js';
import { namespaces, serverName } from '../world.js';
import { sessionCookieAttacks } from './session-cookies.js';
import { sessionLeakAttacks } from './session-leaks.js';
import { pageOf, type SessionVariant } from './session-parts.js';
import { sessionSignInAttacks } from './session-sign-in.js';
import { sessionSiteAttacks } from './session-sites.js';

export const sessionVariant = defineVariant<SessionVariant>({
  name: 'Envoy keeps sessions in cookies',
  start: async (world) => {
    const [https, otherHttps] = (await freePorts(2)) as [number, number];
    // Two hosts of one site. Browsers know by themselves that names below localhost are of this machine.
    const [url, other] = [
      `https://temporal.company.localhost:${https}`,
      `https://other.company.localhost:${otherHttps}`,
    ];
    const provider = await startOidcProvider({
      consoleUrls: [`${url}/`, `${other}/`],
      clients: sessionClients(url, other),
      namespaces,
    });
    const server = await startNotingServer(await world.authority.server(serverName));
    const options = (own: string): Omit<Partial<EnvoyOptions>, 'upstream'> => ({
      origins: [own],
      files: new URL(world.browser.origin).host,
      auth: sessionAuth(provider, own),
    });
    const { address } = await world.plainTemporal();
    const proxy = await world.startProxy(address, options(url), sessionSecretFile, { https });
    const neighbour = await world.startProxy(`127.0.0.1:${server.port}`, options(other), sessionSecretFile, {
      https: otherHttps,
    });
    return {
      url,
      provider,
      proxy,
      neighbour: { url: other, provider, proxy: neighbour, server },
      stranger: await world.browser.openAt(`${url}/`),
      pages: new Map(),
    };
  },
  addresses: ({ url }) => ({ 'TLS with a session': url }),
  allowed: [
    { user: 'viewer', role: 'viewer', namespace: 'default' },
    { user: 'operator', role: 'operator', namespace: 'default' },
    { user: 'admin', role: 'admin', namespace: 'second' },
  ],
  page: pageOf,
  withoutTokens: true,
  attacks: [...sessionCookieAttacks, ...sessionLeakAttacks, ...sessionSiteAttacks, ...sessionSignInAttacks],
  stop: async ({ provider, proxy, neighbour, stranger, pages }) => {
    await Promise.all([stranger, ...pages.values()].map(async (page) => (await page).context().close()));
    await Promise.all([proxy.stop(), neighbour.proxy.stop()]);
    await Promise.all([neighbour.server.stop(), provider.stop()]);
  },
});
