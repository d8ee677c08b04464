import { WorkerStatus as WorkerStatusWire } from '../../../gen/worker/temporal/api/enums/v1/common_pb.js';
import type { WorkerPollerInfo, WorkerSlotsInfo } from '../../../gen/worker/temporal/api/worker/v1/message_pb.js';
import { decodeDuration } from '../duration.js';
import { decodeFloat, decodeOptionalTime } from '../internal/decode-fields.js';
import type {
  WorkerDescription,
  WorkerHeartbeat,
  WorkerInfo,
  WorkerListInfo,
  WorkerPolling,
  WorkerSlots,
  WorkerStatus,
} from './worker-info.js';
import { serializable } from '../internal/serializable.js';

const statuses: Readonly<Record<number, WorkerStatus>> = {
  [WorkerStatusWire.RUNNING]: 'RUNNING',
  [WorkerStatusWire.SHUTTING_DOWN]: 'SHUTTING_DOWN',
  [WorkerStatusWire.SHUTDOWN]: 'SHUTDOWN',
};

/** The fields that an entry of a list and a heartbeat have in common. */
type Common = Pick<
  WorkerListInfo,
  | 'workerInstanceKey'
  | 'workerIdentity'
  | 'taskQueue'
  | 'deploymentVersion'
  | 'sdkName'
  | 'sdkVersion'
  | 'status'
  | 'startTime'
  | 'plugins'
  | 'drivers'
>;

/** The public form of an entry of a list, or of a heartbeat, which tells about the host in a message of its own. */
export function decodeWorker<Raw extends Common>(
  raw: Raw,
  host: Pick<WorkerListInfo, 'hostName' | 'processId' | 'workerGroupingKey'> | undefined,
): WorkerInfo<Raw> {
  const { deploymentName = '', buildId = '' } = raw.deploymentVersion ?? {};
  return {
    workerInstanceKey: raw.workerInstanceKey,
    workerIdentity: raw.workerIdentity,
    taskQueue: raw.taskQueue,
    // Workers without versioning send their Build Id with an empty name.
    deploymentVersion: deploymentName ? { deploymentName, buildId } : undefined,
    buildId: buildId || undefined,
    sdkName: raw.sdkName,
    sdkVersion: raw.sdkVersion,
    status: statuses[raw.status] ?? 'UNKNOWN',
    startTime: decodeOptionalTime(raw.startTime),
    hostName: host?.hostName ?? '',
    processId: host?.processId ?? '',
    workerGroupingKey: host?.workerGroupingKey ?? '',
    plugins: raw.plugins.map(({ name, version }) => ({ name, version })),
    storageDrivers: raw.drivers.map(({ type }) => type),
    raw: serializable(raw),
  };
}

/** The public form of a heartbeat. */
export function decodeHeartbeat(raw: WorkerHeartbeat): WorkerDescription {
  return {
    ...decodeWorker(raw, raw.hostInfo),
    heartbeatTime: decodeOptionalTime(raw.heartbeatTime),
    elapsedSinceLastHeartbeat: decodeDuration(raw.elapsedSinceLastHeartbeat),
    hostCpuUsage: decodeFloat(raw.hostInfo?.currentHostCpuUsage ?? 0),
    hostMemoryUsage: decodeFloat(raw.hostInfo?.currentHostMemUsage ?? 0),
    slots: {
      workflowTask: decodeSlots(raw.workflowTaskSlotsInfo),
      activityTask: decodeSlots(raw.activityTaskSlotsInfo),
      nexusTask: decodeSlots(raw.nexusTaskSlotsInfo),
      localActivity: decodeSlots(raw.localActivitySlotsInfo),
    },
    polling: {
      workflowTask: decodePolling(raw.workflowPollerInfo),
      stickyWorkflowTask: decodePolling(raw.workflowStickyPollerInfo),
      activityTask: decodePolling(raw.activityPollerInfo),
      nexusTask: decodePolling(raw.nexusPollerInfo),
    },
    stickyCache: {
      size: raw.currentStickyCacheSize,
      hits: raw.totalStickyCacheHit,
      misses: raw.totalStickyCacheMiss,
    },
  };
}

function decodeSlots(slots: WorkerSlotsInfo | undefined): WorkerSlots | undefined {
  return (
    slots && {
      availableSlots: slots.currentAvailableSlots,
      usedSlots: slots.currentUsedSlots,
      slotSupplierKind: slots.slotSupplierKind,
      totalProcessedTasks: slots.totalProcessedTasks,
      totalFailedTasks: slots.totalFailedTasks,
      lastIntervalProcessedTasks: slots.lastIntervalProcessedTasks,
      lastIntervalFailureTasks: slots.lastIntervalFailureTasks,
    }
  );
}

function decodePolling(info: WorkerPollerInfo | undefined): WorkerPolling | undefined {
  return (
    info && {
      currentPollers: info.currentPollers,
      lastSuccessfulPollTime: decodeOptionalTime(info.lastSuccessfulPollTime),
      isAutoscaling: info.isAutoscaling,
    }
  );
}
