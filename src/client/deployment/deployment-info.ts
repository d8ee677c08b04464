import type {
  DescribeWorkerDeploymentResponse,
  DescribeWorkerDeploymentVersionResponse,
} from '../../../gen/deployment/temporal/api/workflowservice/v1/request_response_pb.js';
import type { ListWorkerDeploymentsResponse_WorkerDeploymentSummary as RawSummary } from '../../../gen/deployment/temporal/api/workflowservice/v1/request_response_pb.js';
import type { TaskQueueStats } from '../task-queue/task-queue-stats.js';
import type { TaskQueueType } from '../task-queue/task-queue-type.js';
import type { WorkerDeploymentVersion } from '../versioning-override.js';
import type { ComputeConfig } from './compute-config.js';

/**
 * Where a version stands: `CREATED` before its first worker polls, `INACTIVE` while nothing is routed to it, `CURRENT`,
 * `RAMPING`, `DRAINING` while open Workflows are pinned to it, `DRAINED` when none is left.
 */
export type WorkerDeploymentVersionStatus = 'CREATED' | 'INACTIVE' | 'CURRENT' | 'RAMPING' | 'DRAINING' | 'DRAINED';

/** Whether open Workflows are still pinned to a version. */
export type VersionDrainageStatus = 'DRAINING' | 'DRAINED';

/** Whether all Task Queues know of the latest change of routing. */
export type RoutingConfigUpdateState = 'IN_PROGRESS' | 'COMPLETED';

/** Where the Workflows of a Worker Deployment go. */
export interface WorkerDeploymentRouting {
  /** Absent when they go to workers without a version. */
  readonly currentVersion: WorkerDeploymentVersion | undefined;
  /** Absent when nothing is ramping, or, with a percentage, when workers without a version are. */
  readonly rampingVersion: WorkerDeploymentVersion | undefined;
  /** Share that goes to the ramping version, 0 to 100. */
  readonly rampingVersionPercentage: number;
  readonly currentVersionChangedTime: Date | undefined;
  readonly rampingVersionChangedTime: Date | undefined;
  readonly rampingVersionPercentageChangedTime: Date | undefined;
  /** Grows with every change. */
  readonly revisionNumber: number;
}

/** Of a version that gets no new Workflows. */
export interface VersionDrainage {
  readonly status: VersionDrainageStatus;
  readonly lastChangedTime: Date | undefined;
  readonly lastCheckedTime: Date | undefined;
}

/** A version as deployments and lists show it. */
export interface WorkerDeploymentVersionSummary {
  readonly version: WorkerDeploymentVersion;
  /** Absent when the server does not tell. */
  readonly status: WorkerDeploymentVersionStatus | undefined;
  readonly createTime: Date | undefined;
  /** Absent while the version is current or ramping. */
  readonly drainage: VersionDrainage | undefined;
  readonly currentSinceTime: Date | undefined;
  readonly rampingSinceTime: Date | undefined;
  readonly routingUpdateTime: Date | undefined;
  readonly firstActivationTime: Date | undefined;
  readonly lastCurrentTime: Date | undefined;
  readonly lastDeactivationTime: Date | undefined;
}

/** A Worker Deployment as lists show it. */
export interface WorkerDeploymentSummary {
  readonly name: string;
  readonly createTime: Date | undefined;
  readonly routing: WorkerDeploymentRouting;
  readonly latestVersion: WorkerDeploymentVersionSummary | undefined;
  readonly currentVersion: WorkerDeploymentVersionSummary | undefined;
  readonly rampingVersion: WorkerDeploymentVersionSummary | undefined;
  /** The message it was read from. int64 fields are bigint. */
  readonly raw: RawSummary;
}

/** All that the server tells of a Worker Deployment. */
export interface WorkerDeploymentDescription {
  readonly name: string;
  readonly createTime: Date | undefined;
  readonly routing: WorkerDeploymentRouting;
  readonly routingUpdateState: RoutingConfigUpdateState | undefined;
  /** Versions that the server still knows. */
  readonly versions: readonly WorkerDeploymentVersionSummary[];
  readonly lastModifierIdentity: string;
  /** Who alone may change it; nothing when everybody may. */
  readonly managerIdentity: string | undefined;
  /** Goes back with a change, which is then refused if somebody else has changed the deployment since. */
  readonly conflictToken: Uint8Array;
  /** The message it was read from. int64 fields are bigint. */
  readonly raw: DescribeWorkerDeploymentResponse;
}

/** A Task Queue that workers of a version have polled. */
export interface VersionTaskQueue {
  readonly name: string;
  /** Absent for a type that is newer than this package. */
  readonly type: TaskQueueType | undefined;
  /** Of the tasks for this version; absent unless they were asked for. */
  readonly stats: TaskQueueStats | undefined;
  readonly statsByPriorityKey: Readonly<Record<number, TaskQueueStats>>;
}

/** All that the server tells of one version. */
export interface WorkerDeploymentVersionDescription extends WorkerDeploymentVersionSummary {
  /** Share of new Workflows, 0 to 100; 0 unless the version is ramping. */
  readonly rampPercentage: number;
  readonly taskQueues: readonly VersionTaskQueue[];
  /** By name; a value that cannot be decoded is a `RawValue`. */
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly computeConfig: ComputeConfig | undefined;
  readonly lastModifierIdentity: string;
  /** The message it was read from. int64 fields are bigint. */
  readonly raw: DescribeWorkerDeploymentVersionResponse;
}
