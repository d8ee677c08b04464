import { type Interceptor, type Transport } from '@connectrpc/connect';
import { createGrpcWebTransport } from '@connectrpc/connect-web';
import { type ApiKey, isLoopback, type ResolvedConnectionOptions } from './connection-options.js';
import { GrpcError, status, TransportError } from './grpc-error.js';
import { attemptTimeoutKey, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from './retry.js';
import { type ResponseFacts, toGrpcError } from './transport-error.js';
import { version } from './version.js';

/** What a Connection can change while calls are under way. */
export interface Credentials {
  apiKey: ApiKey | undefined;
}

/**
 * The transport of a Connection: gRPC-Web over fetch, with, from the outside in, the user's interceptors,
 * retries, and what is done for each attempt (headers, time limit, classification of errors).
 */
export function createConnectionTransport(options: ResolvedConnectionOptions, credentials: Credentials): Transport {
  if (options.transport) return options.transport;
  const { address } = options;
  // One attempt has one signal; through it the fetch wrapper tells the interceptor what it saw.
  const factsBySignal = new WeakMap<AbortSignal, ResponseFacts>();
  const factsOf = (signal: AbortSignal): ResponseFacts => factsBySignal.get(signal) ?? {};
  const retry =
    options.retry === false
      ? []
      : [
          makeGrpcRetryInterceptor(
            defaultGrpcRetryOptions(options.retry),
            (error) => toGrpcError(error, {}, address),
            options.onRetry,
          ),
        ];
  return createGrpcWebTransport({
    baseUrl: address,
    interceptors: [...options.interceptors, ...retry, createAttemptInterceptor(options, credentials, factsOf)],
    fetch: async (input, init) => {
      assertNotMixedContent(address);
      const response = await options.fetch(input, { ...init, credentials: options.credentials });
      const { signal } = init ?? {};
      if (signal) {
        factsBySignal.set(signal, {
          httpStatus: response.status,
          contentType: response.headers.get('content-type') ?? '',
        });
      }
      return response;
    },
  });
}

function createAttemptInterceptor(
  options: ResolvedConnectionOptions,
  credentials: Credentials,
  factsOf: (signal: AbortSignal) => ResponseFacts,
): Interceptor {
  return (next) => async (request) => {
    for (let refreshed = false; ; refreshed = true) {
      const timeoutMs = request.contextValues.get(attemptTimeoutKey);
      const attempt = new AbortController();
      const abort = (): void => attempt.abort(request.signal.reason);
      const timer =
        timeoutMs > 0
          ? setTimeout(
              () =>
                attempt.abort(
                  new TransportError(
                    'no-answer',
                    status.DEADLINE_EXCEEDED,
                    `No answer from ${options.address} within ${timeoutMs} ms.`,
                    { retryable: true },
                  ),
                ),
              timeoutMs,
            )
          : undefined;
      request.signal.addEventListener('abort', abort);
      try {
        request.signal.throwIfAborted();
        const header = await attemptHeaders(request.header, options, credentials.apiKey, timeoutMs);
        return await next({ ...request, header, signal: attempt.signal });
      } catch (thrown) {
        if (attempt.signal.aborted) throw attempt.signal.reason;
        const error = toGrpcError(thrown, factsOf(attempt.signal), options.address);
        // A key that expired while the page was open: the function gives the new one.
        if (error.code === status.UNAUTHENTICATED && typeof credentials.apiKey === 'function' && !refreshed) continue;
        throw error;
      } finally {
        clearTimeout(timer);
        request.signal.removeEventListener('abort', abort);
      }
    }
  };
}

/** Headers of one attempt. Later wins: API key, Connection metadata, the call's own; then what is still missing. */
async function attemptHeaders(
  callHeaders: Headers,
  options: ResolvedConnectionOptions,
  apiKey: ApiKey | undefined,
  timeoutMs: number,
): Promise<Headers> {
  const headers = new Headers();
  const key = typeof apiKey === 'function' ? await credentialOf(apiKey) : apiKey;
  if (key !== undefined) headers.set('authorization', `Bearer ${key}`);
  for (const [name, value] of Object.entries(await options.metadata())) headers.set(name, headerValue(value));
  callHeaders.forEach((value, name) => headers.set(name, value));
  if (!headers.has('client-name')) headers.set('client-name', 'temporal-web-client');
  if (!headers.has('client-version')) headers.set('client-version', version);
  // gRPC allows eight digits.
  if (timeoutMs > 0)
    headers.set('grpc-timeout', timeoutMs < 1e8 ? `${Math.ceil(timeoutMs)}m` : `${Math.ceil(timeoutMs / 1000)}S`);
  return headers;
}

async function credentialOf(apiKey: () => string | Promise<string>): Promise<string> {
  try {
    return await apiKey();
  } catch (error) {
    throw new GrpcError(status.UNAUTHENTICATED, 'The apiKey function failed, so the call was not sent.', {
      cause: error,
    });
  }
}

/** Text of a metadata value: base64 for bytes. */
export function headerValue(value: string | Uint8Array): string {
  return typeof value === 'string' ? value : btoa(String.fromCharCode(...value));
}

/** Browsers block such a call without saying why; this says why. @throws {@link TransportError} */
function assertNotMixedContent(address: string): void {
  if (
    globalThis.location?.protocol === 'https:' &&
    address.startsWith('http:') &&
    !isLoopback(new URL(address).hostname)
  ) {
    throw new TransportError(
      'mixed-content',
      status.FAILED_PRECONDITION,
      `This page is on https and may not call ${address}. Give the proxy a certificate and use its https address.`,
      { retryable: false },
    );
  }
}
