import {
  VersionDrainageStatus as DrainageWire,
  WorkerDeploymentVersionStatus as StatusWire,
} from '../../../gen/deployment/temporal/api/enums/v1/deployment_pb.js';
import { RoutingConfigUpdateState as UpdateStateWire } from '../../../gen/deployment/temporal/api/enums/v1/task_queue_pb.js';
import type {
  RoutingConfig,
  VersionDrainageInfo,
  WorkerDeploymentInfo_WorkerDeploymentVersionSummary as SummaryMessage,
} from '../../../gen/deployment/temporal/api/deployment/v1/message_pb.js';
import type { WorkerDeploymentVersion as VersionMessage } from '../../../gen/core/temporal/api/deployment/v1/message_pb.js';
import { decodeFloat, decodeOptionalTime } from '../internal/decode-fields.js';
import { createEnumCodec } from '../internal/enum-codec.js';
import type { WorkerDeploymentVersion } from '../versioning-override.js';
import type {
  RoutingConfigUpdateState,
  VersionDrainage,
  VersionDrainageStatus,
  WorkerDeploymentRouting,
  WorkerDeploymentVersionStatus,
  WorkerDeploymentVersionSummary,
} from './deployment-info.js';

export const [, decodeVersionStatus] = createEnumCodec<WorkerDeploymentVersionStatus, StatusWire>(
  StatusWire,
  'WORKER_DEPLOYMENT_VERSION_STATUS_',
);
const [, decodeDrainageStatus] = createEnumCodec<VersionDrainageStatus, DrainageWire>(
  DrainageWire,
  'VERSION_DRAINAGE_STATUS_',
);
export const [, decodeUpdateState] = createEnumCodec<RoutingConfigUpdateState, UpdateStateWire>(
  UpdateStateWire,
  'ROUTING_CONFIG_UPDATE_STATE_',
);

/** The public form. */
export function decodeVersion(version: VersionMessage): WorkerDeploymentVersion;
export function decodeVersion(version: VersionMessage | undefined): WorkerDeploymentVersion | undefined;
export function decodeVersion(version: VersionMessage | undefined): WorkerDeploymentVersion | undefined {
  return version && { deploymentName: version.deploymentName, buildId: version.buildId };
}

/** The public form; that of an absent one says that everything goes to workers without a version. */
export function decodeRouting(routing: RoutingConfig | undefined): WorkerDeploymentRouting {
  return {
    currentVersion: decodeVersion(routing?.currentDeploymentVersion),
    rampingVersion: decodeVersion(routing?.rampingDeploymentVersion),
    rampingVersionPercentage: decodeFloat(routing?.rampingVersionPercentage ?? 0),
    currentVersionChangedTime: decodeOptionalTime(routing?.currentVersionChangedTime),
    rampingVersionChangedTime: decodeOptionalTime(routing?.rampingVersionChangedTime),
    rampingVersionPercentageChangedTime: decodeOptionalTime(routing?.rampingVersionPercentageChangedTime),
    revisionNumber: Number(routing?.revisionNumber ?? 0n),
  };
}

/** The public form. */
export function decodeSummary(
  summary: Omit<SummaryMessage, '$typeName' | 'version' | 'drainageStatus'>,
): WorkerDeploymentVersionSummary {
  return {
    version: decodeVersion(summary.deploymentVersion) ?? { deploymentName: '', buildId: '' },
    status: decodeVersionStatus(summary.status),
    createTime: decodeOptionalTime(summary.createTime),
    drainage: decodeDrainage(summary.drainageInfo),
    currentSinceTime: decodeOptionalTime(summary.currentSinceTime),
    rampingSinceTime: decodeOptionalTime(summary.rampingSinceTime),
    routingUpdateTime: decodeOptionalTime(summary.routingUpdateTime),
    firstActivationTime: decodeOptionalTime(summary.firstActivationTime),
    lastCurrentTime: decodeOptionalTime(summary.lastCurrentTime),
    lastDeactivationTime: decodeOptionalTime(summary.lastDeactivationTime),
  };
}

function decodeDrainage(info: VersionDrainageInfo | undefined): VersionDrainage | undefined {
  // Servers send an empty one for a version that is not draining.
  const status = info && decodeDrainageStatus(info.status);
  return (
    status && {
      status,
      lastChangedTime: decodeOptionalTime(info.lastChangedTime),
      lastCheckedTime: decodeOptionalTime(info.lastCheckedTime),
    }
  );
}
