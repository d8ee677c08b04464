import type { CallOptions, CallScope } from '../call-options.js';
import {
  definitionName,
  type QueryDefinition,
  type SignalDefinition,
  type Workflow,
  type WorkflowResultType,
} from '../definitions.js';
import { type CancelOptions, cancelWorkflow } from './cancel.js';
import type { WorkflowContext, WorkflowTarget } from './context.js';
import { describeWorkflow, type WorkflowExecutionDescription } from './describe.js';
import type { History } from './history.js';
import type { QueryRejectCondition } from './id-policies.js';
import { queryWorkflow } from './query.js';
import { awaitResult, type WorkflowResultOptions } from './result.js';
import { lazyPart } from '../internal/lazy-part.js';
import { signalWorkflow } from './signal.js';
import { type TerminateOptions, terminateWorkflow } from './terminate.js';
import type { WorkflowClient } from './workflow-client.js';

/**
 * One Workflow Execution to talk to. Making a handle calls nothing.
 *
 * Without a Run Id the calls go to the latest run of the Workflow Id; `result()` then waits for the run that
 * `start` gave, and follows its chain.
 */
export interface WorkflowHandle<W extends Workflow = Workflow> {
  readonly workflowId: string;
  /** The client that made it. */
  readonly client: WorkflowClient;
  /** Waits until the execution closes. @throws {@link WorkflowFailedError} when it did not complete */
  result(options?: WorkflowResultOptions): Promise<WorkflowResultType<W>>;
  /** What the server knows of it now. */
  describe(options?: CallOptions): Promise<WorkflowExecutionDescription>;
  /** Sends a signal. Resolves when the server has it, not when the Workflow has handled it. */
  signal<Args extends any[] = []>(definition: SignalDefinition<Args>, ...args: NoInfer<Args>): Promise<void>;
  signal<Args extends any[] = any[]>(name: string, ...args: Args): Promise<void>;
  /** As {@link WorkflowHandle.signal}, with options. */
  signalWithOptions<Args extends any[] = []>(
    definition: SignalDefinition<Args> | string,
    options: CallOptions & { args?: NoInfer<Args> | undefined },
  ): Promise<void>;
  /** Asks a worker for a value that the Workflow offers. */
  query<Ret, Args extends any[] = []>(definition: QueryDefinition<Ret, Args>, ...args: NoInfer<Args>): Promise<Ret>;
  query<Ret = unknown, Args extends any[] = any[]>(name: string, ...args: Args): Promise<Ret>;
  /** As {@link WorkflowHandle.query}, with options. */
  queryWithOptions<Ret, Args extends any[] = []>(
    definition: QueryDefinition<Ret, Args> | string,
    options: CallOptions & { args?: NoInfer<Args> | undefined; rejectCondition?: QueryRejectCondition | undefined },
  ): Promise<Ret>;
  /** Asks the Workflow to end itself. */
  cancel(options?: CancelOptions): ReturnType<typeof cancelWorkflow>;
  /** Ends the execution at once. */
  terminate(reason?: string, options?: TerminateOptions): ReturnType<typeof terminateWorkflow>;
  /** All events of the present history. */
  fetchHistory(options?: CallOptions): Promise<History>;
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
}

/** A handle that `signalWithStart` returned. */
export interface WorkflowHandleWithSignaledRunId<W extends Workflow = Workflow> extends WorkflowHandle<W> {
  /** Run Id of the run that was signalled. */
  readonly signaledRunId: string;
}

const histories = lazyPart(() => import('./history.js'));

/** What a handle addresses. */
export interface HandleTarget extends WorkflowTarget {
  /** The run that `result()` begins with, where it differs from `runId`. */
  readonly runIdForResult?: string | undefined;
  /** @default true */
  readonly followRuns?: boolean | undefined;
}

/**
 * Makes a handle.
 *
 * @param extra properties that it has besides
 */
export function createWorkflowHandle<W extends Workflow, Extra extends object>(
  client: WorkflowClient,
  context: WorkflowContext,
  target: HandleTarget,
  extra: Extra,
): WorkflowHandle<W> & Extra {
  const { runIdForResult = target.runId, followRuns } = target;
  const handle: WorkflowHandle<W> = {
    workflowId: target.workflowId,
    client,
    result: (options = {}) =>
      awaitResult(
        context,
        { workflowId: target.workflowId, runId: runIdForResult },
        { ...options, followRuns: options.followRuns ?? followRuns },
      ),
    describe: (options = {}) => describeWorkflow(context, target, options),
    signal: (definition: string | { name: string }, ...args: unknown[]) =>
      signalWorkflow(context, target, definitionName(definition), args, {}),
    signalWithOptions: (definition, { args = [] as unknown as never, ...call }) =>
      signalWorkflow(context, target, definitionName(definition), args, call),
    query: (definition: string | { name: string }, ...args: unknown[]) =>
      queryWorkflow(context, target, definitionName(definition), args, undefined, {}),
    queryWithOptions: (definition, { args = [] as unknown as never, rejectCondition, ...call }) =>
      queryWorkflow(context, target, definitionName(definition as string), args, rejectCondition, call),
    cancel: (options = {}) => cancelWorkflow(context, target, options),
    terminate: (reason, options = {}) => terminateWorkflow(context, target, reason, options),
    fetchHistory: async (options = {}) => (await histories()).fetchHistory(context, target, options),
    with: (scope) =>
      createWorkflowHandle<W, Extra>(client, { ...context, connection: context.connection.with(scope) }, target, extra),
  };
  return Object.assign(handle, extra);
}
