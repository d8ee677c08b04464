import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { mapErrors, toServiceError } from '../error-mapping.js';
import { decodeValue } from '../converter/search-attribute-payloads.js';
import { ValueError } from '../value-error.js';
import type { VisibilityCountQuery, VisibilityListQuery } from '../visibility/visibility-query.js';
import type { WorkflowContext } from './context.js';
import { executionInfoFromRaw, type WorkflowExecutionInfo } from './execution-info.js';

/** Options of `list()`. */
export interface ListOptions extends CallOptions {
  /** Visibility query, for example `WorkflowType = 'order' AND ExecutionStatus = 'Running'`, or a built one. @default all */
  query?: VisibilityListQuery | undefined;
  /** Executions a page; the server allows up to 1,000. @default the server's, 1,000 */
  pageSize?: number | undefined;
  /** Ends the iteration after this many. @default none */
  limit?: number | undefined;
}

/** Options of `listPage()`. */
export interface ListPageOptions extends Omit<ListOptions, 'limit'> {
  /** Token of the page before; absent for the first. */
  nextPageToken?: Uint8Array | undefined;
}

/** One page of a list. */
export interface WorkflowExecutionPage {
  readonly executions: WorkflowExecutionInfo[];
  /** Absent on the last page. A page may be empty and still have one. */
  readonly nextPageToken: Uint8Array | undefined;
}

/** Number of executions, also by group when the query has GROUP BY. */
export interface CountWorkflowExecution {
  readonly count: number;
  readonly groups: readonly { readonly count: number; readonly groupValues: unknown[] }[];
}

/** Visibility stores may take longer than other parts of the server. */
const visibilityLimits = { attemptMs: 30_000, totalMs: 30_000 };

/** ListWorkflowExecutions, one page. @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query */
export async function listPage(context: WorkflowContext, options: ListPageOptions): Promise<WorkflowExecutionPage> {
  const { query = '', pageSize = 0, nextPageToken = new Uint8Array(), ...call } = options;
  assertCount('pageSize', pageSize);
  const request = { namespace: context.namespace, query: String(query), pageSize, nextPageToken };
  const response = await mapErrors(
    () => context.connection.unary(WorkflowService.method.listWorkflowExecutions, request, call, visibilityLimits),
    (error) => toServiceError(error, { fallback: 'Failed to list Workflows' }),
  );
  return {
    executions: await Promise.all(response.executions.map((info) => executionInfoFromRaw(context, info, info))),
    nextPageToken: response.nextPageToken.length > 0 ? response.nextPageToken : undefined,
  };
}

/** All executions that match, newest first, fetched page by page while the caller iterates. */
export async function* listWorkflows(
  context: WorkflowContext,
  { limit = Infinity, ...options }: ListOptions,
): AsyncGenerator<WorkflowExecutionInfo, void, undefined> {
  if (limit !== Infinity) assertCount('limit', limit);
  let left = limit;
  let nextPageToken: Uint8Array | undefined;
  while (left > 0) {
    const pageSize = Number.isFinite(left) ? Math.min(options.pageSize ?? 1000, left) : options.pageSize;
    const page = await listPage(context, { ...options, pageSize, nextPageToken });
    for (const execution of page.executions) {
      if (left-- <= 0) return;
      yield execution;
    }
    if (!page.nextPageToken) return;
    nextPageToken = page.nextPageToken;
  }
}

/** CountWorkflowExecutions. @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query */
export async function countWorkflows(
  context: WorkflowContext,
  query: VisibilityCountQuery,
  call: CallOptions,
): Promise<CountWorkflowExecution> {
  const response = await mapErrors(
    () =>
      context.connection.unary(
        WorkflowService.method.countWorkflowExecutions,
        { namespace: context.namespace, query: String(query) },
        call,
        visibilityLimits,
      ),
    (error) => toServiceError(error, { fallback: 'Failed to count Workflows' }),
  );
  return {
    count: Number(response.count),
    groups: response.groups.map(({ count, groupValues }) => ({
      count: Number(count),
      // Upstream wraps every group value in an array; kept for code that moves over.
      groupValues: groupValues.map((payload) => {
        const value = decodeValue(payload);
        return Array.isArray(value) ? (value as unknown) : [value];
      }),
    })),
  };
}

function assertCount(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 0) throw new ValueError(`${name} must be an integer from 0, got ${value}`);
}
