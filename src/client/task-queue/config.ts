import type {
  RateLimitConfig,
  TaskQueueConfig as TaskQueueConfigMessage,
} from '../../../gen/taskqueue/temporal/api/taskqueue/v1/message_pb.js';
import { WorkflowService } from '../../../gen/taskqueue/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { decodeFloat, decodeOptionalTime, optional } from '../internal/decode-fields.js';
import type { PartContext } from '../internal/part-client.js';
import { callRpc } from '../internal/part-call.js';
import { ValueError } from '../value-error.js';
import type { TaskQueueConfig, TaskQueueRateLimit } from './description.js';
import type { TaskQueueUpdateConfigInput } from './interceptors.js';
import { encodeTaskQueueType } from './task-queue-type-codec.js';
import type { TaskQueueType } from './task-queue-type.js';

/** What `updateConfig()` changes: `null` clears, what is absent stays. */
export interface TaskQueueConfigChange {
  /** Which of the queues of this name. The server limits no Workflow Task Queue. */
  type: TaskQueueType;
  /** Tasks a second, from 0; wins over the limit that a worker sets. */
  queueRateLimit?: number | null | undefined;
  /** Tasks a second of each fairness key, scaled by its weight. */
  fairnessKeyRateLimitDefault?: number | null | undefined;
  /** Weights by fairness key; they win over those of the tasks. */
  fairnessWeightOverrides?: Readonly<Record<string, number | null>> | undefined;
  /** Kept with the rate limits, for those who read them later. @default none */
  reason?: string | undefined;
}

/** Options of `updateConfig()`. */
export interface UpdateTaskQueueConfigOptions extends TaskQueueConfigChange, CallOptions {}

/**
 * UpdateTaskQueueConfig.
 *
 * @throws {@link ValueError} when nothing is to change, or a number is impossible
 * @throws {@link NamespaceNotFoundError} | {@link UnsupportedError} | {@link ServiceError}
 */
export async function updateTaskQueueConfig(
  { namespace, identity, connection }: PartContext<object>,
  { taskQueue, change, call }: TaskQueueUpdateConfigInput,
): Promise<TaskQueueConfig> {
  const { type, queueRateLimit, fairnessKeyRateLimitDefault, fairnessWeightOverrides = {}, reason = '' } = change;
  const taskQueueType = encodeTaskQueueType(type);
  if (!taskQueueType) throw new ValueError("type is missing: 'ACTIVITY', 'NEXUS' or 'WORKFLOW'");
  const weights = Object.entries(fairnessWeightOverrides);
  for (const [key, weight] of weights) {
    if (weight !== null && !(weight > 0)) {
      throw new ValueError(`The weight of fairness key ${JSON.stringify(key)} must be above 0, got ${weight}`);
    }
  }
  const queue = rateLimitUpdate('queueRateLimit', queueRateLimit, reason);
  const fairness = rateLimitUpdate('fairnessKeyRateLimitDefault', fairnessKeyRateLimitDefault, reason);
  if (!queue && !fairness && weights.length === 0) {
    throw new ValueError(
      'Nothing to change: give queueRateLimit, fairnessKeyRateLimitDefault or fairnessWeightOverrides',
    );
  }
  const request = {
    namespace,
    identity,
    taskQueue,
    taskQueueType,
    ...optional('updateQueueRateLimit', queue),
    ...optional('updateFairnessKeyRateLimitDefault', fairness),
    setFairnessWeightOverrides: Object.fromEntries(
      weights.filter((entry): entry is [string, number] => entry[1] !== null),
    ),
    unsetFairnessWeightOverrides: weights.filter(([, weight]) => weight === null).map(([key]) => key),
  };
  const { config } = await callRpc(connection, WorkflowService.method.updateTaskQueueConfig, request, call, {
    fallback: 'Failed to update Task Queue config',
  });
  return decodeTaskQueueConfig(config);
}

function rateLimitUpdate(name: string, limit: number | null | undefined, reason: string) {
  if (limit === undefined) return undefined;
  // Without `rateLimit` the server takes the limit away.
  if (limit === null) return { reason };
  if (!(limit >= 0)) throw new ValueError(`${name} must be a number from 0, or null to clear it; got ${limit}`);
  return { rateLimit: { requestsPerSecond: limit }, reason };
}

/** The public form; a queue that was never configured has an empty one. */
export function decodeTaskQueueConfig(config: TaskQueueConfigMessage | undefined): TaskQueueConfig {
  const weights = Object.entries(config?.fairnessWeightOverrides ?? {});
  return {
    queueRateLimit: decodeRateLimit(config?.queueRateLimit),
    fairnessKeyRateLimitDefault: decodeRateLimit(config?.fairnessKeysRateLimitDefault),
    fairnessWeightOverrides: Object.fromEntries(weights.map(([key, weight]) => [key, decodeFloat(weight)])),
  };
}

function decodeRateLimit(limit: RateLimitConfig | undefined): TaskQueueRateLimit | undefined {
  return (
    limit && {
      requestsPerSecond: limit.rateLimit && decodeFloat(limit.rateLimit.requestsPerSecond),
      reason: limit.metadata?.reason ?? '',
      updateIdentity: limit.metadata?.updateIdentity ?? '',
      updateTime: decodeOptionalTime(limit.metadata?.updateTime),
    }
  );
}
