import { yaml } from './yaml.js';

/** A refusal of Envoy's own, and how a gRPC server would have said it. */
export interface LocalReply {
  /** CEL over `response.code_details`, in which every filter says why. */
  readonly when: string;
  /** gRPC status. */
  readonly status: number;
  /** What the page shows. */
  readonly message: string;
  /** Seconds after which another attempt makes sense. */
  readonly retryAfter?: number;
}

/** The ResponseMapper of a refusal. */
export function mapper({ when, status, message, retryAfter }: LocalReply): string {
  return yaml`
    - ${reason(when)}
      status_code: 200
      body: { inline_string: '' }
      headers_to_add:
        - header: { key: grpc-status, value: '${status}' }
        - header:
            key: grpc-message
            value: '${message.replaceAll("'", "''")}'
        ${retryAfter === undefined ? '' : `- header: { key: retry-after, value: '${retryAfter}' }`}
  `;
}

/** The `filter` of a mapper. @param when CEL */
export function reason(when: string): string {
  return yaml`
    filter:
      extension_filter:
        name: why
        typed_config:
          '@type': type.googleapis.com/envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter
          expression: '${when}'
  `;
}
