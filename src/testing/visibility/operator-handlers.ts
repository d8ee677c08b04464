/** The RPCs of the OperatorService that register search attributes. */
import { Code, ConnectError, type ServiceImpl } from '@connectrpc/connect';
import type { OperatorService } from '../../../gen/operator/temporal/api/operatorservice/v1/service_pb.js';
import type { SearchAttributes } from './search-attributes.js';

/** Handlers for the search attributes of Namespaces; `of` throws for one that there is not. */
export function createSearchAttributeHandlers(
  of: (namespace: string) => SearchAttributes,
): Partial<ServiceImpl<typeof OperatorService>> {
  const named = (namespace: string): SearchAttributes => {
    if (namespace === '') throw new ConnectError('Namespace is not set on request.', Code.InvalidArgument);
    return of(namespace);
  };
  return {
    addSearchAttributes: ({ namespace, searchAttributes }) => {
      named(namespace).add(searchAttributes);
      return {};
    },
    removeSearchAttributes: ({ namespace, searchAttributes }) => {
      named(namespace).remove(searchAttributes);
      return {};
    },
    listSearchAttributes: ({ namespace }) => {
      const { custom, system } = named(namespace);
      return { customAttributes: custom, systemAttributes: system };
    },
  };
}
