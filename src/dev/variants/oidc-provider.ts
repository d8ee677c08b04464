import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Provider, { type Configuration } from 'oidc-provider';
import { freePorts } from '../ports.js';
import { IdentityMemory } from './identity-memory.js';
import { createSigningKey, type SigningKey, signToken, type TokenOverrides } from './identity-token.js';
import {
  identityClaims,
  type IdentityNamespaces,
  type IdentityUser,
  identityUsers,
  type UserId,
} from './identity-users.js';
import { loginPage } from './login-page.js';

/** Seconds that what is issued from now on lives. */
export interface Lifetimes {
  accessToken: number;
  idToken: number;
  refreshToken: number;
}

/** An application that may use the provider. */
export interface IdentityClient {
  readonly id: string;
  /** `aud` of its access tokens. Default: `temporal`. */
  readonly audience?: string;
  /** Of a program that can keep one; pages have none. */
  readonly secret?: string;
  /** Where people are sent back to. Default: where the console lies. */
  readonly redirectUris?: readonly string[];
}

export interface OidcProviderOptions {
  /** Where the console lies: folders, with a slash at the end. People are sent back there, and nowhere else. */
  readonly consoleUrls: readonly string[];
  /** Default: any free one. */
  readonly port?: number;
  /** Default: `temporal-console`. */
  readonly clients?: readonly IdentityClient[];
  /** Default: `default` and `second`. */
  readonly namespaces?: IdentityNamespaces;
  /** Default: an hour for tokens, a day for refresh tokens. */
  readonly lifetimes?: Partial<Lifetimes>;
  /** Whether a refresh token is good for one use only. Default: true. */
  readonly rotates?: boolean;
}

/** A real OpenID Connect provider on loopback. */
export interface RunningOidcProvider {
  readonly issuer: string;
  /** Keys, for Envoy and for Temporal. */
  readonly jwksUri: string;
  readonly users: Readonly<Record<UserId, IdentityUser>>;
  /** Can be changed at any time. */
  readonly lifetimes: Lifetimes;
  /** How many tokens were issued, by kind of grant: `authorization_code`, `refresh_token`. Refused requests are under `refused`. */
  readonly grants: Readonly<Record<string, number>>;
  /** An access token as a page would get it, without a browser. */
  issueToken(user: UserId, overrides?: TokenOverrides): string;
  /** Whether the provider answers at its token endpoint; `false` makes it fail as one that is overloaded. */
  isUp: boolean;
  /** Ends every session, and makes every refresh token worthless. */
  forgetEverybody(): void;
  stop(): Promise<void>;
}

const hour = 3600;
/** Names the one resource there is: clients need not ask for it. */
const resource = 'urn:temporal';

/**
 * Starts a provider with rotating refresh tokens, RP-initiated logout and a login page with a button for each user. Its access
 * tokens are JWTs (RS256) whose keys are published.
 *
 * @throws Error when the port is taken
 */
export async function startOidcProvider(options: OidcProviderOptions): Promise<RunningOidcProvider> {
  const port = options.port ?? (await freePorts(1))[0]!;
  const issuer = `http://127.0.0.1:${port}`;
  const clients = options.clients ?? [{ id: 'temporal-console' }];
  const users = identityUsers(options.namespaces ?? { first: 'default', second: 'second' });
  const lifetimes: Lifetimes = { accessToken: hour, idToken: hour, refreshToken: 24 * hour, ...options.lifetimes };
  const grants: Record<string, number> = {};
  const key = createSigningKey();
  const memory = new IdentityMemory();

  const provider = new Provider(
    issuer,
    configuration({
      port,
      clients,
      consoleUrls: options.consoleUrls,
      users,
      lifetimes,
      rotates: options.rotates ?? true,
      key,
      memory,
    }),
  );
  const count = (kind: string): void => void (grants[kind] = (grants[kind] ?? 0) + 1);
  provider.on('grant.success', (ctx) => count(String(ctx.oidc.params?.['grant_type'])));
  provider.on('grant.error', () => count('refused'));

  const answer = provider.callback();
  const running: RunningOidcProvider = {
    issuer,
    jwksUri: `${issuer}/jwks`,
    users,
    lifetimes,
    grants,
    isUp: true,
    issueToken: (user, overrides) => signToken(issuer, key, user, identityClaims(users[user]), overrides),
    forgetEverybody: () => memory.forget(),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', issuer).pathname;
    if (path.startsWith('/interaction/')) void interact(provider, users, request, response);
    else if (path === '/token' && !running.isUp) response.writeHead(503, { 'access-control-allow-origin': '*' }).end();
    else void answer(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return running;
}

interface Parts {
  port: number;
  clients: readonly IdentityClient[];
  consoleUrls: readonly string[];
  users: Readonly<Record<string, IdentityUser>>;
  lifetimes: Lifetimes;
  rotates: boolean;
  key: SigningKey;
  memory: IdentityMemory;
}

function configuration({ port, clients, consoleUrls, users, lifetimes, rotates, key, memory }: Parts): Configuration {
  const origins = new Set(consoleUrls.map((url) => new URL(url).origin));
  return {
    clients: clients.map(({ id, secret, redirectUris = consoleUrls }) => ({
      client_id: id,
      ...(secret === undefined
        ? { token_endpoint_auth_method: 'none' as const }
        : { token_endpoint_auth_method: 'client_secret_post' as const, client_secret: secret }),
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: [...redirectUris],
      post_logout_redirect_uris: [...consoleUrls],
    })),
    adapter: (kind) => memory.adapter(kind),
    jwks: { keys: [key] },
    // Providers on other ports of this address share its cookies.
    cookies: {
      keys: [randomUUID()],
      names: { session: `session-${port}`, interaction: `interaction-${port}`, resume: `resume-${port}` },
    },
    claims: { openid: ['sub'], profile: ['name'] },
    conformIdTokenClaims: false,
    clientBasedCORS: (_ctx, origin) => origins.has(origin),
    pkce: { required: () => true },
    rotateRefreshToken: rotates,
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = `<!doctype html><title>Sign out</title><h1>Sign out?</h1>${form}
            <button form="op.logoutForm" name="logout" value="yes">Yes</button>`;
        },
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, _indicator, client) => ({
          scope: '',
          audience: clients.find(({ id }) => id === client.clientId)?.audience ?? 'temporal',
          accessTokenFormat: 'jwt',
          accessTokenTTL: lifetimes.accessToken,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    ttl: {
      // Not used: those for the one resource say it themselves.
      AccessToken: () => lifetimes.accessToken,
      IdToken: () => lifetimes.idToken,
      RefreshToken: () => lifetimes.refreshToken,
      Session: 24 * hour,
      Grant: 24 * hour,
      Interaction: hour,
    },
    findAccount: (_ctx, sub) => {
      const user = users[sub];
      return user && { accountId: sub, claims: () => ({ sub, name: user.name }) };
    },
    extraTokenClaims: (_ctx, token) => {
      const user = 'accountId' in token ? users[token.accountId] : undefined;
      return user && identityClaims(user);
    },
    // Everything that a client asks for is granted: there is no page to ask on.
    loadExistingGrant: async (ctx) => {
      const { client, session, provider } = ctx.oidc;
      const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! });
      grant.addOIDCScope('openid profile email offline_access');
      grant.addResourceScope(resource, '');
      await grant.save();
      return grant;
    },
  };
}

/** The login page, and what somebody chose on it. */
async function interact(
  provider: Provider,
  users: Readonly<Record<string, IdentityUser>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    if (request.method !== 'POST') {
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'referrer-policy': 'no-referrer' })
        .end(loginPage(users, request.url ?? ''));
      return;
    }
    const user = new URLSearchParams(await bodyOf(request)).get('user') ?? '';
    await provider.interactionFinished(
      request,
      response,
      users[user]
        ? { login: { accountId: user } }
        : { error: 'access_denied', error_description: 'The person refused.' },
    );
  } catch (error) {
    response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end(String(error));
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
