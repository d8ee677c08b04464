import { WorkflowService } from '../../../gen/nexus/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { mapErrors } from '../error-mapping.js';
import { intercept } from '../interceptors.js';
import { uuid } from '../internal/uuid.js';
import { type NexusContext, type NexusTarget, targetFields } from './context.js';
import { toNexusOperationError } from './error-mapping.js';

/** RequestCancelNexusOperationExecution. @throws {@link NexusOperationNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError} */
export async function cancelOperation(
  context: NexusContext,
  { operationId, runId }: NexusTarget,
  reason?: string,
  call?: CallOptions,
): Promise<void> {
  await intercept(context.interceptors, 'cancel', async ({ reason = '', call, ...target }) => {
    const { identity, connection } = context;
    const request = { ...targetFields(context, target), identity, requestId: uuid(), reason };
    await mapErrors(
      () => connection.unary(WorkflowService.method.requestCancelNexusOperationExecution, request, call),
      (error) => toNexusOperationError(error, 'Failed to cancel Nexus operation', target),
    );
  })({ operationId, runId, reason, call });
}

/** TerminateNexusOperationExecution. @throws as {@link cancelOperation} */
export async function terminateOperation(
  context: NexusContext,
  { operationId, runId }: NexusTarget,
  reason?: string,
  call?: CallOptions,
): Promise<void> {
  await intercept(context.interceptors, 'terminate', async ({ reason = '', call, ...target }) => {
    const { identity, connection } = context;
    const request = { ...targetFields(context, target), identity, requestId: uuid(), reason };
    await mapErrors(
      () => connection.unary(WorkflowService.method.terminateNexusOperationExecution, request, call),
      (error) => toNexusOperationError(error, 'Failed to terminate Nexus operation', target),
    );
  })({ operationId, runId, reason, call });
}

/** DeleteNexusOperationExecution. @throws as {@link cancelOperation} */
export async function deleteOperation(
  context: NexusContext,
  { operationId, runId }: NexusTarget,
  call?: CallOptions,
): Promise<void> {
  await intercept(context.interceptors, 'delete', async ({ call, ...target }) => {
    const request = targetFields(context, target);
    await mapErrors(
      () => context.connection.unary(WorkflowService.method.deleteNexusOperationExecution, request, call),
      (error) => toNexusOperationError(error, 'Failed to delete Nexus operation', target),
    );
  })({ operationId, runId, call });
}
