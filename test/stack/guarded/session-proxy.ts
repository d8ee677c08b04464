import type { SessionOptions } from '../../../src/deploy/envoy/options.js';
import { freePorts } from '../../../src/dev/ports.js';
import {
  type OidcProviderOptions,
  type RunningOidcProvider,
  startOidcProvider,
} from '../../../src/dev/variants/oidc-provider.js';
import type { UserId } from '../../../src/dev/variants/identity-users.js';
import { CookieVisitor } from '../../fixtures/cookie-visitor.js';
import { type EnvoyProxy, startEnvoyProxy } from '../../fixtures/envoy-proxy.js';
import { sessionAuth, sessionClients, sessionSecretFile } from '../../fixtures/session-client.js';
import { allowedOrigin, stack } from '../raw-call.js';

/** An Envoy with sessions, the provider at which it signs people in, and who visits. */
export interface SessionProxy {
  readonly proxy: EnvoyProxy;
  readonly provider: RunningOidcProvider;
  readonly paths: Readonly<Record<'signIn' | 'callback' | 'signOut', string>>;
  /** Signs somebody in by way of the provider's page. */
  signIn(user: UserId): Promise<CookieVisitor>;
  stop(): Promise<void>;
}

/** In front of the real server. */
export async function startSessionProxy({
  session,
  identity,
}: {
  readonly session?: Partial<SessionOptions>;
  readonly identity?: Partial<OidcProviderOptions>;
} = {}): Promise<SessionProxy> {
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port!}`;
  const provider = await startOidcProvider({
    consoleUrls: [`${allowedOrigin}/`],
    clients: sessionClients(url),
    ...identity,
  });
  const proxy = await startEnvoyProxy(
    () => ({
      target: 'local',
      upstream: stack.temporalAddress,
      origins: [allowedOrigin],
      auth: sessionAuth(provider, url, session),
    }),
    sessionSecretFile,
    undefined,
    { http: port! },
  );
  const signIn = async (user: UserId): Promise<CookieVisitor> => {
    const visitor = new CookieVisitor();
    const origins = [url, provider.issuer];
    const login = await visitor.follow(`${url}/oauth2/sign-in`, origins);
    const end = await visitor.follow(login.url, origins, { method: 'POST', body: new URLSearchParams({ user }) });
    if (end.url !== `${allowedOrigin}/`) {
      throw new Error(`${user} came to ${end.url} (HTTP ${end.response?.status ?? 'not asked'}).\n${proxy.log()}`);
    }
    return visitor;
  };
  return {
    proxy,
    provider,
    paths: { signIn: `${url}/oauth2/sign-in`, callback: `${url}/oauth2/callback`, signOut: `${url}/oauth2/sign-out` },
    signIn,
    stop: async () => {
      await Promise.all([proxy.stop(), provider.stop()]);
    },
  };
}
