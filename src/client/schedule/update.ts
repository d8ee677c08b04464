import { create } from '@bufbuild/protobuf';
import {
  type UpdateScheduleRequest,
  UpdateScheduleRequestSchema,
} from '../../../gen/schedule/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/schedule/temporal/api/workflowservice/v1/service_pb.js';
import { shareTimeLimit } from '../call-options.js';
import { mapErrors } from '../error-mapping.js';
import { intercept } from '../interceptors.js';
import { uuid } from '../internal/uuid.js';
import { attributesChanged, encodeAttributes } from './attributes.js';
import { startWorkflowOf } from './decode-action.js';
import { describeRaw, describeSchedule } from './describe.js';
import { encodeAction } from './encode-action.js';
import { ScheduleUpdateConflictError } from './errors.js';
import type { UpdateScheduleInput } from './interceptors.js';
import type { ScheduleContext } from './schedule-client.js';
import type { ScheduleDescription } from './schedule-description.js';
import { conflictError, toUpdateError } from './schedule-errors.js';
import { compileAction, encodePolicies, encodeState } from './schedule-fields.js';
import type { CompiledScheduleAction, ScheduleUpdateCallOptions, ScheduleUpdateOptions } from './schedule-options.js';
import { encodeSpec } from './spec.js';
import { dropsSilently, isAsWanted, updateLanded } from './update-landed.js';

/** Times that an update is tried when others change the Schedule meanwhile. */
const maxAttempts = 5;

/** Describe, `updateFn`, UpdateSchedule; from the beginning on a conflict. @throws as {@link ScheduleHandle.update} */
export async function updateSchedule(
  context: ScheduleContext,
  scheduleId: string,
  updateFn: (previous: ScheduleDescription) => ScheduleUpdateOptions | Promise<ScheduleUpdateOptions>,
  { onConflict = 'retry', ...call }: ScheduleUpdateCallOptions = {},
): Promise<void> {
  // The limit is for all calls together.
  const shared = shareTimeLimit(call);
  for (let attempt = 1; ; attempt++) {
    const previous = await describeSchedule(context, scheduleId, shared());
    const updated = await updateFn(previous);
    try {
      await intercept(context.interceptors, 'update', (input) => sendUpdate(context, previous, input, attempt > 1))({
        scheduleId,
        headers: startWorkflowOf(previous.raw.schedule?.action)?.header?.fields ?? {},
        options: { ...updated, action: compileUpdatedAction(scheduleId, previous, updated) },
        conflictToken: onConflict === 'overwrite' ? undefined : previous.raw.conflictToken,
        call: shared(),
      });
      return;
    } catch (error) {
      const again = onConflict === 'retry' && attempt < maxAttempts && error instanceof ScheduleUpdateConflictError;
      if (!again) throw error;
    }
  }
}

/** An action of an unknown kind stays as it is; see {@link encodeSchedule}. */
function compileUpdatedAction(
  scheduleId: string,
  previous: ScheduleDescription,
  { action }: ScheduleUpdateOptions,
): CompiledScheduleAction {
  return isUnknownAndUntouched(previous, action)
    ? (action as CompiledScheduleAction)
    : compileAction('ScheduleUpdateOptions', scheduleId, action);
}

function isUnknownAndUntouched({ action, raw }: ScheduleDescription, updated: object): boolean {
  return updated === action && startWorkflowOf(raw.schedule?.action) === undefined;
}

/** UpdateSchedule, once, with one request id for all attempts at the wire. */
async function sendUpdate(
  context: ScheduleContext,
  previous: ScheduleDescription,
  { scheduleId, options, headers, conflictToken, call = {} }: UpdateScheduleInput,
  again: boolean,
): Promise<void> {
  const shared = shareTimeLimit(call);
  const request = create(UpdateScheduleRequestSchema, {
    namespace: context.namespace,
    identity: context.identity,
    requestId: uuid(),
    scheduleId,
    schedule: await encodeSchedule(context, previous, options, headers),
    ...(conflictToken && { conflictToken }),
    ...(await encodeChangedMemo(context, previous, options)),
    ...(attributesChanged(options, previous) && { searchAttributes: encodeAttributes(options, previous) }),
  });
  const before = previous.raw.schedule;
  // After what looked like a conflict, the update may turn out to have taken effect: before the other change, or by an
  // attempt whose answer was lost.
  if (again && before && !request.memo && !request.searchAttributes && isAsWanted(request.schedule!, before)) return;
  await mapErrors(
    () => context.connection.unary(WorkflowService.method.updateSchedule, request, shared()),
    (error) => toUpdateError(error, { fallback: 'Failed to update schedule', scheduleId }),
  );
  if (conflictToken && dropsSilently(conflictToken)) await assertLanded(context, previous, request, shared());
}

async function encodeSchedule(
  context: ScheduleContext,
  previous: ScheduleDescription,
  options: UpdateScheduleInput['options'],
  headers: UpdateScheduleInput['headers'],
) {
  const { schedule } = previous.raw;
  const raw = startWorkflowOf(schedule?.action);
  return {
    spec: encodeSpec(options.spec, schedule?.spec),
    action:
      schedule?.action && isUnknownAndUntouched(previous, options.action)
        ? schedule.action
        : await encodeAction(context, options.action, headers, raw && { action: previous.action, raw }),
    policies: encodePolicies(options.policies, previous),
    state: encodeState(options.state),
  };
}

/** Only a memo of the caller's own is sent: most servers refuse any. */
async function encodeChangedMemo(
  { dataConverter }: ScheduleContext,
  previous: ScheduleDescription,
  { memo }: UpdateScheduleInput['options'],
) {
  return memo === undefined || memo === previous.memo ? {} : { memo: { fields: await dataConverter.encodeMap(memo) } };
}

/** @throws {@link ScheduleUpdateConflictError} when the server took the update and then dropped it */
async function assertLanded(
  context: ScheduleContext,
  previous: ScheduleDescription,
  { scheduleId, schedule: sent }: UpdateScheduleRequest,
  call: Parameters<typeof describeRaw>[2],
): Promise<void> {
  const { schedule: seen } = await describeRaw(context, scheduleId, call);
  const before = previous.raw.schedule;
  if (sent && seen && before && !updateLanded({ before, sent, seen })) throw conflictError(scheduleId);
}
