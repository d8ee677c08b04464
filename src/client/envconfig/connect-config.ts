import { type ConnectionOptions, isLoopback } from '../connection-options.js';
import { ValueError } from '../value-error.js';
import type { ClientConfigProfile } from './client-config.js';
import type { ConfigDiagnostic, ReportDiagnostic } from './diagnostic.js';
import { type LoadClientProfileOptions, readProfile } from './load.js';
import { withoutUndefined } from './table.js';
import { reportProxySide } from './proxy-side.js';

/**
 * URL of the gRPC-Web proxy in front of a gRPC address: a map by address, or a function. `tls` says whether the
 * profile asks for TLS.
 */
export type ResolveAddress =
  | Readonly<Record<string, string>>
  | ((
      address: string,
      profile: { readonly tls: boolean; readonly namespace: string | undefined },
    ) => string | undefined);

/** Options of {@link toClientOptions}. */
export interface ToClientOptionsOptions {
  /** For profiles whose address is `host:port`: where the proxy in front of it is. @default none, an error */
  resolveAddress?: ResolveAddress | undefined;
  /** Is told each diagnostic when it is found; the result has them all. */
  onDiagnostic?: ((diagnostic: ConfigDiagnostic) => void) | undefined;
}

/** Options of {@link loadClientConnectConfig}. */
export interface LoadClientConnectOptions extends LoadClientProfileOptions, ToClientOptionsOptions {}

/** A profile in the words of `Connection` and `Client`. What the profile does not say is absent. */
export interface ClientConnectConfig {
  /** For `Connection.connect`. */
  connectionOptions: Pick<ConnectionOptions, 'address' | 'apiKey'> & { metadata?: Record<string, string> };
  /** For `new Client`. */
  namespace?: string;
  /** For a remote codec. */
  codec?: { endpoint: string; auth?: string };
  /** What has no effect, and what the proxy or the browser has to do. Show them: a page cannot make up for them. */
  diagnostics: readonly ConfigDiagnostic[];
}

/**
 * One profile, ready to connect: file, variables and `overrides` as in {@link loadClientConfigProfile}.
 *
 * @example
 * ```ts
 * const data = await (await fetch('/temporal.toml')).text();
 * const { connectionOptions, namespace, diagnostics } = loadClientConnectConfig({
 *   configSource: { data },
 *   profile: 'staging',
 *   resolveAddress: { 'temporal.internal:7233': 'https://temporal-web.example.com' },
 * });
 * for (const { message } of diagnostics) console.warn(message);
 * const client = new Client({ connection: await Connection.connect(connectionOptions), namespace });
 * ```
 * @throws as {@link loadClientConfigProfile} and {@link toClientOptions}
 */
export function loadClientConnectConfig(options: LoadClientConnectOptions = {}): ClientConnectConfig {
  const diagnostics: ConfigDiagnostic[] = [];
  const report: ReportDiagnostic = (diagnostic) => {
    diagnostics.push(diagnostic);
    options.onDiagnostic?.(diagnostic);
  };
  const connect = toClientOptions(readProfile(options, report), options);
  return { ...connect, diagnostics: [...diagnostics, ...connect.diagnostics] };
}

/**
 * A profile in the words of `Connection` and `Client`. TLS keys are checked and reported, not applied: a page has no
 * say in TLS.
 *
 * @throws {@link ValueError} for a gRPC address without a proxy; for a client certificate without its key or the reverse
 */
export function toClientOptions(
  profile: ClientConfigProfile,
  options: ToClientOptionsOptions = {},
): ClientConnectConfig {
  const diagnostics: ConfigDiagnostic[] = [];
  const report: ReportDiagnostic = (diagnostic) => {
    diagnostics.push(diagnostic);
    options.onDiagnostic?.(diagnostic);
  };
  // As upstream: an API key asks for TLS unless the profile says something about TLS itself.
  const tls = profile.tls ? profile.tls.disabled !== true : Boolean(profile.apiKey);
  const address = profile.address ? proxyAddress(profile, profile.address, tls, options.resolveAddress) : undefined;
  reportProxySide(profile, report);
  reportScheme(address, tls, profile.tls?.disabled === true, report);
  const { endpoint, auth } = profile.codec ?? {};
  if (auth && !endpoint) {
    report({ code: 'ignored-value', key: 'codec.auth', message: 'codec.auth has no effect without codec.endpoint.' });
  }
  const hasMetadata = Object.keys(profile.grpcMeta ?? {}).length > 0;
  return withoutUndefined<ClientConnectConfig>({
    connectionOptions: {
      ...(address && { address }),
      ...(profile.apiKey && { apiKey: profile.apiKey }),
      ...(hasMetadata && { metadata: { ...profile.grpcMeta } }),
    },
    ...(profile.namespace && { namespace: profile.namespace }),
    ...(endpoint && { codec: { endpoint, ...(auth && { auth }) } }),
    diagnostics,
  });
}

function proxyAddress(
  { namespace }: ClientConfigProfile,
  address: string,
  tls: boolean,
  resolve: ResolveAddress | undefined,
): string {
  // A path alone is the page's own origin.
  if (/^https?:\/\//i.test(address) || address.startsWith('/')) return address;
  const resolved =
    typeof resolve === 'function'
      ? resolve(address, { tls, namespace })
      : resolve && Object.hasOwn(resolve, address)
        ? resolve[address]
        : undefined;
  if (resolved) return resolved;
  const text = JSON.stringify(address);
  throw new ValueError(
    `The address ${text} is a gRPC address, which no page can call: the URL of the gRPC-Web proxy (Envoy) in front of it is needed. ` +
      `Set the address to that URL, or pass resolveAddress: { ${text}: 'https://…' }.`,
  );
}

/** The URL decides whether the page uses TLS; what the profile says is about the server behind the proxy. */
function reportScheme(address: string | undefined, tls: boolean, disabled: boolean, report: ReportDiagnostic): void {
  if (address === undefined || !URL.canParse(address)) return;
  const { protocol, hostname } = new URL(address);
  if (protocol === 'http:' && tls && !isLoopback(hostname)) {
    const message = `The profile asks for TLS, but its proxy is called over plain http. Use an https URL.`;
    report({ code: 'ignored-value', key: 'tls', message });
  } else if (protocol === 'https:' && disabled) {
    const message = 'tls.disabled has no effect on an https URL; it is about the server behind the proxy.';
    report({ code: 'ignored-value', key: 'tls.disabled', message });
  }
}
