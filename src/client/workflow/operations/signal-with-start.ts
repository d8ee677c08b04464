import { create } from '@bufbuild/protobuf';
import { SignalWithStartWorkflowExecutionRequestSchema } from '../../../../gen/workflow/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../../gen/workflow/temporal/api/workflowservice/v1/service_pb.js';
import { mapErrors, toStartError } from '../../error-mapping.js';
import { serializationContextOf, type WorkflowContext } from '../context.js';
import type { WorkflowSignalWithStartInput } from '../interceptors.js';
import { createStartRequest } from '../start-request.js';

/**
 * SignalWithStartWorkflowExecution: signals the running execution of the Workflow Id, or starts one and signals it.
 *
 * @returns Run Id of the execution that was signalled
 * @throws as `startWorkflow`
 */
export async function signalWithStart(context: WorkflowContext, input: WorkflowSignalWithStartInput): Promise<string> {
  const { workflowType, options, signalName, signalArgs, signalTypeInfo, call } = input;
  const { $typeName: _, ...start } = await createStartRequest(context, input);
  const serialization = serializationContextOf(context, options.workflowId);
  const payloads = await context.dataConverter.encodeAll(signalArgs, serialization, signalTypeInfo?.inputTypes);
  const request = create(SignalWithStartWorkflowExecutionRequestSchema, {
    ...start,
    signalName,
    signalInput: { payloads },
  });
  const response = await mapErrors(
    () => context.connection.unary(WorkflowService.method.signalWithStartWorkflowExecution, request, call),
    (error) =>
      toStartError(error, {
        fallback: 'Failed to signalWithStart Workflow',
        workflowId: options.workflowId,
        workflowType,
      }),
  );
  return response.runId;
}
