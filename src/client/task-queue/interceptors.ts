import type { Around, InterceptorOf } from '../internal/part-call.js';
import type { CallInput } from '../workflow/interceptors.js';
import type { BuildIdOperation, WorkerBuildIdVersionSets } from './build-id-types.js';
import type { TaskQueueConfigChange } from './config.js';
import type { TaskQueueConfig, TaskQueueDescription, TaskQueueVersionSelection } from './description.js';
import type { TaskQueuePartitions } from './partitions.js';
import type { ReachabilityOptions, ReachabilityResponse } from './reachability.js';
import type { TaskQueueType } from './task-queue-type.js';
import type { VersioningRuleOperation, WorkerVersioningRules } from './versioning-rules.js';

export interface TaskQueueInput extends CallInput {
  readonly taskQueue: string;
}

export interface TaskQueueDescribeInput extends TaskQueueInput {
  readonly type?: TaskQueueType | undefined;
  readonly stats?: boolean | undefined;
  readonly config?: boolean | undefined;
  readonly versions?: TaskQueueVersionSelection | undefined;
}

export interface TaskQueueUpdateConfigInput extends TaskQueueInput {
  readonly change: TaskQueueConfigChange;
}

export interface TaskQueueUpdateVersioningRulesInput extends TaskQueueInput {
  readonly operation: VersioningRuleOperation;
  readonly conflictToken?: Uint8Array | undefined;
}

export interface TaskQueueUpdateBuildIdInput extends TaskQueueInput {
  readonly operation: BuildIdOperation;
}

export interface TaskQueueReachabilityInput
  extends CallInput, Readonly<Pick<ReachabilityOptions, 'buildIds' | 'taskQueues' | 'reachability'>> {}

/** The calls of `client.taskQueue`. */
interface TaskQueueCalls {
  describe: Around<TaskQueueDescribeInput, TaskQueueDescription>;
  updateConfig: Around<TaskQueueUpdateConfigInput, TaskQueueConfig>;
  listPartitions: Around<TaskQueueInput, TaskQueuePartitions>;
  getVersioningRules: Around<TaskQueueInput, WorkerVersioningRules>;
  updateVersioningRules: Around<TaskQueueUpdateVersioningRulesInput, WorkerVersioningRules>;
  updateBuildIdCompatibility: Around<TaskQueueUpdateBuildIdInput, void>;
  getBuildIdCompatability: Around<TaskQueueInput, WorkerBuildIdVersionSets | undefined>;
  getReachability: Around<TaskQueueReachabilityInput, ReachabilityResponse>;
}

/** Functions around the calls of `client.taskQueue`; all are optional. */
export interface TaskQueueClientInterceptor extends InterceptorOf<TaskQueueCalls> {}
