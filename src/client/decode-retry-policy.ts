import type { RetryPolicy as RetryPolicyMessage } from '../../gen/core/temporal/api/common/v1/message_pb.js';
import { decodeDuration } from './duration.js';
import type { RetryPolicy } from './retry-policy.js';

/**
 * The public form of a retry policy; intervals in milliseconds. Fields that are unset on the wire are absent.
 * In a file of its own, since most pages never read one.
 */
export function decompileRetryPolicy(policy: RetryPolicyMessage | undefined): RetryPolicy | undefined {
  return (
    policy && {
      backoffCoefficient: policy.backoffCoefficient || undefined,
      initialInterval: decodeDuration(policy.initialInterval),
      maximumAttempts: policy.maximumAttempts || undefined,
      maximumInterval: decodeDuration(policy.maximumInterval),
      nonRetryableErrorTypes: policy.nonRetryableErrorTypes,
    }
  );
}
