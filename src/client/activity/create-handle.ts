import { lazyPart } from '../internal/lazy-part.js';
import type { ActivityHandle } from './activity-handle.js';
import type { ActivityContext, ActivityTarget } from './context.js';

/** The calls of this folder, loaded when one of them is first used. */
export const verbs = lazyPart(() => import('./verbs.js'));

/**
 * Makes a handle.
 *
 * @param extra properties that it has besides
 * @throws TypeError without an id
 */
export function createActivityHandle<R, Extra extends object>(
  context: ActivityContext,
  target: ActivityTarget,
  extra: Extra,
): ActivityHandle<R> & Extra {
  const { activityId, runId } = target;
  if (!activityId) throw new TypeError('activityId is required');
  const handle: ActivityHandle<R> = {
    activityId,
    runId,
    result: async (call) => (await verbs()).activityResult(context, target, call) as Promise<R>,
    describe: async (options = {}) => (await verbs()).describeActivity(context, target, options),
    cancel: async (reason = '', call) => (await verbs()).cancelActivity(context, target, reason, call),
    terminate: async (reason = '', call) => (await verbs()).terminateActivity(context, target, reason, call),
    pause: async (options = {}) => (await verbs()).pauseActivity(context, target, options),
    unpause: async (options = {}) => (await verbs()).unpauseActivity(context, target, options),
    reset: async (options = {}) => (await verbs()).resetActivity(context, target, options),
    updateOptions: async (options, call) => (await verbs()).updateActivityOptions(context, target, options, call),
    restoreOriginalOptions: async (call) => (await verbs()).restoreOriginalActivityOptions(context, target, call),
    delete: async (call) => (await verbs()).deleteActivity(context, target, call),
    with: (scope) =>
      createActivityHandle<R, Extra>({ ...context, connection: context.connection.with(scope) }, target, extra),
  };
  return Object.assign(handle, extra);
}
