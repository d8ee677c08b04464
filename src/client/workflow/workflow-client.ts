import { type BaseClientOptions, loadClientContext } from '../base-client.js';
import { type CallOptions, type CallScope, shareTimeLimit, type WaitOptions } from '../call-options.js';
import type { Connection } from '../connection.js';
import type { PayloadTypeInfo } from '../converter/type-info.js';
import { readDefinition, type UpdateDefinition, type Workflow, type WorkflowResultType } from '../definitions.js';
import { WorkflowExecutionAlreadyStartedError } from '../failure.js';
import { intercept } from '../interceptors.js';
import { lazyPart } from '../internal/lazy-part.js';
import { iteratePages, pageRequest } from '../internal/pages.js';
import type { VisibilityCountQuery } from '../visibility/visibility-query.js';
import type { WorkflowContext } from './context.js';
import { createWorkflowHandle, type HandleTarget } from './create-handle.js';
import { describeWorkflow } from './describe.js';
import type {
  ExecuteUpdateOptions,
  StartUpdateOptions,
  WorkflowHandle,
  WorkflowHandleWithSignaledRunId,
  WorkflowHandleWithStartDetails,
} from './handle.js';
import type { QueryRejectCondition } from './id-policies.js';
import {
  type InterceptorsFor,
  loadWorkflowInterceptors,
  type WorkflowClientInterceptor,
  type WorkflowClientInterceptors,
} from './interceptors.js';
import {
  type AsyncWorkflowListIterable,
  type CountWorkflowExecution,
  countWorkflows,
  listPage,
  type ListOptions,
  type ListPageOptions,
  type WorkflowExecutionPage,
} from './list.js';
import type { WorkflowExecutionInfo } from './execution-info.js';
import type { ListClosedOptions, ListOpenOptions } from './operations/other-lists.js';
import type { WorkflowResultOptions } from './result.js';
import { startWorkflow } from './start.js';
import type { WorkflowUpdateHandle } from './update-handle.js';
import type { WithStartWorkflowOperation } from './with-start-operation.js';
import {
  compileWorkflowOptions,
  extractWorkflowTypeAndConfig,
  type OnAlreadyStarted,
  type WithWorkflowArgs,
  type WorkflowSignalWithStartOptions,
  type WorkflowStartOptions,
} from './workflow-options.js';

const histories = /*@__PURE__*/ lazyPart(() => import('./into-histories.js'));
const operations = /*@__PURE__*/ lazyPart(() => import('./operations/index.js'));
const updatesWithStart = /*@__PURE__*/ lazyPart(() => import('./operations/execute-update-with-start.js'));

/** Options of {@link WorkflowClient}. */
export interface WorkflowClientOptions extends BaseClientOptions {
  /** For queries that do not say it themselves. @default 'NONE' */
  queryRejectCondition?: QueryRejectCondition | undefined;
  /** The first is the outermost. @default none */
  interceptors?: readonly WorkflowClientInterceptor[] | WorkflowClientInterceptors | InterceptorsFor | undefined;
}

/** Options of {@link WorkflowClient.getHandle}. */
export interface GetWorkflowHandleOptions {
  /** Guards cancel, terminate and updates: they fail when the running chain did not begin with this run. */
  firstExecutionRunId?: string | undefined;
  /** @default true */
  followRuns?: boolean | undefined;
  /** Type of the result. @experimental */
  typeInfo?: PayloadTypeInfo | undefined;
}

/** Starts Workflow Executions and finds them again. Use it as `client.workflow`, or alone in a page that needs no more. */
export class WorkflowClient {
  readonly #context: WorkflowContext;

  /** @throws TypeError for an impossible option */
  constructor(options: WorkflowClientOptions = {}) {
    this.#context = {
      ...loadClientContext(options),
      queryRejectCondition: options.queryRejectCondition ?? 'NONE',
      interceptorsFor: loadWorkflowInterceptors(options.interceptors),
    };
  }

  /** What the calls go through. */
  get connection(): Connection {
    return this.#context.connection;
  }

  /**
   * Starts a Workflow Execution. Resolves when the server has it, whether or not a worker polls its Task Queue.
   *
   * @param workflowTypeOrFunc name of the Workflow Type. A function works too, by its `name`; a page should pass the
   *   name with `typeof` the function as type parameter, since bundlers rename functions and would pull Workflow code in.
   * @example
   * ```ts
   * const handle = await client.workflow.start<typeof greet>('greet', { args: ['Ada'], taskQueue: 'samples', workflowId: 'greet-1' });
   * await handle.result(); // 'Hello, Ada!'
   * ```
   * @throws TypeError | RangeError | {@link ValueError} when an option or an argument is impossible; nothing is sent then
   * @throws {@link WorkflowExecutionAlreadyStartedError} when the Workflow Id is taken, unless `onAlreadyStarted` is 'attach'
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}
   */
  async start<W extends Workflow>(
    workflowTypeOrFunc: string | W,
    startOptions: WorkflowStartOptions<W>,
    call: CallOptions = {},
  ): Promise<WorkflowHandleWithStartDetails<W>> {
    // In JavaScript the options may be missing altogether; what is missing is then named.
    const { onAlreadyStarted = 'error', ...options } = { ...startOptions };
    const context = this.#context;
    const { workflowId, followRuns } = options;
    const { type: workflowType, typeInfo } = extractWorkflowTypeAndConfig(workflowTypeOrFunc, options.typeInfo);
    const { runId, firstExecutionRunId, eagerlyStarted, started } = await intercept(
      context.interceptorsFor(workflowId),
      'startWithDetails',
      (input) => startWorkflow(context, input),
    )({ workflowType, headers: {}, options: compileWorkflowOptions({ ...options, typeInfo }), call }).catch(
      (error: unknown) => this.#attach(error, onAlreadyStarted, call),
    );
    const first = firstExecutionRunId ?? runId;
    return this.#handle<W, { firstExecutionRunId: string; eagerlyStarted: boolean; started: boolean }>(
      { workflowId, firstExecutionRunId: first, runIdForResult: runId, followRuns, typeInfo },
      { firstExecutionRunId: first, eagerlyStarted, started: started ?? true },
    );
  }

  /** What `start` goes on with when the Workflow Id is taken and the caller wants the execution that has it. */
  async #attach(error: unknown, onAlreadyStarted: OnAlreadyStarted, call: CallOptions) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError) || onAlreadyStarted !== 'attach') throw error;
    const { workflowId, runId } = error;
    const { workflowExecutionInfo } = await describeWorkflow(this.#context, {
      workflowExecution: { workflowId, runId },
      call,
    });
    const existing = runId ?? workflowExecutionInfo?.execution?.runId ?? '';
    return {
      runId: existing,
      firstExecutionRunId: workflowExecutionInfo?.firstRunId || existing,
      eagerlyStarted: false,
      started: false,
    };
  }

  /**
   * Starts a Workflow Execution and waits for its result: that of the run it started and of the chain after it.
   *
   * @throws as {@link WorkflowClient.start} and {@link WorkflowHandle.result}
   */
  async execute<W extends Workflow>(
    workflowTypeOrFunc: string | W,
    options: WorkflowStartOptions<W>,
    call: WaitOptions = {},
  ): Promise<WorkflowResultType<W>> {
    // The limit is for start and wait together.
    const shared = shareTimeLimit(call);
    // The file that waiting needs comes while the server starts the Workflow. Should it fail to, the wait tries again.
    void this.connection.preparePolls().catch(() => undefined);
    const handle = await this.start(workflowTypeOrFunc, options, shared());
    return handle.result(shared());
  }

  /** Handle of an execution that exists, or may. Calls nothing. Without `runId`: the latest run. */
  getHandle<W extends Workflow>(
    workflowId: string,
    runId?: string,
    options: GetWorkflowHandleOptions = {},
  ): WorkflowHandle<W> {
    const runIdForResult = runId ?? options.firstExecutionRunId;
    return this.#handle<W, object>({ workflowId, runId, ...options, runIdForResult }, {});
  }

  /**
   * Waits for the result of an execution that another page, process or visit started.
   *
   * @throws as {@link WorkflowHandle.result}
   */
  async result<W extends Workflow>(
    workflowId: string,
    runId?: string,
    options: WorkflowResultOptions = {},
  ): Promise<WorkflowResultType<W>> {
    return this.getHandle<W>(workflowId, runId).result(options);
  }

  /**
   * Signals the running execution of the Workflow Id, or starts one and signals it, in one step.
   *
   * @throws as {@link WorkflowClient.start}
   */
  async signalWithStart<W extends Workflow, SignalArgs extends any[] = []>(
    workflowTypeOrFunc: string | W,
    options: WithWorkflowArgs<W, WorkflowSignalWithStartOptions<SignalArgs>>,
    call: CallOptions = {},
  ): Promise<WorkflowHandleWithSignaledRunId<W>> {
    const context = this.#context;
    const { signal, signalArgs = [], signalTypeInfo: callSite, ...startOptions } = options;
    const { workflowId, followRuns } = startOptions;
    const { name: signalName, typeInfo: signalTypeInfo } = readDefinition<PayloadTypeInfo>(signal, callSite);
    const { type: workflowType, typeInfo } = extractWorkflowTypeAndConfig(workflowTypeOrFunc, startOptions.typeInfo);
    const { signalWithStart } = await operations();
    const signaledRunId = await intercept(context.interceptorsFor(workflowId), 'signalWithStart', (input) =>
      signalWithStart(context, input),
    )({
      workflowType,
      signalName,
      signalArgs,
      signalTypeInfo,
      headers: {},
      options: compileWorkflowOptions({ ...startOptions, typeInfo }),
      call,
    });
    return this.#handle<W, { signaledRunId: string }>(
      { workflowId, runIdForResult: signaledRunId, followRuns, typeInfo },
      { signaledRunId },
    );
  }

  /**
   * Starts the Workflow of an operation, or uses the one that runs, and sends it an update, in one step.
   *
   * @returns when the update has reached `waitForStage`. The handle of the Workflow is in the operation.
   * @throws Error when the operation was used before
   * @throws {@link WorkflowUpdateRPCTimeoutOrCancelledError} when the call ends first; the update may still happen
   * @throws as {@link WorkflowClient.start}
   */
  async startUpdateWithStart<W extends Workflow, Ret, Args extends any[]>(
    updateDef: UpdateDefinition<Ret, Args> | string,
    options: StartUpdateOptions<Args> & { startWorkflowOperation: WithStartWorkflowOperation<W> },
  ): Promise<WorkflowUpdateHandle<Ret>> {
    return (await updatesWithStart()).executeUpdateWithStart<W, Ret>(
      this.#context,
      (target, extra) => this.#handle(target, extra),
      updateDef,
      options as never,
    );
  }

  /**
   * As {@link WorkflowClient.startUpdateWithStart}, and waits for the result of the update.
   *
   * @throws {@link WorkflowUpdateFailedError} when its validator refused it, or its handler failed
   */
  async executeUpdateWithStart<W extends Workflow, Ret, Args extends any[]>(
    updateDef: UpdateDefinition<Ret, Args> | string,
    options: ExecuteUpdateOptions<Args> & { startWorkflowOperation: WithStartWorkflowOperation<W> },
  ): Promise<Ret> {
    const { signal, metadata } = options;
    const shared = shareTimeLimit(options);
    const handle = await this.startUpdateWithStart<W, Ret, Args>(updateDef, {
      ...options,
      waitForStage: 'COMPLETED',
    } as unknown as StartUpdateOptions<Args> & { startWorkflowOperation: WithStartWorkflowOperation<W> });
    return handle.result({ signal, metadata, timeoutMs: shared().timeoutMs });
  }

  /**
   * Workflow Executions that match a visibility query, fetched page by page while you iterate. Visibility lags behind
   * by up to some seconds: to see what you just started, describe it.
   *
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query, at the first iteration
   */
  list(options: ListOptions = {}): AsyncWorkflowListIterable {
    const executions = iteratePages(options, (page) => this.listPage({ ...options, ...page }));
    const context = this.#context;
    return {
      ...executions,
      intoHistories: (historyOptions = {}) => ({
        async *[Symbol.asyncIterator]() {
          yield* (await histories()).intoHistories(context, executions, historyOptions);
        },
      }),
    };
  }

  /** One page of {@link WorkflowClient.list}, for tables with a "next" button. */
  async listPage(options: ListPageOptions = {}): Promise<WorkflowExecutionPage> {
    const { query = '', pageSize, nextPageToken, signal, timeoutMs, metadata } = options;
    return intercept(this.#context.interceptorsFor(''), 'list', (input) => listPage(this.#context, input))({
      query: String(query),
      ...pageRequest({ pageSize, nextPageToken }),
      call: { signal, timeoutMs, metadata },
    });
  }

  /**
   * Executions in the Namespace's archive, which is queried in the archive's own language.
   *
   * @throws {@link ServiceError} at the first iteration, also when the Namespace has no archive
   */
  listArchived(options: ListOptions = {}): AsyncIterable<WorkflowExecutionInfo> {
    return iteratePages(options, (page) => this.listArchivedPage({ ...options, ...page }));
  }

  /** One page of {@link WorkflowClient.listArchived}. */
  async listArchivedPage(options: ListPageOptions = {}): Promise<WorkflowExecutionPage> {
    return (await operations()).listArchivedPage(this.#context, options);
  }

  /** Running executions by start time and one id or type: for clusters whose visibility store takes no queries. */
  listOpen(options: ListOpenOptions = {}): AsyncIterable<WorkflowExecutionInfo> {
    const { limit: _, ...filters } = options;
    return iteratePages(options, async (page) =>
      (await operations()).listOpenPage(this.#context, { ...filters, ...page }),
    );
  }

  /** Closed executions by start time and one id, type or status. See {@link WorkflowClient.listOpen}. */
  listClosed(options: ListClosedOptions = {}): AsyncIterable<WorkflowExecutionInfo> {
    const { limit: _, ...filters } = options;
    return iteratePages(options, async (page) =>
      (await operations()).listClosedPage(this.#context, { ...filters, ...page }),
    );
  }

  /**
   * Number of executions that match, and by group with `GROUP BY ExecutionStatus`.
   *
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query
   */
  async count(query: VisibilityCountQuery = '', call: CallOptions = {}): Promise<CountWorkflowExecution> {
    return intercept(this.#context.interceptorsFor(''), 'count', (input) => countWorkflows(this.#context, input))({
      query: String(query),
      call,
    });
  }

  /** The same client, with `scope` applied to every call. */
  with(scope: CallScope): WorkflowClient {
    const { interceptorsFor: interceptors, ...context } = this.#context;
    return new WorkflowClient({ ...context, interceptors, connection: this.connection.with(scope) });
  }

  #handle<W extends Workflow, Extra extends object>(target: HandleTarget, extra: Extra): WorkflowHandle<W> & Extra {
    return createWorkflowHandle<W, Extra>(this, this.#context, target, extra);
  }
}
