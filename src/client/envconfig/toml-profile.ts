import { ValueError } from '../value-error.js';
import type { ClientConfigCodec, ClientConfigProfile, ClientConfigTLS, ConfigDataSource } from './client-config.js';
import type { ReportDiagnostic } from './diagnostic.js';
import { codecSchema, profileSchema, tlsSchema } from './known-keys.js';
import { readTable, type Table, tablePath, withoutUndefined } from './table.js';

/** Header name of a `grpc_meta` key: lower case, every underscore a hyphen. */
export function normalizeGrpcMetaKey(key: string): string {
  return key.toLowerCase().replaceAll('_', '-');
}

/**
 * A profile as it stands in a file, read into its public shape.
 *
 * @param path of the profile's table, for messages
 * @throws {@link ValueError} for a value of another type, and for a path beside its data
 */
export function fromTomlProfile(
  table: unknown,
  path = 'profile',
  report: ReportDiagnostic = () => undefined,
): ClientConfigProfile {
  const { known, ...additional } = readTable(table, profileSchema, path, '', report);
  return withoutUndefined({
    address: known.address,
    namespace: known.namespace,
    apiKey: known.api_key,
    authority: known.authority,
    tls: known.tls && fromTomlTLS(known.tls, `${path}.tls`, report),
    codec: known.codec && fromTomlCodec(known.codec, `${path}.codec`, report),
    grpcMeta: known.grpc_meta && fromTomlGrpcMeta(known.grpc_meta, `${path}.grpc_meta`),
    ...additional,
  });
}

function fromTomlTLS(table: Table, path: string, report: ReportDiagnostic): ClientConfigTLS {
  const { known, ...additional } = readTable(table, tlsSchema, path, 'tls', report);
  const source = (name: 'client_cert' | 'client_key' | 'server_ca_cert'): ConfigDataSource | undefined =>
    toDataSource(known[`${name}_path`], known[`${name}_data`], name);
  return withoutUndefined({
    disabled: known.disabled,
    serverName: known.server_name,
    clientCert: source('client_cert'),
    clientKey: source('client_key'),
    serverCACert: source('server_ca_cert'),
    disableHostVerification: known.disable_host_verification,
    ...additional,
  });
}

/** @throws {@link ValueError} when both are there */
export function toDataSource(
  path: string | undefined,
  data: string | undefined,
  name: string,
): ConfigDataSource | undefined {
  if (path !== undefined && data !== undefined) {
    throw new ValueError(`Cannot specify both ${name}_path and ${name}_data; keep one of them.`);
  }
  if (data !== undefined) return { data };
  return path === undefined ? undefined : { path };
}

function fromTomlCodec(table: Table, path: string, report: ReportDiagnostic): ClientConfigCodec {
  const { known, ...additional } = readTable(table, codecSchema, path, 'codec', report);
  return withoutUndefined({ ...known, ...additional });
}

function fromTomlGrpcMeta(table: Table, path: string): Record<string, string> {
  const entries = Object.entries(table).map(([key, value]) => {
    if (typeof value !== 'string') throw new ValueError(`${path}.${tablePath(key)} must be a string.`);
    return [normalizeGrpcMetaKey(key), value];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}

/** The reverse of {@link fromTomlProfile}: a table that TOML and JSON can hold. */
export function toTomlProfile(profile: ClientConfigProfile): Record<string, unknown> {
  const { tls, codec, grpcMeta } = profile;
  return withoutUndefined({
    ...profile.additionalFields,
    address: profile.address,
    namespace: profile.namespace,
    api_key: profile.apiKey,
    authority: profile.authority,
    tls:
      tls &&
      withoutUndefined({
        ...tls.additionalFields,
        disabled: tls.disabled,
        server_name: tls.serverName,
        ...fromDataSource('client_cert', tls.clientCert),
        ...fromDataSource('client_key', tls.clientKey),
        ...fromDataSource('server_ca_cert', tls.serverCACert),
        disable_host_verification: tls.disableHostVerification,
      }),
    codec: codec && withoutUndefined({ ...codec.additionalFields, endpoint: codec.endpoint, auth: codec.auth }),
    grpc_meta:
      grpcMeta &&
      Object.fromEntries(Object.entries(grpcMeta).map(([key, value]) => [normalizeGrpcMetaKey(key), value])),
  });
}

function fromDataSource(name: string, source: ConfigDataSource | undefined): Table {
  if (!source) return {};
  if ('path' in source) return { [`${name}_path`]: source.path };
  return { [`${name}_data`]: typeof source.data === 'string' ? source.data : new TextDecoder().decode(source.data) };
}
