/** One Namespace: what is known of it beside the executions in it. */
import type { Duration } from '@bufbuild/protobuf/wkt';
import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  ArchivalState,
  NamespaceState,
  ReplicationState,
} from '../../../gen/namespace/temporal/api/enums/v1/namespace_pb.js';
import type { BadBinaryInfo } from '../../../gen/namespace/temporal/api/namespace/v1/message_pb.js';
import type { DescribeNamespaceResponseSchema } from '../../../gen/namespace/temporal/api/workflowservice/v1/request_response_pb.js';
import type { NamespaceContent } from '../engine/engine.js';
import { capabilities, limits } from './capabilities.js';

/** The only cluster that there is. */
export const clusterName = 'active';

/** What a Namespace was registered with, or has been changed to. */
export interface NamespaceSettings {
  description: string;
  ownerEmail: string;
  data: Record<string, string>;
  retention: Pick<Duration, 'seconds' | 'nanos'>;
}

/** @see the head of this file */
export class Namespace {
  badBinaries: Readonly<Record<string, Omit<BadBinaryInfo, '$typeName'>>> = {};

  constructor(
    readonly content: NamespaceContent,
    readonly settings: NamespaceSettings,
  ) {}

  get isDeleted(): boolean {
    return this.content.state === NamespaceState.DELETED;
  }

  /** As DescribeNamespace tells of it. */
  describe(): Extract<MessageInitShape<typeof DescribeNamespaceResponseSchema>, { $typeName?: never }> {
    const { content, settings, badBinaries } = this;
    const { id, name, state, searchAttributes } = content;
    const { retention, ...info } = settings;
    return {
      namespaceInfo: { id, name, state, ...info, capabilities, limits, supportsSchedules: true },
      config: {
        workflowExecutionRetentionTtl: retention,
        historyArchivalState: ArchivalState.DISABLED,
        visibilityArchivalState: ArchivalState.DISABLED,
        badBinaries: { binaries: badBinaries },
        customSearchAttributeAliases: { ...searchAttributes.aliases },
      },
      replicationConfig: {
        activeClusterName: clusterName,
        clusters: [{ clusterName }],
        state: ReplicationState.NORMAL,
      },
    };
  }
}
