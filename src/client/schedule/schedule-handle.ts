import type { CallOptions, CallScope } from '../call-options.js';
import type { Workflow } from '../definitions.js';
import type { ScheduleOverlapPolicy } from './overlap-policy.js';
import type { ScheduleClient } from './schedule-client.js';
import type { ScheduleDescription } from './schedule-description.js';
import type {
  Backfill,
  ScheduleOptionsStartWorkflowAction,
  SchedulePatch,
  ScheduleTriggerOptions,
  ScheduleUpdateCallOptions,
  ScheduleUpdateOptions,
} from './schedule-options.js';

/**
 * One Schedule to talk to. Making a handle calls nothing.
 *
 * All methods fail with {@link ScheduleNotFoundError} when there is no such Schedule.
 */
export interface ScheduleHandle {
  readonly scheduleId: string;
  /** The client that made it. */
  readonly client: ScheduleClient;
  /** What the server knows of it now. */
  describe(call?: CallOptions): Promise<ScheduleDescription>;
  /**
   * Describes the Schedule, calls `updateFn` with the description, and replaces the Schedule by what it returns.
   *
   * @param updateFn may be called again with a newer description when somebody else changes the Schedule meanwhile. Most
   *   servers do not say whether an update came before or after another change, so the description may have its own
   *   change already: set what is wanted, rather than add to what is there.
   * @example
   * ```ts
   * await handle.update((previous) => ({ ...previous, spec: { cronExpressions: ['0 9 * * MON-FRI'] } }));
   * ```
   * @throws {@link ScheduleUpdateConflictError} when there were other changes each time
   * @throws TypeError for a spec that the server, or this package, refuses
   * @throws {@link UnsupportedError} for another `memo`, where Schedules of the server cannot have one
   */
  update<W extends Workflow = Workflow>(
    updateFn: (
      previous: ScheduleDescription,
    ) =>
      | ScheduleUpdateOptions<ScheduleOptionsStartWorkflowAction<W>>
      | Promise<ScheduleUpdateOptions<ScheduleOptionsStartWorkflowAction<W>>>,
    options?: ScheduleUpdateCallOptions,
  ): Promise<void>;
  /** Removes the Schedule. Workflows that it started go on. */
  delete(call?: CallOptions): Promise<void>;
  /** Takes one Action at once. @param overlap for this one; @default 'ALLOW_ALL' */
  trigger(overlap?: ScheduleOverlapPolicy, options?: ScheduleTriggerOptions): Promise<void>;
  /** Takes the Actions of one or several periods at once. */
  backfill(periods: Backfill | readonly Backfill[], call?: CallOptions): Promise<void>;
  /** Takes no Actions until {@link ScheduleHandle.unpause}, but triggered ones. @param note @default 'Paused via TypeScript SDK' */
  pause(note?: string, call?: CallOptions): Promise<void>;
  /** @param note @default 'Unpaused via TypeScript SDK' */
  unpause(note?: string, call?: CallOptions): Promise<void>;
  /** Several of these changes in one call. */
  patch(patch: SchedulePatch, call?: CallOptions): Promise<void>;
  /** Times after `start`, up to and with `end`, for which the spec has Actions due; the server gives at most 1000. */
  listMatchingTimes(start: Date, end: Date, call?: CallOptions): Promise<Date[]>;
  /** The same handle, with `scope` applied to every call. */
  with(scope: CallScope): ScheduleHandle;
}
