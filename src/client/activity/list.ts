import { WorkflowService } from '../../../gen/activity/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { mapErrors } from '../error-mapping.js';
import { intercept } from '../interceptors.js';
import { iteratePages, type Page, pageOf, pageRequest } from '../internal/pages.js';
import {
  type CountWorkflowExecution,
  decodeCount,
  type ListOptions,
  type ListPageOptions,
  visibilityLimits,
} from '../workflow/list.js';
import type { VisibilityCountQuery, VisibilityListQuery } from '../visibility/visibility-query.js';
import type { ActivityContext } from './context.js';
import { activityInfo, type ActivityExecutionInfo } from './description.js';
import { sinceStandalone, toActivityError } from './error-mapping.js';
import type { ActivityListPageInput } from './interceptors.js';
import { serializable } from '../internal/serializable.js';

/** Number of Activities, also by group when the query has GROUP BY. */
export type CountActivityExecutions = CountWorkflowExecution;

/** One page of a list. */
export type ActivityExecutionPage = Page<ActivityExecutionInfo>;

/** ListActivityExecutions, page by page while the caller iterates. */
export function listActivities(
  context: ActivityContext,
  options: ListOptions | VisibilityListQuery = {},
): AsyncIterable<ActivityExecutionInfo> {
  const { query = '', pageSize, limit, signal, timeoutMs, metadata } = isQuery(options) ? { query: options } : options;
  const iterate = intercept(context.interceptors, 'list', ({ query, call, ...paging }) =>
    iteratePages(paging, (page) => listActivitiesPage(context, { ...call, query, ...page })),
  );
  return iterate({ query: String(query), pageSize, limit, call: { signal, timeoutMs, metadata } });
}

function isQuery(options: ListOptions | VisibilityListQuery): options is VisibilityListQuery {
  return typeof options === 'string' || 'lastClause' in options;
}

/** ListActivityExecutions, one page. @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query */
export async function listActivitiesPage(
  context: ActivityContext,
  { query = '', pageSize, nextPageToken, signal, timeoutMs, metadata }: ListPageOptions = {},
): Promise<ActivityExecutionPage> {
  return intercept(context.interceptors, 'listPage', (input) => fetchPage(context, input))({
    query: String(query),
    ...pageRequest({ pageSize, nextPageToken }),
    call: { signal, timeoutMs, metadata },
  });
}

async function fetchPage(
  { namespace, connection }: ActivityContext,
  { call, ...page }: ActivityListPageInput,
): Promise<ActivityExecutionPage> {
  const response = await mapErrors(
    () =>
      connection.unary(WorkflowService.method.listActivityExecutions, { namespace, ...page }, call, visibilityLimits),
    (error) => toActivityError(error, { fallback: 'Failed to list activities', since: sinceStandalone }),
  );
  return pageOf(
    response.executions.map((info) => ({ ...activityInfo(info), rawListInfo: serializable(info) })),
    response,
  );
}

/** CountActivityExecutions. @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query */
export async function countActivities(
  context: ActivityContext,
  query: VisibilityCountQuery = '',
  call?: CallOptions,
): Promise<CountActivityExecutions> {
  const { namespace, connection, interceptors } = context;
  return intercept(interceptors, 'count', async ({ query, call }) => {
    const response = await mapErrors(
      () =>
        connection.unary(WorkflowService.method.countActivityExecutions, { namespace, query }, call, visibilityLimits),
      (error) => toActivityError(error, { fallback: 'Failed to count activities', since: sinceStandalone }),
    );
    return decodeCount(response);
  })({ query: String(query), call });
}
