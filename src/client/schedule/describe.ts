import type { DescribeScheduleResponse } from '../../../gen/schedule/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/schedule/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { decodeSearchAttributes, decodeTypedSearchAttributes } from '../converter/search-attribute-payloads.js';
import { decodeDuration, decodeTimestamp } from '../duration.js';
import { mapErrors } from '../error-mapping.js';
import { ServiceError } from '../errors.js';
import { intercept } from '../interceptors.js';
import { decodeActionResult, decodeRecentActions } from './action-results.js';
import { decodeAction } from './decode-action.js';
import { decodeScheduleOverlapPolicy } from './overlap-policy-codec.js';
import type { ScheduleContext } from './schedule-client.js';
import type { ScheduleDescription } from './schedule-description.js';
import { toScheduleError } from './schedule-errors.js';
import { decodeSpec } from './spec.js';
import { serializable } from '../internal/serializable.js';

/** DescribeSchedule. @throws {@link ScheduleNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError} */
export async function describeSchedule(
  context: ScheduleContext,
  scheduleId: string,
  call?: CallOptions,
): Promise<ScheduleDescription> {
  const { interceptors } = context;
  const raw = await intercept(interceptors, 'describe', (input) => describeRaw(context, input.scheduleId, input.call))({
    scheduleId,
    call,
  });
  return descriptionFromRaw(context, scheduleId, raw);
}

/** The answer as it is, without interceptors. @throws as {@link describeSchedule} */
export async function describeRaw(
  { namespace, connection }: ScheduleContext,
  scheduleId: string,
  call?: CallOptions,
): Promise<DescribeScheduleResponse> {
  return mapErrors(
    () => connection.unary(WorkflowService.method.describeSchedule, { namespace, scheduleId }, call),
    (error) => toScheduleError(error, { fallback: 'Failed to describe schedule', scheduleId }),
  );
}

async function descriptionFromRaw(
  context: ScheduleContext,
  scheduleId: string,
  raw: DescribeScheduleResponse,
): Promise<ScheduleDescription> {
  const { schedule, info } = raw;
  if (!schedule?.spec) throw new ServiceError('Received invalid Schedule description from server');
  const { policies, state } = schedule;
  const indexedFields = raw.searchAttributes?.indexedFields;
  return {
    scheduleId,
    spec: decodeSpec(schedule.spec),
    action: await decodeAction(context, schedule.action),
    memo: await context.dataConverter.decodeMap(raw.memo?.fields),
    searchAttributes: decodeSearchAttributes(indexedFields),
    typedSearchAttributes: decodeTypedSearchAttributes(indexedFields),
    policies: {
      overlap: decodeScheduleOverlapPolicy(policies?.overlapPolicy ?? 0) ?? 'SKIP',
      catchupWindow: decodeDuration(policies?.catchupWindow) ?? 60_000,
      pauseOnFailure: policies?.pauseOnFailure ?? false,
      keepOriginalWorkflowId: policies?.keepOriginalWorkflowId ?? false,
    },
    state: {
      paused: state?.paused ?? false,
      note: state?.notes || undefined,
      remainingActions: state?.limitedActions ? Number(state.remainingActions) : undefined,
    },
    info: {
      recentActions: decodeRecentActions(info?.recentActions ?? []),
      nextActionTimes: info?.futureActionTimes.map((time) => decodeTimestamp(time)!) ?? [],
      createdAt: decodeTimestamp(info?.createTime) ?? new Date(0),
      lastUpdatedAt: decodeTimestamp(info?.updateTime),
      runningActions: info?.runningWorkflows.map(decodeActionResult) ?? [],
      numActionsTaken: Number(info?.actionCount ?? 0),
      numActionsMissedCatchupWindow: Number(info?.missedCatchupWindow ?? 0),
      numActionsSkippedOverlap: Number(info?.overlapSkipped ?? 0),
      numActionsBuffered: Number(info?.bufferSize ?? 0),
      numActionsDroppedFromBuffer: Number(info?.bufferDropped ?? 0),
    },
    raw: serializable(raw),
  };
}
