import { inject } from 'vitest';
import type { ListenOptions } from '../../src/deploy/envoy/options.js';
import { freePorts } from '../../src/dev/ports.js';
import { spkiFingerprint } from '../../src/dev/proxy/certificate.js';
import { type Lifetimes, type RunningOidcProvider, startOidcProvider } from '../../src/dev/variants/oidc-provider.js';
import { createAuthority } from '../fixtures/certificates.js';
import { type EnvoyProxy, startEnvoyProxy } from '../fixtures/envoy-proxy.js';
import { sessionAuth, sessionClients, sessionSecretFile } from '../fixtures/session-client.js';
import { ConsoleUnderTest } from './console-page.js';

/** An Envoy that keeps sessions in cookies, and the built console: at its own origin, or at another one of its site. */
export interface SessionStack {
  readonly console: ConsoleUnderTest;
  readonly provider: RunningOidcProvider;
  readonly envoy: EnvoyProxy;
  stop(): Promise<void>;
}

/** @param isApart whether the console is at an origin of its own */
export async function startSessionStack({
  lifetimes = {},
  isApart = false,
}: { readonly lifetimes?: Partial<Lifetimes>; readonly isApart?: boolean } = {}): Promise<SessionStack> {
  const [https, consolePort, otherPort] = await freePorts(3);
  const url = `https://localhost:${https!}`;
  const consoleOrigin = isApart ? `https://localhost:${otherPort!}` : url;
  const provider = await startOidcProvider({
    consoleUrls: [`${consoleOrigin}/`],
    clients: sessionClients(url),
    lifetimes,
  });
  const own = await (await createAuthority()).server('localhost');
  const ownFiles = { 'own.crt': own.certificate, 'own.key': own.key };
  const { temporalAddress } = inject('stack');
  const files = `127.0.0.1:${consolePort!}`;
  const listen = (folder: string, port: number): ListenOptions => ({
    https: port,
    certificate: { certificateFile: `${folder}/own.crt`, keyFile: `${folder}/own.key` },
  });
  const other = isApart
    ? await startEnvoyProxy(
        (folder) => ({
          target: 'local',
          origins: [consoleOrigin],
          files,
          auth: 'server',
          listen: listen(folder, otherPort!),
        }),
        ownFiles,
        undefined,
        { https: otherPort! },
      )
    : undefined;
  const envoy = await startEnvoyProxy(
    (folder) => ({
      target: 'local',
      upstream: temporalAddress,
      origins: [consoleOrigin],
      ...(!isApart && { files }),
      listen: listen(folder, https!),
      auth: sessionAuth(provider, url, { endSessionEndpoint: `${provider.issuer}/session/end` }),
    }),
    { ...ownFiles, ...sessionSecretFile },
    undefined,
    { https: https! },
  );
  const console = await ConsoleUnderTest.start(
    { address: url, signIn: [{ name: 'Company', session: `${url}/oauth2` }] },
    { port: consolePort! },
    { url: consoleOrigin, certificateSpki: spkiFingerprint(own.certificate) },
  );
  return {
    console,
    provider,
    envoy,
    stop: async () => {
      await console.stop();
      await Promise.all([envoy.stop(), other?.stop(), provider.stop()]);
    },
  };
}
