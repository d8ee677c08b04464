/** What a job does to one execution. */
import { create, type DescMessage, type Message, type MessageInitShape, type MessageShape } from '@bufbuild/protobuf';
import type { BatchOperationReset } from '../../../gen/batch/temporal/api/batch/v1/message_pb.js';
import { type ResetOptions, ResetOptionsSchema } from '../../../gen/batch/temporal/api/common/v1/message_pb.js';
import type { StartBatchOperationRequest } from '../../../gen/batch/temporal/api/workflowservice/v1/request_response_pb.js';
import { ResetType } from '../../../gen/batch/temporal/api/enums/v1/reset_pb.js';
import { WorkflowService } from '../../../gen/service/temporal/api/workflowservice/v1/service_pb.js';
import { invalid } from '../engine/refusals.js';
import { systemIdentity } from './system-queue.js';
import { type Execution, resetPoint } from './reset-point.js';
import type { Rpc } from './rpc.js';

const { method } = WorkflowService;

/** A Workflow Execution or a standalone Activity; without `runId` the latest run. */
export interface Target {
  readonly id: string;
  readonly runId: string;
}

/** Asks the server for one operation, as a client would. @throws what the server refuses */
export async function operate(rpc: Rpc, request: StartBatchOperationRequest, target: Target): Promise<void> {
  const { namespace, reason, jobId, operation } = request;
  const workflowExecution = { workflowId: target.id, runId: target.runId };
  const ofRun = { namespace, execution: workflowExecution };
  const activity = { namespace, activityId: target.id, runId: target.runId };
  /** The same for each attempt, so that no attempt counts twice. */
  const requestId = `${jobId}:${operation.case}:${target.id}:${target.runId}`;
  switch (operation.case) {
    case 'terminationOperation':
      await rpc(method.terminateWorkflowExecution, { namespace, workflowExecution, reason, identity: systemIdentity });
      break;
    case 'cancellationOperation':
      await rpc(method.requestCancelWorkflowExecution, {
        namespace,
        workflowExecution,
        requestId,
        identity: systemIdentity,
      });
      break;
    case 'signalOperation': {
      const { signal: signalName, input, identity: by } = operation.value;
      const signal = { signalName, ...(input && { input }), identity: by, requestId };
      await rpc(method.signalWorkflowExecution, { namespace, workflowExecution, ...signal });
      break;
    }
    case 'deletionOperation':
      await rpc(method.deleteWorkflowExecution, { namespace, workflowExecution });
      break;
    case 'resetOperation':
      await reset(rpc, request, operation.value, { workflowExecution, requestId });
      break;
    case 'updateWorkflowOptionsOperation':
      await rpc(
        method.updateWorkflowExecutionOptions,
        requestOf(method.updateWorkflowExecutionOptions, { namespace, workflowExecution }, operation.value),
      );
      break;
    case 'unpauseActivitiesOperation': {
      const { activity: chosen } = operation.value;
      const which = chosen.case === 'matchAll' ? ({ case: 'unpauseAll', value: true } as const) : chosen;
      await rpc(
        method.unpauseActivity,
        requestOf(method.unpauseActivity, ofRun, { ...operation.value, activity: which }),
      );
      break;
    }
    case 'resetActivitiesOperation':
      await rpc(method.resetActivity, requestOf(method.resetActivity, ofRun, operation.value));
      break;
    case 'updateActivityOptionsOperation':
      await rpc(method.updateActivityOptions, requestOf(method.updateActivityOptions, ofRun, operation.value));
      break;
    case 'terminateActivitiesOperation': {
      const { identity: by, reason: why } = operation.value;
      await rpc(method.terminateActivityExecution, { ...activity, identity: by, reason: why, requestId });
      break;
    }
    case 'cancelActivitiesOperation': {
      const { identity: by, reason: why } = operation.value;
      await rpc(method.requestCancelActivityExecution, { ...activity, identity: by, reason: why, requestId });
      break;
    }
    case 'deleteActivitiesOperation':
      await rpc(method.deleteActivityExecution, activity);
      break;
    case undefined:
      throw invalid('Batch operation is not set on request.');
  }
}

/** The request about a target, with the fields that it has in common with the operation. */
function requestOf<I extends DescMessage>(
  { input }: { readonly input: I },
  target: MessageInitShape<I>,
  { $typeName: _type, ...fields }: Message & { readonly activity?: unknown },
): MessageShape<I> {
  return Object.assign(create(input, target), fields);
}

async function reset(
  rpc: Rpc,
  { namespace, reason }: StartBatchOperationRequest,
  operation: BatchOperationReset,
  { workflowExecution, requestId }: { readonly workflowExecution: Execution; readonly requestId: string },
): Promise<void> {
  /* eslint-disable @typescript-eslint/no-deprecated -- older clients send these */
  const { options = olderOptions(operation.resetType), postResetOperations, identity: by } = operation;
  const { execution, eventId } = await resetPoint(rpc, namespace, workflowExecution, options);
  await rpc(method.resetWorkflowExecution, {
    namespace,
    workflowExecution: execution,
    reason,
    requestId,
    workflowTaskFinishEventId: eventId,
    resetReapplyType: operation.options ? operation.options.resetReapplyType : operation.resetReapplyType,
    resetReapplyExcludeTypes: options.resetReapplyExcludeTypes,
    postResetOperations,
    identity: by,
  });
  /* eslint-enable @typescript-eslint/no-deprecated */
}

function olderOptions(type: ResetType): ResetOptions {
  const target = type === ResetType.FIRST_WORKFLOW_TASK ? 'firstWorkflowTask' : 'lastWorkflowTask';
  return create(ResetOptionsSchema, { target: { case: target, value: {} } });
}
