import type { PayloadTypeInfo } from '../converter/type-info.js';
import { type CallOptions, shareTimeLimit } from '../call-options.js';
import { readDefinition, type Workflow, type WorkflowResultType } from '../definitions.js';
import { intercept, type Next } from '../interceptors.js';
import { lazyPart } from '../internal/lazy-part.js';
import { cancelWorkflow } from './cancel.js';
import type { WorkflowContext, WorkflowTarget } from './context.js';
import { describeWorkflow, descriptionFromRaw } from './describe.js';
import type { WorkflowHandle } from './handle.js';
import type { WorkflowClientInterceptor } from './interceptors.js';
import { workflowOperations } from './operations/workflow-operations.js';
import { queryWorkflow } from './query.js';
import { awaitResult } from './result.js';
import { signalWorkflow } from './signal.js';
import { terminateWorkflow } from './terminate.js';
import { startUpdate } from './update.js';
import { createUpdateHandle } from './update-handle.js';
import type { WorkflowUpdateStage } from './update-options.js';
import type { WorkflowClient } from './workflow-client.js';

const histories = /*@__PURE__*/ lazyPart(() => import('./history.js'));

/** What a handle addresses. */
export interface HandleTarget extends WorkflowTarget {
  /** The run that `result()` begins with, where it differs from `runId`. */
  readonly runIdForResult?: string | undefined;
  /** @default true */
  readonly followRuns?: boolean | undefined;
  readonly typeInfo?: PayloadTypeInfo | undefined;
}

/** As the overloads of a handle see them, after the checker has done its work. */
type Definition = string | { name: string; typeInfo?: PayloadTypeInfo };
interface UntypedUpdateOptions {
  args?: readonly unknown[] | undefined;
  updateId?: string | undefined;
  waitForStage?: WorkflowUpdateStage;
  typeInfo?: PayloadTypeInfo | undefined;
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
  const { workflowId, runId, firstExecutionRunId, runIdForResult = runId } = target;
  const workflowExecution = { workflowId, runId };
  const interceptors = context.interceptorsFor(workflowId, runId);
  const around = <Name extends keyof WorkflowClientInterceptor>(
    name: Name,
    call: (
      context: WorkflowContext,
      ...input: Parameters<Next<WorkflowClientInterceptor, Name>>
    ) => ReturnType<Next<WorkflowClientInterceptor, Name>>,
  ) => intercept(interceptors, name, call.bind(undefined, context) as Next<WorkflowClientInterceptor, Name>);

  const update = async (
    definition: Definition,
    waitForStage: WorkflowUpdateStage,
    { args = [], updateId, typeInfo: callSite, waitForStage: _, ...call }: UntypedUpdateOptions,
  ) => {
    const { name: updateName, typeInfo } = readDefinition(definition, callSite);
    const output = await around(
      'startUpdate',
      startUpdate,
    )({
      updateName,
      args,
      typeInfo,
      workflowExecution,
      firstExecutionRunId,
      headers: {},
      options: { updateId },
      waitForStage,
      call,
    });
    return createUpdateHandle<never>(
      context,
      { updateId: output.updateId, workflowId, runId: output.workflowRunId, outputType: output.outputTypeInfo },
      output.outcome,
    );
  };
  const handle: WorkflowHandle<W> = {
    workflowId,
    client,
    result: async ({ followRuns = target.followRuns ?? true, typeInfo = target.typeInfo, ...call } = {}) =>
      (await around(
        'result',
        awaitResult,
      )({
        workflowExecution: { workflowId, runId: runIdForResult },
        followRuns,
        typeInfo,
        call,
      })) as WorkflowResultType<W>,
    describe: async (call) =>
      descriptionFromRaw(context, workflowId, await around('describe', describeWorkflow)({ workflowExecution, call })),
    signal: (definition: Definition, ...args: unknown[]) => handle.signalWithOptions(definition as string, { args }),
    signalWithOptions: async (definition, { args = [], typeInfo: callSite, ...call }) => {
      const { name: signalName, typeInfo } = readDefinition<PayloadTypeInfo>(definition, callSite);
      await around('signal', signalWorkflow)({ signalName, args, typeInfo, workflowExecution, headers: {}, call });
    },
    query: (definition: Definition, ...args: unknown[]) =>
      handle.queryWithOptions<never>(definition as string, { args }),
    queryWithOptions: async (definition, { args = [], rejectCondition, typeInfo: callSite, ...call }) => {
      const { name: queryType, typeInfo } = readDefinition(definition as Definition, callSite);
      const value = await around(
        'query',
        queryWorkflow,
      )({
        queryType,
        args,
        typeInfo,
        workflowExecution,
        queryRejectCondition: rejectCondition,
        headers: {},
        call,
      });
      return value as never;
    },
    startUpdate: (definition: Definition, options: UntypedUpdateOptions) =>
      update(definition, options.waitForStage, options),
    executeUpdate: async (definition: Definition, options: UntypedUpdateOptions & CallOptions = {}) => {
      // The limit is for the update and the wait for its outcome together.
      const call = shareTimeLimit(options);
      const updated = await update(definition, 'COMPLETED', { ...options, ...call() });
      const { signal, timeoutMs, metadata } = call();
      return updated.result({ signal, timeoutMs, metadata });
    },
    getUpdateHandle: (updateId, { workflowRunId = runId, typeInfo } = {}) =>
      createUpdateHandle(context, { updateId, workflowId, runId: workflowRunId, outputType: typeInfo?.outputType }),
    cancel: ({ reason, ...call } = {}) =>
      around('cancel', cancelWorkflow)({ workflowExecution, firstExecutionRunId, reason, call }),
    terminate: (reason, { details, ...call } = {}) =>
      around('terminate', terminateWorkflow)({ workflowExecution, firstExecutionRunId, reason, details, call }),
    fetchHistory: async (call = {}) => (await histories()).fetchHistory(context, target, call),
    history: (options = {}) => ({
      async *[Symbol.asyncIterator]() {
        yield* (await histories()).historyPages(context, target, options);
      },
    }),
    ...workflowOperations(context, target),
    with: (scope) =>
      createWorkflowHandle<W, Extra>(client, { ...context, connection: context.connection.with(scope) }, target, extra),
  };
  return Object.assign(handle, extra);
}
