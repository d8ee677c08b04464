/**
 * Names of `@temporalio/client` and `@temporalio/common` for types that are spelled otherwise here, so that code which
 * imports them compiles. Types only: they weigh nothing.
 */
import type { Failure } from '../../gen/core/temporal/api/failure/v1/message_pb.js';
import type {
  GetWorkflowExecutionHistoryRequest,
  RequestCancelWorkflowExecutionResponse,
  StartWorkflowExecutionRequest,
  TerminateWorkflowExecutionResponse,
} from '../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import type { ActivityExecutionDescription } from './activity/description.js';
import type { ActivityFunction } from './activity/typed-activities.js';
import type { CallScope } from './call-options.js';
import type { Connection } from './connection.js';
import type { PayloadTypeInfo } from './converter/type-info.js';
import type { Workflow } from './definitions.js';
import type { NexusOperationExecutionCount } from './nexus/list.js';
import type { ReachabilityOptions } from './task-queue/reachability.js';
import type { VersioningOverride } from './versioning-override.js';
import type { QueryOptions, SignalOptions, WorkflowHandle } from './workflow/handle.js';
import type { WorkflowClientInterceptor } from './workflow/interceptors.js';
import type { ListOptions } from './workflow/list.js';
import type { WorkflowOptions, WorkflowSignalWithStartOptions } from './workflow/workflow-options.js';

export type {
  GetWorkflowExecutionHistoryRequest,
  RequestCancelWorkflowExecutionResponse,
  StartWorkflowExecutionRequest,
  TerminateWorkflowExecutionResponse,
};

/** A failure on the wire. */
export type ProtoFailure = Failure;
/** What a Client calls through. */
export type ConnectionLike = Connection;
/** What a scoped Client or Connection adds to its calls; `signal` is upstream's `abortSignal`. */
export type CallContext = CallScope;

/** What handles have in common. */
export type BaseWorkflowHandle<W extends Workflow> = Pick<
  WorkflowHandle<W>,
  'result' | 'signal' | 'signalWithOptions' | 'workflowId'
>;
/** Options of `signalWithOptions()`. */
export type WorkflowSignalOptions<Args extends any[] = []> = SignalOptions<Args>;
/** Options of `queryWithOptions()`. */
export type WorkflowQueryOptions<Args extends any[] = []> = QueryOptions<Args>;

/** @inline */
type DurationOptionNames = 'workflowExecutionTimeout' | 'workflowRunTimeout' | 'workflowTaskTimeout';
/** The time limits of a start. */
export type WorkflowDurationOptions = Pick<WorkflowOptions, DurationOptionNames>;
/** Start options that child Workflows have too, without the time limits. */
export type BaseWorkflowOptions = Partial<
  Omit<WorkflowOptions, DurationOptionNames | 'workflowId' | 'taskQueue' | 'followRuns' | 'startDelay' | 'typeInfo'>
>;
/** Start options that child Workflows have too. */
export type CommonWorkflowOptions = BaseWorkflowOptions & WorkflowDurationOptions;
/** Workflow Type and type information. */
export interface WorkflowTypeOptions {
  type: string;
  typeInfo?: PayloadTypeInfo | undefined;
}
/** Options of `signalWithStart()` for a signal without arguments. */
export type WorkflowSignalWithStartOptionsWithoutArgs<Args extends []> = WorkflowSignalWithStartOptions<Args>;
/** Options of `signalWithStart()` for a signal with arguments. */
export type WorkflowSignalWithStartOptionsWithArgs<Args extends [any, ...any[]]> = WorkflowSignalWithStartOptions<Args>;

/** @deprecated Use {@link WorkflowClientInterceptor}. */
export type WorkflowClientCallsInterceptor = WorkflowClientInterceptor;
/** @deprecated Use {@link WorkflowClientInterceptor}. */
export interface WorkflowClientCallsInterceptorFactoryInput {
  workflowId: string;
  runId?: string | undefined;
}
/** @deprecated Use {@link WorkflowClientInterceptor}. */
export type WorkflowClientCallsInterceptorFactory = (
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- they go together
  input: WorkflowClientCallsInterceptorFactoryInput,
) => WorkflowClientInterceptor;

/** The override that lets a Workflow go over to the current version. */
export type AutoUpgradeVersioningOverride = Extract<VersioningOverride, string>;
/** The override that keeps a Workflow with one version. */
export type PinnedVersioningOverride = Exclude<VersioningOverride, string>;

/** Where `DefaultFailureConverter` puts message and stack trace when it encodes them. */
export interface DefaultEncodedFailureAttributes {
  message: string;
  stack_trace: string;
}

/** What a Workflow function returns. */
export type WorkflowReturnType = Promise<any>;
/** Activity functions by name. */
export type UntypedActivities = Record<string, ActivityFunction>;

/** Callbacks of a standalone Activity, as the server describes them. */
export type RawActivityExecutionCallbacks = ActivityExecutionDescription['rawCallbacks'];
/** Number of Nexus Operations with the same values. */
export type NexusOperationExecutionCountGroup = NexusOperationExecutionCount['groups'][number];
/** Options of `client.nexus.list()`. */
export type ListNexusOperationsOptions = ListOptions;
/** @deprecated Goes with the Build Ids of Task Queues. */
export type BaseReachabilityOptions = Pick<ReachabilityOptions, 'buildIds' | 'taskQueues' | 'reachability'>;
