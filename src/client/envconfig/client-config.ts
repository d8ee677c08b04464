/** A text with its bytes, or the path of a file that a page cannot read. */
export type ConfigDataSource = { path: string } | { data: string | Uint8Array };

/** TLS settings of a profile. A page applies none of them: see the diagnostics. */
export interface ClientConfigTLS {
  /** Switches TLS off, also beside an API key. */
  disabled?: boolean | undefined;
  serverName?: string | undefined;
  clientCert?: ConfigDataSource | undefined;
  clientKey?: ConfigDataSource | undefined;
  serverCACert?: ConfigDataSource | undefined;
  disableHostVerification?: boolean | undefined;
  /** Keys of the file that nothing here knows; kept so that writing the file loses nothing. */
  additionalFields?: Record<string, unknown> | undefined;
}

/** A remote codec: where it is and what to send as `Authorization`. */
export interface ClientConfigCodec {
  endpoint?: string | undefined;
  auth?: string | undefined;
  /** As in {@link ClientConfigTLS}. */
  additionalFields?: Record<string, unknown> | undefined;
}

/** One profile: how to reach one Namespace. */
export interface ClientConfigProfile {
  /** URL of the gRPC-Web proxy, or `host:port` of the server's gRPC port, which needs `resolveAddress`. */
  address?: string | undefined;
  namespace?: string | undefined;
  apiKey?: string | undefined;
  authority?: string | undefined;
  tls?: ClientConfigTLS | undefined;
  codec?: ClientConfigCodec | undefined;
  /** Headers, by lower-case name. */
  grpcMeta?: Record<string, string> | undefined;
  /** As in {@link ClientConfigTLS}. */
  additionalFields?: Record<string, unknown> | undefined;
}

/** A configuration file. */
export interface ClientConfig {
  /** Profiles by name. */
  profiles: Record<string, ClientConfigProfile>;
  /** Unknown tables beside `profile`; as in {@link ClientConfigTLS}. */
  additionalFields?: Record<string, unknown> | undefined;
}
