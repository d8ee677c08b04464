import { lazyVerbs } from '../internal/lazy-part.js';
import type { NexusContext, NexusTarget } from './context.js';
import type { NexusOperationHandle } from './nexus-handle.js';

/** Calls a verb of this folder by its name; all of them are loaded when one is first used. */
export const run = /*@__PURE__*/ lazyVerbs(() => import('./verbs.js'));

/**
 * Makes a handle.
 *
 * @param extra properties that it has besides
 */
export function createNexusHandle<Output, Extra extends object>(
  context: NexusContext,
  target: NexusTarget,
  extra: Extra,
): NexusOperationHandle<Output> & Extra {
  const { operationId, runId } = target;
  const kept = {};
  const handle: NexusOperationHandle<Output> = {
    operationId,
    runId,
    client: context.client,
    result: (call) => run('operationResult', context, target, kept, call) as Promise<Output>,
    describe: (options) => run('describeOperation', context, target, options),
    cancel: (reason, call) => run('cancelOperation', context, target, reason, call),
    terminate: (reason, call) => run('terminateOperation', context, target, reason, call),
    delete: (call) => run('deleteOperation', context, target, call),
    with: (scope) =>
      createNexusHandle<Output, Extra>({ ...context, connection: context.connection.with(scope) }, target, extra),
  };
  return Object.assign(handle, extra);
}
