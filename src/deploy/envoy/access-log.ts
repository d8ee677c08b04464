import { jwtMetadata } from './auth.js';
import type { EnvoyPlan } from './plan.js';
import { yaml } from './yaml.js';

/** Who called what, and how it ended. Without query strings, headers that identify, and bodies. */
export function accessLog(plan: EnvoyPlan): string {
  return plan.auth ? everyCall(plan) : failedCalls;
}

const failedCalls = yaml`
  # One line for each call that did not end well. No authorization header in it, ever.
  access_log:
    - name: envoy.access_loggers.stdout
      filter:
        or_filter:
          filters:
            - status_code_filter:
                comparison: { op: GE, value: { default_value: 400, runtime_key: twc.log_status } }
            # Trailers have become part of the body by now, so a good answer looks like UNKNOWN here.
            - grpc_status_filter: { statuses: [OK, UNKNOWN], exclude: true }
      typed_config:
        '@type': type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog
        log_format:
          text_format_source:
            inline_string: "[%START_TIME%] %PATH(NQ)% %PROTOCOL% %RESPONSE_CODE% grpc-status=%GRPC_STATUS(CAMEL_STRING)% %RESPONSE_FLAGS% %DURATION%ms origin=%REQ(ORIGIN)% id=%REQ(X-REQUEST-ID)%\n"
`;

function everyCall({ checksNamespaces, upstreams }: EnvoyPlan): string {
  const isOne = upstreams[0]?.prefix === undefined;
  return yaml`
    # One line for each call: who, what, where, and how it ended. No token in it, ever: not the header, and not what a page
    # may have put behind a question mark. The subject is of a verified token.
    access_log:
      - name: envoy.access_loggers.stdout
        typed_config:
          '@type': type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog
          log_format:
            json_format:
              time: '%START_TIME%'
              method: '%PATH(NQ)%'
              ${isOne ? '' : "cluster: '%UPSTREAM_CLUSTER%'"}
              subject: '%DYNAMIC_METADATA(${jwtMetadata}:claims:sub)%'
              ${checksNamespaces ? "namespace: '%DYNAMIC_METADATA(envoy.filters.http.grpc_field_extraction:namespace)%'" : ''}
              status: '%RESPONSE_CODE%'
              grpc_status: '%GRPC_STATUS(CAMEL_STRING)%'
              details: '%RESPONSE_CODE_DETAILS%'
              flags: '%RESPONSE_FLAGS%'
              milliseconds: '%DURATION%'
              protocol: '%PROTOCOL%'
              origin: '%REQ(ORIGIN)%'
              address: '%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%'
              id: '%REQ(X-REQUEST-ID)%'
  `;
}
