import type { Interceptor } from '@connectrpc/connect';
import { createContextKey } from '@connectrpc/connect';
import { GrpcError, status, TransportError } from './grpc-error.js';
import { delay, untilOnline } from './internal/timers.js';
import { isOffline } from './internal/environment.js';

/** The backoff formula `min(maxIntervalMs, factor ^ attempt × initialIntervalMs) × (1 ± maxJitter)`. */
export interface BackoffOptions {
  /** @default 1.7 */
  factor: number;
  /** Attempts in all. @default 10 */
  maxAttempts: number;
  /** @default 0.2 */
  maxJitter: number;
  /** @default 1,000 for RESOURCE_EXHAUSTED, 100 otherwise */
  initialIntervalMs(error: GrpcError): number;
  /** @default 5,000 */
  maxIntervalMs(error: GrpcError): number;
}

/** When a failed attempt of a call is repeated. See {@link defaultGrpcRetryOptions}. */
export interface GrpcRetryOptions {
  /** Milliseconds to wait after attempt number `attempt` (from 1). */
  delayFunction: (attempt: number, error: GrpcError) => number;
  /** Whether to try again after attempt number `attempt`. */
  retryableDecider: (attempt: number, error: GrpcError) => boolean;
}

/** What `onRetry` is told before each wait. */
export interface RetryEvent {
  /** Name of the RPC, for example `StartWorkflowExecution`. */
  readonly method: string;
  /** Number of the attempt that failed, from 1. */
  readonly attempt: number;
  readonly error: GrpcError;
  /** Milliseconds until the next attempt; while offline, the next attempt also waits for the network. */
  readonly delayMs: number;
}

const retryableCodes: ReadonlySet<number> = new Set([
  status.UNKNOWN,
  status.RESOURCE_EXHAUSTED,
  status.UNAVAILABLE,
  status.ABORTED,
  status.DATA_LOSS,
  status.OUT_OF_RANGE,
]);

/**
 * Whether the same call may succeed a moment later: the codes of `@temporalio/client`, and,
 * when no gRPC status arrived, what the {@link TransportError} says.
 */
export function isRetryableError(error: GrpcError): boolean {
  return error instanceof TransportError ? error.retryable : retryableCodes.has(error.code);
}

/** The retry behaviour of `@temporalio/client`, with its own numbers in place of the defaults. */
export function defaultGrpcRetryOptions(options: Partial<BackoffOptions> = {}): GrpcRetryOptions {
  const {
    factor = 1.7,
    maxAttempts = 10,
    maxJitter = 0.2,
    initialIntervalMs = (error: GrpcError) => (error.code === status.RESOURCE_EXHAUSTED ? 1000 : 100),
    maxIntervalMs = () => 5000,
  } = options;
  return {
    delayFunction: (attempt, error) =>
      Math.min(maxIntervalMs(error), factor ** attempt * initialIntervalMs(error)) *
      (1 - maxJitter + Math.random() * maxJitter * 2),
    retryableDecider: (attempt, error) => attempt < maxAttempts && isRetryableError(error),
  };
}

/**
 * What all calls of a Connection together may repeat, so that a page with many calls does not join in bringing down a server
 * that is in trouble: 100 repetitions, one more for each call that ends well, and one more each second.
 */
export class RetryBudget {
  #left = 100;
  #at = performance.now();

  /** Takes one repetition, if there is one. */
  take(): boolean {
    const now = performance.now();
    this.#add((now - this.#at) / 1000);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left--;
    return true;
  }

  /** A call has ended well. */
  earn(): void {
    this.#add(1);
  }

  #add(repetitions: number): void {
    this.#left = Math.min(100, this.#left + repetitions);
  }
}

/** What a call may spend; set by the Connection, read by the interceptors around each attempt. */
export interface CallBudget {
  /** Limit of one attempt in milliseconds, 0 for none. */
  readonly attemptMs: number;
  /** End of the whole call on the clock of `performance.now()`, which nobody sets; Infinity for none. */
  readonly deadline: number;
  /** Attempts at the most, whatever the retry options say. */
  readonly maxAttempts: number;
}

/** Without a Connection around it, a call has no limits. */
const noLimits: CallBudget = { attemptMs: 0, deadline: Infinity, maxAttempts: Infinity };

export const callBudgetKey = createContextKey(noLimits, { description: 'what a call may spend' });

/**
 * An interceptor that repeats failed calls. Safe for writes because request and update ids are
 * made before it and stay the same in every attempt.
 *
 * Stops at once when the call's signal aborts. When the next wait would end after the call's deadline, the last attempt's
 * error is thrown instead: it says more than that time is up. While the browser is offline it waits for the network
 * instead of spending attempts.
 *
 * @param onRetry is told before each wait
 * @param budget of all calls together; when it is spent, a call fails with what its last attempt met
 */
export function makeGrpcRetryInterceptor(
  retryOptions: GrpcRetryOptions = defaultGrpcRetryOptions(),
  onRetry?: (event: RetryEvent) => void,
  budget: RetryBudget = new RetryBudget(),
): Interceptor {
  return (next) => async (request) => {
    const { deadline, maxAttempts } = request.contextValues.get(callBudgetKey);
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await next(request);
        budget.earn();
        return response;
      } catch (error) {
        request.signal.throwIfAborted();
        if (!(error instanceof GrpcError) || attempt >= maxAttempts) throw error;
        if (!retryOptions.retryableDecider(attempt, error)) throw error;
        const delayMs = retryOptions.delayFunction(attempt, error);
        if (performance.now() + delayMs >= deadline || !budget.take()) throw error;
        onRetry?.({ method: request.method.name, attempt, error, delayMs });
        await delay(delayMs, request.signal);
        if (isOffline()) await untilOnline(request.signal);
      }
    }
  };
}
