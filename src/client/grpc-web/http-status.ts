import { status, TransportError } from '../grpc-error.js';

/** gRPC code, whether another attempt may help, and what to do, for each HTTP status that proxies are known to answer. */
const known: Record<number, { code: number; retryable?: true; advice: string }> = {
  400: { code: status.INTERNAL, advice: 'the proxy refused the request as malformed' },
  401: { code: status.UNAUTHENTICATED, advice: 'the proxy wants a valid API key or token' },
  403: { code: status.PERMISSION_DENIED, advice: 'the proxy does not allow this call' },
  404: {
    code: status.UNIMPLEMENTED,
    advice: 'nothing is served at this path; check the address and its path prefix',
  },
  408: { code: status.UNAVAILABLE, retryable: true, advice: 'the request took too long to arrive' },
  413: {
    code: status.RESOURCE_EXHAUSTED,
    advice: 'the request is larger than the proxy allows; send less, for example a reference to data stored elsewhere',
  },
  415: {
    code: status.UNIMPLEMENTED,
    advice: 'the server does not speak gRPC-Web; the address must be that of the Envoy proxy',
  },
  429: { code: status.UNAVAILABLE, retryable: true, advice: 'the proxy limits the rate of calls' },
  502: { code: status.UNAVAILABLE, retryable: true, advice: 'the proxy could not talk to Temporal' },
  503: { code: status.UNAVAILABLE, retryable: true, advice: 'the proxy cannot reach Temporal' },
  504: { code: status.UNAVAILABLE, retryable: true, advice: 'Temporal did not answer in time' },
};

/** The error for an HTTP error status that came without a gRPC status. */
export function httpStatusError(response: Response, address: string): TransportError {
  const { code, retryable = false, advice } = known[response.status] ?? { code: status.UNKNOWN };
  return new TransportError(
    'http',
    code,
    `${address} answered with HTTP ${response.status}${advice ? `: ${advice}` : ''}.`,
    { retryable, httpStatus: response.status, metadata: response.headers },
  );
}
