import { originMatcher } from './origins.js';
import type { EnvoyPlan } from './plan.js';
import { scalar, yaml } from './yaml.js';

/** The CorsPolicy of all routes. */
export function corsPolicy({ origins, session }: EnvoyPlan): string {
  return yaml`
    '@type': type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy
    # THE PAGES THAT MAY CALL. Add yours here, scheme and port included.
    allow_origin_string_match:
      ${originList(origins)}
    allow_methods: GET, POST, OPTIONS
    ${session ? '# Cookies, for pages of the same site on another host.\nallow_credentials: true' : ''}
    # What connect sends, then what this client sends, then the trace of OpenTelemetry. A page that
    # adds metadata of its own must add the names here, or the browser stops every call before it leaves.
    allow_headers: >-
      content-type, connect-protocol-version, connect-timeout-ms, connect-content-encoding,
      connect-accept-encoding, content-encoding, accept-encoding, grpc-message-type, x-grpc-web,
      x-user-agent, grpc-timeout, authorization, temporal-namespace, client-name, client-version,
      traceparent, tracestate, baggage
    # What a page can read. Errors of a Go server are headers, not trailers: without the
    # first three, each of them looks like a broken connection.
    expose_headers: >-
      grpc-status, grpc-message, grpc-status-details-bin, content-encoding,
      connect-content-encoding, x-request-id, retry-after
    # Two hours is the most that Chromium keeps a preflight's answer.
    max_age: '7200'
    # A preflight from any other page ends here.
    forward_not_matching_preflights: false
  `;
}

/** Matchers of these origins, as a list. */
export function originList(origins: readonly string[]): string {
  return origins
    .map((origin) => {
      const matcher = originMatcher(origin);
      return 'exact' in matcher
        ? `- exact: ${scalar(matcher.exact)}`
        : `- safe_regex: { regex: '${matcher.safe_regex.regex}' }`;
    })
    .join('\n');
}
