import { NexusOperationExecutionAlreadyStartedFailureSchema } from '../../../gen/nexus/temporal/api/errordetails/v1/message_pb.js';
import { findDetail, toServiceError } from '../error-mapping.js';
import { ServiceError, WorkflowNotFoundError } from '../errors.js';
import { type GrpcError, status, TransportError } from '../grpc-error.js';
import { NexusOperationAlreadyStartedError, NexusOperationNotFoundError } from './errors.js';

/** First server with standalone Nexus Operations. */
const since = '1.32.0';

/** Errors of lists and counts. */
export function toNexusError(error: GrpcError, fallback: string): Error {
  const mapped = toServiceError(error, { fallback, since });
  return mapped instanceof WorkflowNotFoundError ? new ServiceError(fallback, { cause: error }) : mapped;
}

/** Errors of the calls about one Operation. */
export function toNexusOperationError(
  error: GrpcError,
  fallback: string,
  { operationId, runId }: { operationId: string; runId?: string | undefined },
): Error {
  const mapped = toServiceError(error, { fallback, since });
  return mapped instanceof WorkflowNotFoundError
    ? new NexusOperationNotFoundError(operationId, runId || undefined, error)
    : mapped;
}

/**
 * Errors of start. What is not found here is the Endpoint, never the Operation, so that the words of the server are part
 * of the message.
 */
export function toNexusStartError(error: GrpcError, fallback: string, operationId: string): Error {
  if (error instanceof TransportError) return toNexusError(error, fallback);
  if (error.code === status.ALREADY_EXISTS) {
    const runId = findDetail(error, NexusOperationExecutionAlreadyStartedFailureSchema)?.runId;
    return new NexusOperationAlreadyStartedError(operationId, runId || undefined, error);
  }
  const mapped = toServiceError(error, { fallback, since });
  return mapped instanceof WorkflowNotFoundError
    ? new ServiceError(`${fallback}: ${error.details}`, { cause: error })
    : mapped;
}
