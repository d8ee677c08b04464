import type { ClusterMetadata } from '../../../gen/operator/temporal/api/operatorservice/v1/request_response_pb.js';
import { OperatorService } from '../../../gen/operator/temporal/api/operatorservice/v1/service_pb.js';
import type { PartContext } from '../internal/part-client.js';
import { type Page, pageOf } from '../internal/pages.js';
import { callOperator } from './call-operator.js';
import type { OperatorAddClusterInput, OperatorClusterInput, OperatorPageInput } from './interceptors.js';
import { serializable } from '../internal/serializable.js';

const methods = OperatorService.method;

/** A cluster that this one knows, itself among them. */
export interface Cluster {
  readonly name: string;
  readonly id: string;
  /** HOST:PORT for gRPC. */
  readonly address: string;
  /** HOST:PORT for HTTP; nothing when there is none. */
  readonly httpAddress: string | undefined;
  readonly initialFailoverVersion: number;
  readonly historyShardCount: number;
  readonly isConnectionEnabled: boolean;
  readonly isReplicationEnabled: boolean;
  /** The message it was read from. int64 fields are bigint. */
  readonly raw: ClusterMetadata;
}

/** ListClusters, one page. */
export async function listClusters(
  { connection }: PartContext<object>,
  { call, ...page }: OperatorPageInput,
): Promise<Page<Cluster>> {
  const response = await callOperator(connection, methods.listClusters, page, call, {
    fallback: 'Failed to list clusters',
  });
  const items = response.clusters.map((raw) => ({
    name: raw.clusterName,
    id: raw.clusterId,
    address: raw.address,
    httpAddress: raw.httpAddress || undefined,
    initialFailoverVersion: Number(raw.initialFailoverVersion),
    historyShardCount: raw.historyShardCount,
    isConnectionEnabled: raw.isConnectionEnabled,
    isReplicationEnabled: raw.isReplicationEnabled,
    raw: serializable(raw),
  }));
  return pageOf(items, response);
}

/** AddOrUpdateRemoteCluster. */
export async function addOrUpdateCluster(
  { connection }: PartContext<object>,
  {
    frontendAddress,
    frontendHttpAddress = '',
    enableConnection = false,
    enableReplication = false,
    call,
  }: OperatorAddClusterInput,
): Promise<void> {
  const request = {
    frontendAddress,
    frontendHttpAddress,
    enableRemoteClusterConnection: enableConnection,
    enableReplication,
  };
  await callOperator(connection, methods.addOrUpdateRemoteCluster, request, call, {
    fallback: 'Failed to add or update cluster',
  });
}

/** RemoveRemoteCluster. */
export async function removeCluster(
  { connection }: PartContext<object>,
  { clusterName, call }: OperatorClusterInput,
): Promise<void> {
  await callOperator(connection, methods.removeRemoteCluster, { clusterName }, call, {
    fallback: 'Failed to remove cluster',
  });
}
