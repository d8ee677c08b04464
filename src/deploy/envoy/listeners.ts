import { connectionManager } from './connection-manager.js';
import type { EnvoyPlan } from './plan.js';
import { secretConfig } from './secrets.js';
import { join, scalar, yaml } from './yaml.js';

/** The ports. Both have the same filters. */
export function listeners(plan: EnvoyPlan): string {
  const isBoth = plan.http !== false && plan.https !== false;
  const filters = `${isBoth ? ' &filters' : ''}\n${connectionManager(plan)}`;
  const plain = plan.http === false ? '' : plainListener(plan, plan.http, filters);
  const shared = plan.http === false ? filters : ' *filters';
  const tls = plan.https === false ? '' : tlsListener(plan, plan.https, shared);
  return join([plain, tls, readyListener(plan)], '\n\n');
}

function plainListener({ address }: EnvoyPlan, port: number, filters: string): string {
  return yaml`
    - name: grpc_web
      address: { socket_address: { address: ${scalar(address)}, port_value: ${port} } }
      filter_chains:
        - filters:${below(filters)}
  `;
}

function tlsListener(plan: EnvoyPlan, port: number, filters: string): string {
  const { certificate } = plan;
  const comment = yaml`
    # The same over TLS. A browser picks HTTP/2 here, and with it a hundred calls share one connection.
    # (Strict-Transport-Security is left out on purpose: on localhost it would bind every other port too.)
  `;
  const files =
    certificate &&
    yaml`
    tls_certificates:
      - certificate_chain: { filename: ${scalar(certificate.certificateFile)} }
        private_key: { filename: ${scalar(certificate.keyFile)} }
  `;
  const sds = yaml`
    tls_certificate_sds_secret_configs:
      - ${secretConfig('listener-certificate', plan)}
  `;
  return yaml`
    ${plan.isLocal ? comment : '# Over TLS, where a browser picks HTTP/2 and a hundred calls share one connection.'}
    - name: grpc_web_tls
      address: { socket_address: { address: ${scalar(plan.address)}, port_value: ${port} } }
      filter_chains:
        - filters:${below(filters)}
          transport_socket:
            name: envoy.transport_sockets.tls
            typed_config:
              '@type': type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
              ${plan.clientCertificates ? 'require_client_certificate: true' : ''}
              common_tls_context:
                alpn_protocols: [h2, http/1.1]
                tls_params: { tls_minimum_protocol_version: TLSv1_2 }
                ${files ?? sds}
                ${plan.clientCertificates ? clientAuthorities(plan) : ''}
  `;
}

function clientAuthorities(plan: EnvoyPlan): string {
  return yaml`
    # Whose certificates browsers may have.
    validation_context_sds_secret_config:
      ${secretConfig('browser-authorities', plan)}
  `;
}

/** A value that starts in the line of its key and goes on below it. */
function below(text: string): string {
  return text.replaceAll(/\n(?=.)/g, `\n${' '.repeat(8)}`);
}

function readyListener({ address, ready }: EnvoyPlan): string {
  if (ready === undefined) return '';
  return yaml`
    # Whether to send calls here: 200, or 503 after POST /healthcheck/fail on the admin page. Nothing else is behind it.
    - name: ready
      address: { socket_address: { address: ${scalar(address)}, port_value: ${ready} } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                '@type': type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: ready
                route_config: { name: ready, virtual_hosts: [] }
                http_filters:
                  - name: envoy.filters.http.health_check
                    typed_config:
                      '@type': type.googleapis.com/envoy.extensions.filters.http.health_check.v3.HealthCheck
                      pass_through_mode: false
                      headers: [{ name: ':path', string_match: { exact: /ready } }]
                  - name: envoy.filters.http.router
                    typed_config:
                      '@type': type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
  `;
}
