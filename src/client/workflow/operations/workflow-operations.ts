import type { CallOptions } from '../../call-options.js';
import { lazyPart } from '../../internal/lazy-part.js';
import type { WorkflowContext, WorkflowTarget } from '../context.js';
import type {
  ActivityOptionsChange,
  ActivityOptionsResult,
  PauseActivityOptions,
  ResetActivityOptions,
  UnpauseActivityOptions,
} from './activities.js';
import type { ResetOptions, ResetResult } from './reset.js';
import type { WorkflowOptionsChange, WorkflowOptionsResult } from './update-options.js';

const operations = /*@__PURE__*/ lazyPart(() => import('./index.js'));

/** Which pending Activities of a run: one by its Activity Id, all of a type, or without a selector all. */
export type PendingActivitySelector = string | { readonly type: string } | undefined;

/** Options with a reason for the record. */
export interface ReasonOptions extends CallOptions {
  /** Shown in the history or in describe. */
  reason?: string | undefined;
}

/** Operations on pending Activities of a run. Loaded when first used. */
export interface PendingActivities {
  /** No further attempt begins. One that runs goes on, and is told so by its next heartbeat. */
  pause(options?: PauseActivityOptions): Promise<void>;
  /** Lets a paused Activity go on. */
  unpause(options?: UnpauseActivityOptions): Promise<void>;
  /** Begins with the first attempt again. */
  reset(options?: ResetActivityOptions): Promise<void>;
  /** Changes timeouts, retries, Task Queue or priority from the next attempt on; `null` clears, what is absent stays. */
  updateOptions(change: ActivityOptionsChange, call?: CallOptions): Promise<ActivityOptionsResult>;
  /** The options that the Workflow had scheduled it with. */
  restoreOriginalOptions(call?: CallOptions): Promise<ActivityOptionsResult>;
}

/**
 * What `@temporalio/client` has no methods for: repair and operation of a Workflow Execution.
 * The code is loaded when one of them is first used.
 */
export interface WorkflowOperations {
  /**
   * Ends the run and begins another with its history up to an event, as if what came after had not happened.
   *
   * @returns Run Id of the new run
   * @throws {@link ServiceError} also for an event that no Workflow Task ended with
   * @throws {@link WorkflowNotFoundError} when there is no such execution, or no such event in it
   */
  reset(options?: ResetOptions): Promise<ResetResult>;
  /** Removes the execution with its history. A running one is terminated first. */
  delete(call?: CallOptions): Promise<void>;
  /** No further Workflow Task begins until {@link WorkflowOperations.unpause}. */
  pause(options?: ReasonOptions): Promise<void>;
  /** Lets a paused execution go on. */
  unpause(options?: ReasonOptions): Promise<void>;
  /** Changes the versioning override or the priority of a running execution; `null` clears, what is absent stays. */
  updateOptions(change: WorkflowOptionsChange, call?: CallOptions): Promise<WorkflowOptionsResult>;
  /**
   * Pending Activities of the run.
   *
   * @param selector an Activity Id, `{ type }`, or nothing for all of them
   */
  activities(selector?: PendingActivitySelector): PendingActivities;
}

/** The methods, for a handle to spread. */
export function workflowOperations(context: WorkflowContext, target: WorkflowTarget): WorkflowOperations {
  return {
    reset: async (options = {}) => (await operations()).resetWorkflow(context, target, options),
    delete: async (call) => (await operations()).deleteWorkflow(context, target, call),
    pause: async (options = {}) => (await operations()).pauseWorkflow(context, target, options),
    unpause: async (options = {}) => (await operations()).unpauseWorkflow(context, target, options),
    updateOptions: async (change, call) => (await operations()).updateWorkflowOptions(context, target, change, call),
    activities: (selector) => ({
      pause: async (options = {}) => (await operations()).pauseActivities(context, target, selector, options),
      unpause: async (options = {}) => (await operations()).unpauseActivities(context, target, selector, options),
      reset: async (options = {}) => (await operations()).resetActivities(context, target, selector, options),
      updateOptions: async (change, call) =>
        (await operations()).updateActivityOptions(context, target, selector, change, call),
      restoreOriginalOptions: async (call) =>
        (await operations()).updateActivityOptions(context, target, selector, 'restore', call),
    }),
  };
}
