import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { decodeValue } from '../converter/search-attribute-payloads.js';
import { mapErrors, toServiceError } from '../error-mapping.js';
import { type Page, pageOf, type PagingOptions } from '../internal/pages.js';
import type { VisibilityListQuery } from '../visibility/visibility-query.js';
import type { WorkflowContext } from './context.js';
import { executionInfoFromRaw, type WorkflowExecutionInfo } from './execution-info.js';
import type { IntoHistoriesOptions, HistoryAndWorkflowId } from './into-histories.js';
import type { WorkflowCountInput, WorkflowListInput } from './interceptors.js';

/** Options of `list()`. */
export interface ListOptions extends CallOptions, PagingOptions {
  /** Visibility query, for example `WorkflowType = 'order' AND ExecutionStatus = 'Running'`, or a built one. @default all */
  query?: VisibilityListQuery | undefined;
}

/** Options of `listPage()`. */
export interface ListPageOptions extends Omit<ListOptions, 'limit'> {
  /** Token of the page before; absent for the first. */
  nextPageToken?: Uint8Array | undefined;
}

/** One page of a list. */
export type WorkflowExecutionPage = Page<WorkflowExecutionInfo>;

/** What `list()` returns: Workflow Executions, or on demand their histories. */
export interface AsyncWorkflowListIterable extends AsyncIterable<WorkflowExecutionInfo> {
  /**
   * The histories of the listed executions, several fetched at once, in the order in which they arrive. Leaving the loop
   * ends what is still being fetched.
   */
  intoHistories(options?: IntoHistoriesOptions): AsyncIterable<HistoryAndWorkflowId>;
}

/** Number of executions, also by group when the query has GROUP BY. */
export interface CountWorkflowExecution {
  readonly count: number;
  readonly groups: readonly { readonly count: number; readonly groupValues: unknown[] }[];
}

/** Visibility stores may take longer than other parts of the server. */
export const visibilityLimits = { attemptMs: 30_000, totalMs: 30_000 };

/** ListWorkflowExecutions, one page. @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query */
export async function listPage(
  context: WorkflowContext,
  { call, ...page }: WorkflowListInput,
): Promise<WorkflowExecutionPage> {
  const request = { namespace: context.namespace, ...page };
  const response = await mapErrors(
    () => context.connection.unary(WorkflowService.method.listWorkflowExecutions, request, call, visibilityLimits),
    (error) => toServiceError(error, { fallback: 'Failed to list Workflows' }),
  );
  return pageOf(
    await Promise.all(response.executions.map((info) => executionInfoFromRaw(context, info, info))),
    response,
  );
}

/** CountWorkflowExecutions. @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query */
export async function countWorkflows(
  { namespace, connection }: WorkflowContext,
  { query, call }: WorkflowCountInput,
): Promise<CountWorkflowExecution> {
  const response = await mapErrors(
    () =>
      connection.unary(WorkflowService.method.countWorkflowExecutions, { namespace, query }, call, visibilityLimits),
    (error) => toServiceError(error, { fallback: 'Failed to count Workflows' }),
  );
  return decodeCount(response);
}

/** Public form of a count and its groups. */
export function decodeCount({
  count,
  groups,
}: {
  count: bigint;
  groups: readonly { count: bigint; groupValues: readonly Parameters<typeof decodeValue>[0][] }[];
}): CountWorkflowExecution {
  return {
    count: Number(count),
    groups: groups.map(({ count, groupValues }) => ({
      count: Number(count),
      // Upstream wraps every group value in an array; kept for code that moves over.
      groupValues: groupValues.map((payload) => {
        const value = decodeValue(payload);
        return Array.isArray(value) ? (value as unknown) : [value];
      }),
    })),
  };
}
