import type { NamespaceInfo_Capabilities as CapabilitiesMessage } from '../../../gen/namespace/temporal/api/namespace/v1/message_pb.js';
import type {
  DescribeNamespaceResponse,
  UpdateNamespaceResponse,
} from '../../../gen/namespace/temporal/api/workflowservice/v1/request_response_pb.js';
import type { Duration } from '../duration.js';

export type { DescribeNamespaceResponse, UpdateNamespaceResponse };

/** `DELETED` while the server still clears away what was in it. */
export type NamespaceState = 'REGISTERED' | 'DEPRECATED' | 'DELETED';
/** Whether closed Workflows are kept elsewhere when their retention is over. */
export type ArchivalState = 'DISABLED' | 'ENABLED';
/** `HANDOVER` while another cluster takes over. */
export type ReplicationState = 'NORMAL' | 'HANDOVER';

/** What the server offers in this Namespace; a capability that it does not know is `false`. */
export type NamespaceCapabilities = {
  readonly [Name in Exclude<keyof CapabilitiesMessage, '$typeName' | '$unknown'>]: boolean;
};

/** Bytes; 0 for no limit of its own. Nothing where the server does not tell. */
export interface NamespaceLimits {
  /** Of one Payload field of an event. */
  readonly blobSizeLimitError: number | undefined;
  /** Of the memo of one Workflow. */
  readonly memoSizeLimitError: number | undefined;
  /** Of one completion of a Workflow Task by a worker. */
  readonly workflowTaskCompletionSizeLimitError: number | undefined;
}

/** Archival of histories, or of visibility records. */
export interface NamespaceArchival {
  /** Absent for the server's default. */
  readonly state: ArchivalState | undefined;
  readonly uri: string;
}

/** A binary whose results are not trusted. */
export interface BadBinary {
  readonly reason: string;
  readonly operator: string;
  readonly createTime: Date | undefined;
}

/** How the Namespace is set up. */
export interface NamespaceConfig {
  /** How long closed Workflows are kept, in milliseconds; nothing where the server does not tell. */
  readonly workflowExecutionRetention: number | undefined;
  readonly historyArchival: NamespaceArchival;
  readonly visibilityArchival: NamespaceArchival;
  /** By checksum. */
  readonly badBinaries: Readonly<Record<string, BadBinary>>;
  /** Names of custom search attributes by the field of the store that holds them. */
  readonly customSearchAttributeAliases: Readonly<Record<string, string>>;
}

/** Where the Namespace lives. */
export interface NamespaceReplication {
  readonly activeClusterName: string;
  readonly clusters: readonly string[];
  /** Absent when the server does not tell. */
  readonly state: ReplicationState | undefined;
}

/** A Namespace, as `describe()`, `list()` and `update()` give it. */
export interface NamespaceDescription<Raw = DescribeNamespaceResponse> {
  readonly name: string;
  readonly id: string;
  /** Absent for a state that is newer than this package. */
  readonly state: NamespaceState | undefined;
  readonly description: string;
  readonly ownerEmail: string;
  /** Whatever people have noted. */
  readonly data: Readonly<Record<string, string>>;
  readonly capabilities: NamespaceCapabilities;
  readonly limits: NamespaceLimits;
  readonly config: NamespaceConfig;
  readonly replication: NamespaceReplication;
  readonly isGlobalNamespace: boolean;
  readonly failoverVersion: number;
  /** Oldest first; empty in the answer to `update()`. */
  readonly failoverHistory: readonly { readonly failoverTime: Date | undefined; readonly failoverVersion: number }[];
  /** The message it was read from. int64 fields are bigint. */
  readonly raw: Raw;
}

/** Settings of archival. */
export interface NamespaceArchivalOptions {
  /** @default the server's */
  state?: ArchivalState | undefined;
  /** Where to; only settable once. @default the server's */
  uri?: string | undefined;
}

/** What can be set when a Namespace is registered, and later. */
export interface NamespaceSettings {
  /** How long closed Workflows are kept; servers want at least a day. */
  workflowExecutionRetention?: Duration | undefined;
  description?: string | undefined;
  ownerEmail?: string | undefined;
  /** Whatever you want to note; an update merges it into what is there. */
  data?: Readonly<Record<string, string>> | undefined;
  historyArchival?: NamespaceArchivalOptions | undefined;
  visibilityArchival?: NamespaceArchivalOptions | undefined;
  /** Names of clusters, for a Namespace that several have. */
  clusters?: readonly string[] | undefined;
  activeClusterName?: string | undefined;
}
