import { ConnectError } from '@connectrpc/connect';
import { GrpcError, status, TransportError } from '../grpc-error.js';

/**
 * The {@link GrpcError} for whatever a transport or an interceptor threw. Our own transport gives it as the cause of a
 * ConnectError. A transport of the user's gives a ConnectError alone: it counts as an answer of the server only if
 * a gRPC status is among its metadata.
 */
export function toGrpcError(error: unknown): GrpcError {
  if (error instanceof GrpcError) return error;
  if (!(error instanceof ConnectError)) {
    return new GrpcError(status.UNKNOWN, error instanceof Error ? error.message : String(error), { cause: error });
  }
  if (error.cause instanceof GrpcError) return error.cause;
  const { code, rawMessage, metadata } = error;
  if (!metadata.has('grpc-status')) {
    return new TransportError('unreachable', code, rawMessage, { retryable: false, metadata, cause: error });
  }
  const statusDetails = error.details.flatMap((detail) => ('type' in detail ? [detail] : []));
  return new GrpcError(code, rawMessage, { metadata, statusDetails, cause: error });
}
