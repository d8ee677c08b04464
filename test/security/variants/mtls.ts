import { renameSync, writeFileSync } from 'node:fs';
import type { TemporalVariant } from '../../../src/dev/variants/temporal-variant.js';
import { waitUntil } from '../../../src/dev/wait-until.js';
import { type Certificate, createAuthority } from '../../fixtures/certificates.js';
import type { EnvoyProxy } from '../../fixtures/envoy-proxy.js';
import { defineVariant } from '../attack.js';
import { type Answer, ending } from '../caller.js';
import type { World } from '../world.js';
import { everybody } from './everybody.js';

/** Temporal demands a certificate of Envoy. */
interface MtlsVariant {
  readonly temporal: TemporalVariant;
  /** File with the authorities that the server trusts. */
  readonly trusted: string;
  readonly proxy: EnvoyProxy;
  /** Has no certificate. */
  readonly bare: EnvoyProxy;
  /** Has one of an authority that the server does not know, which is `strangers`. */
  readonly stranger: EnvoyProxy;
  readonly strangers: string;
}

const home = 'secrets/client-certificate';
const noWay = { code: 'UNAVAILABLE', words: 'Temporal cannot be reached.', retryable: true } as const;

const files = ({ certificate, key }: Certificate): Record<string, string> => ({
  [`${home}/tls.crt`]: certificate,
  [`${home}/tls.key`]: key,
});

function ask(proxy: EnvoyProxy, world: World): Promise<Answer> {
  return world.fromPage({ address: proxy.tlsUrl, token: world.identity.issueToken('viewer') });
}

/** Asks until the answer is as it should be. Certificates that were replaced are read within seconds. */
async function askUntil(isOk: boolean, proxy: EnvoyProxy, world: World): Promise<Answer> {
  return waitUntil(
    `a call ${isOk ? 'is let through' : 'is refused'}`,
    async () => {
      const answer = await ask(proxy, world);
      if (answer.ok !== isOk) throw new Error(ending(answer));
      return answer;
    },
    { timeoutMs: 20_000 },
  );
}

/** Puts a file in the place of another in one step. */
function replace(path: string, text: string): void {
  writeFileSync(`${path}.next`, text);
  renameSync(`${path}.next`, path);
}

export const mtlsVariant = defineVariant<MtlsVariant>({
  name: 'Temporal demands a client certificate',
  start: async (world) => {
    const trusted = world.file('clients.crt', world.authority.certificate);
    const temporal = await world.startTemporal({ clientAuthority: trusted });
    const start = (own: Certificate): Promise<EnvoyProxy> =>
      world.startProxy(temporal.address, { target: 'mtls' }, files(own));
    const strangers = await createAuthority();
    return {
      temporal,
      trusted,
      strangers: strangers.certificate,
      proxy: await start(await world.authority.client('envoy')),
      bare: await world.startProxy(temporal.address),
      stranger: await start(await strangers.client('envoy')),
    };
  },
  addresses: ({ proxy }) => ({ 'HTTP/2 with TLS': proxy.tlsUrl }),
  allowed: everybody,
  attacks: [
    { name: 'Envoy has no certificate', by: 'page', expected: noWay, run: ({ bare }, world) => ask(bare, world) },
    {
      name: 'Envoy has the certificate of another authority',
      by: 'page',
      expected: noWay,
      run: async ({ stranger, trusted, strangers }, world) => {
        const refusal = await ask(stranger, world);
        // Once the server knows the authority, the same certificate will do. (Of a file with several, the server
        // notices a change of the first alone.)
        replace(trusted, `${strangers}\n${world.authority.certificate}`);
        await askUntil(true, stranger, world);
        return refusal;
      },
    },
    {
      name: 'the client certificate is revoked',
      by: 'page',
      expected: noWay,
      // Temporal knows no lists of revoked certificates: who signed them is taken from those that it trusts.
      run: async ({ proxy, trusted }, world) => {
        const next = await createAuthority();
        replace(trusted, next.certificate);
        const refusal = await askUntil(false, proxy, world);
        // That it was the certificate, and nothing else, shows that a new one is let in.
        const renewed = await next.client('envoy');
        replace(`${proxy.folder}/${home}/tls.key`, renewed.key);
        replace(`${proxy.folder}/${home}/tls.crt`, renewed.certificate);
        await askUntil(true, proxy, world);
        return refusal;
      },
    },
  ],
  stop: async ({ temporal, proxy, bare, stranger }) => {
    await Promise.all([proxy.stop(), bare.stop(), stranger.stop()]);
    await temporal.stop();
  },
});
