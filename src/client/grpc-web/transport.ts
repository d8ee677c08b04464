import { create, type DescMessage, type DescMethodUnary, type MessageInitShape } from '@bufbuild/protobuf';
import {
  Code,
  ConnectError,
  createContextValues,
  type Interceptor,
  type Transport,
  type UnaryRequest,
  type UnaryResponse,
} from '@connectrpc/connect';
import type { ResolvedConnectionOptions } from '../connection-options.js';
import type { ConnectionState } from '../connection-state.js';
import { GrpcError } from '../grpc-error.js';
import { defaultGrpcRetryOptions, makeGrpcRetryInterceptor, RetryBudget } from '../retry.js';
import { createAttemptInterceptor, type Credentials } from './attempt.js';
import { send } from './send.js';

/**
 * The transport of a Connection: unary gRPC-Web over fetch, as a connect `Transport`.
 *
 * It is ours rather than connect-web's for two reasons. A failure has to be classified by whether a gRPC status arrived, which
 * connect-web does not report; and connect-web brings the JSON format and streaming, which nothing
 * here uses and which would be a sixth of a page's download. `createGrpcWebTransport` works as
 * the `transport` option all the same.
 *
 * From the outside in: the user's interceptors, once a call; retries; then headers and time limit of each attempt, and
 * interceptors around it.
 */
export function createConnectionTransport(
  options: ResolvedConnectionOptions,
  credentials: Credentials,
  state: ConnectionState,
): Transport {
  if (options.transport) return options.transport;
  const retry =
    options.retry === false
      ? []
      : [makeGrpcRetryInterceptor(defaultGrpcRetryOptions(options.retry), options.onRetry, new RetryBudget())];
  const interceptors = [
    ...options.interceptors,
    throwConnectErrors,
    ...retry,
    createAttemptInterceptor(options, credentials, state),
    ...(options.attemptInterceptors ?? []),
  ];
  return {
    async unary(method, signal, _timeoutMs, header, input, contextValues) {
      const request = createRequest(method, signal, header, input, options.address);
      const next = chain(interceptors, (attempt) => send(attempt, options));
      return (await next({ ...request, contextValues: contextValues ?? createContextValues() })) as UnaryResponse<
        typeof method.input,
        typeof method.output
      >;
    },
    stream: () => Promise.reject(new ConnectError('Temporal has no streaming RPCs.', Code.Unimplemented)),
  };
}

function createRequest<I extends DescMessage, O extends DescMessage>(
  method: DescMethodUnary<I, O>,
  signal: AbortSignal | undefined,
  header: HeadersInit | undefined,
  input: MessageInitShape<I>,
  address: string,
): Omit<UnaryRequest<I, O>, 'contextValues'> {
  const headers = new Headers(header);
  headers.set('content-type', 'application/grpc-web+proto');
  headers.set('x-grpc-web', '1');
  return {
    stream: false,
    service: method.parent,
    method,
    requestMethod: 'POST',
    url: `${address}/${method.parent.typeName}/${method.name}`,
    signal: signal ?? new AbortController().signal,
    header: headers,
    message: create(method.input, input),
  };
}

type Next = (request: UnaryRequest) => Promise<UnaryResponse>;

/** The first interceptor is the outermost, as in connect. */
function chain(interceptors: readonly Interceptor[], last: Next): Next {
  return interceptors.reduceRight<Next>((next, interceptor) => interceptor(next as never) as Next, last);
}

/** Interceptors written for connect look at ConnectError; the GrpcError is its cause. */
const throwConnectErrors: Interceptor = (next) => async (request) => {
  try {
    return await next(request);
  } catch (error) {
    if (!(error instanceof GrpcError)) throw error;
    throw new ConnectError(error.details, error.code, error.metadata.headers, undefined, error);
  }
};
