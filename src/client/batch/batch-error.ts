import { toServiceError } from '../error-mapping.js';
import { type GrpcError, status, TransportError } from '../grpc-error.js';
import { BatchNotFoundError } from './errors.js';

/** Errors of the calls about one job. */
export function toBatchError(error: GrpcError, context: { fallback: string; jobId: string }): Error {
  const mapped = toServiceError(error, context);
  const isNotFound = error.code === status.NOT_FOUND && !(error instanceof TransportError);
  return isNotFound && mapped.name === 'WorkflowNotFoundError'
    ? new BatchNotFoundError(`No batch job '${context.jobId}': ${error.details}`, context.jobId, error)
    : mapped;
}
