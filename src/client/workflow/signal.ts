import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import { encodeHeaders } from '../converter/headers.js';
import { mapErrors, toServiceError } from '../error-mapping.js';
import { uuid } from '../internal/uuid.js';
import { executionOf, serializationContextOf, type WorkflowContext } from './context.js';
import type { WorkflowSignalInput } from './interceptors.js';

/**
 * SignalWorkflowExecution. The request id is made once, so a repeated attempt does not signal twice.
 *
 * @throws {@link WorkflowNotFoundError} also when the execution is closed
 * @throws {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function signalWorkflow(context: WorkflowContext, input: WorkflowSignalInput): Promise<void> {
  const { namespace, identity, connection, dataConverter } = context;
  const { workflowExecution, signalName, args, typeInfo, headers, call } = input;
  const serialization = serializationContextOf(context, workflowExecution.workflowId);
  const request = {
    namespace,
    identity,
    requestId: uuid(),
    workflowExecution: executionOf(workflowExecution),
    signalName,
    input: { payloads: await dataConverter.encodeAll(args, serialization, typeInfo?.inputTypes) },
    ...encodeHeaders(headers),
  };
  await mapErrors(
    () => connection.unary(WorkflowService.method.signalWorkflowExecution, request, call),
    (error) => toServiceError(error, { fallback: 'Failed to signal Workflow', ...workflowExecution }),
  );
}
