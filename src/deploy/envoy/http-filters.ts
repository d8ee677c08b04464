import { jwtFilter } from './auth.js';
import { addressLimitFilter, sizeFilter, subjectLimitFilter } from './limits.js';
import { denyFilter, roleFilter } from './method-rules.js';
import { namespaceFilters } from './namespaces.js';
import type { EnvoyPlan } from './plan.js';
import { prefixFilter } from './prefixes.js';
import { sessionFilter } from './session.js';
import { join, yaml } from './yaml.js';

/** The filters that a request passes from first to last, and an answer from last to first. */
export function httpFilters(plan: EnvoyPlan): string {
  return join([
    timingFilter,
    prefixFilter(plan),
    corsFilter,
    addressLimitFilter(plan),
    denyFilter(plan),
    sessionFilter(plan),
    jwtFilter(plan),
    subjectLimitFilter(plan),
    roleFilter(plan),
    sizeFilter(plan),
    compressionFilters,
    grpcWebFilter,
    namespaceFilters(plan),
    lastFilters,
  ]);
}

const timingFilter = yaml`
  # Resource timing tells the client which HTTP version it got and how long each phase took,
  # if this header allows the page's origin. It repeats what the cors filter decided.
  - name: envoy.filters.http.header_mutation
    typed_config:
      '@type': type.googleapis.com/envoy.extensions.filters.http.header_mutation.v3.HeaderMutation
      mutations:
        response_mutations:
          - append:
              header: { key: timing-allow-origin, value: '%RESP(access-control-allow-origin)%' }
              append_action: OVERWRITE_IF_EXISTS_OR_ADD
`;

const corsFilter = yaml`
  # Before everything that can refuse, so that a page can read each refusal.
  - name: envoy.filters.http.cors
    typed_config:
      '@type': type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors
`;

const compressionFilters = yaml`
  # Histories repeat themselves: they shrink to about a tenth. gRPC's own compression does not
  # exist for browsers, so it is done at the HTTP level, in the content types named here.
  - name: envoy.filters.http.compressor.brotli
    typed_config:
      '@type': type.googleapis.com/envoy.extensions.filters.http.compressor.v3.Compressor
      response_direction_config:
        common_config:
          content_type_matcher: &compressed_types
            - prefix: application/grpc-web
      # Browsers list gzip and br as equals; this one is to win.
      choose_first: true
      compressor_library:
        name: brotli
        typed_config:
          '@type': type.googleapis.com/envoy.extensions.compression.brotli.compressor.v3.Brotli
          quality: 4
          window_bits: 20
  - name: envoy.filters.http.compressor.gzip
    typed_config:
      '@type': type.googleapis.com/envoy.extensions.filters.http.compressor.v3.Compressor
      response_direction_config:
        common_config:
          content_type_matcher: *compressed_types
      compressor_library:
        name: gzip
        typed_config:
          '@type': type.googleapis.com/envoy.extensions.compression.gzip.compressor.v3.Gzip
          compression_level: COMPRESSION_LEVEL_4
          window_bits: 15
`;

const grpcWebFilter = yaml`
  - name: envoy.filters.http.grpc_web
    typed_config:
      '@type': type.googleapis.com/envoy.extensions.filters.http.grpc_web.v3.GrpcWeb
`;

const lastFilters = yaml`
  # Counts gRPC results, which HTTP status codes hide. Not per method: names come from the caller.
  - name: envoy.filters.http.grpc_stats
    typed_config:
      '@type': type.googleapis.com/envoy.extensions.filters.http.grpc_stats.v3.FilterConfig
      stats_for_all_methods: false
  - name: envoy.filters.http.router
    typed_config:
      '@type': type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
`;
