import * as oauth from 'oauth4webapi';
import { claimsOf } from './token-claims.js';
import { isSafeAddress, type SignInProvider } from './provider.js';
import { type Moment, now } from './moment.js';
import { SignInError } from './sign-in-error.js';
import { problemFrom } from './oidc-problems.js';
import type { Tokens } from './token-keeper.js';

/** What has to be known again when the provider answers. Nothing in it lets anybody in without the code that comes back. */
export interface Asked {
  state: string;
  nonce: string;
  verifier: string;
}

/** Somebody has signed in. */
export interface SignedIn {
  tokens: Tokens;
  /** Claims of the ID token, which the library has checked. */
  identity: Record<string, unknown>;
}

/** Clocks of devices are off by so many seconds, and are not to be the reason for a refusal. */
const toleranceSeconds = 300;
const timeLimitMs = 15_000;

// An issuer without https is on this machine: parseProviders sees to that. The library marks it so that nobody uses it lightly.
// eslint-disable-next-line @typescript-eslint/no-deprecated
const insecure: typeof oauth.allowInsecureRequests = oauth.allowInsecureRequests;

/** The authorization code flow with PKCE of one provider. Its discovery document is asked for once. */
export class OidcClient {
  readonly #provider: SignInProvider;
  readonly #client: oauth.Client;
  /** Where the provider sends people back to. */
  readonly #redirectUri: string;
  #server: Promise<oauth.AuthorizationServer> | undefined;

  constructor(provider: SignInProvider, redirectUri: string) {
    this.#provider = provider;
    this.#redirectUri = redirectUri;
    this.#client = { client_id: provider.clientId, [oauth.clockTolerance]: toleranceSeconds };
  }

  /**
   * Where to send the person.
   *
   * @param statePrefix begins the state, which comes back as it was
   * @throws SignInError
   */
  async ask({ silent = false, statePrefix = '' } = {}): Promise<{ url: URL; asked: Asked }> {
    const server = await this.#discover();
    const asked: Asked = {
      state: statePrefix + oauth.generateRandomState(),
      nonce: oauth.generateRandomNonce(),
      verifier: oauth.generateRandomCodeVerifier(),
    };
    const url = endpoint(server.authorization_endpoint);
    const { clientId, scope, audience, resource } = this.#provider;
    const parameters = {
      client_id: clientId,
      response_type: 'code',
      redirect_uri: this.#redirectUri,
      scope,
      state: asked.state,
      nonce: asked.nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(asked.verifier),
      code_challenge_method: 'S256',
      // In the fragment the code does not reach the logs of whoever serves this page.
      response_mode: (server.response_modes_supported ?? ['fragment']).includes('fragment') ? 'fragment' : 'query',
      audience,
      resource,
      prompt: silent ? 'none' : undefined,
    };
    for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
    return { url, asked };
  }

  /**
   * @param answer what came back in the address
   * @throws SignInError
   */
  async finish(asked: Asked, answer: URLSearchParams): Promise<SignedIn> {
    const server = await this.#discover();
    const since = now();
    return guarded(async () => {
      // State, and that it is the provider that was asked (`iss`, RFC 9207).
      const checked = oauth.validateAuthResponse(server, this.#client, answer, asked.state);
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        this.#client,
        oauth.None(),
        checked,
        this.#redirectUri,
        asked.verifier,
        this.#options(),
      );
      const result = await oauth.processAuthorizationCodeResponse(server, this.#client, response, {
        expectedNonce: asked.nonce,
        requireIdToken: true,
      });
      return { tokens: this.#tokensOf(result, since), identity: { ...oauth.getValidatedIdTokenClaims(result) } };
    });
  }

  /**
   * The next tokens, for the same person.
   *
   * @throws SignInError
   */
  async renew(refreshToken: string, subject: unknown): Promise<Tokens> {
    const server = await this.#discover();
    const since = now();
    return guarded(async () => {
      const { resource } = this.#provider;
      const response = await oauth.refreshTokenGrantRequest(server, this.#client, oauth.None(), refreshToken, {
        ...this.#options(),
        ...(resource ? { additionalParameters: { resource } } : {}),
      });
      const result = await oauth.processRefreshTokenResponse(server, this.#client, response);
      const claims = oauth.getValidatedIdTokenClaims(result);
      if (claims && claims.sub !== subject) throw new SignInError('forged');
      return this.#tokensOf(result, since);
    });
  }

  /** Makes a refresh token worthless, and with it what was got by it. Nothing where the provider cannot. @throws SignInError */
  async revoke(refreshToken: string): Promise<void> {
    const server = await this.#discover();
    if (!server.revocation_endpoint) return;
    await guarded(async () => {
      const response = await oauth.revocationRequest(server, this.#client, oauth.None(), refreshToken, this.#options());
      await oauth.processRevocationResponse(response);
    });
  }

  /**
   * Where the provider's own session is ended; undefined where it cannot. The ID token is not in it: an address is seen by
   * many, so the provider may ask the person once more.
   */
  async signOutUrl(): Promise<URL | undefined> {
    const server = await this.#discover();
    if (!server.end_session_endpoint) return undefined;
    const url = endpoint(server.end_session_endpoint);
    url.searchParams.set('client_id', this.#provider.clientId);
    url.searchParams.set('post_logout_redirect_uri', this.#redirectUri);
    return url;
  }

  #discover(): Promise<oauth.AuthorizationServer> {
    const server = (this.#server ??= guarded(async () => {
      const issuer = new URL(this.#provider.issuer);
      const response = await oauth.discoveryRequest(issuer, this.#options());
      return oauth.processDiscoveryResponse(issuer, response);
    }));
    // The next one who asks tries again.
    server.catch(() => {
      if (this.#server === server) this.#server = undefined;
    });
    return server;
  }

  #tokensOf(result: oauth.TokenEndpointResponse, since: Moment): Tokens {
    const bearer = this.#provider.token === 'id' ? result.id_token : result.access_token;
    // A renewal without a new ID token, where that is what Temporal gets.
    if (bearer === undefined) throw new SignInError('ended');
    const { exp, iat } = claimsOf(bearer) ?? {};
    const byToken = typeof exp === 'number' && typeof iat === 'number' ? exp - iat : undefined;
    const byProvider = this.#provider.token === 'access' ? result.expires_in : undefined;
    return { bearer, refreshToken: result.refresh_token, expiresIn: byProvider ?? byToken ?? Infinity, since };
  }

  #options(): { signal: () => AbortSignal; [insecure]: boolean } {
    return { signal: () => AbortSignal.timeout(timeLimitMs), [insecure]: this.#provider.issuer.startsWith('http:') };
  }
}

/** A provider names its own pages; none of them may be one that runs in this one. @throws SignInError */
function endpoint(address: string | undefined): URL {
  if (!address || !isSafeAddress(address)) throw new SignInError('not-a-provider');
  return new URL(address);
}

async function guarded<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    throw problemFrom(error);
  }
}
