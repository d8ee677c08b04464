import type { Headers, NextFunction } from '../interceptors.js';
import type { CallInput } from '../workflow/interceptors.js';
import type { CountWorkflowExecution } from '../workflow/list.js';
import type { DescribeScheduleResponse, SchedulePage } from './schedule-description.js';
import type { CompiledScheduleOptions, CompiledScheduleUpdateOptions, SchedulePatch } from './schedule-options.js';

export interface CreateScheduleInput extends CallInput {
  /** Of the Workflows that the Schedule will start. */
  readonly headers: Headers;
  readonly options: CompiledScheduleOptions;
}

/** What the creation of a Schedule gives. */
export interface CreateScheduleOutput {
  readonly conflictToken: Uint8Array;
}

export interface DescribeScheduleInput extends CallInput {
  readonly scheduleId: string;
}

export interface UpdateScheduleInput extends CallInput {
  readonly scheduleId: string;
  /** Those that the action has. */
  readonly headers: Headers;
  readonly options: CompiledScheduleUpdateOptions;
  /** Of the description that the update was made from; absent to overwrite whatever is there. */
  readonly conflictToken: Uint8Array | undefined;
}

export interface PatchScheduleInput extends CallInput {
  readonly scheduleId: string;
  readonly patch: SchedulePatch;
}

export interface DeleteScheduleInput extends CallInput {
  readonly scheduleId: string;
}

export interface ListSchedulesInput extends CallInput {
  readonly query: string;
  readonly pageSize: number;
  readonly nextPageToken: Uint8Array;
}

export interface CountSchedulesInput extends CallInput {
  readonly query: string;
}

export interface ListScheduleMatchingTimesInput extends CallInput {
  readonly scheduleId: string;
  readonly start: Date;
  readonly end: Date;
}

/**
 * Functions around the calls of `client.schedule` and of its handles; all are optional. The first interceptor of a list
 * is the outermost. `@temporalio/client` has `create`; the others and the `call` of every input are ours.
 */
export interface ScheduleClientInterceptor {
  create?(
    input: CreateScheduleInput,
    next: NextFunction<CreateScheduleInput, CreateScheduleOutput>,
  ): Promise<CreateScheduleOutput>;
  /** Also around the description that an update begins with. */
  describe?(
    input: DescribeScheduleInput,
    next: NextFunction<DescribeScheduleInput, DescribeScheduleResponse>,
  ): Promise<DescribeScheduleResponse>;
  /** Around each attempt of an update. @throws {@link ScheduleUpdateConflictError} to have it described and tried again */
  update?(input: UpdateScheduleInput, next: NextFunction<UpdateScheduleInput, void>): Promise<void>;
  /** Around `trigger`, `backfill`, `pause`, `unpause` and `patch`. */
  patch?(input: PatchScheduleInput, next: NextFunction<PatchScheduleInput, void>): Promise<void>;
  delete?(input: DeleteScheduleInput, next: NextFunction<DeleteScheduleInput, void>): Promise<void>;
  /** Around every page. */
  list?(input: ListSchedulesInput, next: NextFunction<ListSchedulesInput, SchedulePage>): Promise<SchedulePage>;
  count?(
    input: CountSchedulesInput,
    next: NextFunction<CountSchedulesInput, CountWorkflowExecution>,
  ): Promise<CountWorkflowExecution>;
  listMatchingTimes?(
    input: ListScheduleMatchingTimesInput,
    next: NextFunction<ListScheduleMatchingTimesInput, Date[]>,
  ): Promise<Date[]>;
}
