import { WorkflowService } from '../../../gen/activity/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { mapErrors } from '../error-mapping.js';
import { intercept } from '../interceptors.js';
import { uuid } from '../internal/uuid.js';
import { type ActivityContext, type ActivityTarget, targetFields, targetInput } from './context.js';
import { sinceDelete, sinceStandalone, toActivityError } from './error-mapping.js';

/** RequestCancelActivityExecution. @throws {@link ActivityNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError} */
export async function cancelActivity(
  context: ActivityContext,
  target: ActivityTarget,
  reason = '',
  call?: CallOptions,
): Promise<void> {
  await intercept(context.interceptors, 'cancel', async ({ reason, call, ...input }) => {
    const { identity, connection } = context;
    const request = { ...targetFields(context, input), identity, requestId: uuid(), reason };
    await mapErrors(
      () => connection.unary(WorkflowService.method.requestCancelActivityExecution, request, call),
      (error) =>
        toActivityError(error, { fallback: 'Failed to request activity cancellation', since: sinceStandalone }),
    );
  })({ ...targetInput(target), reason, call });
}

/** TerminateActivityExecution. @throws as {@link cancelActivity} */
export async function terminateActivity(
  context: ActivityContext,
  target: ActivityTarget,
  reason = '',
  call?: CallOptions,
): Promise<void> {
  await intercept(context.interceptors, 'terminate', async ({ reason, call, ...input }) => {
    const { identity, connection } = context;
    const request = { ...targetFields(context, input), identity, requestId: uuid(), reason };
    await mapErrors(
      () => connection.unary(WorkflowService.method.terminateActivityExecution, request, call),
      (error) => toActivityError(error, { fallback: 'Failed to terminate activity', since: sinceStandalone }),
    );
  })({ ...targetInput(target), reason, call });
}

/** DeleteActivityExecution. @throws as {@link cancelActivity} */
export async function deleteActivity(
  context: ActivityContext,
  target: ActivityTarget,
  call?: CallOptions,
): Promise<void> {
  await intercept(context.interceptors, 'delete', async ({ call, ...input }) => {
    const request = targetFields(context, input);
    await mapErrors(
      () => context.connection.unary(WorkflowService.method.deleteActivityExecution, request, call),
      (error) => toActivityError(error, { fallback: 'Failed to delete activity', since: sinceDelete }),
    );
  })({ ...targetInput(target), call });
}
