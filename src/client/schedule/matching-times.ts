import { WorkflowService } from '../../../gen/schedule/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { decodeTimestamp } from '../duration.js';
import { mapErrors } from '../error-mapping.js';
import { intercept } from '../interceptors.js';
import type { ScheduleContext } from './schedule-client.js';
import { toScheduleError } from './schedule-errors.js';
import { encodeRequiredDate } from './timestamps.js';

/**
 * ListScheduleMatchingTimes.
 *
 * @throws TypeError for what is no Date
 * @throws {@link ScheduleNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function listScheduleMatchingTimes(
  { namespace, connection, interceptors }: ScheduleContext,
  scheduleId: string,
  start: Date,
  end: Date,
  call?: CallOptions,
): Promise<Date[]> {
  return intercept(interceptors, 'listMatchingTimes', async ({ scheduleId, start, end, call }) => {
    const request = {
      namespace,
      scheduleId,
      startTime: encodeRequiredDate('start', start),
      endTime: encodeRequiredDate('end', end),
    };
    const { startTime } = await mapErrors(
      () => connection.unary(WorkflowService.method.listScheduleMatchingTimes, request, call),
      (error) => toScheduleError(error, { fallback: 'Failed to list matching times of schedule', scheduleId }),
    );
    return startTime.map((time) => decodeTimestamp(time)!);
  })({ scheduleId, start, end, call });
}
