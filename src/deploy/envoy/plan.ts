import { isLoopback, parseCloudEndpoint, parseHostPort, type SocketAddress } from './address.js';
import type {
  AuthOptions,
  CloudCredential,
  EnvoyOptions,
  LimitOptions,
  RouteOptions,
  Target,
  UpstreamOptions,
} from './options.js';
import { originMatcher } from './origins.js';
import { mayCall } from '../roles.js';
import { planSession, type SessionPlan } from './session-plan.js';

/** A server with everything decided. */
export interface Upstream {
  readonly target: Target;
  /** Name of the cluster. */
  readonly cluster: string;
  /** First word of the path with its slash; undefined where there is one server. */
  readonly prefix: string | undefined;
  readonly socket: SocketAddress;
  /** Name that its certificate must have; undefined without TLS. */
  readonly serverName: string | undefined;
  readonly authorityFile: string;
  readonly credential: CloudCredential | undefined;
  readonly hasClientCertificate: boolean;
  readonly namespaces: readonly string[] | undefined;
  /** Added to names of secrets, so that each server can have its own. */
  readonly suffix: string;
}

/** {@link EnvoyOptions} with every default in place. */
export interface EnvoyPlan {
  readonly target: Target;
  /** For pages of this machine alone, as with `npm start`. */
  readonly isLocal: boolean;
  readonly upstreams: readonly Upstream[];
  readonly origins: readonly string[];
  /** Whether pages of other origins are refused, instead of only not getting an answer that they can read. */
  readonly checksOrigins: boolean;
  /** Names that requests may be for; undefined: any. */
  readonly hosts: readonly string[] | undefined;
  readonly address: string;
  readonly http: number | false;
  readonly https: number | false;
  /** undefined: by SDS. */
  readonly certificate: { readonly certificateFile: string; readonly keyFile: string } | undefined;
  /** What browsers have to have; undefined: no certificate. */
  readonly clientCertificates: { readonly revocations: boolean } | undefined;
  readonly admin: number;
  readonly ready: number | undefined;
  readonly trustedHops: number;
  readonly auth: AuthOptions | undefined;
  readonly session: SessionPlan | undefined;
  /** Web server for what is no call. */
  readonly files: SocketAddress | undefined;
  /** Claim that lists Namespaces. */
  readonly namespacesClaim: string | undefined;
  /** Whether the Namespace in the body decides anything. */
  readonly checksNamespaces: boolean;
  readonly limits: Required<LimitOptions>;
  readonly folder: string;
}

const loopbackNames = ['localhost', '*.localhost', '127.0.0.1', '[::1]'];

const systemAuthorities = '/etc/ssl/certs/ca-certificates.crt';

/** Fills in defaults. @throws Error that says which option to change */
export function planEnvoy(options: EnvoyOptions): EnvoyPlan {
  const { target, listen = {}, limits = {}, routes } = options;
  if (options.origins.length === 0) throw new Error('No origins: at least one page has to be allowed to call.');
  for (const origin of options.origins) originMatcher(origin);
  const auth = options.auth === 'server' ? undefined : options.auth;
  if (auth) assertAuth(auth);
  for (const { namespaces = [] } of [options, ...(routes ?? [])]) for (const name of namespaces) assertName(name);
  const upstreams = routes === undefined ? [planUpstream(options, options)] : planRoutes(options, routes);
  const address = listen.address ?? (target === 'local' ? '127.0.0.1' : '0.0.0.0');
  const isLocal = target === 'local' && isLoopback(address);
  for (const upstream of upstreams) assertSomebodyChecks(upstream, options.auth, address);
  const http = listen.http ?? (isLocal ? 8080 : false);
  const https = listen.https ?? 8443;
  if (options.files !== undefined && routes !== undefined) {
    // The rules of a route are chosen before its prefix is taken off: those of files would hold for calls behind a prefix.
    throw new Error('Both files and routes: serve the files at another address.');
  }
  if (listen.clientCertificates && http !== false) {
    throw new Error(
      `Client certificates are asked for over TLS: the port ${http} without it would be a way around them.`,
    );
  }
  if (http === false && https === false) throw new Error('Neither a port for http nor one for https.');
  const namespacesClaim = auth && auth.namespacesClaim !== false ? (auth.namespacesClaim ?? 'namespaces') : undefined;
  return {
    target,
    isLocal,
    upstreams,
    origins: options.origins,
    checksOrigins: !isLocal || options.auth !== undefined,
    hosts: options.auth === undefined && isLocal ? loopbackNames : undefined,
    address,
    http,
    https,
    certificate:
      listen.certificate ??
      (isLocal ? { certificateFile: '.stack/tls/localhost.crt', keyFile: '.stack/tls/localhost.key' } : undefined),
    clientCertificates: listen.clientCertificates && {
      revocations: listen.clientCertificates.revocations ?? false,
    },
    admin: listen.admin ?? 9901,
    ready: listen.ready,
    trustedHops: listen.trustedHops ?? 0,
    auth,
    session: auth?.session && planSession(auth.session, options),
    files: options.files === undefined ? undefined : parseHostPort(options.files),
    namespacesClaim,
    checksNamespaces: namespacesClaim !== undefined || upstreams.some(({ namespaces }) => namespaces !== undefined),
    limits: {
      requestBytes: limits.requestBytes ?? 4_259_840,
      requestSeconds: limits.requestSeconds ?? 60,
      streamsPerConnection: limits.streamsPerConnection ?? 100,
      connections: limits.connections ?? 10_000,
      requestsAtOnce: limits.requestsAtOnce ?? 4_096,
      perAddress: limits.perAddress ?? (isLocal ? false : { perSecond: 100, burst: 400 }),
      perSubject: auth ? (limits.perSubject ?? { perSecond: 50, burst: 200 }) : false,
    },
    folder: options.folder ?? '/etc/envoy',
  };
}

function planRoutes(options: EnvoyOptions, routes: readonly RouteOptions[]): Upstream[] {
  if (options.upstream !== undefined) throw new Error('Both an upstream and routes: with routes, each has its own.');
  const prefixes = routes.map(({ prefix }) => prefix);
  for (const prefix of prefixes) {
    if (!/^\/[A-Za-z0-9][A-Za-z0-9_-]*$/.test(prefix)) {
      throw new Error(
        `"${prefix}" is no prefix: one is a slash and a word of letters, digits and dashes, as in /orders.`,
      );
    }
  }
  if (routes.length === 0) throw new Error('No routes.');
  if (new Set(prefixes).size < prefixes.length) throw new Error('Two routes have the same prefix.');
  return routes.map((route) => planUpstream(route, options, route.prefix));
}

function planUpstream(own: UpstreamOptions, common: EnvoyOptions, prefix?: string): Upstream {
  const target = own.target ?? common.target;
  const isCloud = target === 'cloud';
  const credential = own.credential ?? common.credential;
  if (own.credential !== undefined && !isCloud) throw new Error('A credential is chosen for Temporal Cloud only.');
  if (own.upstream === undefined && target !== 'local') {
    throw new Error(`The target ${target} needs an upstream: the address of the server, HOST:PORT.`);
  }
  const address = own.upstream ?? '127.0.0.1:7233';
  const cloud = isCloud ? parseCloudEndpoint(address) : undefined;
  const socket = cloud ?? parseHostPort(address);
  const word = prefix?.slice(1);
  return {
    target,
    cluster: word === undefined ? 'temporal' : `temporal_${word}`,
    prefix,
    socket: { address: socket.address, port_value: socket.port_value },
    serverName: target === 'local' ? undefined : (own.serverName ?? socket.address),
    authorityFile: own.authorityFile ?? common.authorityFile ?? systemAuthorities,
    credential: isCloud ? (credential ?? 'pass-through') : undefined,
    hasClientCertificate: target === 'mtls' || credential === 'client-certificate',
    namespaces: own.namespaces ?? (cloud?.namespace === undefined ? undefined : [cloud.namespace]),
    suffix: word === undefined ? '' : `-${word}`,
  };
}

/** Names of Namespaces and claims become part of expressions. */
function assertName(name: string): void {
  if (!/^[\w.:/@-]+$/.test(name))
    throw new Error(`"${name}" is no name of a Namespace or claim that Envoy can compare.`);
}

function assertAuth({ audiences, jwksUri, jwksFile, extraRoles = {}, rolesClaim, namespacesClaim }: AuthOptions): void {
  for (const claim of [rolesClaim, namespacesClaim]) if (typeof claim === 'string') assertName(claim);
  for (const [role, rpcs] of Object.entries(extraRoles)) {
    if (rpcs.length === 0) throw new Error(`The role ${role} may call nothing.`);
    const closed = rpcs.find((rpc) => !mayCall('admin', rpc));
    if (closed !== undefined)
      throw new Error(`The role ${role} may not have ${closed}: no page may call that, or there is no such RPC.`);
  }
  if (audiences.length === 0) throw new Error('No audiences: a token for any other service would do.');
  if ((jwksUri === undefined) === (jwksFile === undefined)) throw new Error('Give either jwksUri or jwksFile.');
  if (jwksUri === undefined) return;
  const { protocol, hostname } = new URL(jwksUri);
  if (protocol !== 'https:' && !isLoopback(hostname)) {
    throw new Error(`${jwksUri} is not https: whoever is in between could put in keys of their own.`);
  }
}

/** Somebody has to ask who is calling, or the proxy gives the whole cluster to whoever finds it. */
function assertSomebodyChecks(upstream: Upstream, auth: EnvoyOptions['auth'], address: string): void {
  if (typeof auth === 'object') return;
  const added = upstream.credential === 'api-key' || upstream.credential === 'client-certificate';
  if (added) {
    throw new Error(
      `With the credential ${upstream.credential}, Temporal Cloud sees Envoy and nobody else, so Envoy has to ask who is calling: ` +
        'auth with issuer, audiences and jwksUri is needed.',
    );
  }
  if (auth === undefined && upstream.credential !== 'pass-through' && !isLoopback(address)) {
    throw new Error(
      `Nobody would ask who is calling, and ${address} can be reached from other machines. Give auth with issuer, audiences and ` +
        "jwksUri; or 'server', if Temporal itself verifies tokens; or listen on 127.0.0.1.",
    );
  }
}
