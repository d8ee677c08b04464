import type { EnvoyPlan, Upstream } from './plan.js';
import { secretConfig } from './secrets.js';
import { scalar, yaml } from './yaml.js';

/** The cluster of one server. */
export function upstreamCluster(upstream: Upstream, plan: EnvoyPlan): string {
  const { cluster, target, socket, serverName, prefix } = upstream;
  // What the server is told it is called: host and port, as Temporal's own clients say it.
  const hostname = serverName === undefined ? '' : `hostname: ${scalar(`${serverName}:${socket.port_value}`)}`;
  return yaml`
    # THE TEMPORAL SERVER${prefix === undefined ? '' : ` of ${prefix}`}.
    - name: ${cluster}
      type: ${target === 'cloud' ? 'LOGICAL_DNS' : 'STRICT_DNS'}
      connect_timeout: ${target === 'local' ? '2s' : '5s'}
      load_assignment:
        cluster_name: ${cluster}
        endpoints:
          - lb_endpoints:
              - endpoint:
                  ${hostname}
                  address: { socket_address: { address: ${scalar(socket.address)}, port_value: ${socket.port_value} } }
      # Many pages wait at the same time; Envoy's own default of 1,024 would be reached before the server's limits.
      circuit_breakers:
        thresholds:
          - max_connections: 1024
            max_pending_requests: ${plan.limits.requestsAtOnce}
            max_requests: ${plan.limits.requestsAtOnce}
            max_retries: 16
      upstream_connection_options:
        tcp_keepalive: { keepalive_time: 60, keepalive_interval: 15, keepalive_probes: 4 }
      typed_extension_protocol_options:
        envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
          '@type': type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
          explicit_http_config:
            http2_protocol_options:
              # Notices a dead server. The server hangs up on clients that ping more often than every 10 s.
              connection_keepalive: { interval: 30s, timeout: 10s }
          ${credentialFilters(upstream, plan)}
      ${serverName === undefined ? '' : upstreamTls(upstream, serverName, plan)}
  `;
}

function upstreamTls(upstream: Upstream, serverName: string, plan: EnvoyPlan): string {
  return yaml`
    transport_socket:
      name: envoy.transport_sockets.tls
      typed_config:
        '@type': type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
        # The name that is asked for is the name that the certificate must have.
        sni: ${scalar(serverName)}
        auto_sni_san_validation: true
        common_tls_context:
          alpn_protocols: [h2]
          tls_params: { tls_minimum_protocol_version: TLSv1_2, tls_maximum_protocol_version: TLSv1_3 }
          validation_context: { trusted_ca: { filename: ${scalar(upstream.authorityFile)} } }
          ${upstream.hasClientCertificate ? clientCertificate(upstream, plan) : ''}
  `;
}

function clientCertificate({ suffix }: Upstream, plan: EnvoyPlan): string {
  return yaml`
    # Who Envoy is to the server.
    tls_certificate_sds_secret_configs:
      - ${secretConfig(`client-certificate${suffix}`, plan)}
  `;
}

/** What is done to a request after all rules, on its way to this server. */
function credentialFilters({ credential, suffix }: Upstream, plan: EnvoyPlan): string {
  const codec = yaml`
    - name: envoy.filters.http.upstream_codec
      typed_config:
        '@type': type.googleapis.com/envoy.extensions.filters.http.upstream_codec.v3.UpstreamCodec
  `;
  if (credential === 'api-key') {
    return yaml`
      http_filters:
        # The token of the page ends here: Temporal Cloud gets the key of this proxy instead.
        - name: envoy.filters.http.credential_injector
          typed_config:
            '@type': type.googleapis.com/envoy.extensions.filters.http.credential_injector.v3.CredentialInjector
            overwrite: true
            credential:
              name: envoy.http.injected_credentials.generic
              typed_config:
                '@type': type.googleapis.com/envoy.extensions.http.injected_credentials.generic.v3.Generic
                header: authorization
                header_value_prefix: 'Bearer '
                credential:
                  ${secretConfig(`api-key${suffix}`, plan)}
        ${codec}
    `;
  }
  if (credential === 'client-certificate') {
    return yaml`
      http_filters:
        # The token of the page ends here: Temporal Cloud would take it for an API key.
        - name: envoy.filters.http.header_mutation
          typed_config:
            '@type': type.googleapis.com/envoy.extensions.filters.http.header_mutation.v3.HeaderMutation
            mutations: { request_mutations: [{ remove: authorization }] }
        ${codec}
    `;
  }
  return '';
}
