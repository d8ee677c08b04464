import { OidcClient } from './oidc.js';
import type { SessionProvider, SignInProvider } from './provider.js';

/** One client for each provider that gives tokens to the page, so that each is asked once what it can do. */
export class OidcClients {
  readonly #clients: ReadonlyMap<string, OidcClient>;

  /** @param redirectUri where they all send people back to */
  constructor(providers: readonly (SignInProvider | SessionProvider)[], redirectUri: string) {
    this.#clients = new Map(
      providers.flatMap((one) => ('session' in one ? [] : [[one.name, new OidcClient(one, redirectUri)]])),
    );
  }

  of({ name }: SignInProvider): OidcClient {
    return this.#clients.get(name)!;
  }

  /** Where it fails, the token ends by its time. */
  async revoke(provider: SignInProvider, refreshToken: string): Promise<void> {
    await this.of(provider)
      .revoke(refreshToken)
      .catch(() => undefined);
  }

  /** Undefined where the provider has no such page, or does not answer. */
  async signOutUrl(provider: SignInProvider): Promise<URL | undefined> {
    return this.of(provider)
      .signOutUrl()
      .catch(() => undefined);
  }
}
