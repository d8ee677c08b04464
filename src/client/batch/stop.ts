import { WorkflowService } from '../../../gen/batch/temporal/api/workflowservice/v1/service_pb.js';
import type { ClientContext } from '../base-client.js';
import { mapErrors } from '../error-mapping.js';
import type { StopBatchInput } from './batch-client.js';
import { toBatchError } from './batch-error.js';

/** StopBatchOperation. @throws {@link BatchNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError} */
export async function stopBatch(
  { namespace, identity, connection }: ClientContext,
  { jobId, reason, call }: StopBatchInput,
): Promise<void> {
  await mapErrors(
    () => connection.unary(WorkflowService.method.stopBatchOperation, { namespace, identity, jobId, reason }, call),
    (error) => toBatchError(error, { fallback: 'Failed to stop batch', jobId }),
  );
}
