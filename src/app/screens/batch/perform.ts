import type { BatchOperation, RawValue, WorkflowHandle } from '../../../client/index.js';

/** Whether a deed can also be done by one call for each execution; only a batch finds a Build Id in a history. */
export function canBeDoneDirectly(operation: BatchOperation): boolean {
  return !(operation.type === 'reset' && typeof operation.to === 'object') && !operation.type.includes('Standalone');
}

/** Does to one execution what a batch would do to many. @throws what the client throws */
export async function perform(handle: WorkflowHandle, operation: BatchOperation, reason: string): Promise<void> {
  switch (operation.type) {
    case 'cancel':
      await handle.cancel({ reason });
      return;
    case 'terminate':
      await handle.terminate(reason);
      return;
    case 'signal':
      await handle.signalWithOptions(operation.signal, { args: [...(operation.args ?? [])] as RawValue[] });
      return;
    case 'delete':
      await handle.delete();
      return;
    case 'reset': {
      const { to, exclude } = operation;
      if (typeof to === 'object') throw new TypeError('Only a batch job can reset to a Build Id.');
      await handle.reset({ to, exclude, reason });
      return;
    }
    case 'updateOptions':
      await handle.updateOptions(operation.change);
      return;
    case 'unpauseActivities': {
      const { resetAttempts, resetHeartbeat, jitter } = operation;
      await activities(handle, operation).unpause({ resetAttempts, resetHeartbeat, jitter });
      return;
    }
    case 'resetActivities': {
      const { resetHeartbeat, keepPaused, restoreOriginalOptions, jitter } = operation;
      await activities(handle, operation).reset({ resetHeartbeat, keepPaused, restoreOriginalOptions, jitter });
      return;
    }
    case 'updateActivityOptions':
      if (operation.change === 'restore') await activities(handle, operation).restoreOriginalOptions();
      else await activities(handle, operation).updateOptions(operation.change);
      return;
    case 'cancelStandaloneActivities':
    case 'terminateStandaloneActivities':
    case 'deleteStandaloneActivities':
      throw new TypeError('This is for standalone Activities, not for Workflow Executions.');
  }
}

function activities(handle: WorkflowHandle, { activityType }: { activityType?: string | undefined }) {
  return handle.activities(activityType === undefined ? undefined : { type: activityType });
}
