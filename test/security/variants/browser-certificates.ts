import { renameSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { freePorts } from '../../../src/dev/ports.js';
import { waitUntil } from '../../../src/dev/wait-until.js';
import { type Certificate, createAuthority } from '../../fixtures/certificates.js';
import type { EnvoyProxy } from '../../fixtures/envoy-proxy.js';
import { type Attack, defineVariant } from '../attack.js';
import { type Answer, ending } from '../caller.js';
import { fromProgramWith } from '../program.js';
import type { World } from '../world.js';
import { everybody } from './everybody.js';

/** Envoy demands a certificate of browsers, beside the token. */
interface BrowserCertificateVariant {
  readonly proxy: EnvoyProxy;
  readonly good: Certificate;
  readonly lost: Certificate;
  /** At the origin of the proxy, with the good one. */
  readonly page: Page;
}

const home = 'secrets/browser-authorities';
const noWay = {
  code: 'UNAVAILABLE',
  transport: 'unreachable',
  words: 'No answer from https://localhost',
  retryable: true,
} as const;

function ask(own: Partial<Certificate>, { proxy }: BrowserCertificateVariant, world: World): Promise<Answer> {
  const spec = { address: proxy.tlsUrl, token: world.identity.issueToken('viewer') };
  return fromProgramWith(own, world.authority.certificate, spec);
}

/** A program with a good token and another certificate, after one with a good certificate has been let in. */
function attack(name: string, own: (world: World) => Promise<Partial<Certificate>>): Attack<BrowserCertificateVariant> {
  return {
    name,
    by: 'program',
    expected: noWay,
    run: async (variant, world) => {
      const control = await ask(variant.good, variant, world);
      if (!control.ok) throw new Error(`the good certificate is refused: ${ending(control)}`);
      return ask(await own(world), variant, world);
    },
  };
}

export const browserCertificateVariant = defineVariant<BrowserCertificateVariant>({
  name: 'Envoy demands a client certificate',
  start: async (world) => {
    const temporal = await world.plainTemporal();
    const [https] = await freePorts(1);
    const [good, lost] = await Promise.all([world.authority.client('good'), world.authority.client('lost')]);
    const proxy = await world.startProxy(
      temporal.address,
      {
        // Of the second one only the certificate is wrong.
        origins: [`https://localhost:${https!}`, world.browser.origin],
        files: `127.0.0.1:${new URL(world.browser.origin).port}`,
        listen: { http: false, clientCertificates: { revocations: true } },
      },
      { [`${home}/ca.crt`]: world.authority.certificate, [`${home}/crl.pem`]: await world.authority.revoke([]) },
      { https: https! },
    );
    return { proxy, good, lost, page: await world.browser.openWith(good, `${proxy.tlsUrl}/`) };
  },
  addresses: ({ proxy }) => ({ 'TLS with a client certificate': proxy.tlsUrl }),
  allowed: everybody,
  page: ({ page }) => Promise.resolve(page),
  attacks: [
    {
      name: 'a browser without a certificate',
      by: 'page',
      expected: noWay,
      run: ({ proxy }, world) => world.fromPage({ address: proxy.tlsUrl, token: world.identity.issueToken('viewer') }),
    },
    attack('a program without a certificate', () => Promise.resolve({})),
    attack('the certificate of another authority', async () => (await createAuthority()).client('good')),
    attack('the certificate of a server', (world) => world.authority.server('good')),
    {
      name: 'a revoked certificate',
      by: 'program',
      expected: noWay,
      run: async (variant, world) => {
        const { proxy, good, lost } = variant;
        const before = await ask(lost, variant, world);
        if (!before.ok) throw new Error(`it was refused before: ${ending(before)}`);
        writeFileSync(`${proxy.folder}/next`, await world.authority.revoke([lost]));
        renameSync(`${proxy.folder}/next`, `${proxy.folder}/${home}/crl.pem`);
        const refusal = await waitUntil(
          'the certificate is refused',
          async () => {
            const answer = await ask(lost, variant, world);
            if (answer.ok) throw new Error('it is let in');
            return answer;
          },
          { timeoutMs: 20_000 },
        );
        const other = await ask(good, variant, world);
        if (!other.ok) throw new Error(`so is one that was not revoked: ${ending(other)}`);
        return refusal;
      },
    },
  ],
  stop: async ({ page, proxy }) => {
    await page.context().close();
    await proxy.stop();
  },
});
