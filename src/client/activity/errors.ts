/** Errors of `client.activity`, named as in `@temporalio/client`. Unlike there, each keeps its `cause`. */
import type { RetryState } from '../failure.js';
import { brandError } from '../internal/brand-error.js';

/** There is no such Activity, or it is closed already. */
export class ActivityNotFoundError extends Error {
  declare readonly cause?: Error;
}
brandError(ActivityNotFoundError, 'ActivityNotFoundError');

/** The server refused to complete an Activity, or to take its heartbeat, for another reason than that it is not there. */
export class ActivityCompletionError extends Error {
  declare readonly cause?: Error;
}
brandError(ActivityCompletionError, 'ActivityCompletionError');

/** Answer to a heartbeat: cancellation of the Activity was requested. */
export class ActivityCancelledError extends Error {}
brandError(ActivityCancelledError, 'ActivityCancelledError');

/** Answer to a heartbeat: the Activity was reset; this attempt no longer counts. */
export class ActivityResetError extends Error {}
brandError(ActivityResetError, 'ActivityResetError');

/** Answer to a heartbeat: the Activity is paused. */
export class ActivityPausedError extends Error {}
brandError(ActivityPausedError, 'ActivityPausedError');

/** The awaited Activity closed without a result; `cause` is the failure that says how. */
export class ActivityExecutionFailedError extends Error {
  declare readonly cause: Error | undefined;
  readonly activityId: string;
  readonly runId: string | undefined;
  /** Why it was retried no more. */
  readonly retryState: RetryState | undefined;

  constructor(message: string, cause: Error | undefined, activityId: string, runId?: string, retryState?: RetryState) {
    super(message, { cause });
    this.activityId = activityId;
    this.runId = runId;
    this.retryState = retryState;
  }
}
brandError(ActivityExecutionFailedError, 'ActivityExecutionFailedError');

/** The id is taken: an Activity with it runs, or a closed one has it and the reuse policy forbids another. */
export class ActivityExecutionAlreadyStartedError extends Error {
  declare readonly cause?: Error;
  readonly activityId: string;
  /** Run Id of the Activity that has the id, when the server names it. */
  readonly runId: string | undefined;

  constructor(message: string, activityId: string, runId?: string, cause?: Error) {
    super(message, cause === undefined ? undefined : { cause });
    this.activityId = activityId;
    this.runId = runId;
  }
}
brandError(ActivityExecutionAlreadyStartedError, 'ActivityExecutionAlreadyStartedError');
