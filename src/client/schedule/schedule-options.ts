import type { CallOptions } from '../call-options.js';
import type { Workflow } from '../definitions.js';
import type { Duration } from '../duration.js';
import type { PagingOptions } from '../internal/pages.js';
import type { SearchAttributePair, SearchAttributes, TypedSearchAttributes } from '../search-attributes.js';
import type { VisibilityListQuery } from '../visibility/visibility-query.js';
import type { WithWorkflowArgs, WorkflowOptions } from '../workflow/workflow-options.js';
import type { ScheduleOverlapPolicy } from './overlap-policy.js';
import type { ScheduleSpec } from './schedule-spec.js';

/** The Workflow that a Schedule starts. */
export type ScheduleOptionsStartWorkflowAction<W extends Workflow> = WithWorkflowArgs<
  W,
  Pick<
    WorkflowOptions,
    | 'taskQueue'
    | 'memo'
    | 'searchAttributes'
    | 'typedSearchAttributes'
    | 'retry'
    | 'workflowExecutionTimeout'
    | 'workflowRunTimeout'
    | 'workflowTaskTimeout'
    | 'staticDetails'
    | 'staticSummary'
    | 'priority'
    | 'versioningOverride'
  > & {
    type: 'startWorkflow';
    /** Name of the Workflow Type, or the function. */
    workflowType: string | W;
    /** The server appends the time for which an Action was due. @default `${scheduleId}-workflow` */
    workflowId?: string | undefined;
  }
>;

/** What a Schedule does; there is only one kind. */
export type ScheduleOptionsAction = ScheduleOptionsStartWorkflowAction<Workflow>;

/** How a Schedule behaves around its times. */
export interface SchedulePolicies {
  /** @default 'SKIP' (the server's) */
  overlap?: ScheduleOverlapPolicy | undefined;
  /** After an outage of the server, Actions that were due no longer ago than this are made up for; at least 10 seconds. @default 1 year */
  catchupWindow?: Duration | undefined;
  /** Pauses the Schedule when a Workflow fails or times out after all its retries. @default false */
  pauseOnFailure?: boolean | undefined;
  /** Starts Workflows with `workflowId` as it is, no time appended. @default false */
  keepOriginalWorkflowId?: boolean | undefined;
}

/** What changes in the course of time. */
export interface ScheduleState {
  /** @default false */
  paused?: boolean | undefined;
  /** Why it is paused, for example. The server may overwrite it. */
  note?: string | undefined;
  /** So many Actions are taken, then none but triggered ones. An integer from 0. @default no limit */
  remainingActions?: number | undefined;
}

/** A period for which Actions are taken now. */
export interface Backfill {
  start: Date;
  end: Date;
  /** @default as the Schedule says */
  overlap?: ScheduleOverlapPolicy | undefined;
}

/** A Schedule to create. Names and defaults are those of `@temporalio/client`. */
export interface ScheduleOptions<A extends ScheduleOptionsAction = ScheduleOptionsAction> {
  /** A meaningful business id. */
  scheduleId: string;
  spec: ScheduleSpec;
  action: A;
  policies?: SchedulePolicies | undefined;
  /** Values that describe and list return, not searchable. Not those of the Workflows: these are in `action`. */
  memo?: Record<string, unknown> | undefined;
  /** @deprecated Use `typedSearchAttributes`. Values are arrays. */
  searchAttributes?: SearchAttributes | undefined;
  /** Indexed values to list Schedules by. Wins over `searchAttributes` of the same name. */
  typedSearchAttributes?: SearchAttributePair[] | TypedSearchAttributes | undefined;
  state?:
    | (ScheduleState & {
        /** Takes one Action at once. @default false */
        triggerImmediately?: boolean | undefined;
        /** Takes the Actions of these periods at once. */
        backfill?: Backfill[] | undefined;
      })
    | undefined;
}

/**
 * What an update makes of a Schedule. `spec`, `action`, `policies` and `state` replace what was there as a whole; `memo` and
 * search attributes too, but when they are absent, or the very objects of the description, they stay.
 */
export interface ScheduleUpdateOptions<A extends ScheduleOptionsAction = ScheduleOptionsAction> extends Omit<
  ScheduleOptions<A>,
  'scheduleId' | 'state'
> {
  state: ScheduleState;
}

/** An action as interceptors and verbs see it. */
export type CompiledScheduleAction = Omit<ScheduleOptionsAction, 'workflowType' | 'workflowId' | 'args'> & {
  workflowType: string;
  workflowId: string;
  args: readonly unknown[];
};

/** Options of `create()` as interceptors see them. */
export type CompiledScheduleOptions = Omit<ScheduleOptions, 'action'> & { action: CompiledScheduleAction };
/** Options of `update()` as interceptors see them. */
export type CompiledScheduleUpdateOptions = Omit<ScheduleUpdateOptions, 'action'> & { action: CompiledScheduleAction };

/** Options of `update()`. */
export interface ScheduleUpdateCallOptions extends CallOptions {
  /**
   * What to do when somebody changed the Schedule after it was described: describe it again and call the function again,
   * five times in all; fail with {@link ScheduleUpdateConflictError}; or overwrite the other change, as upstream does.
   *
   * @default 'retry'
   */
  onConflict?: 'retry' | 'fail' | 'overwrite' | undefined;
}

/** Options of `trigger()`. */
export interface ScheduleTriggerOptions extends CallOptions {
  /** The time for which it counts as due, and that the Workflow Id gets. Not every server heeds it. @default now */
  scheduledTime?: Date | undefined;
}

/** Several changes in one call. */
export interface SchedulePatch {
  /** Takes one Action at once. */
  trigger?: Pick<ScheduleTriggerOptions, 'scheduledTime'> & {
    /** @default 'ALLOW_ALL' */
    overlap?: ScheduleOverlapPolicy | undefined;
  };
  backfill?: Backfill | readonly Backfill[] | undefined;
  /** Pauses, with this note. Not empty. */
  pause?: string | undefined;
  /** Unpauses, with this note. Not empty. */
  unpause?: string | undefined;
}

/** Options of `list()`. */
export interface ListScheduleOptions extends CallOptions, PagingOptions {
  /** Visibility query, for example `TemporalSchedulePaused = true`. @default all */
  query?: VisibilityListQuery | undefined;
}

/** Options of `listPage()`. */
export interface ListSchedulePageOptions extends Omit<ListScheduleOptions, 'limit'> {
  /** Token of the page before; absent for the first. */
  nextPageToken?: Uint8Array | undefined;
}
