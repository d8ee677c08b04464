import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { mapErrors, toServiceError } from '../error-mapping.js';
import { uuid } from '../internal/uuid.js';
import { executionOf, serializationContextOf, type WorkflowContext, type WorkflowTarget } from './context.js';

/**
 * SignalWorkflowExecution. The request id is made once, so a repeated attempt does not signal twice.
 *
 * @throws {@link WorkflowNotFoundError} also when the execution is closed
 * @throws {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function signalWorkflow(
  context: WorkflowContext,
  target: WorkflowTarget,
  signalName: string,
  args: readonly unknown[],
  call: CallOptions,
): Promise<void> {
  const { namespace, identity, connection, dataConverter } = context;
  const payloads = await dataConverter.encodeAll(args, serializationContextOf(context, target.workflowId));
  const request = {
    namespace,
    identity,
    requestId: uuid(),
    workflowExecution: executionOf(target),
    signalName,
    input: { payloads },
  };
  await mapErrors(
    () => connection.unary(WorkflowService.method.signalWorkflowExecution, request, call),
    (error) => toServiceError(error, { fallback: 'Failed to signal Workflow', ...target }),
  );
}
