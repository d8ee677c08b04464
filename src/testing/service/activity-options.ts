import type { MessageShape } from '@bufbuild/protobuf';
import type { ActivityOptionsSchema } from '../../../gen/core/temporal/api/activity/v1/message_pb.js';
import type { ActivitySpec } from '../engine/activity-task.js';
import { durationMs } from '../engine/times.js';

/**
 * Sets the fields that a mask names; one that is named and missing is cleared.
 *
 * @param paths in the spelling of `.proto` files or of JSON
 */
export function applyActivityOptions(
  spec: ActivitySpec,
  options: MessageShape<typeof ActivityOptionsSchema> | undefined,
  paths: readonly string[],
): void {
  const { retryPolicy } = options ?? {};
  for (const path of paths.map((each) => each.replace(/_/g, '').toLowerCase())) {
    if (path === 'taskqueue.name' || path === 'taskqueue') spec.taskQueue = options?.taskQueue?.name ?? spec.taskQueue;
    if (path === 'scheduletoclosetimeout') spec.scheduleToCloseMs = durationMs(options?.scheduleToCloseTimeout);
    if (path === 'scheduletostarttimeout') spec.scheduleToStartMs = durationMs(options?.scheduleToStartTimeout);
    if (path === 'starttoclosetimeout') spec.startToCloseMs = durationMs(options?.startToCloseTimeout);
    if (path === 'heartbeattimeout') spec.heartbeatMs = durationMs(options?.heartbeatTimeout);
    if (path.startsWith('priority')) spec.priority = options?.priority;
    if (!retryPolicy) continue;
    if (path === 'retrypolicy') spec.retry = retryPolicy;
    if (path === 'retrypolicy.maximumattempts')
      spec.retry = { ...spec.retry, maximumAttempts: retryPolicy.maximumAttempts };
    if (path === 'retrypolicy.backoffcoefficient') {
      spec.retry = { ...spec.retry, backoffCoefficient: retryPolicy.backoffCoefficient };
    }
    if (path === 'retrypolicy.initialinterval' && retryPolicy.initialInterval) {
      spec.retry = { ...spec.retry, initialInterval: retryPolicy.initialInterval };
    }
    if (path === 'retrypolicy.maximuminterval' && retryPolicy.maximumInterval) {
      spec.retry = { ...spec.retry, maximumInterval: retryPolicy.maximumInterval };
    }
  }
}
