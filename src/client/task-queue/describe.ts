import {
  BuildIdTaskReachability as ReachabilityWire,
  DescribeTaskQueueMode,
  RateLimitSource as RateLimitSourceWire,
} from '../../../gen/taskqueue/temporal/api/enums/v1/task_queue_pb.js';
import { WorkerVersioningMode as VersioningModeWire } from '../../../gen/shared/temporal/api/enums/v1/deployment_pb.js';
import type {
  PollerInfo,
  TaskQueueVersioningInfo as VersioningInfoMessage,
} from '../../../gen/taskqueue/temporal/api/taskqueue/v1/message_pb.js';
import type { DescribeTaskQueueResponse } from '../../../gen/taskqueue/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/taskqueue/temporal/api/workflowservice/v1/service_pb.js';
import { decodeFloat, decodeOptionalTime } from '../internal/decode-fields.js';
import { createEnumCodec } from '../internal/enum-codec.js';
import { callRpc } from '../internal/part-call.js';
import type { PartContext } from '../internal/part-client.js';
import { decodeTaskQueueConfig } from './config.js';
import type {
  TaskQueueDescription,
  TaskQueuePoller,
  TaskQueueVersioning,
  TaskQueueVersion,
  BuildIdTaskReachability,
  RateLimitSource,
  WorkerVersioningMode,
} from './description.js';
import type { TaskQueueDescribeInput } from './interceptors.js';
import { decodeStatsByPriorityKey, decodeTaskQueueStats } from './task-queue-stats.js';
import { decodeTaskQueueType, encodeTaskQueueType } from './task-queue-type-codec.js';
import { UnversionedBuildId } from './unversioned-build-id.js';
import { serializable } from '../internal/serializable.js';

const [, decodeReachability] = createEnumCodec<BuildIdTaskReachability, ReachabilityWire>(
  ReachabilityWire,
  'BUILD_ID_TASK_REACHABILITY_',
);
const [, decodeRateLimitSource] = createEnumCodec<RateLimitSource, RateLimitSourceWire>(
  RateLimitSourceWire,
  'RATE_LIMIT_SOURCE_',
);
const [, decodeVersioningMode] = createEnumCodec<WorkerVersioningMode, VersioningModeWire>(
  VersioningModeWire,
  'WORKER_VERSIONING_MODE_',
);

/**
 * DescribeTaskQueue; a second time in its enhanced mode when versions are asked for, since the two modes tell different things.
 *
 * @throws {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function describeTaskQueue(
  { namespace, connection }: PartContext<object>,
  { taskQueue, type = 'WORKFLOW', stats = true, config = true, versions, call }: TaskQueueDescribeInput,
): Promise<TaskQueueDescription> {
  const taskQueueType = encodeTaskQueueType(type)!;
  const base = { namespace, taskQueue: { name: taskQueue } };
  const { buildIds = [], unversioned = buildIds.includes(UnversionedBuildId), allActive = false } = versions ?? {};
  const named = buildIds.filter((id) => typeof id === 'string');
  const describe = (request: object): Promise<DescribeTaskQueueResponse> =>
    callRpc(connection, WorkflowService.method.describeTaskQueue, { ...base, ...request }, call, {
      fallback: 'Failed to describe Task Queue',
    });
  const [response, enhanced] = await Promise.all([
    describe({ taskQueueType, reportStats: stats, reportConfig: config }),
    versions &&
      describe({
        apiMode: DescribeTaskQueueMode.ENHANCED,
        // Without a selection the server answers for the default Build Id.
        ...(buildIds.length > 0 || unversioned || allActive
          ? { versions: { buildIds: named, unversioned, allActive } }
          : {}),
        taskQueueTypes: [taskQueueType],
        reportStats: stats,
        reportPollers: true,
        reportTaskReachability: versions.reachability ?? true,
      }),
  ]);
  const { effectiveRateLimit, versioningInfo } = response;
  return {
    taskQueue,
    type: decodeTaskQueueType(taskQueueType)!,
    pollers: response.pollers.map(decodePoller),
    stats: response.stats && decodeTaskQueueStats(response.stats),
    statsByPriorityKey: decodeStatsByPriorityKey(response.statsByPriorityKey),
    versioning: versioningInfo && decodeVersioning(versioningInfo),
    config: config ? decodeTaskQueueConfig(response.config) : undefined,
    effectiveRateLimit: effectiveRateLimit && {
      requestsPerSecond: decodeFloat(effectiveRateLimit.requestsPerSecond),
      source: decodeRateLimitSource(effectiveRateLimit.rateLimitSource),
    },
    versions: enhanced ? decodeVersions(enhanced, taskQueueType) : [],
    raw: serializable(response),
  };
}

/* eslint-disable @typescript-eslint/no-deprecated -- workers and servers of older versions send only the deprecated fields */

function decodePoller({
  identity,
  lastAccessTime,
  ratePerSecond,
  deploymentOptions,
  workerVersionCapabilities,
}: PollerInfo): TaskQueuePoller {
  const { deploymentName = '', buildId = '', workerVersioningMode = 0 } = deploymentOptions ?? {};
  return {
    identity,
    lastAccessTime: decodeOptionalTime(lastAccessTime),
    ratePerSecond,
    deploymentVersion: deploymentName ? { deploymentName, buildId } : undefined,
    versioningMode: decodeVersioningMode(workerVersioningMode),
    buildId: buildId || workerVersionCapabilities?.buildId || undefined,
  };
}

function decodeVersioning({
  currentDeploymentVersion: current,
  rampingDeploymentVersion: ramping,
  ...info
}: VersioningInfoMessage): TaskQueueVersioning {
  return {
    currentVersion: current && { deploymentName: current.deploymentName, buildId: current.buildId },
    rampingVersion: ramping && { deploymentName: ramping.deploymentName, buildId: ramping.buildId },
    rampingVersionPercentage: decodeFloat(info.rampingVersionPercentage),
    updateTime: decodeOptionalTime(info.updateTime),
  };
}

function decodeVersions({ versionsInfo }: DescribeTaskQueueResponse, type: number): TaskQueueVersion[] {
  return Object.entries(versionsInfo).map(([buildId, { typesInfo, taskReachability }]) => {
    const { pollers = [], stats } = typesInfo[type] ?? {};
    return {
      buildId: buildId || UnversionedBuildId,
      pollers: pollers.map(decodePoller),
      stats: stats && decodeTaskQueueStats(stats),
      taskReachability: decodeReachability(taskReachability),
    };
  });
}
