import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseHostPort, type SocketAddress } from '../../deploy/envoy/address.js';
import { originMatcher, type OriginMatcher } from '../../deploy/envoy/origins.js';
import { repoRoot } from '../paths.js';

/** The few places in envoy.yaml that the stack exchanges. */
export interface EnvoySettings {
  readonly httpPort: number;
  readonly tlsPort: number;
  readonly adminPort: number;
  /** HOST:PORT of the Temporal server. */
  readonly temporalAddress: string;
  readonly certificateFile: string;
  readonly keyFile: string;
  /** Origins to allow beside those in the file. A `*` stands for letters, digits and dashes: a port, or one word of a host. */
  readonly allowOrigins: readonly string[];
}

/** envoy.yaml as far as this module touches it. Everything else passes through. */
export interface EnvoyConfig {
  admin: { address: Address };
  static_resources: {
    listeners: {
      name: string;
      address: Address;
      filter_chains: {
        filters: { typed_config: HttpConnectionManager }[];
        transport_socket?: { typed_config: { common_tls_context: { tls_certificates: Certificate[] } } };
      }[];
    }[];
    clusters: {
      name: string;
      load_assignment: { endpoints: { lb_endpoints: { endpoint: { address: Address } }[] }[] };
    }[];
  };
}

/** The part of {@link EnvoyConfig} that says what is routed where. Both listeners share one. */
export interface HttpConnectionManager {
  route_config: {
    request_headers_to_remove: string[];
    virtual_hosts: {
      typed_per_filter_config: { 'envoy.filters.http.cors': CorsPolicy };
      routes: Route[];
    }[];
  };
  http_filters: { name: string; typed_config: Record<string, unknown> }[];
}

/** One entry of the route table. */
export interface Route {
  match: { path?: string; prefix?: string };
  route: { cluster: string; timeout?: string };
}

/** Envoy's CORS policy. */
export interface CorsPolicy {
  allow_origin_string_match: OriginMatcher[];
  allow_methods: string;
  allow_headers: string;
  expose_headers: string;
  max_age: string;
}

interface Address {
  socket_address: SocketAddress;
}

interface Certificate {
  certificate_chain: { filename: string };
  private_key: { filename: string };
}

/** Reads envoy.yaml. Aliases in the file are shared objects in the result. */
export function readEnvoyConfig(): EnvoyConfig {
  return parse(readFileSync(join(repoRoot, 'envoy.yaml'), 'utf8')) as EnvoyConfig;
}

/** The HTTP part that every listener of the configuration uses. */
export function httpConnectionManager(config: EnvoyConfig): HttpConnectionManager {
  return only(only(only(config.static_resources.listeners.slice(0, 1)).filter_chains).filters).typed_config;
}

/** envoy.yaml with ports, addresses, certificate and origins exchanged; written out as JSON, Envoy reads it. */
export function configureEnvoy(settings: EnvoySettings): EnvoyConfig {
  const config = readEnvoyConfig();
  config.admin.address.socket_address.port_value = settings.adminPort;
  for (const listener of config.static_resources.listeners) {
    const tls = only(listener.filter_chains).transport_socket;
    listener.address.socket_address.port_value = tls === undefined ? settings.httpPort : settings.tlsPort;
    if (tls === undefined) continue;
    const certificate = only(tls.typed_config.common_tls_context.tls_certificates);
    certificate.certificate_chain.filename = settings.certificateFile;
    certificate.private_key.filename = settings.keyFile;
  }
  const endpoint = only(only(only(config.static_resources.clusters).load_assignment.endpoints).lb_endpoints).endpoint;
  endpoint.address.socket_address = parseHostPort(settings.temporalAddress);
  const host = only(httpConnectionManager(config).route_config.virtual_hosts);
  const origins = host.typed_per_filter_config['envoy.filters.http.cors'].allow_origin_string_match;
  origins.push(...settings.allowOrigins.map(originMatcher));
  return config;
}

/** The single element of a list of which envoy.yaml has exactly one. */
function only<T>(list: readonly T[]): T {
  const [first, second] = list;
  if (first === undefined || second !== undefined)
    throw new Error('envoy.yaml no longer has the shape that the stack expects.');
  return first;
}
