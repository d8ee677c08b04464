import { WorkflowService } from '../../../gen/nexus/temporal/api/workflowservice/v1/service_pb.js';
import { mapErrors } from '../error-mapping.js';
import { ServiceError } from '../errors.js';
import { intercept } from '../interceptors.js';
import { type NexusContext, type NexusTarget, targetFields } from './context.js';
import { type NexusOperationExecutionDescription, operationDescription } from './description.js';
import { toNexusOperationError } from './error-mapping.js';
import type { DescribeNexusOperationOptions } from './nexus-options.js';

/** DescribeNexusOperationExecution. @throws {@link NexusOperationNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError} */
export async function describeOperation(
  context: NexusContext,
  { operationId, runId }: NexusTarget,
  { includeInput = false, includeOutcome = false, ...call }: DescribeNexusOperationOptions = {},
): Promise<NexusOperationExecutionDescription> {
  return intercept(context.interceptors, 'describe', async ({ includeInput, includeOutcome, call, ...target }) => {
    const request = { ...targetFields(context, target), includeInput, includeOutcome };
    const response = await mapErrors(
      () => context.connection.unary(WorkflowService.method.describeNexusOperationExecution, request, call),
      (error) => toNexusOperationError(error, 'Failed to describe Nexus operation', target),
    );
    if (!response.info) {
      throw new ServiceError('Received invalid Nexus operation description from server: missing info');
    }
    return operationDescription(context, response.info, response);
  })({ operationId, runId, includeInput, includeOutcome, call });
}
