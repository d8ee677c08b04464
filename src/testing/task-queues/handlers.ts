/** The RPCs of Task Queues, without those of versions of workers. */
import {
  BuildIdTaskReachability,
  DescribeTaskQueueMode,
  RateLimitSource,
} from '../../../gen/taskqueue/temporal/api/enums/v1/task_queue_pb.js';
import { TaskQueueType } from '../../../gen/shared/temporal/api/enums/v1/task_queue_pb.js';
import type { DescribeTaskQueueRequest } from '../../../gen/taskqueue/temporal/api/workflowservice/v1/request_response_pb.js';
import type { Engine } from '../engine/engine.js';
import { invalid } from '../engine/refusals.js';
import type { WorkflowServiceHandlers } from '../in-memory-fetch.js';
import { TaskQueueConfigs } from './configs.js';
import { checkTaskQueue, checkTaskQueueOrPart, isPart } from './names.js';
import { pollersOf } from './pollers.js';
import { statsByPriority, sumOf } from './stats.js';

/** Tasks a second that the server gives out at most. */
const systemLimit = 4000;
const parts = 4;
/** Nothing listens there. */
const ownerHostName = '127.0.0.1:7235';
/** As the server says that a moment never was. */
const never = { seconds: -62_135_596_800n, nanos: 0 };

type Described = ReturnType<NonNullable<WorkflowServiceHandlers['describeTaskQueue']>>;

export function createTaskQueueHandlers(engine: Engine): WorkflowServiceHandlers {
  const configs = new TaskQueueConfigs();
  engine.onDeleteNamespace.add((namespace) => configs.forget(namespace));
  return {
    describeTaskQueue: (request) => {
      engine.namespace(request.namespace);
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- see describeVersions
      return request.apiMode === DescribeTaskQueueMode.ENHANCED
        ? describeVersions(engine, request)
        : describe(engine, configs, request);
    },
    listTaskQueuePartitions: ({ namespace, taskQueue }) => {
      const name = checkTaskQueue(taskQueue);
      engine.namespace(namespace);
      const all = Array.from({ length: parts }, (_, index) => ({
        key: index === 0 ? name : `/_sys/${name}/${index}`,
        ownerHostName,
      }));
      return { workflowTaskQueuePartitions: all, activityTaskQueuePartitions: all };
    },
    updateTaskQueueConfig: (request) => {
      engine.namespace(request.namespace);
      return { config: configs.update(request, engine.now()) };
    },
  };
}

function describe(engine: Engine, configs: TaskQueueConfigs, request: DescribeTaskQueueRequest): Described {
  const { namespace, reportStats, reportConfig } = request;
  const name = checkTaskQueueOrPart(request.taskQueue);
  const type = request.taskQueueType || TaskQueueType.WORKFLOW;
  if (isPart(name) && reportStats) {
    throw invalid('DescribeTaskQueue stats are only supported for the root partition');
  }
  const stats = reportStats ? statsByPriority(engine, namespace, name, type) : undefined;
  const config = configs.of(namespace, name, type);
  const limit = config?.queueRateLimit?.rateLimit?.requestsPerSecond;
  return {
    pollers: pollersOf(engine, namespace, name, type),
    ...(stats && { stats: sumOf(stats.values()), statsByPriorityKey: Object.fromEntries(stats) }),
    versioningInfo: { currentVersion: '__unversioned__', updateTime: never },
    ...(reportConfig && config && { config }),
    effectiveRateLimit:
      limit === undefined
        ? { requestsPerSecond: systemLimit, rateLimitSource: RateLimitSource.SYSTEM }
        : { requestsPerSecond: limit, rateLimitSource: RateLimitSource.API },
  };
}

/* eslint-disable @typescript-eslint/no-deprecated -- this mode is, with the Build Ids that it belongs to */

/** By Build Id: everything here is without one, so nothing else is needed by anybody. */
function describeVersions(engine: Engine, request: DescribeTaskQueueRequest): Described {
  const { namespace, versions, taskQueueTypes, reportPollers, reportStats, reportTaskReachability } = request;
  const name = checkTaskQueue(request.taskQueue);
  const { buildIds, unversioned } = versions ?? { buildIds: [], unversioned: true };
  const types = taskQueueTypes.length > 0 ? taskQueueTypes : [TaskQueueType.WORKFLOW, TaskQueueType.ACTIVITY];
  const info = (isOurs: boolean, reachability: BuildIdTaskReachability): object => ({
    typesInfo: Object.fromEntries(
      types.map((type) => [
        type,
        {
          ...(reportPollers && isOurs && { pollers: pollersOf(engine, namespace, name, type) }),
          ...(reportStats && {
            stats: sumOf(isOurs ? statsByPriority(engine, namespace, name, type).values() : []),
          }),
        },
      ]),
    ),
    ...(reportTaskReachability && { taskReachability: reachability }),
  });
  const named = buildIds.map((buildId) => [buildId, info(false, BuildIdTaskReachability.UNREACHABLE)] as const);
  const own = unversioned ? [['', info(true, BuildIdTaskReachability.REACHABLE)] as const] : [];
  return { versionsInfo: Object.fromEntries([...named, ...own]) };
}
