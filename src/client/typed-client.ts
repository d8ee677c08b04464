import type { CallOptions } from './call-options.js';
import type { Client } from './client.js';
import type { UpdateDefinition, Workflow, WorkflowResultType } from './definitions.js';
import type {
  ExecuteUpdateOptions,
  StartUpdateOptions,
  WorkflowHandle,
  WorkflowHandleWithSignaledRunId,
  WorkflowHandleWithStartDetails,
} from './workflow/handle.js';
import type { WorkflowIdConflictPolicy } from './workflow/id-policies.js';
import type { WorkflowResultOptions } from './workflow/result.js';
import type { WorkflowUpdateHandle } from './workflow/update-handle.js';
import { WithStartWorkflowOperation } from './workflow/with-start-operation.js';
import type { GetWorkflowHandleOptions, WorkflowClient } from './workflow/workflow-client.js';
import type {
  WithWorkflowArgs,
  WorkflowSignalWithStartOptions,
  WorkflowStartOptions,
} from './workflow/workflow-options.js';

/** The Workflow functions of a module, by name. */
export type WorkflowMap<Module> = {
  [Name in keyof Module as Module[Name] extends Workflow ? Name : never]: Module[Name];
};

type WorkflowNamed<Module, Name extends keyof WorkflowMap<Module>> = Extract<WorkflowMap<Module>[Name], Workflow>;
/** @inline */
type NameOf<Module> = keyof WorkflowMap<Module> & string;
/** Any start of a Workflow of the module. @inline */
type StartOperationOf<Module> = WithStartWorkflowOperation<WorkflowNamed<Module, NameOf<Module>>>;

/** {@link WorkflowClient} that takes only the Workflow Types of a module, with their arguments and results. */
export interface TypedWorkflowClient<Module> extends Pick<WorkflowClient, 'list' | 'listPage' | 'count'> {
  /** As {@link WorkflowClient.start}, for a Workflow of the module. */
  start<Name extends NameOf<Module>>(
    workflowType: Name,
    options: WorkflowStartOptions<WorkflowNamed<Module, Name>>,
    call?: CallOptions,
  ): Promise<WorkflowHandleWithStartDetails<WorkflowNamed<Module, Name>>>;
  /** As {@link WorkflowClient.execute}, for a Workflow of the module. */
  execute<Name extends NameOf<Module>>(
    workflowType: Name,
    options: WorkflowStartOptions<WorkflowNamed<Module, Name>>,
    call?: CallOptions,
  ): Promise<WorkflowResultType<WorkflowNamed<Module, Name>>>;
  /** As {@link WorkflowClient.signalWithStart}, for a Workflow of the module. */
  signalWithStart<Name extends NameOf<Module>, SignalArgs extends any[] = []>(
    workflowType: Name,
    options: WithWorkflowArgs<WorkflowNamed<Module, Name>, WorkflowSignalWithStartOptions<SignalArgs>>,
    call?: CallOptions,
  ): Promise<WorkflowHandleWithSignaledRunId<WorkflowNamed<Module, Name>>>;
  /** The Workflow Type is only for the checker: it gives `result()` its type. */
  getHandle<Name extends NameOf<Module>>(
    workflowType: Name,
    workflowId: string,
    runId?: string,
    options?: GetWorkflowHandleOptions,
  ): WorkflowHandle<WorkflowNamed<Module, Name>>;
  /** Waits for the result of an execution that exists. The Workflow Type is only for the checker. */
  result<Name extends NameOf<Module>>(
    workflowType: Name,
    workflowId: string,
    runId?: string,
    options?: WorkflowResultOptions,
  ): Promise<WorkflowResultType<WorkflowNamed<Module, Name>>>;
  /** A start for `startUpdateWithStart` and `executeUpdateWithStart`. Calls nothing. */
  withStart<Name extends NameOf<Module>>(
    workflowType: Name,
    options: WorkflowStartOptions<WorkflowNamed<Module, Name>> & { workflowIdConflictPolicy: WorkflowIdConflictPolicy },
  ): WithStartWorkflowOperation<WorkflowNamed<Module, Name>>;
  /**
   * As {@link WorkflowClient.startUpdateWithStart}.
   *
   * @param options with a start that {@link TypedWorkflowClient.withStart} made
   */
  startUpdateWithStart<Ret, Args extends any[] = []>(
    updateDef: UpdateDefinition<Ret, Args>,
    options: StartUpdateOptions<Args> & { startWorkflowOperation: StartOperationOf<Module> },
  ): Promise<WorkflowUpdateHandle<Ret>>;
  /**
   * As {@link WorkflowClient.executeUpdateWithStart}.
   *
   * @param options with a start that {@link TypedWorkflowClient.withStart} made
   */
  executeUpdateWithStart<Ret, Args extends any[] = []>(
    updateDef: UpdateDefinition<Ret, Args>,
    options: ExecuteUpdateOptions<Args> & { startWorkflowOperation: StartOperationOf<Module> },
  ): Promise<Ret>;
}

/** What {@link typedClient} returns. */
export interface TypedClient<Module> {
  readonly workflow: TypedWorkflowClient<Module>;
  /** The untyped client behind it. */
  readonly client: Client;
}

/**
 * A client that knows the Workflows of a module: a name that is not there, or arguments that do not fit, do
 * not compile. The module is imported as a type only, so none of its code reaches the page.
 *
 * @example
 * ```ts
 * import type * as workflows from '../workflows';
 * const { workflow } = typedClient<typeof workflows>(client);
 * await workflow.execute('greet', { args: ['Ada'], taskQueue: 'samples', workflowId: 'greet-1' });
 * ```
 */
export function typedClient<Module>(client: Client): TypedClient<Module> {
  const { workflow } = client;
  const typed: TypedWorkflowClient<Module> = {
    start: (workflowType, options, call) => workflow.start(workflowType, options as never, call) as never,
    execute: (workflowType, options, call) => workflow.execute(workflowType, options as never, call) as never,
    signalWithStart: (workflowType, options, call) =>
      workflow.signalWithStart(workflowType, options as never, call) as never,
    getHandle: (_workflowType, workflowId, runId, options) => workflow.getHandle(workflowId, runId, options) as never,
    result: (_workflowType, workflowId, runId, options) => workflow.result(workflowId, runId, options) as never,
    withStart: (workflowType, options) => new WithStartWorkflowOperation(workflowType, options as never) as never,
    startUpdateWithStart: (updateDef, options) => workflow.startUpdateWithStart(updateDef, options as never),
    executeUpdateWithStart: (updateDef, options) => workflow.executeUpdateWithStart(updateDef, options as never),
    list: (options) => workflow.list(options),
    listPage: (options) => workflow.listPage(options),
    count: (query, call) => workflow.count(query, call),
  };
  return { workflow: typed, client };
}
