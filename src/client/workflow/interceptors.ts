import type { Outcome } from '../../../gen/core/temporal/api/update/v1/message_pb.js';
import type {
  DescribeWorkflowExecutionResponse,
  RequestCancelWorkflowExecutionResponse,
  TerminateWorkflowExecutionResponse,
} from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import type { CallOptions } from '../call-options.js';
import type { PayloadTypeInfo, TypeInfo } from '../converter/type-info.js';
import type { Headers, NextFunction } from '../interceptors.js';
import type { HistoryPage, HistoryPageInput } from './history.js';
import type { QueryRejectCondition } from './id-policies.js';
import type { CountWorkflowExecution, WorkflowExecutionPage } from './list.js';
import type { WorkflowUpdateOptions, WorkflowUpdateStage } from './update-options.js';
import type { CompiledWorkflowOptions } from './workflow-options.js';

/** A Workflow Id, and a Run Id unless the latest run is meant. */
export interface WorkflowExecution {
  readonly workflowId: string;
  readonly runId?: string | undefined;
}

/** What every input has. */
export interface CallInput {
  /** Limits and metadata of this call. */
  readonly call?: CallOptions | undefined;
}

export interface WorkflowStartInput extends CallInput {
  readonly workflowType: string;
  readonly headers: Headers;
  readonly options: CompiledWorkflowOptions;
}

/** What a start gives. */
export interface WorkflowStartOutput {
  readonly runId: string;
  readonly eagerlyStarted: boolean;
  /** First run of the chain; differs from `runId` when an execution that was running already is used. */
  readonly firstExecutionRunId?: string | undefined;
  /** Whether this call started it. */
  readonly started?: boolean | undefined;
}

export interface WorkflowSignalInput extends CallInput {
  readonly signalName: string;
  readonly args: readonly unknown[];
  readonly typeInfo?: SignalTypeInfo | undefined;
  readonly workflowExecution: WorkflowExecution;
  readonly headers: Headers;
}

/** Types of the arguments of a signal. */
export type SignalTypeInfo = Pick<PayloadTypeInfo, 'inputTypes'>;

export interface WorkflowSignalWithStartInput extends CallInput {
  readonly workflowType: string;
  readonly signalName: string;
  readonly signalArgs: readonly unknown[];
  readonly signalTypeInfo?: SignalTypeInfo | undefined;
  readonly headers: Headers;
  readonly options: CompiledWorkflowOptions;
}

export interface WorkflowQueryInput extends CallInput {
  readonly queryType: string;
  readonly args: readonly unknown[];
  readonly typeInfo?: PayloadTypeInfo | undefined;
  readonly workflowExecution: WorkflowExecution;
  readonly queryRejectCondition?: QueryRejectCondition | undefined;
  readonly headers: Headers;
}

export interface WorkflowTerminateInput extends CallInput {
  readonly workflowExecution: WorkflowExecution;
  readonly reason?: string | undefined;
  readonly details?: readonly unknown[] | undefined;
  readonly firstExecutionRunId?: string | undefined;
}

export interface WorkflowCancelInput extends CallInput {
  readonly workflowExecution: WorkflowExecution;
  readonly reason?: string | undefined;
  readonly firstExecutionRunId?: string | undefined;
}

export interface WorkflowDescribeInput extends CallInput {
  readonly workflowExecution: WorkflowExecution;
}

export interface WorkflowStartUpdateInput extends CallInput {
  readonly updateName: string;
  readonly args: readonly unknown[];
  readonly typeInfo?: PayloadTypeInfo | undefined;
  readonly workflowExecution: WorkflowExecution;
  readonly firstExecutionRunId?: string | undefined;
  readonly headers: Headers;
  readonly options: WorkflowUpdateOptions;
  readonly waitForStage: WorkflowUpdateStage;
}

/** What an update that was sent gives. */
export interface WorkflowStartUpdateOutput {
  readonly updateId: string;
  readonly workflowRunId: string;
  /** Present when the update has completed. */
  readonly outcome?: Outcome | undefined;
  readonly outputTypeInfo?: TypeInfo | undefined;
}

export interface WorkflowPollUpdateInput extends CallInput {
  readonly updateId: string;
  readonly workflowExecution: WorkflowExecution;
}

export interface WorkflowStartUpdateWithStartInput extends CallInput {
  readonly workflowType: string;
  readonly workflowStartOptions: CompiledWorkflowOptions;
  readonly workflowStartHeaders: Headers;
  readonly updateName: string;
  readonly updateArgs: readonly unknown[];
  readonly updateTypeInfo?: PayloadTypeInfo | undefined;
  readonly updateOptions: WorkflowUpdateOptions;
  readonly updateHeaders: Headers;
  readonly waitForStage: WorkflowUpdateStage;
}

/** What an update with its start gives. */
export interface WorkflowStartUpdateWithStartOutput {
  readonly workflowExecution: WorkflowExecution;
  readonly updateId: string;
  readonly updateOutcome?: Outcome | undefined;
  readonly updateOutputTypeInfo?: TypeInfo | undefined;
}

export interface WorkflowResultInput extends CallInput {
  readonly workflowExecution: WorkflowExecution;
  readonly followRuns: boolean;
  readonly typeInfo?: Pick<PayloadTypeInfo, 'outputType'> | undefined;
}

export interface WorkflowListInput extends CallInput {
  readonly query: string;
  readonly pageSize: number;
  readonly nextPageToken: Uint8Array;
}

export interface WorkflowCountInput extends CallInput {
  readonly query: string;
}

/**
 * Functions around the calls of `client.workflow` and of its handles; all are optional. The first interceptor of a list
 * is the outermost. Names and inputs are those of `@temporalio/client`; `result`, `pollUpdate`, `list`,
 * `count`, `historyPage` and the `call` of every input are ours.
 */
export interface WorkflowClientInterceptor {
  /** @deprecated Use `startWithDetails`. */
  start?(input: WorkflowStartInput, next: (input: WorkflowStartInput) => Promise<string>): Promise<string>;
  /** Around `start` and `execute`. See `signalWithStart` too. */
  startWithDetails?(
    input: WorkflowStartInput,
    next: NextFunction<WorkflowStartInput, WorkflowStartOutput>,
  ): Promise<WorkflowStartOutput>;
  /** @returns Run Id of the run that was signalled */
  signalWithStart?(
    input: WorkflowSignalWithStartInput,
    next: NextFunction<WorkflowSignalWithStartInput, string>,
  ): Promise<string>;
  startUpdate?(
    input: WorkflowStartUpdateInput,
    next: NextFunction<WorkflowStartUpdateInput, WorkflowStartUpdateOutput>,
  ): Promise<WorkflowStartUpdateOutput>;
  startUpdateWithStart?(
    input: WorkflowStartUpdateWithStartInput,
    next: NextFunction<WorkflowStartUpdateWithStartInput, WorkflowStartUpdateWithStartOutput>,
  ): Promise<WorkflowStartUpdateWithStartOutput>;
  signal?(input: WorkflowSignalInput, next: NextFunction<WorkflowSignalInput, void>): Promise<void>;
  /** @returns the decoded value */
  query?(input: WorkflowQueryInput, next: NextFunction<WorkflowQueryInput, unknown>): Promise<unknown>;
  terminate?(
    input: WorkflowTerminateInput,
    next: NextFunction<WorkflowTerminateInput, TerminateWorkflowExecutionResponse>,
  ): Promise<TerminateWorkflowExecutionResponse>;
  cancel?(
    input: WorkflowCancelInput,
    next: NextFunction<WorkflowCancelInput, RequestCancelWorkflowExecutionResponse>,
  ): Promise<RequestCancelWorkflowExecutionResponse>;
  describe?(
    input: WorkflowDescribeInput,
    next: NextFunction<WorkflowDescribeInput, DescribeWorkflowExecutionResponse>,
  ): Promise<DescribeWorkflowExecutionResponse>;
  /** Around the whole wait. @returns the decoded value */
  result?(input: WorkflowResultInput, next: NextFunction<WorkflowResultInput, unknown>): Promise<unknown>;
  /** Around the whole wait for the outcome of an update that was not in the first answer. */
  pollUpdate?(input: WorkflowPollUpdateInput, next: NextFunction<WorkflowPollUpdateInput, Outcome>): Promise<Outcome>;
  /** Around every page. */
  list?(
    input: WorkflowListInput,
    next: NextFunction<WorkflowListInput, WorkflowExecutionPage>,
  ): Promise<WorkflowExecutionPage>;
  count?(
    input: WorkflowCountInput,
    next: NextFunction<WorkflowCountInput, CountWorkflowExecution>,
  ): Promise<CountWorkflowExecution>;
  /** Around every page of a history. */
  historyPage?(input: HistoryPageInput, next: NextFunction<HistoryPageInput, HistoryPage>): Promise<HistoryPage>;
}

/** The old form of the option: one interceptor made for each handle. Prefer a list of {@link WorkflowClientInterceptor}. */
export interface WorkflowClientInterceptors {
  /** Makes the interceptor of a handle. */
  calls?: ((target: { workflowId: string; runId?: string | undefined }) => WorkflowClientInterceptor)[];
}

/** Interceptors for the calls about one Workflow Id. @inline */
export type InterceptorsFor = (workflowId: string, runId?: string) => readonly WorkflowClientInterceptor[];

/** All forms of the option as one function; an interceptor with the old `start` gets `startWithDetails` of it. */
export function loadWorkflowInterceptors(
  interceptors: readonly WorkflowClientInterceptor[] | WorkflowClientInterceptors | InterceptorsFor = [],
): InterceptorsFor {
  if (typeof interceptors === 'function') return interceptors;
  if (!('calls' in interceptors)) {
    const adapted = (interceptors as readonly WorkflowClientInterceptor[]).map(withStartDetails);
    return () => adapted;
  }
  const factories = interceptors.calls ?? [];
  return (workflowId, runId) => factories.map((make) => withStartDetails(make({ workflowId, runId })));
}

function withStartDetails(interceptor: WorkflowClientInterceptor): WorkflowClientInterceptor {
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- accepted as upstream accepts it
  if (!interceptor.start || interceptor.startWithDetails) return interceptor;
  const adapted = Object.create(interceptor) as WorkflowClientInterceptor;
  adapted.startWithDetails = async (input, next) => {
    let output: WorkflowStartOutput = { runId: '', eagerlyStarted: false };
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- as above
    const runId = await interceptor.start!(input, async (changed) => (output = await next(changed)).runId);
    return { ...output, runId };
  };
  return adapted;
}
