/* eslint-disable @typescript-eslint/no-deprecated -- kept as upstream keeps it */
import { TaskReachability } from '../../../gen/taskqueue/temporal/api/enums/v1/task_queue_pb.js';
import type { GetWorkerTaskReachabilityResponse } from '../../../gen/taskqueue/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/taskqueue/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { createEnumCodec } from '../internal/enum-codec.js';
import type { PartContext } from '../internal/part-client.js';
import { callRpc } from '../internal/part-call.js';
import { toBuildIdError } from './build-ids.js';
import type { TaskQueueReachabilityInput } from './interceptors.js';
import type { ReachabilityType } from './reachability-type.js';
import { UnversionedBuildId, type UnversionedBuildIdType } from './unversioned-build-id.js';

export const taskReachabilityCodec = createEnumCodec<ReachabilityType, TaskReachability>(
  TaskReachability,
  'TASK_REACHABILITY_',
);
const [encodeTaskReachability, decodeTaskReachability] = taskReachabilityCodec;

/** Options of `getReachability()`. */
export interface ReachabilityOptions extends CallOptions {
  /** At least one: servers refuse to answer for all. */
  buildIds: readonly (string | UnversionedBuildIdType)[];
  /** Needed for workers without a Build Id. @default all that know the Build Ids */
  taskQueues?: readonly string[] | undefined;
  /** @default 'EXISTING_WORKFLOWS' */
  reachability?: ReachabilityType | undefined;
}

/** As {@link ReachabilityType}, or `NOT_FETCHED` where the server's limit was reached: ask for that Task Queue alone. */
export type ReachabilityTypeResponse = ReachabilityType | 'NOT_FETCHED';

/** How one Build Id may be reached. */
export interface BuildIdReachability {
  /** By Task Queue; an empty list where nothing reaches it. */
  taskQueueReachability: Record<string, ReachabilityTypeResponse[]>;
}

/** Which Build Ids may still be needed, and by what. */
export interface ReachabilityResponse {
  /** By Build Id; `UnversionedBuildId` stands for workers without one. */
  buildIdReachability: Record<string | UnversionedBuildIdType, BuildIdReachability>;
}

/** GetWorkerTaskReachability. @throws {@link BuildIdNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError} */
export async function getReachability(
  { namespace, connection }: PartContext<object>,
  { buildIds, taskQueues = [], reachability, call }: TaskQueueReachabilityInput,
): Promise<ReachabilityResponse> {
  const request = {
    namespace,
    buildIds: buildIds.map((id) => (id === UnversionedBuildId ? '' : id)),
    taskQueues: [...taskQueues],
    reachability: encodeTaskReachability(reachability) ?? TaskReachability.UNSPECIFIED,
  };
  return decodeReachabilityResponse(
    await callRpc(connection, WorkflowService.method.getWorkerTaskReachability, request, call, {
      fallback: 'Unexpected error fetching Build Id reachability',
      toDomainError: toBuildIdError,
    }),
  );
}

/** The public form of a raw answer. */
export function decodeReachabilityResponse(
  response: Pick<GetWorkerTaskReachabilityResponse, 'buildIdReachability'>,
): ReachabilityResponse {
  const entries = response.buildIdReachability.map(({ buildId, taskQueueReachability }) => [
    buildId || UnversionedBuildId,
    {
      taskQueueReachability: Object.fromEntries(
        taskQueueReachability.map(({ taskQueue, reachability }) => [
          taskQueue,
          reachability.map((type) => decodeTaskReachability(type) ?? 'NOT_FETCHED'),
        ]),
      ),
    },
  ]);
  return { buildIdReachability: Object.fromEntries(entries) as ReachabilityResponse['buildIdReachability'] };
}
