import {
  ArchivalState as ArchivalWire,
  NamespaceState as StateWire,
  ReplicationState as ReplicationWire,
} from '../../../gen/namespace/temporal/api/enums/v1/namespace_pb.js';
import {
  NamespaceInfo_CapabilitiesSchema,
  type NamespaceConfig as ConfigMessage,
  type NamespaceInfo as InfoMessage,
} from '../../../gen/namespace/temporal/api/namespace/v1/message_pb.js';
import { decodeDuration } from '../duration.js';
import { decodeOptionalTime } from '../internal/decode-fields.js';
import { createEnumCodec } from '../internal/enum-codec.js';
import type {
  ArchivalState,
  DescribeNamespaceResponse,
  NamespaceArchival,
  NamespaceCapabilities,
  NamespaceConfig,
  NamespaceDescription,
  NamespaceState,
  ReplicationState,
  UpdateNamespaceResponse,
} from './namespace-info.js';
import { serializable } from '../internal/serializable.js';

const [, decodeState] = createEnumCodec<NamespaceState, StateWire>(StateWire, 'NAMESPACE_STATE_');
export const [encodeArchivalState, decodeArchivalState] = createEnumCodec<ArchivalState, ArchivalWire>(
  ArchivalWire,
  'ARCHIVAL_STATE_',
);
const [, decodeReplicationState] = createEnumCodec<ReplicationState, ReplicationWire>(
  ReplicationWire,
  'REPLICATION_STATE_',
);

/** The public form of a Namespace. */
export function decodeNamespace<Raw extends DescribeNamespaceResponse | UpdateNamespaceResponse>(
  raw: Raw,
): NamespaceDescription<Raw> {
  const info = raw.namespaceInfo;
  const replication = raw.replicationConfig;
  const history = 'failoverHistory' in raw ? raw.failoverHistory : [];
  return {
    name: info?.name ?? '',
    id: info?.id ?? '',
    state: decodeState(info?.state ?? 0),
    description: info?.description ?? '',
    ownerEmail: info?.ownerEmail ?? '',
    data: info?.data ?? {},
    capabilities: decodeCapabilities(info?.capabilities),
    limits: {
      blobSizeLimitError: optionalNumber(info?.limits?.blobSizeLimitError),
      memoSizeLimitError: optionalNumber(info?.limits?.memoSizeLimitError),
      workflowTaskCompletionSizeLimitError: optionalNumber(info?.limits?.workflowTaskCompletionSizeLimitError),
    },
    config: decodeConfig(raw.config),
    replication: {
      activeClusterName: replication?.activeClusterName ?? '',
      clusters: (replication?.clusters ?? []).map(({ clusterName }) => clusterName),
      state: decodeReplicationState(replication?.state ?? 0),
    },
    isGlobalNamespace: raw.isGlobalNamespace,
    failoverVersion: Number(raw.failoverVersion),
    failoverHistory: history.map(({ failoverTime, failoverVersion }) => ({
      failoverTime: decodeOptionalTime(failoverTime),
      failoverVersion: Number(failoverVersion),
    })),
    raw: serializable(raw),
  };
}

function optionalNumber(value: bigint | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

/** Every capability that this package knows, so that none is absent by accident. */
function decodeCapabilities(capabilities: InfoMessage['capabilities']): NamespaceCapabilities {
  const names = NamespaceInfo_CapabilitiesSchema.fields.map(
    ({ localName }) => localName as keyof NamespaceCapabilities,
  );
  return Object.fromEntries(names.map((name) => [name, capabilities?.[name] ?? false])) as NamespaceCapabilities;
}

function decodeConfig(config: ConfigMessage | undefined): NamespaceConfig {
  const binaries = Object.entries(config?.badBinaries?.binaries ?? {});
  return {
    workflowExecutionRetention: decodeDuration(config?.workflowExecutionRetentionTtl),
    historyArchival: decodeArchival(config?.historyArchivalState, config?.historyArchivalUri),
    visibilityArchival: decodeArchival(config?.visibilityArchivalState, config?.visibilityArchivalUri),
    badBinaries: Object.fromEntries(
      binaries.map(([checksum, { reason, operator, createTime }]) => [
        checksum,
        { reason, operator, createTime: decodeOptionalTime(createTime) },
      ]),
    ),
    customSearchAttributeAliases: config?.customSearchAttributeAliases ?? {},
  };
}

function decodeArchival(state = 0, uri = ''): NamespaceArchival {
  return { state: decodeArchivalState(state), uri };
}
