import type { Role } from '../roles.js';

/**
 * What is behind the proxy: a server on this machine without TLS, one behind TLS, one that demands a client certificate as well,
 * or Temporal Cloud.
 */
export type Target = 'local' | 'tls' | 'mtls' | 'cloud';

/**
 * How Temporal Cloud learns who calls: the API key that the page sends is passed through, or Envoy adds an API key or a
 * client certificate of its own, which the page never sees.
 */
export type CloudCredential = 'pass-through' | 'api-key' | 'client-certificate';

/** One server, and how to connect to it. */
export interface UpstreamOptions {
  /** Default: that of the configuration. */
  readonly target?: Target;
  /** HOST:PORT. Of Temporal Cloud either form of endpoint will do, `:7233` may be left out. Default for `local`: 127.0.0.1:7233. */
  readonly upstream?: string;
  /** Name in the server's certificate, where it is not that of the address. */
  readonly serverName?: string;
  /** File with the authorities that may have signed the server's certificate. Default: those of the system. */
  readonly authorityFile?: string;
  /** For `cloud`. Default: `pass-through`. */
  readonly credential?: CloudCredential;
  /** The only Namespaces that may be reached. Default: all that the token allows. */
  readonly namespaces?: readonly string[];
}

/** One of several servers, by the first word of the path. */
export interface RouteOptions extends UpstreamOptions {
  /** `/word`. Pages use the address of the proxy with this at its end. It is taken off before Temporal sees the path. */
  readonly prefix: string;
}

/** Where the proxy listens. */
export interface ListenOptions {
  /** Default: 127.0.0.1 for `local`, 0.0.0.0 otherwise. */
  readonly address?: string;
  /** Port without TLS, `false` for none. Default: 8080 for `local` on loopback, none otherwise. */
  readonly http?: number | false;
  /** Port with TLS, where browsers speak HTTP/2, `false` for none. Default: 8443. */
  readonly https?: number | false;
  /** Files that never change while Envoy runs. Default: .stack/tls for `local` on loopback, otherwise SDS: replaced without a restart. */
  readonly certificate?: { readonly certificateFile: string; readonly keyFile: string };
  /**
   * Whether browsers have to have a certificate of an authority that `secrets/browser-authorities/ca.crt` in the folder names, and
   * with `revocations` one that the list in `crl.pem` beside it does not name. Both are replaced without a restart. Default: not asked for.
   */
  readonly clientCertificates?: { readonly revocations?: boolean };
  /** Port of Envoy's own pages, always on loopback. Default: 9901. */
  readonly admin?: number;
  /** Port that answers `/ready` with 200, and with 503 once Envoy is told to drain. For probes of a fleet. Default: none. */
  readonly ready?: number;
  /** Load balancers in front that add to x-forwarded-for. Default: 0. */
  readonly trustedHops?: number;
}

/**
 * Sessions in cookies: Envoy signs people in at the provider, keeps their tokens in cookies that no script can read, and
 * puts the token into each call. Tokens that a caller brings are taken as without sessions.
 */
export interface SessionOptions {
  /** Origin of the proxy as browsers see it. https, or loopback. */
  readonly url: string;
  /** What the provider calls the proxy: a client with a secret, which is sent back to `url` + `path` + `/callback`. */
  readonly clientId: string;
  /** Where people sign in. Parameters behind it are sent too: `?audience=temporal-web`. */
  readonly authorizationEndpoint: string;
  /** Where Envoy gets tokens. https, or loopback. Its authorities are those of `jwksAuthorityFile`. */
  readonly tokenEndpoint: string;
  /** Where signing out ends the session of the provider. Default: that session stays. */
  readonly endSessionEndpoint?: string;
  /** Default: `openid`. */
  readonly scopes?: readonly string[];
  /** Address of the page that people come back to, of the same site as `url`. Default: `/` of the first origin. */
  readonly returnTo?: string;
  /** What begins the paths `/sign-in`, `/callback`, `/signed-in` and `/sign-out`. Default: `/oauth2`. */
  readonly path?: string;
  /**
   * Whether a session goes on with a refresh token. Calls that are sent at the same time each use it, so the provider must
   * take one more than once. Default: false, a session ends with its access token.
   */
  readonly refresh?: boolean;
}

/** Who calls, shown by a token of an identity provider, and what that token allows. */
export interface AuthOptions {
  /** `iss` of the tokens. */
  readonly issuer: string;
  /** `aud` of the tokens: one of these. */
  readonly audiences: readonly string[];
  /** Where the provider publishes its keys. https, or loopback. */
  readonly jwksUri?: string;
  /** File with the keys, instead. Read once. */
  readonly jwksFile?: string;
  /** File with the authorities that may have signed the certificate of `jwksUri`. Default: those of the system. */
  readonly jwksAuthorityFile?: string;
  /** Claim that lists the roles of the caller. A dot goes one level down: `realm_access.roles`. Default: `roles`. */
  readonly rolesClaim?: string;
  /** What the roles are called in the claim. Default: as they are called here. */
  readonly roleNames?: Partial<Record<Role, readonly string[]>>;
  /** More roles, as they are called in the claim, each with the names of the RPCs that it may call. */
  readonly extraRoles?: Readonly<Record<string, readonly string[]>>;
  /** Claim that lists the Namespaces of the caller, `*` for all. `false`: not checked here. Default: `namespaces`. */
  readonly namespacesClaim?: string | false;
  /** Sessions in cookies, for pages of the same site. Default: pages bring tokens of their own. */
  readonly session?: SessionOptions;
}

/** Requests a second on average, and at once. */
export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

/** How much is let through. */
export interface LimitOptions {
  /** Largest request in bytes. Default: 4,259,840, a little more than the server takes. */
  readonly requestBytes?: number;
  /** Time to send a request in seconds. Default: 60. */
  readonly requestSeconds?: number;
  /** Requests at once on one HTTP/2 connection. Default: 100. */
  readonly streamsPerConnection?: number;
  /** Connections in all. Default: 10,000. */
  readonly connections?: number;
  /** Requests that the server is asked at once. Default: 4,096. */
  readonly requestsAtOnce?: number;
  /** Of one address, before anything else is looked at. Default: 100 a second, 400 at once; none for `local` on loopback. */
  readonly perAddress?: RateLimit | false;
  /** Of one person (`sub` of the token). Default: 50 a second, 200 at once. */
  readonly perSubject?: RateLimit | false;
}

/** What a configuration of Envoy is made from. */
export interface EnvoyOptions extends UpstreamOptions {
  readonly target: Target;
  /** Origins of the pages that may call, scheme and port included. A `*` stands for letters, digits and dashes. */
  readonly origins: readonly string[];
  readonly listen?: ListenOptions;
  /** `server`: Temporal verifies the tokens itself, and the proxy does not. */
  readonly auth?: AuthOptions | 'server';
  /** Several servers by path, instead of one. */
  readonly routes?: readonly RouteOptions[];
  readonly limits?: LimitOptions;
  /** HOST:PORT of a web server without TLS whose files are served beside the calls, at the same origin. Default: none. */
  readonly files?: string;
  /** Folder of the files that the configuration names, as Envoy sees it. Default: /etc/envoy. */
  readonly folder?: string;
}
