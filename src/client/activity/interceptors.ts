import type { ActivitySerializationContext } from '../converter/payload-converter.js';
import type { PayloadTypeInfo, TypeInfo } from '../converter/type-info.js';
import type { Headers, NextFunction } from '../interceptors.js';
import type { PageRequest } from '../internal/pages.js';
import type { CallInput } from '../workflow/interceptors.js';
import type { StartedActivityHandle } from './activity-handle.js';
import type {
  ActivityDescribeOptions,
  ActivityOptions,
  ActivityOptionsUpdate,
  ActivityOptionsUpdateResult,
  ActivityPauseOptions,
  ActivityResetOptions,
  ActivityUnpauseOptions,
} from './activity-options.js';
import type { FullActivityId } from './completion-options.js';
import type { ActivityExecutionDescription, ActivityExecutionInfo } from './description.js';
import type { ActivityExecutionPage, CountActivityExecutions } from './list.js';

/** A standalone Activity. */
export interface ActivityTargetInput extends CallInput {
  readonly activityId: string;
  /** Empty for the latest run. */
  readonly activityRunId: string;
}

export interface ActivityStartInput extends CallInput {
  readonly activityType: string;
  readonly options: ActivityOptions;
  readonly headers: Headers;
}

export interface ActivityGetResultInput extends ActivityTargetInput {
  readonly outputType?: TypeInfo | undefined;
}

export interface ActivityDescribeInput extends ActivityTargetInput {
  readonly options: ActivityDescribeOptions;
}

export interface ActivityCancelInput extends ActivityTargetInput {
  readonly reason: string;
}

/** Input of `terminate()`. */
export type ActivityTerminateInput = ActivityCancelInput;

export interface ActivityPauseInput extends ActivityTargetInput {
  readonly options: ActivityPauseOptions;
}

export interface ActivityUnpauseInput extends ActivityTargetInput {
  readonly options: ActivityUnpauseOptions;
}

export interface ActivityResetInput extends ActivityTargetInput {
  readonly options: ActivityResetOptions;
}

export interface ActivityUpdateOptionsInput extends ActivityTargetInput {
  readonly options: ActivityOptionsUpdate;
}

/** Input of `restoreOriginalOptions()`. */
export type ActivityRestoreOriginalOptionsInput = ActivityTargetInput;
/** Input of `delete()`. */
export type ActivityDeleteInput = ActivityTargetInput;

export interface ActivityListInput extends CallInput {
  readonly query: string;
  readonly pageSize?: number | undefined;
  readonly limit?: number | undefined;
}

export interface ActivityListPageInput extends CallInput, PageRequest {
  readonly query: string;
}

export interface ActivityCountInput extends CallInput {
  readonly query: string;
}

/** An Activity that is completed from outside: its task token, or its ids. */
export interface AsyncCompletionInput extends CallInput {
  readonly target: Uint8Array | FullActivityId;
  readonly serializationContext?: ActivitySerializationContext | undefined;
}

export interface ActivityCompleteInput extends AsyncCompletionInput {
  readonly result: unknown;
  readonly typeInfo?: Pick<PayloadTypeInfo, 'outputType'> | undefined;
}

export interface ActivityFailInput extends AsyncCompletionInput {
  readonly error: unknown;
}

export interface ActivityHeartbeatInput extends AsyncCompletionInput {
  readonly details: unknown;
}

/** Input of `reportCancellation()`. */
export type ActivityReportCancellationInput = ActivityHeartbeatInput;

/** @inline */
type Around<Input, Output> = (input: Input, next: NextFunction<Input, Output>) => Promise<Output>;

/**
 * Functions around the calls of `client.activity` and of its handles; all are optional. The first interceptor of a list
 * is the outermost. Names and inputs are those of `@temporalio/client`; `reset`, `delete`, `listPage`, the calls of
 * asynchronous completion and the `call` of every input are ours.
 */
export interface ActivityClientInterceptor {
  /** Around `start` and `execute`. */
  start?: Around<ActivityStartInput, StartedActivityHandle>;
  /** Around the whole wait. @returns the decoded value */
  getResult?: Around<ActivityGetResultInput, unknown>;
  describe?: Around<ActivityDescribeInput, ActivityExecutionDescription>;
  cancel?: Around<ActivityCancelInput, void>;
  terminate?: Around<ActivityTerminateInput, void>;
  pause?: Around<ActivityPauseInput, void>;
  unpause?: Around<ActivityUnpauseInput, void>;
  reset?: Around<ActivityResetInput, void>;
  updateOptions?: Around<ActivityUpdateOptionsInput, ActivityOptionsUpdateResult>;
  restoreOriginalOptions?: Around<ActivityRestoreOriginalOptionsInput, ActivityOptionsUpdateResult>;
  delete?: Around<ActivityDeleteInput, void>;
  /** Around every iteration over a list. See `listPage` too. */
  list?: (
    input: ActivityListInput,
    next: (input: ActivityListInput) => AsyncIterable<ActivityExecutionInfo>,
  ) => AsyncIterable<ActivityExecutionInfo>;
  /** Around every page, also of `list`. */
  listPage?: Around<ActivityListPageInput, ActivityExecutionPage>;
  count?: Around<ActivityCountInput, CountActivityExecutions>;
  complete?: Around<ActivityCompleteInput, void>;
  fail?: Around<ActivityFailInput, void>;
  reportCancellation?: Around<ActivityReportCancellationInput, void>;
  heartbeat?: Around<ActivityHeartbeatInput, void>;
}
