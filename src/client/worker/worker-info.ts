import type { WorkerHeartbeat, WorkerListInfo } from '../../../gen/worker/temporal/api/worker/v1/message_pb.js';
import type { WorkerDeploymentVersion } from '../versioning-override.js';

export type { WorkerHeartbeat, WorkerListInfo };

/** `UNKNOWN` stands for one that is newer than this package, or that the worker does not tell. */
export type WorkerStatus = 'RUNNING' | 'SHUTTING_DOWN' | 'SHUTDOWN' | 'UNKNOWN';

/** A worker as it tells about itself in its heartbeats; SDKs that send none are not listed. */
export interface WorkerInfo<Raw = WorkerListInfo | WorkerHeartbeat> {
  /** Names the worker among all of the Namespace. */
  readonly workerInstanceKey: string;
  /** As in histories; several workers may have the same. */
  readonly workerIdentity: string;
  readonly taskQueue: string;
  /** Absent unless the worker belongs to a Worker Deployment. */
  readonly deploymentVersion: WorkerDeploymentVersion | undefined;
  /** Of any worker that names one, versioned or not. */
  readonly buildId: string | undefined;
  readonly sdkName: string;
  readonly sdkVersion: string;
  readonly status: WorkerStatus;
  readonly startTime: Date | undefined;
  readonly hostName: string;
  readonly processId: string;
  /** The same for workers that share a client, a Namespace and a process. */
  readonly workerGroupingKey: string;
  readonly plugins: readonly { readonly name: string; readonly version: string }[];
  /** Types of the storage drivers in use. */
  readonly storageDrivers: readonly string[];
  /** The message it was read from. int64 fields are bigint. */
  readonly raw: Raw;
}

/** How busy a worker is with tasks of one kind. */
export interface WorkerSlots {
  /** -1 when there is no known limit. */
  readonly availableSlots: number;
  readonly usedSlots: number;
  /** `Fixed`, `ResourceBased` or the name of a custom one. */
  readonly slotSupplierKind: string;
  /** Since the worker began, failed ones included. */
  readonly totalProcessedTasks: number;
  readonly totalFailedTasks: number;
  /** Since the heartbeat before this one, failed ones included. */
  readonly lastIntervalProcessedTasks: number;
  readonly lastIntervalFailureTasks: number;
}

/** How a worker polls for tasks of one kind. */
export interface WorkerPolling {
  /** Polls under way. */
  readonly currentPollers: number;
  readonly lastSuccessfulPollTime: Date | undefined;
  /** Whether their number follows the load. */
  readonly isAutoscaling: boolean;
}

/** All that a worker told with its last heartbeat. */
export interface WorkerDescription extends WorkerInfo<WorkerHeartbeat> {
  /** By the worker's own clock. */
  readonly heartbeatTime: Date | undefined;
  /** Between its last two heartbeats, in milliseconds. */
  readonly elapsedSinceLastHeartbeat: number | undefined;
  /** Of the whole host, 0 to 1. */
  readonly hostCpuUsage: number;
  /** Of the whole host, 0 to 1. */
  readonly hostMemoryUsage: number;
  /** Absent for kinds of tasks that the worker does not do. */
  readonly slots: {
    readonly workflowTask: WorkerSlots | undefined;
    readonly activityTask: WorkerSlots | undefined;
    readonly nexusTask: WorkerSlots | undefined;
    readonly localActivity: WorkerSlots | undefined;
  };
  readonly polling: {
    readonly workflowTask: WorkerPolling | undefined;
    readonly stickyWorkflowTask: WorkerPolling | undefined;
    readonly activityTask: WorkerPolling | undefined;
    readonly nexusTask: WorkerPolling | undefined;
  };
  /** Workflows that the worker keeps in memory. */
  readonly stickyCache: { readonly size: number; readonly hits: number; readonly misses: number };
}
