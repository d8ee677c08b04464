import type { DescMessage, DescMethodUnary, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import type { CallOptions } from '../call-options.js';
import type { Connection } from '../connection.js';
import { ServiceError, UnsupportedError } from '../errors.js';
import { type GrpcError, status } from '../grpc-error.js';
import { callRpc, type PartErrors } from '../internal/part-call.js';

/**
 * One RPC of the OperatorService, which needs more rights than others, and which Temporal Cloud does not have.
 *
 * @throws {@link UnsupportedError} that says so
 * @throws {@link NamespaceNotFoundError} | {@link ServiceError} or what `errors` makes of it
 */
export async function callOperator<I extends DescMessage, O extends DescMessage>(
  connection: Connection,
  method: DescMethodUnary<I, O>,
  request: MessageInitShape<I>,
  call: CallOptions | undefined,
  errors: PartErrors,
): Promise<MessageShape<O>> {
  const { fallback, toDomainError } = errors;
  return callRpc(connection, method, request, call, {
    ...errors,
    toDomainError: (error) => toDomainError?.(error) ?? toOperatorError(error, fallback),
  });
}

function toOperatorError(error: GrpcError, fallback: string): Error | undefined {
  if (error.code === status.UNIMPLEMENTED) {
    const unsupported = new UnsupportedError(fallback, { serverVersion: error.serverVersion, cause: error });
    unsupported.message = `${fallback}: this server has no OperatorService for its callers. On Temporal Cloud use its console, tcld or the Cloud Ops API.`;
    return unsupported;
  }
  if (error.code === status.PERMISSION_DENIED) {
    return new ServiceError(
      `${fallback}: it takes the rights of an operator. On Temporal Cloud use its console, tcld or the Cloud Ops API. (${error.details})`,
      { cause: error },
    );
  }
  return undefined;
}
