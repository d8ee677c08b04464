import { WorkflowService } from '../../../gen/worker/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { type GrpcError, status } from '../grpc-error.js';
import type { PartContext } from '../internal/part-client.js';
import { type Page, pageOf, type PagingOptions } from '../internal/pages.js';
import { callRpc } from '../internal/part-call.js';
import type { VisibilityListQuery } from '../visibility/visibility-query.js';
import { decodeHeartbeat, decodeWorker } from './decode-worker.js';
import { WorkerNotFoundError } from './errors.js';
import type { WorkerCountInput, WorkerInput, WorkerListInput } from './interceptors.js';
import type { WorkerDescription, WorkerInfo } from './worker-info.js';

/** Which workers. */
export interface WorkerFilter extends CallOptions {
  /**
   * For example `TaskQueue = 'samples' AND Status = 'Running'`. Attributes: WorkerInstanceKey, WorkerIdentity, HostName,
   * TaskQueue, DeploymentName, BuildId, SdkName, SdkVersion, StartTime, Status. @default all
   */
  query?: VisibilityListQuery | undefined;
  /** Also those that the server runs for itself. @default false */
  includeSystemWorkers?: boolean | undefined;
}

/** Options of `list()`. */
export interface ListWorkersOptions extends WorkerFilter, PagingOptions {}

/** Options of `listPage()`. */
export interface ListWorkersPageOptions extends Omit<ListWorkersOptions, 'limit'> {
  /** Token of the page before; absent for the first. */
  nextPageToken?: Uint8Array | undefined;
}

/** ListWorkers, one page. @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query */
export async function listWorkers(
  { namespace, connection }: PartContext<object>,
  { call, ...page }: WorkerListInput,
): Promise<Page<WorkerInfo>> {
  const response = await callRpc(connection, WorkflowService.method.listWorkers, { namespace, ...page }, call, {
    fallback: 'Failed to list workers',
  });
  if (response.workers.length > 0) {
    return pageOf(
      response.workers.map((info) => decodeWorker(info, info)),
      response,
    );
  }
  // Servers before 1.31 send whole heartbeats, in a field that newer ones are to stop filling.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
  const heartbeats = response.workersInfo.flatMap(({ workerHeartbeat }) => workerHeartbeat ?? []);
  return pageOf(
    heartbeats.map((heartbeat) => decodeWorker(heartbeat, heartbeat.hostInfo)),
    response,
  );
}

/** CountWorkers. @throws {@link UnsupportedError} | {@link NamespaceNotFoundError} | {@link ServiceError} */
export async function countWorkers(
  { namespace, connection }: PartContext<object>,
  { call, ...filter }: WorkerCountInput,
): Promise<number> {
  const { count } = await callRpc(connection, WorkflowService.method.countWorkers, { namespace, ...filter }, call, {
    fallback: 'Failed to count workers',
    since: workerCountSince,
  });
  return Number(count);
}

const workerCountSince = '1.32.0';

/** DescribeWorker. @throws {@link WorkerNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError} */
export async function describeWorker(
  { namespace, connection }: PartContext<object>,
  { workerInstanceKey, call }: WorkerInput,
): Promise<WorkerDescription> {
  const notFound = (message: string, cause?: GrpcError): Error =>
    new WorkerNotFoundError(message || `Worker ${workerInstanceKey} not found`, workerInstanceKey, cause);
  const request = { namespace, workerInstanceKey };
  const { workerInfo } = await callRpc(connection, WorkflowService.method.describeWorker, request, call, {
    fallback: 'Failed to describe worker',
    toDomainError: (error) => (error.code === status.NOT_FOUND ? notFound(error.details, error) : undefined),
  });
  if (!workerInfo?.workerHeartbeat) throw notFound('');
  return decodeHeartbeat(workerInfo.workerHeartbeat);
}
