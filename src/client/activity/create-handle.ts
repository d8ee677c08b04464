import { lazyVerbs } from '../internal/lazy-part.js';
import type { ActivityHandle } from './activity-handle.js';
import type { ActivityContext, ActivityTarget } from './context.js';

/** Calls a verb of this folder by its name; all of them are loaded when one is first used. */
export const run = /*@__PURE__*/ lazyVerbs(() => import('./verbs.js'));

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
    result: (call) => run('activityResult', context, target, call) as Promise<R>,
    describe: (options) => run('describeActivity', context, target, options),
    cancel: (reason, call) => run('cancelActivity', context, target, reason, call),
    terminate: (reason, call) => run('terminateActivity', context, target, reason, call),
    pause: (options) => run('pauseActivity', context, target, options),
    unpause: (options) => run('unpauseActivity', context, target, options),
    reset: (options) => run('resetActivity', context, target, options),
    updateOptions: (options, call) => run('updateActivityOptions', context, target, options, call),
    restoreOriginalOptions: (call) => run('restoreOriginalActivityOptions', context, target, call),
    delete: (call) => run('deleteActivity', context, target, call),
    with: (scope) =>
      createActivityHandle<R, Extra>({ ...context, connection: context.connection.with(scope) }, target, extra),
  };
  return Object.assign(handle, extra);
}
