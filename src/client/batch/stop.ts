import { WorkflowService } from '../../../gen/batch/temporal/api/workflowservice/v1/service_pb.js';
import type { ClientContext } from '../base-client.js';
import { mapErrors } from '../error-mapping.js';
import type { StopBatchInput } from './batch-client.js';
import { toBatchError } from './batch-error.js';
import { describeBatch } from './describe.js';
import { BatchNotFoundError } from './errors.js';

/**
 * StopBatchOperation. A job that has ended needs no stop; the server says NOT_FOUND of it as of one that never was, so
 * that is looked up.
 *
 * @throws {@link BatchNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function stopBatch(context: ClientContext, { jobId, reason, call }: StopBatchInput): Promise<void> {
  const { namespace, identity, connection } = context;
  try {
    await mapErrors(
      () => connection.unary(WorkflowService.method.stopBatchOperation, { namespace, identity, jobId, reason }, call),
      (error) => toBatchError(error, { fallback: 'Failed to stop batch', jobId }),
    );
  } catch (error) {
    if (!(error instanceof BatchNotFoundError)) throw error;
    const { state } = await describeBatch(context, { jobId, call });
    if (state === 'RUNNING') throw error;
  }
}
