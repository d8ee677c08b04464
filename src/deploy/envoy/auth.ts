import type { AuthOptions } from './options.js';
import type { EnvoyPlan } from './plan.js';
import { scalar, sequence, yaml } from './yaml.js';

/** Where the filter leaves the claims of a verified token, below `claims`. */
export const jwtMetadata = 'envoy.filters.http.jwt_authn';

/** The keys that lead to a claim. A dot goes one level down, but for names that are addresses. */
export function claimPath(claim: string): string[] {
  return claim.includes('://') ? [claim] : claim.split('.');
}

/** The filter that lets nobody through without a token. */
export function jwtFilter({ auth }: EnvoyPlan): string {
  if (!auth) return '';
  return yaml`
    # Who is calling. Every path needs a token, also those that lead nowhere.
    - name: envoy.filters.http.jwt_authn
      typed_config:
        '@type': type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication
        bypass_cors_preflight: true
        providers:
          identity:
            issuer: ${scalar(auth.issuer)}
            # Without this, a token for any other service of the same provider would do.
            audiences: ${sequence(auth.audiences)}
            require_expiration: true
            clock_skew_seconds: 30
            # From the header and nowhere else: by default, ?access_token= would do, and addresses end up in logs.
            from_headers: [{ name: authorization, value_prefix: 'Bearer ' }]
            # The server gets it too: its own authorizer is the second wall.
            forward: true
            payload_in_metadata: claims
            ${keys(auth)}
        rules:
          - match: { prefix: / }
            requires: { provider_name: identity }
  `;
}

function keys({ jwksUri, jwksFile }: AuthOptions): string {
  if (jwksUri === undefined) return `local_jwks: { filename: ${scalar(jwksFile ?? '')} }`;
  return yaml`
    remote_jwks:
      http_uri: { uri: ${scalar(jwksUri)}, cluster: identity_provider, timeout: 5s }
      cache_duration: 300s
      # Before the first request, so that nobody waits for it.
      async_fetch: { fast_listener: false }
      retry_policy: { num_retries: 3 }
  `;
}

/** The clusters of the identity provider: for its keys, unless they are in a file, and for the tokens of sessions. */
export function identityClusters({ auth, session }: EnvoyPlan): string[] {
  const keys = auth?.jwksUri === undefined ? undefined : new URL(auth.jwksUri);
  const authorityFile = auth?.jwksAuthorityFile ?? '/etc/ssl/certs/ca-certificates.crt';
  const clusters = keys ? [identityCluster('identity_provider', 'for its keys', keys, authorityFile)] : [];
  const tokens = session?.tokenEndpoint;
  if (tokens && tokens.origin !== keys?.origin) {
    clusters.push(identityCluster('identity_tokens', 'for tokens', tokens, authorityFile));
  }
  return clusters;
}

function identityCluster(name: string, what: string, { protocol, hostname, port }: URL, authorityFile: string): string {
  const isTls = protocol === 'https:';
  return yaml`
    # THE IDENTITY PROVIDER, ${what}.
    - name: ${name}
      type: LOGICAL_DNS
      connect_timeout: 5s
      load_assignment:
        cluster_name: ${name}
        endpoints:
          - lb_endpoints:
              - endpoint:
                  address: { socket_address: { address: ${scalar(hostname)}, port_value: ${port || (isTls ? 443 : 80)} } }
      ${isTls ? identityTls(hostname, authorityFile) : ''}
  `;
}

function identityTls(hostname: string, authorityFile: string): string {
  return yaml`
    transport_socket:
      name: envoy.transport_sockets.tls
      typed_config:
        '@type': type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
        sni: ${scalar(hostname)}
        auto_sni_san_validation: true
        common_tls_context:
          validation_context: { trusted_ca: { filename: ${scalar(authorityFile)} } }
  `;
}
