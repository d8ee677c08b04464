import type { CallOptions, CallScope } from '../call-options.js';
import type { PayloadTypeInfo } from '../converter/type-info.js';
import type {
  QueryDefinition,
  SignalDefinition,
  UpdateDefinition,
  Workflow,
  WorkflowResultType,
} from '../definitions.js';
import type { CancelOptions, cancelWorkflow } from './cancel.js';
import type { WorkflowExecutionDescription } from './describe.js';
import type { History, HistoryOptions, HistoryPage } from './history.js';
import type { QueryRejectCondition } from './id-policies.js';
import type { SignalTypeInfo } from './interceptors.js';
import type { WorkflowOperations } from './operations/workflow-operations.js';
import type { WorkflowResultOptions } from './result.js';
import type { TerminateOptions, terminateWorkflow } from './terminate.js';
import type { WorkflowUpdateHandle } from './update-handle.js';
import type { WorkflowUpdateOptions } from './update-options.js';
import type { WorkflowClient } from './workflow-client.js';

/** Options of a signal. */
export interface SignalOptions<Args extends any[]> extends CallOptions {
  args?: NoInfer<Args> | undefined;
  /** Types of the arguments, for signals by name. @experimental */
  typeInfo?: SignalTypeInfo | undefined;
}

/** Options of a query. */
export interface QueryOptions<Args extends any[]> extends CallOptions {
  args?: NoInfer<Args> | undefined;
  /** @default as the client says */
  rejectCondition?: QueryRejectCondition | undefined;
  /** Types of arguments and result, for queries by name. @experimental */
  typeInfo?: PayloadTypeInfo | undefined;
}

/** Options of `startUpdate`. */
export type StartUpdateOptions<Args extends any[]> = ExecuteUpdateOptions<Args> & {
  /** How long to wait. The call returns sooner than `COMPLETED` only with `ACCEPTED`. */
  waitForStage: 'ACCEPTED' | 'COMPLETED';
};

/** Options of `executeUpdate`. `args` is required when the update has parameters. */
export type ExecuteUpdateOptions<Args extends any[]> = WorkflowUpdateOptions &
  CallOptions &
  (Args extends [any, ...any[]] ? { args: NoInfer<Args> } : { args?: NoInfer<Args> | undefined });

/** What `executeUpdate` takes after the update: options, which may be left out when no argument is required. */
export type ExecuteUpdateArguments<Args extends any[]> = [] extends Args
  ? [options?: ExecuteUpdateOptions<Args>]
  : [options: ExecuteUpdateOptions<Args>];

/** Options of `getUpdateHandle`. */
export interface GetWorkflowUpdateHandleOptions {
  /** The run that the update went to. @default the handle's, else the latest */
  workflowRunId?: string | undefined;
  /** Type of the result. @experimental */
  typeInfo?: Pick<PayloadTypeInfo, 'outputType'> | undefined;
}

/**
 * One Workflow Execution to talk to. Making a handle calls nothing.
 *
 * Without a Run Id the calls go to the latest run of the Workflow Id; `result()` then waits for the run that
 * `start` gave, and follows its chain.
 */
export interface WorkflowHandle<W extends Workflow = Workflow> extends WorkflowOperations {
  readonly workflowId: string;
  /** The client that made it. */
  readonly client: WorkflowClient;
  /** Waits until the execution closes. @throws {@link WorkflowFailedError} when it did not complete */
  result(options?: WorkflowResultOptions): Promise<WorkflowResultType<W>>;
  /** What the server knows of it now. */
  describe(options?: CallOptions): Promise<WorkflowExecutionDescription>;
  /** Sends a signal. Resolves when the server has it, not when the Workflow has handled it. */
  signal<Args extends any[] = []>(definition: SignalDefinition<Args>, ...args: NoInfer<Args>): Promise<void>;
  /** Sends a signal by its name. Resolves when the server has it, not when the Workflow has handled it. */
  signal<Args extends any[] = any[]>(name: string, ...args: Args): Promise<void>;
  /** As {@link WorkflowHandle.signal}, with options. */
  signalWithOptions<Args extends any[] = any[]>(
    definition: SignalDefinition<Args> | string,
    options: SignalOptions<Args>,
  ): Promise<void>;
  /** Asks a worker for a value that the Workflow offers. */
  query<Ret, Args extends any[] = []>(definition: QueryDefinition<Ret, Args>, ...args: NoInfer<Args>): Promise<Ret>;
  /** Asks a worker for a value that the Workflow offers under this name. */
  query<Ret = unknown, Args extends any[] = any[]>(name: string, ...args: Args): Promise<Ret>;
  /** As {@link WorkflowHandle.query}, with options. */
  queryWithOptions<Ret = unknown, Args extends any[] = any[]>(
    definition: QueryDefinition<Ret, Args> | string,
    options: QueryOptions<Args>,
  ): Promise<Ret>;
  /**
   * Sends an update and waits until the Workflow has accepted it. Needs a worker; give a `timeoutMs` where there may be none.
   *
   * @throws {@link WorkflowUpdateRPCTimeoutOrCancelledError} when the call ends first; the update may still happen
   */
  startUpdate<Ret = unknown, Args extends any[] = any[]>(
    definition: UpdateDefinition<Ret, Args> | string,
    options: StartUpdateOptions<Args>,
  ): Promise<WorkflowUpdateHandle<Ret>>;
  /**
   * Sends an update and waits for its result.
   *
   * @throws {@link WorkflowUpdateFailedError} when its validator refused it, or its handler failed
   * @throws {@link WorkflowUpdateRPCTimeoutOrCancelledError} when the call ends first; the update may still happen
   */
  executeUpdate<Ret = unknown, Args extends any[] = any[]>(
    definition: UpdateDefinition<Ret, Args> | string,
    ...options: ExecuteUpdateArguments<Args>
  ): Promise<Ret>;
  /** Handle of an update that this or another page has sent. Calls nothing. */
  getUpdateHandle<Ret = unknown>(updateId: string, options?: GetWorkflowUpdateHandleOptions): WorkflowUpdateHandle<Ret>;
  /** Asks the Workflow to end itself. */
  cancel(options?: CancelOptions): ReturnType<typeof cancelWorkflow>;
  /** Ends the execution at once. */
  terminate(reason?: string, options?: TerminateOptions): ReturnType<typeof terminateWorkflow>;
  /** All events of the present history. */
  fetchHistory(options?: CallOptions): Promise<History>;
  /**
   * The history, page by page, if asked for live, backwards, or only its end.
   *
   * @example
   * ```ts
   * for await (const { events } of handle.history({ live: true })) events.forEach(show);
   * ```
   * @throws TypeError for options that exclude each other, at the first iteration
   */
  history(options?: HistoryOptions): AsyncIterable<HistoryPage>;
  /** The same handle, with `scope` applied to every call. */
  with(scope: CallScope): this;
}

/** A handle that `start` returned. */
export interface WorkflowHandleWithFirstExecutionRunId<W extends Workflow = Workflow> extends WorkflowHandle<W> {
  /** Run Id of the first run of the chain. */
  readonly firstExecutionRunId: string;
}

/** A handle that `start` returned, in full. */
export interface WorkflowHandleWithStartDetails<
  W extends Workflow = Workflow,
> extends WorkflowHandleWithFirstExecutionRunId<W> {
  /** Always false: a page has no worker to start eagerly. */
  readonly eagerlyStarted: boolean;
  /** Whether this call started the execution; false for one that was there already. */
  readonly started: boolean;
}

/** A handle that `signalWithStart` returned. */
export interface WorkflowHandleWithSignaledRunId<W extends Workflow = Workflow> extends WorkflowHandle<W> {
  /** Run Id of the run that was signalled. */
  readonly signaledRunId: string;
}
