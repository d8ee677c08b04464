/** Without descriptors, so that a page may name a value before it loads the calls. The codecs are in `enum-codecs.ts`. */

/**
 * Whether a new Nexus Operation may have the id of a **closed** one: `ALLOW_DUPLICATE` always (the server's default),
 * `ALLOW_DUPLICATE_FAILED_ONLY` unless it completed, `REJECT_DUPLICATE` never.
 */
export const NexusOperationIdReusePolicy = {
  ALLOW_DUPLICATE: 'ALLOW_DUPLICATE',
  ALLOW_DUPLICATE_FAILED_ONLY: 'ALLOW_DUPLICATE_FAILED_ONLY',
  REJECT_DUPLICATE: 'REJECT_DUPLICATE',
} as const;
export type NexusOperationIdReusePolicy = keyof typeof NexusOperationIdReusePolicy;

/** What to do when a Nexus Operation with the id is **running**: `FAIL` (the server's default) or `USE_EXISTING`. */
export const NexusOperationIdConflictPolicy = {
  FAIL: 'FAIL',
  USE_EXISTING: 'USE_EXISTING',
} as const;
export type NexusOperationIdConflictPolicy = keyof typeof NexusOperationIdConflictPolicy;

/** Status of a standalone Nexus Operation. */
export const NexusOperationExecutionStatus = {
  RUNNING: 'RUNNING',
  COMPLETED: 'COMPLETED',
  FAILED: 'FAILED',
  CANCELED: 'CANCELED',
  TERMINATED: 'TERMINATED',
  TIMED_OUT: 'TIMED_OUT',
} as const;
export type NexusOperationExecutionStatus = keyof typeof NexusOperationExecutionStatus;

/** What a Nexus Operation that is running does at the moment. */
export const PendingNexusOperationState = {
  SCHEDULED: 'SCHEDULED',
  BACKING_OFF: 'BACKING_OFF',
  STARTED: 'STARTED',
  BLOCKED: 'BLOCKED',
} as const;
export type PendingNexusOperationState = keyof typeof PendingNexusOperationState;

/** Where the request to cancel a Nexus Operation stands. */
export const NexusOperationCancellationState = {
  SCHEDULED: 'SCHEDULED',
  BACKING_OFF: 'BACKING_OFF',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  TIMED_OUT: 'TIMED_OUT',
  BLOCKED: 'BLOCKED',
} as const;
export type NexusOperationCancellationState = keyof typeof NexusOperationCancellationState;
