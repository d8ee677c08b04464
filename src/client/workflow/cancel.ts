import type { RequestCancelWorkflowExecutionResponse } from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { mapErrors, toServiceError } from '../error-mapping.js';
import { uuid } from '../internal/uuid.js';
import { executionOf, type WorkflowContext } from './context.js';
import type { WorkflowCancelInput } from './interceptors.js';

/** Options of `cancel()`. */
export interface CancelOptions extends CallOptions {
  /** Shown in the history. */
  reason?: string | undefined;
}

/**
 * RequestCancelWorkflowExecution: asks the Workflow to end; it may clean up first, or refuse.
 *
 * A request for an execution that is closed already changes nothing and, on current servers, is no error.
 *
 * @throws {@link WorkflowNotFoundError} when there is no such execution
 * @throws {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function cancelWorkflow(
  context: WorkflowContext,
  { workflowExecution, firstExecutionRunId = '', reason = '', call }: WorkflowCancelInput,
): Promise<RequestCancelWorkflowExecutionResponse> {
  const request = {
    namespace: context.namespace,
    identity: context.identity,
    requestId: uuid(),
    workflowExecution: executionOf(workflowExecution),
    firstExecutionRunId,
    reason,
  };
  return mapErrors(
    () => context.connection.unary(WorkflowService.method.requestCancelWorkflowExecution, request, call),
    (error) => toServiceError(error, { fallback: 'Failed to cancel workflow', ...workflowExecution }),
  );
}
