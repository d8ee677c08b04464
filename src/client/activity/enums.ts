/** Without descriptors, so that a page may name a value before it loads the calls. The codecs are in `enum-codecs.ts`. */

/**
 * Whether a new Activity may have the id of a **closed** one: `ALLOW_DUPLICATE` always (the server's default),
 * `ALLOW_DUPLICATE_FAILED_ONLY` unless it completed, `REJECT_DUPLICATE` never.
 */
export const ActivityIdReusePolicy = {
  ALLOW_DUPLICATE: 'ALLOW_DUPLICATE',
  ALLOW_DUPLICATE_FAILED_ONLY: 'ALLOW_DUPLICATE_FAILED_ONLY',
  REJECT_DUPLICATE: 'REJECT_DUPLICATE',
} as const;
export type ActivityIdReusePolicy = keyof typeof ActivityIdReusePolicy;

/** What to do when an Activity with the id is **running**: `FAIL` (the server's default) or `USE_EXISTING`. */
export const ActivityIdConflictPolicy = {
  FAIL: 'FAIL',
  USE_EXISTING: 'USE_EXISTING',
} as const;
export type ActivityIdConflictPolicy = keyof typeof ActivityIdConflictPolicy;

/** Status of a standalone Activity. */
export const ActivityExecutionStatus = {
  RUNNING: 'RUNNING',
  COMPLETED: 'COMPLETED',
  FAILED: 'FAILED',
  CANCELED: 'CANCELED',
  TERMINATED: 'TERMINATED',
  TIMED_OUT: 'TIMED_OUT',
  PAUSED: 'PAUSED',
} as const;
export type ActivityExecutionStatus = keyof typeof ActivityExecutionStatus;

/** What an Activity that is running does at the moment. */
export const PendingActivityState = {
  SCHEDULED: 'SCHEDULED',
  STARTED: 'STARTED',
  CANCEL_REQUESTED: 'CANCEL_REQUESTED',
  PAUSED: 'PAUSED',
  PAUSE_REQUESTED: 'PAUSE_REQUESTED',
} as const;
export type PendingActivityState = keyof typeof PendingActivityState;
