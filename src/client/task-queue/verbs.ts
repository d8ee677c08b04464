/** Loaded as one part by `task-queue-client.ts`: arguments of methods become inputs, with interceptors around them. */
import type { CallOptions } from '../call-options.js';
import type { PartContext } from '../internal/part-client.js';
import { inputOf, runIntercepted as run } from '../internal/part-call.js';
import type { BuildIdOperation, WorkerBuildIdVersionSets } from './build-id-types.js';
import * as buildIds from './build-ids.js';
import { updateTaskQueueConfig, type UpdateTaskQueueConfigOptions } from './config.js';
import { describeTaskQueue } from './describe.js';
import type { DescribeTaskQueueOptions, TaskQueueConfig, TaskQueueDescription } from './description.js';
import type { TaskQueueClientInterceptor } from './interceptors.js';
import { listTaskQueuePartitions, type TaskQueuePartitions } from './partitions.js';
import * as reachability from './reachability.js';
import * as rules from './versioning-rules.js';

type Context = PartContext<TaskQueueClientInterceptor>;

export function describe(
  context: Context,
  taskQueue: string,
  options: DescribeTaskQueueOptions,
): Promise<TaskQueueDescription> {
  return run(context, 'describe', describeTaskQueue, { taskQueue, ...inputOf(options) });
}

export function updateConfig(
  context: Context,
  taskQueue: string,
  options: UpdateTaskQueueConfigOptions,
): Promise<TaskQueueConfig> {
  const { call, ...change } = inputOf(options);
  return run(context, 'updateConfig', updateTaskQueueConfig, { taskQueue, change, call });
}

export function listPartitions(context: Context, taskQueue: string, call?: CallOptions): Promise<TaskQueuePartitions> {
  return run(context, 'listPartitions', listTaskQueuePartitions, { taskQueue, call });
}

export function getVersioningRules(
  context: Context,
  taskQueue: string,
  call?: CallOptions,
): Promise<rules.WorkerVersioningRules> {
  return run(context, 'getVersioningRules', rules.getVersioningRules, { taskQueue, call });
}

export function updateVersioningRules(
  context: Context,
  taskQueue: string,
  operation: rules.VersioningRuleOperation,
  options: rules.UpdateVersioningRulesOptions = {},
): Promise<rules.WorkerVersioningRules> {
  const input = { taskQueue, operation, ...inputOf(options) };
  return run(context, 'updateVersioningRules', rules.updateVersioningRules, input);
}

export function updateBuildIdCompatibility(
  context: Context,
  taskQueue: string,
  operation: BuildIdOperation,
  call?: CallOptions,
): Promise<void> {
  const input = { taskQueue, operation, call };
  return run(context, 'updateBuildIdCompatibility', buildIds.updateBuildIdCompatibility, input);
}

export function getBuildIdCompatability(
  context: Context,
  taskQueue: string,
  call?: CallOptions,
): Promise<WorkerBuildIdVersionSets | undefined> {
  return run(context, 'getBuildIdCompatability', buildIds.getBuildIdCompatability, { taskQueue, call });
}

export function getReachability(
  context: Context,
  options: reachability.ReachabilityOptions,
): Promise<reachability.ReachabilityResponse> {
  return run(context, 'getReachability', reachability.getReachability, inputOf(options));
}
