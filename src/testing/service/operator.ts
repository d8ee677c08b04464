/** OperatorService: search attributes, Nexus endpoints, the one cluster, the end of a Namespace. */
import { Code, ConnectError } from '@connectrpc/connect';
import type { Endpoint } from '../../../gen/operator/temporal/api/nexus/v1/message_pb.js';
import { invalid, notFound } from '../engine/refusals.js';
import { createDeleteNamespaceHandler } from '../namespaces/delete.js';
import type { Namespaces } from '../namespaces/namespaces.js';
import { createSearchAttributeHandlers } from '../visibility/operator-handlers.js';
import type { OperatorServiceHandlers } from './handlers.js';
import { nexusEndpointHandlers } from './nexus-endpoints.js';

/** Nothing listens there. */
const address = '127.0.0.1:7233';

export function operatorHandlers(namespaces: Namespaces): OperatorServiceHandlers {
  const { engine } = namespaces;
  const clusterId = engine.ids.uuid();
  const endpoints = new Map<string, Endpoint>();
  return {
    ...createSearchAttributeHandlers((namespace) => engine.namespace(namespace).searchAttributes),
    ...nexusEndpointHandlers(engine, endpoints),
    ...createDeleteNamespaceHandler(namespaces, () => endpoints.values()),
    listClusters: () => ({
      clusters: [
        {
          clusterName: 'active',
          clusterId,
          address,
          httpAddress: '127.0.0.1:7243',
          initialFailoverVersion: 1n,
          historyShardCount: 1,
          isConnectionEnabled: true,
        },
      ],
    }),
    addOrUpdateRemoteCluster: ({ frontendAddress }) => {
      if (frontendAddress === address) {
        const reason = 'Cannot update current cluster metadata from rpc calls';
        throw invalid(`Unable connect to remote cluster with invalid config: ${reason}.`);
      }
      const message = `Unable connect to remote cluster ${frontendAddress} with error: there is no network in memory.`;
      throw new ConnectError(message, Code.Unavailable);
    },
    removeRemoteCluster: () => {
      throw notFound('The cluster to be deleted cannot be found in clusters cache.');
    },
  };
}
