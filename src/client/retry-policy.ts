import type { RetryPolicy as RetryPolicyMessage } from '../../gen/core/temporal/api/common/v1/message_pb.js';
import { type Duration, durationToMs, encodeDuration } from './duration.js';
import { ValueError } from './value-error.js';

/** How failed attempts are repeated. */
export interface RetryPolicy {
  /** @default 2 */
  backoffCoefficient?: number | undefined;
  /** Wait after the first attempt. @default 1 second */
  initialInterval?: Duration | undefined;
  /** Attempts in all; `Infinity` for no limit. @default Infinity */
  maximumAttempts?: number | undefined;
  /** @default 100 × `initialInterval` */
  maximumInterval?: Duration | undefined;
  /** Types of application failures that are not retried. */
  nonRetryableErrorTypes?: string[] | undefined;
}

/** @inline */
type RetryPolicyInit = Omit<RetryPolicyMessage, '$typeName' | '$unknown' | 'initialInterval' | 'maximumInterval'> & {
  initialInterval?: ReturnType<typeof encodeDuration>;
  maximumInterval?: ReturnType<typeof encodeDuration>;
};

/** The wire form. @throws {@link ValueError} naming the field that is out of range */
export function compileRetryPolicy(policy: RetryPolicy): RetryPolicyInit {
  const { backoffCoefficient, maximumAttempts, nonRetryableErrorTypes = [] } = policy;
  if (backoffCoefficient !== undefined && !(backoffCoefficient > 0)) {
    throw new ValueError('RetryPolicy.backoffCoefficient must be greater than 0');
  }
  if (maximumAttempts !== undefined && maximumAttempts !== Infinity) {
    if (maximumAttempts <= 0) throw new ValueError('RetryPolicy.maximumAttempts must be a positive integer');
    if (!Number.isInteger(maximumAttempts)) throw new ValueError('RetryPolicy.maximumAttempts must be an integer');
  }
  const initialMs = durationToMs(policy.initialInterval ?? 1000);
  const maximumMs = policy.maximumInterval === undefined ? undefined : durationToMs(policy.maximumInterval);
  if (maximumMs === 0) throw new ValueError('RetryPolicy.maximumInterval cannot be 0');
  if (initialMs === 0) throw new ValueError('RetryPolicy.initialInterval cannot be 0');
  if (maximumMs !== undefined && maximumMs < initialMs) {
    throw new ValueError('RetryPolicy.maximumInterval cannot be less than its initialInterval');
  }
  const maximumInterval = encodeDuration(maximumMs);
  return {
    backoffCoefficient: backoffCoefficient ?? 0,
    maximumAttempts: maximumAttempts === undefined || maximumAttempts === Infinity ? 0 : maximumAttempts,
    nonRetryableErrorTypes,
    initialInterval: encodeDuration(initialMs),
    ...(maximumInterval && { maximumInterval }),
  };
}
