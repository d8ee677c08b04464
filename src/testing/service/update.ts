/** UpdateWorkflowExecution, PollWorkflowExecutionUpdate, and ExecuteMultiOperation of a start and an update. */
import { create } from '@bufbuild/protobuf';
import { anyPack } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import type { UpdateWorkflowExecutionRequest } from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { MultiOperationExecutionFailureSchema } from '../../../gen/workflow/temporal/api/errordetails/v1/message_pb.js';
import { UpdateWorkflowExecutionLifecycleStage as Stage } from '../engine/api.js';
import type { Engine } from '../engine/engine.js';
import { invalid, notFound } from '../engine/refusals.js';
import type { WorkflowRun } from '../engine/run.js';
import { WorkflowUpdate } from '../engine/updates.js';
import { checkSize } from './check-start.js';
import type { WorkflowServiceHandlers } from './handlers.js';
import type { LongPolls } from './long-polls.js';
import { checkChain } from './signal.js';
import { startResponse, startWorkflow } from './start.js';

export function updateHandlers(engine: Engine, polls: LongPolls): WorkflowServiceHandlers {
  async function respond(run: WorkflowRun, update: WorkflowUpdate, wanted: Stage, signal: AbortSignal) {
    await polls.until(update.changed, () => update.stage >= wanted, signal);
    const { workflowId, runId } = run;
    return {
      stage: update.stage,
      updateRef: { workflowExecution: { workflowId, runId }, updateId: update.updateId },
      ...(update.outcome && { outcome: update.outcome }),
    };
  }

  return {
    updateWorkflowExecution: async (request, { signal }) => {
      const { run, update } = admit(engine, request);
      return respond(run, update, request.waitPolicy?.lifecycleStage || Stage.ACCEPTED, signal);
    },
    pollWorkflowExecutionUpdate: async ({ namespace, updateRef, waitPolicy }, { signal }) => {
      const run = engine.require(namespace, updateRef?.workflowExecution);
      const update = run.updates.get(updateRef?.updateId ?? '');
      if (!update) throw notFound(`update ${JSON.stringify(updateRef?.updateId ?? '')} not found`);
      return respond(run, update, waitPolicy?.lifecycleStage ?? Stage.UNSPECIFIED, signal);
    },
    executeMultiOperation: async ({ operations }, { signal }) => {
      const [first, second] = operations.map(({ operation }) => operation);
      if (first?.case !== 'startWorkflow' || second?.case !== 'updateWorkflow' || operations.length !== 2) {
        throw invalid('Operations have to be exactly [Start, Update].');
      }
      const started = inOperation(0, () => startWorkflow(engine, first.value));
      const { run, update } = inOperation(1, () => admit(engine, second.value, started.run));
      const answer = await respond(run, update, second.value.waitPolicy?.lifecycleStage || Stage.ACCEPTED, signal);
      return {
        responses: [
          { response: { case: 'startWorkflow', value: startResponse(started) } },
          { response: { case: 'updateWorkflow', value: answer } },
        ],
      };
    },
  };
}

/** Gives an update to its Workflow, once for each Update Id. */
function admit(
  engine: Engine,
  { namespace, workflowExecution, firstExecutionRunId, request }: UpdateWorkflowExecutionRequest,
  known?: WorkflowRun,
): { run: WorkflowRun; update: WorkflowUpdate } {
  if (!request?.input?.name) throw invalid('Update name is not set on request.');
  checkSize(request.input.args);
  const run = known ?? engine.require(namespace, workflowExecution);
  checkChain(run, firstExecutionRunId);
  const updateId = request.meta?.updateId || engine.ids.uuid();
  const existing = run.updates.get(updateId);
  if (existing) return { run, update: existing };
  if (!run.isOpen) throw notFound('workflow execution already completed');
  const update = new WorkflowUpdate(updateId, request);
  run.updates.set(updateId, update);
  run.record(() => {
    if (!run.isOpen) return;
    run.jobs.push(() => {
      const refusal = run.instance!.update(updateId, update.name, request.input?.args?.payloads ?? []);
      if (!refusal) return;
      // The server forgets an update that was refused: nothing of it is in the history.
      run.updates.delete(updateId);
      update.complete({ case: 'failure', value: refusal });
    });
    engine.tasks.schedule(run, true);
  });
  return { run, update };
}

/** Errors of one operation: the other one counts as aborted. */
function inOperation<T>(index: 0 | 1, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const { code, rawMessage, details } = ConnectError.from(error);
    const failed = {
      code,
      message: rawMessage,
      details: details.flatMap((detail) =>
        'desc' in detail ? [anyPack(detail.desc, create(detail.desc, detail.value))] : [],
      ),
    };
    const aborted = { code: Code.Aborted, message: 'Operation was aborted.', details: [] };
    const statuses = index === 0 ? [failed, aborted] : [aborted, failed];
    throw new ConnectError('Update-with-Start could not be executed.', code, undefined, [
      { desc: MultiOperationExecutionFailureSchema, value: { statuses } },
    ]);
  }
}
