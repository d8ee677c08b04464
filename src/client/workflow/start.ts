import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import { mapErrors, toStartError } from '../error-mapping.js';
import type { WorkflowContext } from './context.js';
import type { WorkflowStartInput, WorkflowStartOutput } from './interceptors.js';
import { createStartRequest } from './start-request.js';

/**
 * StartWorkflowExecution.
 *
 * @throws {@link WorkflowExecutionAlreadyStartedError} when the Workflow Id is taken
 * @throws {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function startWorkflow(context: WorkflowContext, input: WorkflowStartInput): Promise<WorkflowStartOutput> {
  const request = await createStartRequest(context, input);
  const { workflowType, options, call } = input;
  const { runId, firstExecutionRunId, started } = await mapErrors(
    () => context.connection.unary(WorkflowService.method.startWorkflowExecution, request, call),
    (error) =>
      toStartError(error, { fallback: 'Failed to start Workflow', workflowId: options.workflowId, workflowType }),
  );
  // With USE_EXISTING the answer is about an execution that may have continued as new since it began.
  return { runId, firstExecutionRunId: firstExecutionRunId || runId, started, eagerlyStarted: false };
}
