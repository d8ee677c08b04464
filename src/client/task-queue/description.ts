import type { DescribeTaskQueueResponse } from '../../../gen/taskqueue/temporal/api/workflowservice/v1/request_response_pb.js';
import type { CallOptions } from '../call-options.js';
import type { WorkerDeploymentVersion } from '../versioning-override.js';
import type { TaskQueueStats } from './task-queue-stats.js';
import type { TaskQueueType } from './task-queue-type.js';
import type { UnversionedBuildIdType } from './unversioned-build-id.js';

/** What `describe()` of a Task Queue tells. */
export interface DescribeTaskQueueOptions extends CallOptions {
  /** @default 'WORKFLOW' */
  type?: TaskQueueType | undefined;
  /** Backlog and rates. @default true */
  stats?: boolean | undefined;
  /** Rate limits and fairness weights. @default true */
  config?: boolean | undefined;
  /**
   * Asks for pollers, stats and reachability by Build Id, at the price of a second RPC. `{}` means the default Build Id.
   *
   * @deprecated with the Build Id versioning that it belongs to. @default none
   */
  versions?: TaskQueueVersionSelection | undefined;
}

/** Which Build Ids. */
export interface TaskQueueVersionSelection {
  /** These. */
  buildIds?: readonly (string | UnversionedBuildIdType)[] | undefined;
  /** Workers without a Build Id. @default whether `buildIds` has `UnversionedBuildId` */
  unversioned?: boolean | undefined;
  /** All that have had tasks or polls in the last minutes. @default false */
  allActive?: boolean | undefined;
  /** Whether new or open Workflows may still need them, which costs the server queries. @default true */
  reachability?: boolean | undefined;
}

/** Whether a worker takes part in versioning. */
export type WorkerVersioningMode = 'UNVERSIONED' | 'VERSIONED';
/** Who set a rate limit. */
export type RateLimitSource = 'API' | 'WORKER' | 'SYSTEM';
/** Which tasks may still reach a Build Id. Of the cautious kind: it may take minutes until it says less. */
export type BuildIdTaskReachability = 'REACHABLE' | 'CLOSED_WORKFLOWS_ONLY' | 'UNREACHABLE';

/** A worker that has polled in the last minutes. */
export interface TaskQueuePoller {
  readonly identity: string;
  readonly lastAccessTime: Date | undefined;
  /** Limit that the worker has set for itself. */
  readonly ratePerSecond: number;
  /** Absent unless the worker belongs to a Worker Deployment. */
  readonly deploymentVersion: WorkerDeploymentVersion | undefined;
  /** Absent for workers that do not say. */
  readonly versioningMode: WorkerVersioningMode | undefined;
  /** Of any worker that names one, versioned or not. */
  readonly buildId: string | undefined;
}

/** Where new tasks of a Task Queue go. */
export interface TaskQueueVersioning {
  /** Absent when they go to workers without a version. */
  readonly currentVersion: WorkerDeploymentVersion | undefined;
  /** Absent when nothing is ramping, or, with a percentage, when workers without a version are. */
  readonly rampingVersion: WorkerDeploymentVersion | undefined;
  /** Share that goes to the ramping version, 0 to 100. */
  readonly rampingVersionPercentage: number;
  readonly updateTime: Date | undefined;
}

/** A limit that was set, and by whom. */
export interface TaskQueueRateLimit {
  /** Absent when the limit was taken away. */
  readonly requestsPerSecond: number | undefined;
  readonly reason: string;
  readonly updateIdentity: string;
  readonly updateTime: Date | undefined;
}

/** What was set by `updateConfig`. */
export interface TaskQueueConfig {
  readonly queueRateLimit: TaskQueueRateLimit | undefined;
  /** Limit of each fairness key, scaled by its weight. */
  readonly fairnessKeyRateLimitDefault: TaskQueueRateLimit | undefined;
  /** By fairness key. */
  readonly fairnessWeightOverrides: Readonly<Record<string, number>>;
}

/** What is told of one Build Id. */
export interface TaskQueueVersion {
  readonly buildId: string | UnversionedBuildIdType;
  readonly pollers: readonly TaskQueuePoller[];
  readonly stats: TaskQueueStats | undefined;
  /** Absent when it was not asked for. */
  readonly taskReachability: BuildIdTaskReachability | undefined;
}

/** A Task Queue of one type. A name that nobody uses is a Task Queue too, an empty one. */
export interface TaskQueueDescription {
  readonly taskQueue: string;
  readonly type: TaskQueueType;
  readonly pollers: readonly TaskQueuePoller[];
  /** Absent when they were not asked for, and on servers that do not have them. */
  readonly stats: TaskQueueStats | undefined;
  /** By priority key, for the keys in use. */
  readonly statsByPriorityKey: Readonly<Record<number, TaskQueueStats>>;
  readonly versioning: TaskQueueVersioning | undefined;
  /** Absent when it was not asked for. */
  readonly config: TaskQueueConfig | undefined;
  readonly effectiveRateLimit:
    { readonly requestsPerSecond: number; readonly source: RateLimitSource | undefined } | undefined;
  /** Empty unless `versions` was asked for. */
  readonly versions: readonly TaskQueueVersion[];
  /** The message it was read from. int64 fields are bigint. */
  readonly raw: DescribeTaskQueueResponse;
}
