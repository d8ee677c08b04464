import type { Interceptor } from '@connectrpc/connect';
import { type ApiKey, assertHeaderText, type ResolvedConnectionOptions } from '../connection-options.js';
import type { ConnectionState } from '../connection-state.js';
import { GrpcError, status, TransportError } from '../grpc-error.js';
import { callBudgetKey } from '../retry.js';
import { version } from '../version.js';

/** Answers that are not the server's: a wrong address, or the page of a hotel, a train or a proxy under maintenance. */
const foreignKinds: ReadonlySet<string> = new Set(['not-grpc', 'hidden-status']);

/** What a Connection can change while calls are under way. */
export interface Credentials {
  apiKey: ApiKey | undefined;
  metadata: ResolvedConnectionOptions['metadata'];
}

/**
 * What every single attempt of a call needs: the present API key and metadata, and a time limit of its own, so that a
 * connection that died without a word is noticed and tried again.
 */
export function createAttemptInterceptor(
  options: ResolvedConnectionOptions,
  credentials: Credentials,
  state: ConnectionState,
): Interceptor {
  return (next) => async (request) => {
    const attempt = async (): ReturnType<typeof next> => {
      const { attemptMs, deadline } = request.contextValues.get(callBudgetKey);
      const left = deadline - performance.now();
      const limit = new AbortController();
      const onTimeout = (): void => limit.abort(noAnswer(options.address, attemptMs));
      // At the end of the whole call its own timer ends it.
      const timer = attemptMs > 0 && attemptMs < left ? setTimeout(onTimeout, attemptMs) : undefined;
      const onAbort = (): void => {
        clearTimeout(timer);
        limit.abort(request.signal.reason);
      };
      request.signal.addEventListener('abort', onAbort);
      try {
        const header = await attemptHeaders(request.header, credentials, Math.min(attemptMs || Infinity, left));
        request.signal.throwIfAborted();
        const response = await next({ ...request, header, signal: limit.signal });
        state.note();
        return response;
      } catch (caught) {
        const error: unknown = limit.signal.aborted ? limit.signal.reason : caught;
        if (error instanceof TransportError && state.answered && foreignKinds.has(error.kind)) {
          // The address is right, since it has answered before: something else answers in its place for the moment.
          Object.assign(error, { retryable: true });
        }
        // What the caller ended tells nothing about the server.
        if (error instanceof GrpcError && !request.signal.aborted) state.note(error);
        throw error;
      } finally {
        clearTimeout(timer);
        request.signal.removeEventListener('abort', onAbort);
      }
    };
    try {
      return await attempt();
    } catch (error) {
      // A key that expired while the page was open: the function gives the new one.
      const refreshable = typeof credentials.apiKey === 'function' && !request.signal.aborted;
      if (refreshable && error instanceof GrpcError && error.code === status.UNAUTHENTICATED) return await attempt();
      throw error;
    }
  };
}

/** Headers of one attempt. Later wins: API key, Connection metadata, the call's own; then what is still missing. */
async function attemptHeaders(
  callHeaders: Headers,
  { apiKey, metadata }: Credentials,
  timeoutMs: number,
): Promise<Headers> {
  const headers = new Headers();
  const key = typeof apiKey === 'function' ? await credentialOf(apiKey) : apiKey;
  if (key !== undefined) {
    // As `Headers` does with the end of a line, which keys from files have.
    assertHeaderText('`apiKey`', key.trim());
    headers.set('authorization', `Bearer ${key}`);
  }
  for (const [name, value] of Object.entries(await metadata())) headers.set(name, headerValue(value));
  callHeaders.forEach((value, name) => headers.set(name, value));
  if (!headers.has('client-name')) headers.set('client-name', 'temporal-web-client');
  if (!headers.has('client-version')) headers.set('client-version', version);
  if (Number.isFinite(timeoutMs)) headers.set('grpc-timeout', grpcTimeout(timeoutMs));
  return headers;
}

/** gRPC allows eight digits. */
function grpcTimeout(timeoutMs: number): string {
  const ms = Math.max(1, timeoutMs);
  return ms < 1e8 ? `${Math.ceil(ms)}m` : `${Math.ceil(ms / 1000)}S`;
}

async function credentialOf(apiKey: () => string | Promise<string>): Promise<string> {
  try {
    return await apiKey();
  } catch (cause) {
    throw new GrpcError(status.UNAUTHENTICATED, 'The apiKey function failed, so the call was not sent.', { cause });
  }
}

/** Text of a metadata value: base64 for bytes. */
export function headerValue(value: string | Uint8Array): string {
  return typeof value === 'string' ? value : btoa(String.fromCharCode(...value));
}

function noAnswer(address: string, timeoutMs: number): TransportError {
  const text = `No answer from ${address} within ${Math.round(timeoutMs)} ms.`;
  return new TransportError('no-answer', status.DEADLINE_EXCEEDED, text, { retryable: true });
}
