import { jwtMetadata } from './auth.js';
import type { RateLimit } from './options.js';
import type { EnvoyPlan } from './plan.js';
import { yaml } from './yaml.js';

/** The filter that limits what one address may ask. Before the token is looked at, since that costs too. */
export function addressLimitFilter({ limits: { perAddress } }: EnvoyPlan): string {
  if (perAddress === false) return '';
  return limitFilter(
    'address',
    '# What one address may ask. Everybody behind the same router has the same; of IPv6, a household has 2^64.',
    'masked_remote_address: { v4_prefix_mask_len: 32, v6_prefix_mask_len: 64 }',
    'masked_remote_address',
    perAddress,
  );
}

/** The filter that limits what one person may ask, whatever the address. */
export function subjectLimitFilter({ limits: { perSubject } }: EnvoyPlan): string {
  if (perSubject === false) return '';
  const path = `[{ key: claims }, { key: sub }]`;
  return limitFilter(
    'subject',
    '# What one person may ask: all tabs and machines together, on this Envoy.',
    `metadata: { descriptor_key: subject, source: DYNAMIC, metadata_key: { key: ${jwtMetadata}, path: ${path} } }`,
    'subject',
    perSubject,
  );
}

function limitFilter(
  name: string,
  comment: string,
  action: string,
  key: string,
  { perSecond, burst }: RateLimit,
): string {
  const bucket = `{ max_tokens: ${burst}, tokens_per_fill: ${perSecond}, fill_interval: 1s }`;
  return yaml`
    ${comment}
    - name: envoy.filters.http.local_ratelimit.${name}
      typed_config:
        '@type': type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit
        stat_prefix: ${name}
        filter_enabled: { default_value: { numerator: 100 } }
        filter_enforced: { default_value: { numerator: 100 } }
        # For who is not told apart by what follows.
        token_bucket: ${bucket}
        always_consume_default_token_bucket: false
        rate_limits:
          - actions:
              - ${action}
        # One bucket for each value. The ones that were used last are kept.
        max_dynamic_descriptors: 10000
        descriptors:
          - entries: [{ key: ${key} }]
            token_bucket: ${bucket}
        rate_limited_as_resource_exhausted: true
  `;
}

/** The filter that ends requests which are too large. */
export function sizeFilter({ limits: { requestBytes } }: EnvoyPlan): string {
  return yaml`
    # The server takes 4 MiB a message and says so itself; what is clearly more than that ends
    # here with HTTP 413 instead of filling memory. Answers have no such limit: a page of a
    # history may be larger.
    - name: envoy.filters.http.buffer
      typed_config:
        '@type': type.googleapis.com/envoy.extensions.filters.http.buffer.v3.Buffer
        max_request_bytes: ${requestBytes}
  `;
}
