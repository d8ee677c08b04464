import type { MessageInitShape } from '@bufbuild/protobuf';
import type { SchedulePatchSchema } from '../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import { WorkflowService } from '../../../gen/schedule/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { mapErrors } from '../error-mapping.js';
import { intercept } from '../interceptors.js';
import { uuid } from '../internal/uuid.js';
import { ValueError } from '../value-error.js';
import { encodeScheduleOverlapPolicy } from './overlap-policy-codec.js';
import type { ScheduleContext } from './schedule-client.js';
import { toScheduleError } from './schedule-errors.js';
import { encodeBackfill } from './schedule-fields.js';
import type { Backfill, SchedulePatch } from './schedule-options.js';
import { encodeDate } from './timestamps.js';

/**
 * PatchSchedule. The request id is made once, so a repeated attempt does not trigger twice.
 *
 * @throws TypeError | {@link ValueError} naming what is wrong in the patch
 * @throws {@link ScheduleNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function patchSchedule(
  context: ScheduleContext,
  scheduleId: string,
  patch: SchedulePatch,
  call?: CallOptions,
): Promise<void> {
  const { namespace, identity, connection, interceptors } = context;
  await intercept(interceptors, 'patch', async ({ scheduleId, patch, call }) => {
    const request = { namespace, identity, scheduleId, requestId: uuid(), patch: encodePatch(patch) };
    await mapErrors(
      () => connection.unary(WorkflowService.method.patchSchedule, request, call),
      (error) => toScheduleError(error, { fallback: 'Failed to patch schedule', scheduleId }),
    );
  })({ scheduleId, patch, call });
}

function encodePatch({
  trigger,
  backfill = [],
  pause,
  unpause,
}: SchedulePatch): MessageInitShape<typeof SchedulePatchSchema> {
  // To the server an empty note is no order to pause.
  if (pause === '' || unpause === '') throw new ValueError('The note of pause and of unpause must not be empty');
  const periods: readonly Backfill[] = 'start' in backfill ? [backfill] : backfill;
  const scheduledTime = encodeDate('trigger.scheduledTime', trigger?.scheduledTime);
  return {
    ...(trigger && {
      triggerImmediately: {
        overlapPolicy: encodeScheduleOverlapPolicy(trigger.overlap ?? 'ALLOW_ALL') ?? 0,
        ...(scheduledTime && { scheduledTime }),
      },
    }),
    backfillRequest: periods.map(encodeBackfill),
    pause: pause ?? '',
    unpause: unpause ?? '',
  };
}
