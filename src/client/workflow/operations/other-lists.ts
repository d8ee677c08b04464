import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { WorkflowExecutionStatus } from '../../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import type { WorkflowExecutionInfo as RawInfo } from '../../../../gen/core/temporal/api/workflow/v1/message_pb.js';
import { WorkflowService } from '../../../../gen/workflow/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../../call-options.js';
import { mapErrors, toServiceError } from '../../error-mapping.js';
import { type Page, pageOf, pageRequest, type PagingOptions } from '../../internal/pages.js';
import { ValueError } from '../../value-error.js';
import type { WorkflowContext } from '../context.js';
import { executionInfoFromRaw, type WorkflowExecutionInfo } from '../execution-info.js';
import { type ListPageOptions, visibilityLimits } from '../list.js';

/** Options of `listOpen()`: when started, and one Workflow Id or one Workflow Type. */
export interface ListOpenOptions extends CallOptions, PagingOptions {
  /** @default the beginning of time */
  startedAfter?: Date | undefined;
  /** @default now */
  startedBefore?: Date | undefined;
  workflowId?: string | undefined;
  workflowType?: string | undefined;
}

/** Status of an execution that has ended. @inline */
export type ClosedStatus = 'COMPLETED' | 'FAILED' | 'CANCELLED' | 'TERMINATED' | 'CONTINUED_AS_NEW' | 'TIMED_OUT';

/** Options of `listClosed()`: as {@link ListOpenOptions}, or one status. */
export interface ListClosedOptions extends ListOpenOptions {
  status?: ClosedStatus | undefined;
}

type PageOptions<Options> = Omit<Options, 'limit'> & { nextPageToken?: Uint8Array | undefined };

/**
 * ListArchivedWorkflowExecutions, one page. The query language is that of the archive, not of visibility.
 *
 * @throws {@link ServiceError} also when the Namespace has no visibility archive
 */
export async function listArchivedPage(
  context: WorkflowContext,
  { query = '', pageSize, nextPageToken, ...call }: ListPageOptions,
): Promise<Page<WorkflowExecutionInfo>> {
  const request = {
    namespace: context.namespace,
    query: String(query),
    ...pageRequest({ pageSize, nextPageToken }),
  };
  const response = await mapErrors(
    () =>
      context.connection.unary(WorkflowService.method.listArchivedWorkflowExecutions, request, call, visibilityLimits),
    (error) => toServiceError(error, { fallback: 'Failed to list archived Workflows' }),
  );
  return toPage(context, response);
}

/** ListOpenWorkflowExecutions, one page. @throws {@link ValueError} for more than one filter */
export async function listOpenPage(
  context: WorkflowContext,
  { pageSize, nextPageToken, ...options }: PageOptions<ListOpenOptions>,
): Promise<Page<WorkflowExecutionInfo>> {
  const { filters, startTimeFilter, call } = compileFilters(options);
  const page = pageRequest({ pageSize, nextPageToken });
  const request = {
    namespace: context.namespace,
    maximumPageSize: page.pageSize,
    nextPageToken: page.nextPageToken,
    startTimeFilter,
    ...(filters && { filters }),
  };
  const response = await mapErrors(
    () => context.connection.unary(WorkflowService.method.listOpenWorkflowExecutions, request, call, visibilityLimits),
    (error) => toServiceError(error, { fallback: 'Failed to list open Workflows' }),
  );
  return toPage(context, response);
}

/** ListClosedWorkflowExecutions, one page. @throws {@link ValueError} for more than one filter */
export async function listClosedPage(
  context: WorkflowContext,
  { pageSize, nextPageToken, status, ...options }: PageOptions<ListClosedOptions>,
): Promise<Page<WorkflowExecutionInfo>> {
  const { filters, startTimeFilter, call } = compileFilters(options);
  if (filters && status) throw oneFilterOnly();
  const page = pageRequest({ pageSize, nextPageToken });
  const byStatus = status && ({ case: 'statusFilter', value: { status: statusNumber(status) } } as const);
  const request = {
    namespace: context.namespace,
    maximumPageSize: page.pageSize,
    nextPageToken: page.nextPageToken,
    startTimeFilter,
    ...((filters ?? byStatus) && { filters: filters ?? byStatus! }),
  };
  const response = await mapErrors(
    () =>
      context.connection.unary(WorkflowService.method.listClosedWorkflowExecutions, request, call, visibilityLimits),
    (error) => toServiceError(error, { fallback: 'Failed to list closed Workflows' }),
  );
  return toPage(context, response);
}

function compileFilters({ startedAfter, startedBefore, workflowId, workflowType, ...call }: ListOpenOptions) {
  if (workflowId !== undefined && workflowType !== undefined) throw oneFilterOnly();
  return {
    call,
    // Old clients always sent both ends, so the server wants them.
    startTimeFilter: {
      earliestTime: timestampFromDate(startedAfter ?? new Date(0)),
      latestTime: timestampFromDate(startedBefore ?? new Date()),
    },
    filters:
      workflowId !== undefined
        ? ({ case: 'executionFilter', value: { workflowId } } as const)
        : workflowType !== undefined
          ? ({ case: 'typeFilter', value: { name: workflowType } } as const)
          : undefined,
  };
}

function oneFilterOnly(): ValueError {
  return new ValueError('The server filters by one of workflowId, workflowType and status; use list() with a query.');
}

const closedStatuses: Readonly<Record<ClosedStatus, WorkflowExecutionStatus>> = {
  COMPLETED: WorkflowExecutionStatus.COMPLETED,
  FAILED: WorkflowExecutionStatus.FAILED,
  CANCELLED: WorkflowExecutionStatus.CANCELED,
  TERMINATED: WorkflowExecutionStatus.TERMINATED,
  CONTINUED_AS_NEW: WorkflowExecutionStatus.CONTINUED_AS_NEW,
  TIMED_OUT: WorkflowExecutionStatus.TIMED_OUT,
};

function statusNumber(status: ClosedStatus): WorkflowExecutionStatus {
  if (!Object.hasOwn(closedStatuses, status)) {
    throw new ValueError(`status must be one of ${Object.keys(closedStatuses).join(', ')}; got '${status}'`);
  }
  return closedStatuses[status];
}

async function toPage(
  context: WorkflowContext,
  response: { executions: RawInfo[]; nextPageToken: Uint8Array },
): Promise<Page<WorkflowExecutionInfo>> {
  const { executions } = response;
  return pageOf(await Promise.all(executions.map((info) => executionInfoFromRaw(context, info, info))), response);
}
