import { OperatorService } from '../../../gen/operator/temporal/api/operatorservice/v1/service_pb.js';
import { encodeDuration } from '../duration.js';
import { NamespaceNotFoundError } from '../errors.js';
import { status } from '../grpc-error.js';
import { optional } from '../internal/decode-fields.js';
import type { PartContext } from '../internal/part-client.js';
import { callOperator } from '../operator/call-operator.js';
import type { NamespaceDeleteInput } from './interceptors.js';

/**
 * DeleteNamespace, of the OperatorService.
 *
 * @returns the name that the Namespace has until the server has cleared away what was in it
 * @throws {@link NamespaceNotFoundError} | {@link UnsupportedError} | {@link ServiceError}
 */
export async function deleteNamespace(
  { connection }: PartContext<object>,
  { target, deleteDelay, call }: NamespaceDeleteInput,
): Promise<string> {
  const request = {
    ...(typeof target === 'string' ? { namespace: target } : { namespaceId: target.id }),
    ...optional('namespaceDeleteDelay', encodeDuration(deleteDelay)),
  };
  const { deletedNamespace } = await callOperator(connection, OperatorService.method.deleteNamespace, request, call, {
    fallback: 'Failed to delete Namespace',
    // Until its caches know that a Namespace is gone, the server says so in words alone.
    toDomainError: (error) =>
      error.code === status.INVALID_ARGUMENT && /not found/i.test(error.details)
        ? new NamespaceNotFoundError(typeof target === 'string' ? target : target.id, error)
        : undefined,
  });
  return deletedNamespace;
}
