import { WorkflowService } from '../../../../gen/workflow/temporal/api/workflowservice/v1/service_pb.js';
import { mapErrors, toServiceError } from '../../error-mapping.js';
import { uuid } from '../../internal/uuid.js';
import type { WorkflowContext, WorkflowTarget } from '../context.js';
import type { ReasonOptions } from './workflow-operations.js';

/**
 * PauseWorkflowExecution.
 *
 * @throws {@link UnsupportedError} where the server, or the Namespace, does not have it
 * @throws {@link WorkflowNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function pauseWorkflow(
  context: WorkflowContext,
  target: WorkflowTarget,
  { reason = '', ...call }: ReasonOptions,
): Promise<void> {
  await mapErrors(
    () =>
      context.connection.unary(
        WorkflowService.method.pauseWorkflowExecution,
        { ...targetFields(context, target), reason },
        call,
      ),
    (error) => toServiceError(error, { fallback: 'Failed to pause Workflow', since: '1.30.0', ...target }),
  );
}

/** UnpauseWorkflowExecution. @throws as {@link pauseWorkflow} */
export async function unpauseWorkflow(
  context: WorkflowContext,
  target: WorkflowTarget,
  { reason = '', ...call }: ReasonOptions,
): Promise<void> {
  await mapErrors(
    () =>
      context.connection.unary(
        WorkflowService.method.unpauseWorkflowExecution,
        { ...targetFields(context, target), reason },
        call,
      ),
    (error) => toServiceError(error, { fallback: 'Failed to unpause Workflow', since: '1.30.0', ...target }),
  );
}

function targetFields({ namespace, identity }: WorkflowContext, { workflowId, runId = '' }: WorkflowTarget) {
  return { namespace, identity, requestId: uuid(), workflowId, runId };
}
