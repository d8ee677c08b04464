import type { ScheduleListEntry } from '../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import { WorkflowService } from '../../../gen/schedule/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { decodeSearchAttributes, decodeTypedSearchAttributes } from '../converter/search-attribute-payloads.js';
import { decodeTimestamp } from '../duration.js';
import { mapErrors } from '../error-mapping.js';
import { intercept } from '../interceptors.js';
import { pageOf, pageRequest } from '../internal/pages.js';
import type { VisibilityCountQuery } from '../visibility/visibility-query.js';
import { type CountWorkflowExecution, decodeCount, visibilityLimits } from '../workflow/list.js';
import { decodeRecentActions } from './action-results.js';
import type { ScheduleContext } from './schedule-client.js';
import type { SchedulePage, ScheduleSummary } from './schedule-description.js';
import { toScheduleError } from './schedule-errors.js';
import type { ListSchedulePageOptions } from './schedule-options.js';
import { decodeSpec } from './spec.js';
import { serializable } from '../internal/serializable.js';

/** ListSchedules, one page. @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query */
export async function listSchedules(
  context: ScheduleContext,
  { query = '', pageSize, nextPageToken, signal, timeoutMs, metadata }: ListSchedulePageOptions = {},
): Promise<SchedulePage> {
  const { namespace, connection, interceptors } = context;
  return intercept(interceptors, 'list', async ({ pageSize: maximumPageSize, call, ...page }) => {
    const request = { namespace, maximumPageSize, ...page };
    const response = await mapErrors(
      () => connection.unary(WorkflowService.method.listSchedules, request, call, visibilityLimits),
      (error) => toScheduleError(error, { fallback: 'Failed to list schedules' }),
    );
    return pageOf(await Promise.all(response.schedules.map((entry) => summaryFromRaw(context, entry))), response);
  })({
    query: String(query),
    ...pageRequest({ pageSize, nextPageToken }),
    call: { signal, timeoutMs, metadata },
  });
}

/** CountSchedules. @throws as {@link listSchedules}, and {@link UnsupportedError} by servers before 1.30 */
export async function countSchedules(
  { namespace, connection, interceptors }: ScheduleContext,
  query: VisibilityCountQuery = '',
  call?: CallOptions,
): Promise<CountWorkflowExecution> {
  return intercept(interceptors, 'count', async ({ query, call }) => {
    const response = await mapErrors(
      () => connection.unary(WorkflowService.method.countSchedules, { namespace, query }, call, visibilityLimits),
      (error) => toScheduleError(error, { fallback: 'Failed to count schedules', since: '1.31.0' }),
    );
    return decodeCount(response);
  })({ query: String(query), call });
}

async function summaryFromRaw(context: ScheduleContext, raw: ScheduleListEntry): Promise<ScheduleSummary> {
  const { info } = raw;
  const indexedFields = raw.searchAttributes?.indexedFields;
  return {
    scheduleId: raw.scheduleId,
    spec: info?.spec && decodeSpec(info.spec),
    action: info?.workflowType && { type: 'startWorkflow', workflowType: info.workflowType.name },
    memo: await context.dataConverter.decodeMap(raw.memo?.fields),
    searchAttributes: decodeSearchAttributes(indexedFields),
    typedSearchAttributes: decodeTypedSearchAttributes(indexedFields),
    state: { paused: info?.paused ?? false, note: info?.notes || undefined },
    info: {
      recentActions: decodeRecentActions(info?.recentActions ?? []),
      nextActionTimes: info?.futureActionTimes.map((time) => decodeTimestamp(time)!) ?? [],
    },
    raw: serializable(raw),
  };
}
