import type { CallOptions } from '../../call-options.js';
import type { PayloadTypeInfo } from '../../converter/type-info.js';
import { readDefinition, type Workflow } from '../../definitions.js';
import { intercept } from '../../interceptors.js';
import type { WorkflowContext } from '../context.js';
import type { HandleTarget } from '../create-handle.js';
import type { WorkflowHandle } from '../handle.js';
import { createUpdateHandle, type WorkflowUpdateHandle } from '../update-handle.js';
import type { WorkflowUpdateStage } from '../update-options.js';
import type { Outcome, WithStartWorkflowOperation } from '../with-start-operation.js';
import { assertWorkflowOptions, compileWorkflowOptions, extractWorkflowTypeAndConfig } from '../workflow-options.js';
import { startUpdateWithStart } from './update-with-start.js';

/** Options of both public methods, as the checker leaves them. */
interface UpdateWithStartOptions<W extends Workflow> extends CallOptions {
  startWorkflowOperation: WithStartWorkflowOperation<W>;
  waitForStage: WorkflowUpdateStage;
  args?: readonly unknown[];
  updateId?: string | undefined;
  typeInfo?: PayloadTypeInfo | undefined;
}

const outcomeKey = Symbol.for('temporal-web-client.WithStartWorkflowOperation.outcome');

/** Marks an operation as used. @throws Error when it was used before */
function takeOperation<W extends Workflow>(operation: WithStartWorkflowOperation<W>): Outcome<W> {
  const unused = operation as { [outcomeKey]?: Outcome<W> | undefined };
  const outcome = unused[outcomeKey];
  if (!outcome) throw new Error('This WithStartWorkflowOperation instance has already been executed.');
  unused[outcomeKey] = undefined;
  return outcome;
}

/** Carries out an operation once; tells it the handle of its Workflow, or why there is none. */
export async function executeUpdateWithStart<W extends Workflow, Ret>(
  context: WorkflowContext,
  makeHandle: (target: HandleTarget, extra: object) => WorkflowHandle<W>,
  definition: string | { name: string; typeInfo?: PayloadTypeInfo },
  options: UpdateWithStartOptions<W>,
): Promise<WorkflowUpdateHandle<Ret>> {
  const { startWorkflowOperation, waitForStage, args = [], updateId, typeInfo: callSite, ...call } = options;
  const { name: updateName, typeInfo: updateTypeInfo } = readDefinition(definition, callSite);
  const { workflowTypeOrFunc, options: startOptions } = startWorkflowOperation;
  const outcome = takeOperation(startWorkflowOperation);
  try {
    const { type: workflowType, typeInfo } = extractWorkflowTypeAndConfig(workflowTypeOrFunc, startOptions.typeInfo);
    assertWorkflowOptions(startOptions);
    const { workflowId, followRuns } = startOptions;
    const output = await intercept(context.interceptorsFor(workflowId), 'startUpdateWithStart', (input) =>
      startUpdateWithStart(context, input, ({ runId, firstExecutionRunId }) => {
        const target = { workflowId, firstExecutionRunId, runIdForResult: runId, followRuns, typeInfo };
        outcome.resolve(makeHandle(target, { firstExecutionRunId }));
      }),
    )({
      workflowType,
      workflowStartOptions: compileWorkflowOptions({ ...startOptions, typeInfo }),
      workflowStartHeaders: {},
      updateName,
      updateArgs: args,
      updateTypeInfo,
      updateOptions: { updateId },
      updateHeaders: {},
      waitForStage,
      call,
    });
    return createUpdateHandle<Ret>(
      context,
      {
        updateId: output.updateId,
        workflowId,
        runId: output.workflowExecution.runId,
        outputType: output.updateOutputTypeInfo,
      },
      output.updateOutcome,
    );
  } catch (error) {
    // Without effect when there is a handle already.
    outcome.reject(error);
    throw error;
  }
}
