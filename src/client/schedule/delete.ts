import { WorkflowService } from '../../../gen/schedule/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { mapErrors } from '../error-mapping.js';
import { intercept } from '../interceptors.js';
import type { ScheduleContext } from './schedule-client.js';
import { toScheduleError } from './schedule-errors.js';

/** DeleteSchedule. @throws {@link ScheduleNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError} */
export async function deleteSchedule(context: ScheduleContext, scheduleId: string, call?: CallOptions): Promise<void> {
  const { namespace, identity, connection, interceptors } = context;
  await intercept(interceptors, 'delete', async ({ scheduleId, call }) => {
    await mapErrors(
      () => connection.unary(WorkflowService.method.deleteSchedule, { namespace, identity, scheduleId }, call),
      (error) => toScheduleError(error, { fallback: 'Failed to delete schedule', scheduleId }),
    );
  })({ scheduleId, call });
}
