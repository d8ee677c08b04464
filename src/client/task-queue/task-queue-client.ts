import type { CallOptions } from '../call-options.js';
import { PartClient, type PartOptions } from '../internal/part-client.js';
import type { BuildIdOperation, WorkerBuildIdVersionSets } from './build-id-types.js';
import type { UpdateTaskQueueConfigOptions } from './config.js';
import type { DescribeTaskQueueOptions, TaskQueueConfig, TaskQueueDescription } from './description.js';
import type { TaskQueueClientInterceptor } from './interceptors.js';
import type { TaskQueuePartitions } from './partitions.js';
import type { ReachabilityOptions, ReachabilityResponse } from './reachability.js';
import type * as Verbs from './verbs.js';
import type {
  UpdateVersioningRulesOptions,
  VersioningRuleOperation,
  WorkerVersioningRules,
} from './versioning-rules.js';

/**
 * Options of {@link TaskQueueClient}.
 *
 * @interface
 */
export type TaskQueueClientOptions = PartOptions<TaskQueueClientInterceptor>;

/**
 * Who polls a Task Queue, how much waits in it, its limits, and the versioning by Build Id of former times. Use it as
 * `client.taskQueue`. The code is loaded when a method is first used.
 */
export class TaskQueueClient extends PartClient<typeof Verbs, TaskQueueClientInterceptor> {
  /** @throws TypeError for an impossible option */
  constructor(options: TaskQueueClientOptions = {}) {
    super(options, () => import('./verbs.js'));
  }

  /**
   * Pollers, backlog, rates, limits and versions of the Task Queue of one type.
   *
   * @example
   * ```ts
   * const { pollers, stats } = await client.taskQueue.describe('samples', { type: 'ACTIVITY' });
   * ```
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}
   */
  describe(taskQueue: string, options: DescribeTaskQueueOptions = {}): Promise<TaskQueueDescription> {
    return this.call('describe', taskQueue, options);
  }

  /**
   * Sets or clears rate limits and fairness weights; they take effect at once and outlive the workers.
   *
   * @throws {@link ValueError} when nothing is to change, or a number is impossible
   * @throws {@link UnsupportedError} on servers before 1.29
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}
   */
  updateConfig(taskQueue: string, options: UpdateTaskQueueConfigOptions): Promise<TaskQueueConfig> {
    return this.call('updateConfig', taskQueue, options);
  }

  /** The parts that the server keeps the queues of this name in, and their hosts. */
  listPartitions(taskQueue: string, call?: CallOptions): Promise<TaskQueuePartitions> {
    return this.call('listPartitions', taskQueue, call);
  }

  /** @deprecated use Worker Deployments (`client.deployment`) */
  getVersioningRules(taskQueue: string, call?: CallOptions): Promise<WorkerVersioningRules> {
    return this.call('getVersioningRules', taskQueue, call);
  }

  /**
   * @throws {@link ServiceError} that says so when the rules have changed since `conflictToken`
   * @deprecated use Worker Deployments (`client.deployment`)
   */
  updateVersioningRules(
    taskQueue: string,
    operation: VersioningRuleOperation,
    options?: UpdateVersioningRulesOptions,
  ): Promise<WorkerVersioningRules> {
    return this.call('updateVersioningRules', taskQueue, operation, options);
  }

  /**
   * Adds a Build Id to the version sets of a Task Queue, or changes their order.
   *
   * @throws {@link BuildIdNotFoundError} when the operation names a Build Id that no set has
   * @deprecated use Worker Deployments (`client.deployment`)
   */
  updateBuildIdCompatibility(taskQueue: string, operation: BuildIdOperation, call?: CallOptions): Promise<void> {
    return this.call('updateBuildIdCompatibility', taskQueue, operation, call);
  }

  /**
   * The version sets of a Task Queue; nothing when it has none. Spelled as in `@temporalio/client`.
   *
   * @deprecated use Worker Deployments (`client.deployment`)
   */
  getBuildIdCompatability(taskQueue: string, call?: CallOptions): Promise<WorkerBuildIdVersionSets | undefined> {
    return this.call('getBuildIdCompatability', taskQueue, call);
  }

  /**
   * Whether workers of Build Ids may be ended.
   *
   * @throws {@link BuildIdNotFoundError}
   * @deprecated use Worker Deployments (`client.deployment`)
   */
  getReachability(options: ReachabilityOptions): Promise<ReachabilityResponse> {
    return this.call('getReachability', options);
  }
}
