/** Whether and when an attempt is repeated. */
import type { Failure, RetryPolicy } from './api.js';
import { RetryState } from './api.js';
import { durationMs } from './times.js';

/** The wait before the next attempt, or why there is none. */
export type RetryDecision = { readonly delayMs: number } | { readonly retryState: RetryState };

/**
 * @param attempt the one that failed, from 1
 * @param expiresMs when the time for all attempts is over
 */
export function decideRetry(
  policy: RetryPolicy | undefined,
  attempt: number,
  failure: Failure | undefined,
  nowMs: number,
  expiresMs: number | undefined,
): RetryDecision {
  if (!policy) return { retryState: RetryState.RETRY_POLICY_NOT_SET };
  if (failure && isNonRetryable(failure, policy.nonRetryableErrorTypes)) {
    return { retryState: RetryState.NON_RETRYABLE_FAILURE };
  }
  if (policy.maximumAttempts > 0 && attempt >= policy.maximumAttempts) {
    return { retryState: RetryState.MAXIMUM_ATTEMPTS_REACHED };
  }
  const delayMs = requestedDelay(failure) ?? backoff(policy, attempt);
  if (expiresMs !== undefined && nowMs + delayMs >= expiresMs) return { retryState: RetryState.TIMEOUT };
  return { delayMs };
}

function backoff(policy: RetryPolicy, attempt: number): number {
  const initialMs = durationMs(policy.initialInterval) ?? 1000;
  const maximumMs = durationMs(policy.maximumInterval) ?? 100 * initialMs;
  return Math.min(initialMs * (policy.backoffCoefficient || 2) ** (attempt - 1), maximumMs);
}

function requestedDelay({ failureInfo }: Partial<Pick<Failure, 'failureInfo'>> = {}): number | undefined {
  return failureInfo?.case === 'applicationFailureInfo' ? durationMs(failureInfo.value.nextRetryDelay) : undefined;
}

function isNonRetryable({ failureInfo }: Failure, types: readonly string[]): boolean {
  switch (failureInfo.case) {
    case 'applicationFailureInfo':
      return failureInfo.value.nonRetryable || types.includes(failureInfo.value.type);
    case 'serverFailureInfo':
      return failureInfo.value.nonRetryable;
    case 'terminatedFailureInfo':
    case 'canceledFailureInfo':
      return true;
    default:
      return false;
  }
}
