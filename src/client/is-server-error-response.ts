import { type GrpcError, isGrpcServiceError } from './grpc-error.js';

/**
 * Whether an error came with a gRPC status.
 *
 * @deprecated Use {@link isGrpcServiceError}.
 */
export function isServerErrorResponse(error: unknown): error is GrpcError {
  return isGrpcServiceError(error);
}
