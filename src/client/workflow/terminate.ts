import type { TerminateWorkflowExecutionResponse } from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { mapErrors, toServiceError } from '../error-mapping.js';
import { executionOf, serializationContextOf, type WorkflowContext } from './context.js';
import type { WorkflowTerminateInput } from './interceptors.js';

/** Options of `terminate()`. */
export interface TerminateOptions extends CallOptions {
  /** Values kept in the last event of the history. */
  details?: unknown[] | undefined;
}

/**
 * TerminateWorkflowExecution: ends the execution at once; the Workflow does not notice.
 *
 * @throws {@link WorkflowNotFoundError} also when the execution is closed
 * @throws {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function terminateWorkflow(
  context: WorkflowContext,
  { workflowExecution, firstExecutionRunId = '', reason = '', details, call }: WorkflowTerminateInput,
): Promise<TerminateWorkflowExecutionResponse> {
  const { namespace, identity, connection, dataConverter } = context;
  const serialization = serializationContextOf(context, workflowExecution.workflowId);
  const request = {
    namespace,
    identity,
    workflowExecution: executionOf(workflowExecution),
    firstExecutionRunId,
    reason,
    ...(details && { details: { payloads: await dataConverter.encodeAll(details, serialization) } }),
  };
  return mapErrors(
    () => connection.unary(WorkflowService.method.terminateWorkflowExecution, request, call),
    (error) => toServiceError(error, { fallback: 'Failed to terminate Workflow', ...workflowExecution }),
  );
}
