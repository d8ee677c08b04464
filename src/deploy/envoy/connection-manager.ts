import { accessLog } from './access-log.js';
import { httpFilters } from './http-filters.js';
import { localReplyConfig } from './local-replies.js';
import type { EnvoyPlan } from './plan.js';
import { routeConfig } from './routes.js';
import { yaml } from './yaml.js';

/** The network filter that has everything about HTTP. All ports share it. */
export function connectionManager(plan: EnvoyPlan): string {
  const { limits, trustedHops, checksOrigins: isDeployed } = plan;
  return yaml`
    - name: envoy.filters.network.http_connection_manager
      typed_config:
        '@type': type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
        stat_prefix: grpc_web
        codec_type: AUTO

        # Who called is what the socket says, not what a header claims. With this,
        # Envoy also drops the x-envoy-* headers that steer its own retries and timeouts.
        use_remote_address: true
        ${trustedHops === 0 ? '' : `# Load balancers in front, which add to x-forwarded-for.\nxff_num_trusted_hops: ${trustedHops}`}
        ${isDeployed ? internalAddresses : ''}
        # One spelling of a path only, so that the method rules below see what the server sees.
        normalize_path: true
        merge_slashes: true
        path_with_escaped_slashes_action: REJECT_REQUEST
        common_http_protocol_options:
          # "caller_type" must not pass where "caller-type" is removed.
          headers_with_underscores_action: REJECT_REQUEST
          ${plan.clientCertificates ? connectionEnd : ''}
        http2_protocol_options:
          max_concurrent_streams: ${limits.streamsPerConnection}
          initial_stream_window_size: 1048576
          initial_connection_window_size: 4194304
        # Limits for sending a request, not for waiting on its answer.
        request_headers_timeout: 10s
        request_timeout: ${limits.requestSeconds}s
        # A page shows this id next to an error, and the server's operator finds it in the log.
        always_set_request_id_in_response: true

        # What the filters refuse, most of them before grpc_web has made the request gRPC, so Envoy would answer
        # in bare HTTP. Say it in gRPC, as the server would, in words that say what to do.
        local_reply_config:
          ${localReplyConfig(plan)}

        route_config:
          ${routeConfig(plan)}

        # Answers pass these from the last to the first.
        http_filters:
          ${httpFilters(plan)}

        ${accessLog(plan)}
  `;
}

const internalAddresses = yaml`
  # Nobody is trusted for coming from an address of an internal network.
  internal_address_config: { unix_sockets: false }
`;

const connectionEnd = yaml`
  # A certificate is looked at when a connection begins. One that is revoked meanwhile is good until its connection ends, so it ends.
  max_connection_duration: 600s
`;
