import { WorkflowService } from '../../../gen/nexus/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { mapErrors } from '../error-mapping.js';
import { intercept } from '../interceptors.js';
import { iteratePages, type Page, pageOf, pageRequest } from '../internal/pages.js';
import type { VisibilityCountQuery } from '../visibility/visibility-query.js';
import {
  type CountWorkflowExecution,
  decodeCount,
  type ListOptions,
  type ListPageOptions,
  visibilityLimits,
} from '../workflow/list.js';
import type { NexusContext } from './context.js';
import { type NexusOperationExecution, operationInfo } from './description.js';
import { toNexusError } from './error-mapping.js';

/** Number of Operations, also by group when the query has GROUP BY. */
export type NexusOperationExecutionCount = CountWorkflowExecution;

/** One page of a list. */
export type NexusOperationExecutionPage = Page<NexusOperationExecution>;

/** ListNexusOperationExecutions, page by page while the caller iterates. */
export function listOperations(
  context: NexusContext,
  { query = '', pageSize, limit, signal, timeoutMs, metadata }: ListOptions = {},
): AsyncIterable<NexusOperationExecution> {
  const iterate = intercept(context.interceptors, 'list', ({ query, call, ...paging }) =>
    iteratePages(paging, (page) => listOperationsPage(context, { ...call, query, ...page })),
  );
  return iterate({ query: String(query), pageSize, limit, call: { signal, timeoutMs, metadata } });
}

/** ListNexusOperationExecutions, one page. @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query */
export async function listOperationsPage(
  context: NexusContext,
  { query = '', pageSize, nextPageToken, signal, timeoutMs, metadata }: ListPageOptions = {},
): Promise<NexusOperationExecutionPage> {
  const { namespace, connection, interceptors } = context;
  return intercept(interceptors, 'listPage', async ({ call, ...page }) => {
    const request = { namespace, ...page };
    const response = await mapErrors(
      () => connection.unary(WorkflowService.method.listNexusOperationExecutions, request, call, visibilityLimits),
      (error) => toNexusError(error, 'Failed to list Nexus operations'),
    );
    return pageOf(response.operations.map(operationInfo), response);
  })({
    query: String(query),
    ...pageRequest({ pageSize, nextPageToken }),
    call: { signal, timeoutMs, metadata },
  });
}

/** CountNexusOperationExecutions. @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query */
export async function countOperations(
  { namespace, connection, interceptors }: NexusContext,
  query: VisibilityCountQuery = '',
  call?: CallOptions,
): Promise<NexusOperationExecutionCount> {
  return intercept(interceptors, 'count', async ({ query = '', call }) => {
    const request = { namespace, query };
    const response = await mapErrors(
      () => connection.unary(WorkflowService.method.countNexusOperationExecutions, request, call, visibilityLimits),
      (error) => toNexusError(error, 'Failed to count Nexus operations'),
    );
    return decodeCount(response);
  })({ query: String(query), call });
}
