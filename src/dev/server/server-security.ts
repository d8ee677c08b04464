/** What a Temporal server demands of who calls its frontend. By default it lets in everybody, in clear text. */
export interface ServerSecurity {
  /** Certificate of the frontend. */
  readonly tls: {
    readonly certificateFile: string;
    readonly keyFile: string;
    /** The authorities of the client certificates that callers must have; none: they need no certificate. Read again every second. */
    readonly clientAuthorityFile?: string;
  };
  /** The default authorizer behind the default claim mapper: `permissions: ['NAMESPACE:read']` in a JWT. */
  readonly authorization?: {
    /** Where the keys are that sign tokens. Read once, when the server starts. */
    readonly jwksUri: string;
    readonly audience: string;
  };
  /** gRPC and membership port of the internal frontend, through which the server's own workers call it. */
  readonly internalFrontend: readonly [grpc: number, membership: number];
}

/** The part of the configuration's `global` that is about security. */
export function globalSecurity({ tls, authorization }: ServerSecurity): object {
  const { certificateFile: certFile, keyFile, clientAuthorityFile } = tls;
  const clients = clientAuthorityFile && { requireClientAuth: true, clientCaFiles: [clientAuthorityFile] };
  return {
    tls: {
      frontend: { server: { certFile, keyFile, ...clients } },
      ...(clients && { refreshInterval: '1s' }),
    },
    ...(authorization && {
      authorization: {
        jwtKeyProvider: { keySourceURIs: [authorization.jwksUri] },
        permissionsClaimName: 'permissions',
        authorizer: 'default',
        claimMapper: 'default',
        audience: authorization.audience,
      },
    }),
  };
}

/** Dynamic configuration that goes with it. */
export function securityDynamicConfig({ tls }: ServerSecurity): Record<string, unknown> {
  if (tls.clientAuthorityFile === undefined) return {};
  // Instead of after five minutes: a certificate that is no longer trusted works as long as its connection.
  return { 'frontend.keepAliveMaxConnectionAge': '2s' };
}
