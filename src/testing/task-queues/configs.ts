/** Limits and weights of Task Queues: that they are kept and told. Nothing is slowed down by them. */
import type { MessageInitShape } from '@bufbuild/protobuf';
import { TaskQueueType } from '../../../gen/shared/temporal/api/enums/v1/task_queue_pb.js';
import type { TaskQueueConfigSchema } from '../../../gen/taskqueue/temporal/api/taskqueue/v1/message_pb.js';
import type {
  UpdateTaskQueueConfigRequest,
  UpdateTaskQueueConfigRequest_RateLimitUpdate as RateLimitUpdate,
} from '../../../gen/taskqueue/temporal/api/workflowservice/v1/request_response_pb.js';
import { invalid } from '../engine/refusals.js';
import { timestamp } from '../engine/times.js';
import { checkFamily } from './names.js';

/** Limits and weights of one queue. */
export type TaskQueueConfig = Extract<MessageInitShape<typeof TaskQueueConfigSchema>, { $typeName?: never }>;

const mostWeights = 1000;
const longestKey = 64;
const longestText = 1000;

/** @see the head of this file */
export class TaskQueueConfigs {
  readonly #all = new Map<string, TaskQueueConfig>();

  /** Nothing for a queue that was never configured. */
  of(namespace: string, taskQueue: string, type: TaskQueueType): TaskQueueConfig | undefined {
    return this.#all.get(keyOf(namespace, taskQueue, type));
  }

  /** @throws INVALID_ARGUMENT */
  update(request: UpdateTaskQueueConfigRequest, nowMs: number): TaskQueueConfig {
    const { namespace, taskQueue, taskQueueType, identity } = request;
    const { updateQueueRateLimit: queue, updateFairnessKeyRateLimitDefault: fairness } = request;
    checkLimit(queue, taskQueueType, 'rate limit', 'UpdateQueueRateLimit');
    checkLimit(fairness, taskQueueType, 'fairness key rate limit', 'UpdateFairnessKeyRateLimitDefault');
    checkText('Identity', identity);
    checkWeights(request);
    checkFamily(taskQueue);
    const before = this.of(namespace, taskQueue, taskQueueType);
    const config: TaskQueueConfig = {
      ...before,
      ...(queue && { queueRateLimit: limitOf(queue, identity, nowMs) }),
      ...(fairness && { fairnessKeysRateLimitDefault: limitOf(fairness, identity, nowMs) }),
      fairnessWeightOverrides: mergeWeights(before?.fairnessWeightOverrides ?? {}, request),
    };
    this.#all.set(keyOf(namespace, taskQueue, taskQueueType), config);
    return config;
  }

  /** Forgets those of a Namespace. */
  forget(namespace: string): void {
    for (const key of this.#all.keys()) if (key.startsWith(`${namespace}\n`)) this.#all.delete(key);
  }
}

function keyOf(namespace: string, taskQueue: string, type: TaskQueueType): string {
  return `${namespace}\n${type}\n${taskQueue}`;
}

function limitOf(
  { rateLimit, reason }: RateLimitUpdate,
  updateIdentity: string,
  nowMs: number,
): NonNullable<TaskQueueConfig['queueRateLimit']> {
  return {
    ...(rateLimit && { rateLimit: { requestsPerSecond: rateLimit.requestsPerSecond } }),
    metadata: { reason, updateIdentity, updateTime: timestamp(nowMs) },
  };
}

function mergeWeights(
  before: Readonly<Record<string, number>>,
  { setFairnessWeightOverrides: set, unsetFairnessWeightOverrides: unset }: UpdateTaskQueueConfigRequest,
): Record<string, number> {
  const kept = Object.entries(before).filter(([key]) => !unset.includes(key));
  const merged = { ...Object.fromEntries(kept), ...set };
  if (Object.keys(merged).length > mostWeights) {
    throw invalid('fairness weight overrides update rejected: exceeding maximum key size');
  }
  return merged;
}

function checkLimit(update: RateLimitUpdate | undefined, type: TaskQueueType, what: string, label: string): void {
  if (!update?.rateLimit) return;
  if (type === TaskQueueType.WORKFLOW) throw invalid(`Setting ${what} on workflow task queues is not allowed.`);
  if (update.rateLimit.requestsPerSecond < 0) {
    throw invalid(`RequestsPerSecond for ${label} rate limit must be non-negative.`);
  }
  checkText(`${label}.Reason`, update.reason);
}

function checkText(name: string, text: string): void {
  if (text.length > longestText) throw invalid(`${name} field too long (max ${longestText} characters).`);
}

function checkWeights({
  setFairnessWeightOverrides: set,
  unsetFairnessWeightOverrides: unset,
}: UpdateTaskQueueConfigRequest): void {
  const count = Object.keys(set).length + unset.length;
  if (count > mostWeights) {
    throw invalid(`too many fairness weight overrides in request: got ${count}, maximum ${mostWeights}`);
  }
  for (const key of [...Object.keys(set), ...unset]) {
    if (key === '') throw invalid('fairness weight override key must not be empty');
    if (key.length > longestKey) throw invalid('fairness key length exceeds limit');
  }
  for (const [key, weight] of Object.entries(set)) {
    if (weight > 0) continue;
    throw invalid(`invalid fairness weight weight for key ${JSON.stringify(key)}: must be greater than zero`);
  }
  const twice = unset.find((key) => key in set);
  if (twice === undefined) return;
  throw invalid(`fairness weight override key ${JSON.stringify(twice)} present in both set and unset lists`);
}
