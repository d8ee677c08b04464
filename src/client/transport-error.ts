import { type Code, ConnectError } from '@connectrpc/connect';
import { GrpcError, status, TransportError } from './grpc-error.js';

/** What is known of the HTTP answer to one attempt; filled by the fetch wrapper. */
export interface ResponseFacts {
  /** HTTP status; nothing when fetch rejected. */
  httpStatus?: number;
  contentType?: string;
}

/**
 * The error for a failed attempt, by the one question that matters first: did the server
 * send a gRPC status? connect-web alone cannot tell, since it reports an HTML page as
 * INVALID_ARGUMENT and a refused connection as UNKNOWN.
 *
 * @param error what the transport threw
 * @param facts of the HTTP answer
 * @param address of the proxy, for the text
 */
export function toGrpcError(error: unknown, facts: ResponseFacts, address: string): GrpcError {
  if (error instanceof GrpcError) return error;
  const connectError = ConnectError.from(error);
  const { code, rawMessage, metadata, cause } = connectError;
  if (metadata.has('grpc-status')) {
    const statusDetails = connectError.details.flatMap((detail) => ('type' in detail ? [detail] : []));
    return new GrpcError(code, rawMessage, { metadata, statusDetails, cause: connectError });
  }
  if (cause instanceof GrpcError) return cause;
  return toTransportError(connectError, code, facts, address);
}

function toTransportError(error: ConnectError, code: Code, facts: ResponseFacts, address: string): TransportError {
  const { httpStatus, contentType = '' } = facts;
  const options = { httpStatus, metadata: error.metadata, cause: error };
  if (httpStatus === undefined) {
    if (isOffline()) {
      return new TransportError('offline', status.UNAVAILABLE, 'The browser is offline.', {
        ...options,
        retryable: true,
      });
    }
    const origin = globalThis.location?.origin;
    return new TransportError(
      'unreachable',
      status.UNAVAILABLE,
      `No answer from ${address}. Check that the address is right and the proxy runs${
        origin && origin !== 'null' ? `, and that its CORS settings allow the origin ${origin}` : ''
      }. (${error.rawMessage})`,
      { ...options, retryable: true },
    );
  }
  if (httpStatus >= 300) {
    const retryable = [408, 425, 429, 502, 503, 504].includes(httpStatus);
    return new TransportError('http', httpStatusCode(httpStatus), httpStatusText(httpStatus, address), {
      ...options,
      retryable,
    });
  }
  if (!contentType.startsWith('application/grpc-web')) {
    return new TransportError(
      'not-grpc',
      status.UNIMPLEMENTED,
      `${address} answered with ${contentType || 'no content type'} instead of gRPC-Web. Is it the address of the Envoy proxy, and not of a web page, of Temporal itself or of its UI?`,
      { ...options, retryable: false },
    );
  }
  if (/missing (trailer|response body|message)/.test(error.rawMessage)) {
    return new TransportError(
      'hidden-status',
      status.UNKNOWN,
      `${address} answered, but this page may not read the gRPC status. Let the proxy expose the headers grpc-status, grpc-message and grpc-status-details-bin (CORS).`,
      { ...options, retryable: false },
    );
  }
  return new TransportError(
    'truncated',
    status.UNAVAILABLE,
    `The answer of ${address} ended early. (${error.rawMessage})`,
    {
      ...options,
      retryable: true,
    },
  );
}

/** Whether the browser knows that it has no network. Node and workers without the property count as online. */
export function isOffline(): boolean {
  return globalThis.navigator?.onLine === false;
}

/** gRPC code for an HTTP status, as in gRPC's HTTP mapping, with 413 as a limit that was met. */
function httpStatusCode(httpStatus: number): number {
  switch (httpStatus) {
    case 400:
      return status.INTERNAL;
    case 401:
      return status.UNAUTHENTICATED;
    case 403:
      return status.PERMISSION_DENIED;
    case 404:
      return status.UNIMPLEMENTED;
    case 413:
      return status.RESOURCE_EXHAUSTED;
    case 429:
    case 502:
    case 503:
    case 504:
      return status.UNAVAILABLE;
    default:
      return status.UNKNOWN;
  }
}

function httpStatusText(httpStatus: number, address: string): string {
  const reasons: Record<number, string> = {
    401: 'the proxy wants a (valid) API key or token',
    403: 'the proxy does not allow this call',
    404: 'nothing is served at this path; check the address and its path prefix',
    413: 'the request is larger than the proxy allows; send less, for example a reference to data stored elsewhere',
    415: 'the server does not speak gRPC-Web; the address must be that of the Envoy proxy',
    429: 'the proxy limits the rate of calls',
    502: 'the proxy could not talk to Temporal',
    503: 'the proxy cannot reach Temporal',
    504: 'Temporal did not answer in time',
  };
  const reason = reasons[httpStatus];
  return `${address} answered with HTTP ${httpStatus}${reason ? `: ${reason}` : ''}.`;
}
