import { WorkflowService } from '../../../gen/activity/temporal/api/workflowservice/v1/service_pb.js';
import { encodeDuration } from '../duration.js';
import { mapErrors } from '../error-mapping.js';
import { intercept } from '../interceptors.js';
import { defined } from '../internal/defined.js';
import { uuid } from '../internal/uuid.js';
import type {
  ActivityPauseOptions,
  ActivityResetOptions,
  ActivityUnpauseOptions,
  WithCall,
} from './activity-options.js';
import { type ActivityContext, type ActivityTarget, targetFields, targetInput } from './context.js';
import { sinceOperatorCommands as since, toActivityError } from './error-mapping.js';

const methods = WorkflowService.method;

/** What every request of this file has. */
function fields(context: ActivityContext, input: { activityId: string; activityRunId: string }) {
  return { ...targetFields(context, input), identity: context.identity, requestId: uuid() };
}

/** PauseActivityExecution. @throws {@link ActivityNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError} */
export async function pauseActivity(
  context: ActivityContext,
  target: ActivityTarget,
  { signal, timeoutMs, metadata, ...options }: WithCall<ActivityPauseOptions> = {},
): Promise<void> {
  await intercept(context.interceptors, 'pause', async ({ options, call, ...input }) => {
    const request = { ...fields(context, input), reason: options.reason ?? '' };
    await mapErrors(
      () => context.connection.unary(methods.pauseActivityExecution, request, call),
      (error) => toActivityError(error, { fallback: 'Failed to request activity pause', since }),
    );
  })({ ...targetInput(target), options, call: { signal, timeoutMs, metadata } });
}

/** UnpauseActivityExecution. @throws as {@link pauseActivity} */
export async function unpauseActivity(
  context: ActivityContext,
  target: ActivityTarget,
  { signal, timeoutMs, metadata, ...options }: WithCall<ActivityUnpauseOptions> = {},
): Promise<void> {
  await intercept(context.interceptors, 'unpause', async ({ options, call, ...input }) => {
    const request = {
      ...fields(context, input),
      reason: options.reason ?? '',
      ...defined({ jitter: encodeDuration(options.jitter) }),
    };
    await mapErrors(
      () => context.connection.unary(methods.unpauseActivityExecution, request, call),
      (error) => toActivityError(error, { fallback: 'Failed to request activity unpause', since }),
    );
  })({ ...targetInput(target), options, call: { signal, timeoutMs, metadata } });
}

/** ResetActivityExecution. @throws as {@link pauseActivity} */
export async function resetActivity(
  context: ActivityContext,
  target: ActivityTarget,
  { signal, timeoutMs, metadata, ...options }: WithCall<ActivityResetOptions> = {},
): Promise<void> {
  await intercept(context.interceptors, 'reset', async ({ options, call, ...input }) => {
    const { resetHeartbeat = false, keepPaused = false, restoreOriginalOptions = false, jitter } = options;
    const request = {
      ...fields(context, input),
      resetHeartbeat,
      keepPaused,
      restoreOriginalOptions,
      ...defined({ jitter: encodeDuration(jitter) }),
    };
    await mapErrors(
      () => context.connection.unary(methods.resetActivityExecution, request, call),
      (error) => toActivityError(error, { fallback: 'Failed to reset activity', since }),
    );
  })({ ...targetInput(target), options, call: { signal, timeoutMs, metadata } });
}
