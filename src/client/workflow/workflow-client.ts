import type { CallOptions } from '../call-options.js';
import type { Workflow, WorkflowResultType } from '../definitions.js';
import type { VisibilityCountQuery } from '../visibility/visibility-query.js';
import type { WorkflowContext } from './context.js';
import type { WorkflowExecutionInfo } from './execution-info.js';
import {
  createWorkflowHandle,
  type WorkflowHandle,
  type WorkflowHandleWithSignaledRunId,
  type WorkflowHandleWithStartDetails,
} from './handle.js';
import {
  type CountWorkflowExecution,
  countWorkflows,
  listPage,
  type ListOptions,
  type ListPageOptions,
  listWorkflows,
  type WorkflowExecutionPage,
} from './list.js';
import { awaitResult, type WorkflowResultOptions } from './result.js';
import { signalWithStart, startWorkflow } from './start.js';
import {
  extractWorkflowType,
  type WithWorkflowArgs,
  type WorkflowSignalWithStartOptions,
  type WorkflowStartOptions,
} from './workflow-options.js';

/** Options of {@link WorkflowClient.getHandle}. */
export interface GetWorkflowHandleOptions {
  /** Guards cancel and terminate: they fail when the running chain did not begin with this run. */
  firstExecutionRunId?: string | undefined;
  /** @default true */
  followRuns?: boolean | undefined;
}

/** Starts Workflow Executions and finds them again. Use it as `client.workflow`. */
export class WorkflowClient {
  readonly #context: WorkflowContext;

  /** @internal */
  constructor(context: WorkflowContext) {
    this.#context = context;
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
   * @throws {@link WorkflowExecutionAlreadyStartedError} when the Workflow Id is taken
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}
   */
  async start<W extends Workflow>(
    workflowTypeOrFunc: string | W,
    options: WorkflowStartOptions<W>,
    call: CallOptions = {},
  ): Promise<WorkflowHandleWithStartDetails<W>> {
    const response = await startWorkflow(this.#context, extractWorkflowType(workflowTypeOrFunc), options, call);
    // With USE_EXISTING the answer is about an execution that may have continued as new since it began.
    const firstExecutionRunId = response.firstExecutionRunId || response.runId;
    const { workflowId, followRuns } = options;
    return createWorkflowHandle<W, { firstExecutionRunId: string; eagerlyStarted: boolean }>(
      this,
      this.#context,
      { workflowId, firstExecutionRunId, runIdForResult: response.runId, followRuns },
      { firstExecutionRunId, eagerlyStarted: false },
    );
  }

  /**
   * Starts a Workflow Execution and waits for its result: that of the run it started and of the chain after it.
   *
   * @throws as {@link WorkflowClient.start} and {@link WorkflowHandle.result}
   */
  async execute<W extends Workflow>(
    workflowTypeOrFunc: string | W,
    options: WorkflowStartOptions<W>,
    call: CallOptions = {},
  ): Promise<WorkflowResultType<W>> {
    // The limit is for start and wait together.
    const deadline = call.timeoutMs ? Date.now() + call.timeoutMs : undefined;
    const handle = await this.start(workflowTypeOrFunc, options, call);
    const timeoutMs = deadline && Math.max(1, deadline - Date.now());
    return handle.result({ ...call, timeoutMs });
  }

  /** Handle of an execution that exists, or may. Calls nothing. Without `runId`: the latest run. */
  getHandle<W extends Workflow>(
    workflowId: string,
    runId?: string,
    options: GetWorkflowHandleOptions = {},
  ): WorkflowHandle<W> {
    const { firstExecutionRunId, followRuns } = options;
    return createWorkflowHandle<W, object>(
      this,
      this.#context,
      { workflowId, runId, firstExecutionRunId, runIdForResult: runId ?? firstExecutionRunId, followRuns },
      {},
    );
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
    return awaitResult(this.#context, { workflowId, runId }, options);
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
    const { workflowId, followRuns } = options;
    const signaledRunId = await signalWithStart(this.#context, extractWorkflowType(workflowTypeOrFunc), options, call);
    return createWorkflowHandle<W, { signaledRunId: string }>(
      this,
      this.#context,
      { workflowId, runIdForResult: signaledRunId, followRuns },
      { signaledRunId },
    );
  }

  /**
   * Workflow Executions that match a visibility query, fetched page by page while you iterate. Visibility lags behind
   * by up to some seconds: to see what you just started, describe it.
   *
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query, at the first iteration
   */
  list(options: ListOptions = {}): AsyncIterable<WorkflowExecutionInfo> {
    return { [Symbol.asyncIterator]: () => listWorkflows(this.#context, options) };
  }

  /** One page of {@link WorkflowClient.list}, for tables with a "next" button. */
  async listPage(options: ListPageOptions = {}): Promise<WorkflowExecutionPage> {
    return listPage(this.#context, options);
  }

  /**
   * Number of executions that match, and by group with `GROUP BY ExecutionStatus`.
   *
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query
   */
  async count(query: VisibilityCountQuery = '', call: CallOptions = {}): Promise<CountWorkflowExecution> {
    return countWorkflows(this.#context, query, call);
  }
}
