import { create } from '@bufbuild/protobuf';
import {
  SignalWithStartWorkflowExecutionRequestSchema,
  type StartWorkflowExecutionResponse,
} from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { definitionName } from '../definitions.js';
import { mapErrors, toStartError } from '../error-mapping.js';
import { serializationContextOf, type WorkflowContext } from './context.js';
import { createStartRequest } from './start-request.js';
import type { WorkflowOptions } from './workflow-options.js';

/** Options with arguments of any type; the public methods have checked them. */
export type UntypedStartOptions = WorkflowOptions & { args?: readonly unknown[] | undefined };

/**
 * StartWorkflowExecution.
 *
 * @throws {@link WorkflowExecutionAlreadyStartedError} when the Workflow Id is taken
 * @throws {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function startWorkflow(
  context: WorkflowContext,
  workflowType: string,
  options: UntypedStartOptions,
  call: CallOptions,
): Promise<StartWorkflowExecutionResponse> {
  const request = await createStartRequest(context, workflowType, options);
  return mapErrors(
    () => context.connection.unary(WorkflowService.method.startWorkflowExecution, request, call),
    (error) =>
      toStartError(error, { fallback: 'Failed to start Workflow', workflowId: options.workflowId, workflowType }),
  );
}

/**
 * SignalWithStartWorkflowExecution: signals the running execution of the Workflow Id, or starts one and signals it.
 *
 * @returns Run Id of the execution that was signalled
 * @throws as {@link startWorkflow}
 */
export async function signalWithStart(
  context: WorkflowContext,
  workflowType: string,
  options: UntypedStartOptions & { signal: string | { name: string }; signalArgs?: readonly unknown[] | undefined },
  call: CallOptions,
): Promise<string> {
  const { signal, signalArgs = [], ...startOptions } = options;
  const {
    $typeName: _,
    requestEagerExecution: _eager,
    ...start
  } = await createStartRequest(context, workflowType, startOptions);
  const payloads = await context.dataConverter.encodeAll(
    signalArgs,
    serializationContextOf(context, options.workflowId),
  );
  const request = create(SignalWithStartWorkflowExecutionRequestSchema, {
    ...start,
    signalName: definitionName(signal),
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
