/** The RPCs of Namespaces, those of the WorkflowService. */
import { Code, ConnectError } from '@connectrpc/connect';
import type { UpdateNamespaceRequest } from '../../../gen/namespace/temporal/api/workflowservice/v1/request_response_pb.js';
import { NamespaceState } from '../engine/api.js';
import { invalid } from '../engine/refusals.js';
import { durationMs, timestamp } from '../engine/times.js';
import type { WorkflowServiceHandlers } from '../in-memory-fetch.js';
import { clusterName, type Namespace, type NamespaceSettings } from './namespace.js';
import type { Namespaces } from './namespaces.js';

const longestName = 1000;
const standardPage = 100;
const shortestRetentionMs = 3_600_000;

export function createNamespaceHandlers(namespaces: Namespaces): WorkflowServiceHandlers {
  return {
    registerNamespace: (request) => {
      const { namespace, description, ownerEmail, data, workflowExecutionRetentionPeriod: retention } = request;
      if (namespace === '') throw invalid('Namespace not set on request.');
      if (namespace.length > longestName) throw invalid('Namespace length exceeds limit.');
      if (request.isGlobalNamespace) throw invalid('Cannot register global namespace when not enabled');
      const checked = checkRetention(retention);
      checkClusters(request);
      namespaces.register(namespace, { description, ownerEmail, data: { ...data }, retention: checked });
      return {};
    },
    describeNamespace: ({ namespace, id }) => namespaces.find({ name: namespace, id }).describe(),
    listNamespaces: ({ pageSize, nextPageToken, namespaceFilter }) => {
      const after = new TextDecoder().decode(nextPageToken);
      const { found, isFull } = namespaces.page(
        after,
        pageSize || standardPage,
        namespaceFilter?.includeDeleted ?? false,
      );
      return {
        namespaces: found.map((each) => each.describe()),
        nextPageToken: new TextEncoder().encode(isFull ? found.at(-1)!.content.id : ''),
      };
    },
    updateNamespace: (request) => {
      const namespace = namespaces.require(request.namespace);
      update(namespace, request, namespaces.engine.now());
      return namespace.describe();
    },
    deprecateNamespace: ({ namespace }) => {
      namespaces.require(namespace).content.state = NamespaceState.DEPRECATED;
      return {};
    },
  };
}

/** Changes what is given, once all of it has been found to be possible. */
function update(namespace: Namespace, request: UpdateNamespaceRequest, nowMs: number): void {
  const { updateInfo, config, deleteBadBinary } = request;
  const { content, settings, badBinaries } = namespace;
  const state = updateInfo?.state || content.state;
  if (state !== content.state && state !== NamespaceState.DEPRECATED && state !== NamespaceState.DELETED) {
    throw invalid('Invalid namespace state update.');
  }
  const retention = config?.workflowExecutionRetentionTtl;
  const changed: NamespaceSettings = {
    description: updateInfo?.description || settings.description,
    ownerEmail: updateInfo?.ownerEmail || settings.ownerEmail,
    data: { ...settings.data, ...updateInfo?.data },
    retention: retention ? checkRetention(retention) : settings.retention,
  };
  if (Object.keys(config?.customSearchAttributeAliases ?? {}).length > 0) {
    const instead = 'the in-memory server takes search attributes from AddSearchAttributes alone';
    throw new ConnectError(`custom_search_attribute_aliases: ${instead}`, Code.Unimplemented);
  }
  const binaries = { ...badBinaries };
  for (const [checksum, { reason, operator }] of Object.entries(config?.badBinaries?.binaries ?? {})) {
    binaries[checksum] = {
      reason,
      operator,
      createTime: { $typeName: 'google.protobuf.Timestamp', ...timestamp(nowMs) },
    };
  }
  if (deleteBadBinary !== '' && !(deleteBadBinary in binaries)) {
    throw invalid(`Bad binary checksum ${deleteBadBinary} doesn't exists.`);
  }
  if (request.replicationConfig) checkClusters(request.replicationConfig);
  if (request.promoteNamespace) {
    const what = 'cannot update global namespace or promote local namespace';
    throw invalid(`global namespace is not enabled on this cluster, ${what}: ${request.namespace}`);
  }
  content.state = state;
  Object.assign(settings, changed);
  namespace.badBinaries = Object.fromEntries(Object.entries(binaries).filter(([name]) => name !== deleteBadBinary));
}

/** @throws INVALID_ARGUMENT for none, and for less than an hour */
function checkRetention(retention: NamespaceSettings['retention'] | undefined): NamespaceSettings['retention'] {
  if (!retention || (durationMs(retention) ?? 0) < shortestRetentionMs) {
    throw invalid('A valid retention period is not set on request.');
  }
  return retention;
}

/** @throws INVALID_ARGUMENT for a cluster that is not this one */
function checkClusters(named: {
  readonly activeClusterName: string;
  readonly clusters: readonly { readonly clusterName: string }[];
}): void {
  const names = [named.activeClusterName || clusterName, ...named.clusters.map((each) => each.clusterName)];
  const other = names.find((name) => name !== clusterName);
  if (other !== undefined) throw invalid(`Invalid cluster name: ${other}`);
  if (named.clusters.length > 1) throw invalid('Invalid local namespace clusters');
}
