import type { CallOptions, CallScope, WaitOptions } from '../call-options.js';
import type {
  ActivityDescribeOptions,
  ActivityOptionsUpdate,
  ActivityOptionsUpdateResult,
  ActivityPauseOptions,
  ActivityResetOptions,
  ActivityUnpauseOptions,
  WithCall,
} from './activity-options.js';
import type { ActivityExecutionDescription } from './description.js';

/**
 * One standalone Activity to talk to. Making a handle calls nothing. Without a Run Id the calls go to the latest run of
 * the id.
 *
 * Every method throws {@link ActivityNotFoundError}, {@link NamespaceNotFoundError} or {@link ServiceError}.
 */
export interface ActivityHandle<R = any> {
  readonly activityId: string;
  /** Absent when the handle means the latest run. */
  readonly runId?: string | undefined;
  /** Waits until the Activity closes. @throws {@link ActivityExecutionFailedError} when it did not complete */
  result(call?: WaitOptions): Promise<R>;
  /** What the server knows of it now. */
  describe(options?: WithCall<ActivityDescribeOptions>): Promise<ActivityExecutionDescription>;
  /** Asks the Activity to end. It learns of it by its next heartbeat, and may refuse. */
  cancel(reason?: string, call?: CallOptions): Promise<void>;
  /** Ends it at once. A worker that runs it is not told, unless by its next heartbeat. */
  terminate(reason?: string, call?: CallOptions): Promise<void>;
  /** No further attempt begins. One that runs goes on, and is told so by its next heartbeat. */
  pause(options?: WithCall<ActivityPauseOptions>): Promise<void>;
  /** Lets a paused Activity go on. */
  unpause(options?: WithCall<ActivityUnpauseOptions>): Promise<void>;
  /** Begins with the first attempt again. */
  reset(options?: WithCall<ActivityResetOptions>): Promise<void>;
  /**
   * Changes options from the next attempt on; `null` clears, what is absent stays.
   *
   * @returns the options as they are now
   * @throws {@link ValueError} when there is nothing to change, or an option is impossible
   */
  updateOptions(options: ActivityOptionsUpdate, call?: CallOptions): Promise<ActivityOptionsUpdateResult>;
  /** The options that it was started with. @returns the options as they are now */
  restoreOriginalOptions(call?: CallOptions): Promise<ActivityOptionsUpdateResult>;
  /** Removes it with all that is stored of it. A running one is terminated first. */
  delete(call?: CallOptions): Promise<void>;
  /** The same handle, with `scope` applied to every call. */
  with(scope: CallScope): this;
}

/** A handle that `start` returned. */
export interface StartedActivityHandle<R = any> extends ActivityHandle<R> {
  readonly runId: string;
  /** Whether this call started the Activity; false for one that was there already. */
  readonly started: boolean;
}
