import type { CallOptions } from '../call-options.js';
import type { PayloadTypeInfo } from '../converter/type-info.js';
import type { Duration } from '../duration.js';
import type { Priority } from '../priority.js';
import type { RetryPolicy } from '../retry-policy.js';
import type { SearchAttributePair, TypedSearchAttributes } from '../search-attributes.js';
import type { ActivityIdConflictPolicy, ActivityIdReusePolicy } from './enums.js';

/**
 * How to start a standalone Activity, which no Workflow schedules. Names and defaults are those of
 * `@temporalio/client`. At least one of `startToCloseTimeout` and `scheduleToCloseTimeout` is required.
 */
export interface ActivityOptions {
  /** A meaningful business id. At most one running Activity in a Namespace has it. */
  id: string;
  /** Where the workers that run the Activity poll. */
  taskQueue: string;
  /** Arguments of the Activity. */
  args?: readonly unknown[] | undefined;
  /** Types of the arguments and of the result. @experimental */
  typeInfo?: PayloadTypeInfo | undefined;
  /** Longest silence between heartbeats. @default no heartbeats expected */
  heartbeatTimeout?: Duration | undefined;
  /** @default the server's: retries without end */
  retry?: RetryPolicy | undefined;
  /** Limit for one attempt. @default `scheduleToCloseTimeout` */
  startToCloseTimeout?: Duration | undefined;
  /** Limit for the wait in the Task Queue; not retried. @default `scheduleToCloseTimeout` */
  scheduleToStartTimeout?: Duration | undefined;
  /** Limit for the whole, with all retries. @default none */
  scheduleToCloseTimeout?: Duration | undefined;
  /** One line for people, in Temporal markdown. */
  summary?: string | undefined;
  priority?: Priority | undefined;
  /** Wait before the first attempt. @default none */
  startDelay?: Duration | undefined;
  /** What to do when a closed Activity has the id. @default 'ALLOW_DUPLICATE' (the server's) */
  idReusePolicy?: ActivityIdReusePolicy | undefined;
  /** What to do when a running Activity has the id. @default 'FAIL' (the server's) */
  idConflictPolicy?: ActivityIdConflictPolicy | undefined;
  /** Indexed values to list by; registered in the Namespace. */
  typedSearchAttributes?: SearchAttributePair[] | TypedSearchAttributes | undefined;
}

/** Options of `getHandleWithOptions`. */
export interface GetActivityHandleOptions {
  /** @default the latest run of the id */
  runId?: string | undefined;
  /** Type of the result. @experimental */
  typeInfo?: Pick<PayloadTypeInfo, 'outputType'> | undefined;
}

/** What `describe()` is to bring beside the state; each can be large. */
export interface ActivityDescribeOptions {
  /** For `getInput()`. @default false */
  includeInput?: boolean | undefined;
  /** For `getResult()` and `getOutcomeFailure()` of a closed Activity. @default false */
  includeOutcome?: boolean | undefined;
  /** For `getHeartbeatDetails()`. @default false */
  includeHeartbeatDetails?: boolean | undefined;
  /** For `getLastFailure()`. @default false */
  includeLastFailure?: boolean | undefined;
}

/** Options of `pause()`. */
export interface ActivityPauseOptions {
  /** For the record. */
  reason?: string | undefined;
}

/** Options of `unpause()`. */
export interface ActivityUnpauseOptions {
  /** For the record. */
  reason?: string | undefined;
  /** The next attempt begins at a random moment within this time. @default at once */
  jitter?: Duration | undefined;
}

/** Options of `reset()`. */
export interface ActivityResetOptions {
  /** Forgets the details of the last heartbeat. @default false */
  resetHeartbeat?: boolean | undefined;
  /** A paused Activity stays paused. @default false */
  keepPaused?: boolean | undefined;
  /** Undoes changes of the options. @default false */
  restoreOriginalOptions?: boolean | undefined;
  /** An Activity that waits for its next attempt begins at a random moment within this time. @default at once */
  jitter?: Duration | undefined;
}

/** What `updateOptions()` changes: `null` clears an option, one that is absent or `undefined` stays. */
export interface ActivityOptionsUpdate {
  taskQueue?: string | undefined;
  scheduleToCloseTimeout?: Duration | null | undefined;
  scheduleToStartTimeout?: Duration | null | undefined;
  startToCloseTimeout?: Duration | null | undefined;
  heartbeatTimeout?: Duration | null | undefined;
  retry?: RetryPolicy | null | undefined;
  priority?: Priority | null | undefined;
  /** Counts from the moment at which the Activity was scheduled. */
  startDelay?: Duration | null | undefined;
}

/** Options after a change; lengths of time in milliseconds. */
export interface ActivityOptionsUpdateResult {
  readonly taskQueue: string | undefined;
  readonly scheduleToCloseTimeout: number | undefined;
  readonly scheduleToStartTimeout: number | undefined;
  readonly startToCloseTimeout: number | undefined;
  readonly heartbeatTimeout: number | undefined;
  readonly retry: RetryPolicy | undefined;
  readonly priority: Priority | undefined;
  readonly startDelay: number | undefined;
}

/** Options of a method with call options among them. @inline */
export type WithCall<Options> = Options & CallOptions;
