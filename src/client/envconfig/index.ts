/**
 * `temporal-web-client/envconfig`: the configuration files and variables that Temporal's SDKs and CLI share, for pages.
 *
 * @packageDocumentation
 */
export {
  type ClientConfig,
  type ClientConfigCodec,
  type ClientConfigProfile,
  type ClientConfigTLS,
  type ConfigDataSource,
} from './client-config.js';
export {
  type ClientConnectConfig,
  type LoadClientConnectOptions,
  loadClientConnectConfig,
  type ResolveAddress,
  toClientOptions,
  type ToClientOptionsOptions,
} from './connect-config.js';
export { type ConfigDiagnostic } from './diagnostic.js';
export { type EnvVars } from './environment.js';
export {
  type ClientConfigFromTomlOptions,
  clientConfigToToml,
  loadClientConfig,
  loadClientConfigFromToml,
  type LoadClientConfigOptions,
  loadClientConfigProfile,
  type LoadClientProfileOptions,
  toTomlConfig,
} from './load.js';
export { fromTomlProfile, normalizeGrpcMetaKey, toTomlProfile } from './toml-profile.js';
