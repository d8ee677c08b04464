import { WorkflowService } from '../../../../gen/workflow/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../../call-options.js';
import { mapErrors, toServiceError } from '../../error-mapping.js';
import { executionOf, type WorkflowContext, type WorkflowTarget } from '../context.js';

/**
 * DeleteWorkflowExecution. Resolves when the server has taken the order; the execution disappears a little later.
 *
 * @throws {@link WorkflowNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function deleteWorkflow(
  { namespace, connection }: WorkflowContext,
  target: WorkflowTarget,
  call: CallOptions | undefined,
): Promise<void> {
  const request = { namespace, workflowExecution: executionOf(target) };
  await mapErrors(
    () => connection.unary(WorkflowService.method.deleteWorkflowExecution, request, call),
    (error) => toServiceError(error, { fallback: 'Failed to delete Workflow', ...target }),
  );
}
