import { WorkflowService } from '../../../gen/deployment/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { ServiceError } from '../errors.js';
import { decodeFloat, optional } from '../internal/decode-fields.js';
import type { PartContext } from '../internal/part-client.js';
import { callRpc } from '../internal/part-call.js';
import { uuid } from '../internal/uuid.js';
import { decodeStatsByPriorityKey, decodeTaskQueueStats } from '../task-queue/task-queue-stats.js';
import { decodeTaskQueueType } from '../task-queue/task-queue-type-codec.js';
import { ValueError } from '../value-error.js';
import {
  type ComputeConfig,
  decodeComputeConfig,
  encodeComputeConfig,
  encodeComputeConfigChange,
} from './compute-config.js';
import { decodeSummary } from './decode-deployment.js';
import { errorsOf } from './deployment-errors.js';
import type { WorkerDeploymentVersionDescription } from './deployment-info.js';
import type {
  DeploymentComputeConfigInput,
  DeploymentCreateVersionInput,
  DeploymentDeleteVersionInput,
  DeploymentDescribeVersionInput,
  DeploymentUpdateMetadataInput,
} from './interceptors.js';
import { createDeploymentSince } from './since.js';
import { serializable } from '../internal/serializable.js';

const methods = WorkflowService.method;

/** Options of `createVersion()`. */
export interface CreateVersionOptions extends CallOptions {
  /** How the server starts workers of the version. @default it does not */
  computeConfig?: ComputeConfig | undefined;
}

/** Options of `describeVersion()`. */
export interface DescribeVersionOptions extends CallOptions {
  /** Backlog and rates of the Task Queues. @default false */
  taskQueueStats?: boolean | undefined;
}

/** Options of `deleteVersion()`. */
export interface DeleteVersionOptions extends CallOptions {
  /** Also while open Workflows are pinned to it: they wait until they are moved to another. @default false */
  skipDrainage?: boolean | undefined;
}

/** Options of `updateVersionMetadata()`. */
export interface UpdateVersionMetadataOptions extends CallOptions {
  /** Entries to add or to replace, through the client's data converter. */
  upsert?: Readonly<Record<string, unknown>> | undefined;
  /** Names of entries to take away. */
  remove?: readonly string[] | undefined;
}

/** CreateWorkerDeploymentVersion. The request id is made once, so a repeated attempt finds its own version. */
export async function createVersion(
  { namespace, identity, connection }: PartContext<object>,
  { version, computeConfig, call }: DeploymentCreateVersionInput,
): Promise<void> {
  const request = {
    namespace,
    identity,
    deploymentVersion: version,
    requestId: uuid(),
    ...optional('computeConfig', computeConfig && encodeComputeConfig(computeConfig)),
  };
  const errors = errorsOf('Failed to create Worker Deployment Version', version, createDeploymentSince);
  await callRpc(connection, methods.createWorkerDeploymentVersion, request, call, errors);
}

/** DescribeWorkerDeploymentVersion. */
export async function describeVersion(
  { namespace, connection, dataConverter }: PartContext<object>,
  { version, taskQueueStats = false, call }: DeploymentDescribeVersionInput,
): Promise<WorkerDeploymentVersionDescription> {
  const request = { namespace, deploymentVersion: version, reportTaskQueueStats: taskQueueStats };
  const errors = errorsOf('Failed to describe Worker Deployment Version', version);
  const raw = await callRpc(connection, methods.describeWorkerDeploymentVersion, request, call, errors);
  const info = raw.workerDeploymentVersionInfo;
  if (!info) throw new ServiceError('The server described the version without workerDeploymentVersionInfo');
  return {
    ...decodeSummary({ ...info, routingUpdateTime: info.routingChangedTime, computeConfig: undefined }),
    rampPercentage: decodeFloat(info.rampPercentage),
    taskQueues: raw.versionTaskQueues.map(({ name, type, stats, statsByPriorityKey }) => ({
      name,
      type: decodeTaskQueueType(type),
      stats: stats && decodeTaskQueueStats(stats),
      statsByPriorityKey: decodeStatsByPriorityKey(statsByPriorityKey),
    })),
    metadata: (await dataConverter.decodeMap(info.metadata?.entries)) ?? {},
    computeConfig: decodeComputeConfig(info.computeConfig),
    lastModifierIdentity: info.lastModifierIdentity,
    raw: serializable(raw),
  };
}

/** DeleteWorkerDeploymentVersion. */
export async function deleteVersion(
  { namespace, identity, connection }: PartContext<object>,
  { version, skipDrainage = false, call }: DeploymentDeleteVersionInput,
): Promise<void> {
  const request = { namespace, identity, deploymentVersion: version, skipDrainage };
  const errors = errorsOf('Failed to delete Worker Deployment Version', version);
  await callRpc(connection, methods.deleteWorkerDeploymentVersion, request, call, errors);
}

/** UpdateWorkerDeploymentVersionMetadata. @throws {@link ValueError} when nothing is to change */
export async function updateVersionMetadata(
  { namespace, identity, connection, dataConverter }: PartContext<object>,
  { version, upsert = {}, remove = [], call }: DeploymentUpdateMetadataInput,
): Promise<Record<string, unknown>> {
  if (Object.keys(upsert).length + remove.length === 0) {
    throw new ValueError('Nothing to change: give upsert or remove');
  }
  const request = {
    namespace,
    identity,
    deploymentVersion: version,
    upsertEntries: await dataConverter.encodeMap(upsert),
    removeEntries: [...remove],
  };
  const errors = errorsOf('Failed to update metadata of Worker Deployment Version', version);
  const { metadata } = await callRpc(connection, methods.updateWorkerDeploymentVersionMetadata, request, call, errors);
  return (await dataConverter.decodeMap(metadata?.entries)) ?? {};
}

/** UpdateWorkerDeploymentVersionComputeConfig. The request id is made once, so a repeated attempt changes nothing twice. */
export async function updateVersionComputeConfig(
  { namespace, identity, connection }: PartContext<object>,
  { version, change, call }: DeploymentComputeConfigInput,
): Promise<void> {
  const request = {
    namespace,
    identity,
    deploymentVersion: version,
    requestId: uuid(),
    ...encodeComputeConfigChange(change),
  };
  const errors = errorsOf(
    'Failed to update compute config of Worker Deployment Version',
    version,
    createDeploymentSince,
  );
  await callRpc(connection, methods.updateWorkerDeploymentVersionComputeConfig, request, call, errors);
}

/** ValidateWorkerDeploymentVersionComputeConfig. The server asks the provider, so that an answer may take a while. */
export async function validateVersionComputeConfig(
  { namespace, identity, connection }: PartContext<object>,
  { version, change, call }: DeploymentComputeConfigInput,
): Promise<void> {
  const request = { namespace, identity, deploymentVersion: version, ...encodeComputeConfigChange(change) };
  const errors = errorsOf(
    'Failed to validate compute config of Worker Deployment Version',
    version,
    createDeploymentSince,
  );
  const limits = { attemptMs: 30_000, totalMs: 30_000 };
  await callRpc(connection, methods.validateWorkerDeploymentVersionComputeConfig, request, call, errors, limits);
}
