import { ScheduleOverlapPolicy as OverlapPolicyWire } from '../../../gen/schedule/temporal/api/enums/v1/schedule_pb.js';
import { WorkflowService } from '../../../gen/schedule/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { mapErrors } from '../error-mapping.js';
import { intercept } from '../interceptors.js';
import { uuid } from '../internal/uuid.js';
import { encodeAttributes } from './attributes.js';
import { encodeAction } from './encode-action.js';
import type { CreateScheduleInput, CreateScheduleOutput } from './interceptors.js';
import type { ScheduleContext } from './schedule-client.js';
import { toCreateError } from './schedule-errors.js';
import { compileAction, encodeBackfill, encodePolicies, encodeState } from './schedule-fields.js';
import type { ScheduleOptions } from './schedule-options.js';
import { encodeSpec } from './spec.js';

/** CreateSchedule, and the interceptors around it. @throws as {@link ScheduleClient.create} */
export async function createSchedule(
  context: ScheduleContext,
  options: ScheduleOptions,
  call?: CallOptions,
): Promise<CreateScheduleOutput> {
  if (!options.scheduleId) throw new TypeError('Missing ScheduleOptions.scheduleId');
  const action = compileAction('ScheduleOptions', options.scheduleId, options.action);
  return intercept(context.interceptors, 'create', (input) => sendCreate(context, input))({
    headers: {},
    options: { ...options, action },
    call,
  });
}

/** The request id is made once, so a repeated attempt does not find the id taken. */
async function sendCreate(
  context: ScheduleContext,
  { options, headers, call }: CreateScheduleInput,
): Promise<CreateScheduleOutput> {
  const { scheduleId, memo, state } = options;
  const searchAttributes = encodeAttributes(options);
  const request = {
    namespace: context.namespace,
    identity: context.identity,
    requestId: uuid(),
    scheduleId,
    schedule: {
      spec: encodeSpec(options.spec),
      action: await encodeAction(context, options.action, headers),
      policies: encodePolicies(options.policies),
      state: encodeState(state),
    },
    ...(memo && { memo: { fields: await context.dataConverter.encodeMap(memo) } }),
    ...(Object.keys(searchAttributes.indexedFields).length > 0 && { searchAttributes }),
    initialPatch: {
      ...(state?.triggerImmediately && { triggerImmediately: { overlapPolicy: OverlapPolicyWire.ALLOW_ALL } }),
      backfillRequest: state?.backfill?.map(encodeBackfill) ?? [],
    },
  };
  const { conflictToken } = await mapErrors(
    () => context.connection.unary(WorkflowService.method.createSchedule, request, call),
    (error) => toCreateError(error, { fallback: 'Failed to create schedule', scheduleId }),
  );
  return { conflictToken };
}
