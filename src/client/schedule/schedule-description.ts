import type { ScheduleListEntry } from '../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import type { DescribeScheduleResponse } from '../../../gen/schedule/temporal/api/workflowservice/v1/request_response_pb.js';
import type { Page } from '../internal/pages.js';
import type { SearchAttributes, TypedSearchAttributes } from '../search-attributes.js';
import type { WorkflowOptions } from '../workflow/workflow-options.js';
import type { ScheduleOverlapPolicy } from './overlap-policy.js';
import type { SchedulePolicies, ScheduleState } from './schedule-options.js';
import type { ScheduleSpecDescription } from './schedule-spec.js';

export type { DescribeScheduleResponse, ScheduleListEntry };

/** The action of a listed Schedule. */
export interface ScheduleSummaryStartWorkflowAction {
  type: 'startWorkflow';
  workflowType: string;
}
/** The action of a listed Schedule, of any kind. */
export type ScheduleSummaryAction = ScheduleSummaryStartWorkflowAction;

/**
 * The action of a described Schedule. One of a kind that this package does not know has another `type` and is otherwise
 * empty; an update that leaves it alone keeps it as it is in `raw`.
 *
 * An argument that cannot be decoded here is a `RawValue`. Arguments and memo that an update leaves alone are sent back
 * byte for byte.
 */
export type ScheduleDescriptionStartWorkflowAction = ScheduleSummaryStartWorkflowAction &
  Pick<
    WorkflowOptions,
    | 'taskQueue'
    | 'workflowId'
    | 'memo'
    | 'searchAttributes'
    | 'typedSearchAttributes'
    | 'retry'
    | 'workflowExecutionTimeout'
    | 'workflowRunTimeout'
    | 'workflowTaskTimeout'
    | 'staticSummary'
    | 'staticDetails'
    | 'priority'
    | 'versioningOverride'
  > & { args?: any[] | undefined };
/** The action of a described Schedule, of any kind. */
export type ScheduleDescriptionAction = ScheduleDescriptionStartWorkflowAction;

/** A Workflow that a Schedule started. */
export interface ScheduleExecutionStartWorkflowActionResult {
  type: 'startWorkflow';
  workflow: {
    workflowId: string;
    /** The first run; retries, continue-as-new and resets have others. */
    firstExecutionRunId: string;
  };
}
/** What an action that was taken has made, of any kind. */
export type ScheduleExecutionActionResult = ScheduleExecutionStartWorkflowActionResult;

/** An Action that was taken. */
export interface ScheduleExecutionResult {
  /** When it was due, jitter included. */
  scheduledAt: Date;
  takenAt: Date;
  action: ScheduleExecutionActionResult;
}

/** A Schedule as lists show it; they lag behind by up to some seconds. What the server does not know yet is absent. */
export interface ScheduleSummary {
  scheduleId: string;
  spec?: ScheduleSpecDescription | undefined;
  action?: ScheduleSummaryAction | undefined;
  memo?: Record<string, unknown> | undefined;
  /** Every value in an array. Prefer `typedSearchAttributes`. */
  searchAttributes?: SearchAttributes | undefined;
  typedSearchAttributes?: TypedSearchAttributes | undefined;
  state: Pick<ScheduleState, 'note'> & { paused: boolean };
  info: {
    /** The last few, oldest first. */
    recentActions: ScheduleExecutionResult[];
    /** The next few. */
    nextActionTimes: Date[];
  };
  /** The message it was read from. int64 fields are bigint. */
  raw: ScheduleListEntry;
}

/** One page of a list. */
export type SchedulePage = Page<ScheduleSummary>;

/** All that the server tells about one Schedule. Can serve as a template to create another, or to update this one. */
export interface ScheduleDescription {
  scheduleId: string;
  spec: ScheduleSpecDescription;
  action: ScheduleDescriptionAction;
  policies: Required<Pick<SchedulePolicies, 'pauseOnFailure' | 'keepOriginalWorkflowId'>> & {
    overlap: ScheduleOverlapPolicy;
    /** In milliseconds. */
    catchupWindow: number;
  };
  memo?: Record<string, unknown> | undefined;
  /** Every value in an array. Prefer `typedSearchAttributes`. */
  searchAttributes: SearchAttributes;
  typedSearchAttributes: TypedSearchAttributes;
  state: ScheduleState & { paused: boolean };
  info: {
    /** The last ten, oldest first. */
    recentActions: ScheduleExecutionResult[];
    /** The next ten. */
    nextActionTimes: Date[];
    createdAt: Date;
    lastUpdatedAt: Date | undefined;
    /** Workflows that it started and that still run. */
    runningActions: ScheduleExecutionActionResult[];
    numActionsTaken: number;
    /** Not taken, because the server was away for longer than the catchup window. */
    numActionsMissedCatchupWindow: number;
    /** Not taken, because an earlier one still ran. */
    numActionsSkippedOverlap: number;
    /** Waiting for an earlier one to end. */
    numActionsBuffered: number;
    /** Not taken, because too many waited. */
    numActionsDroppedFromBuffer: number;
  };
  /** The message it was read from. int64 fields are bigint. */
  raw: DescribeScheduleResponse;
}
