import type { Page } from '../internal/pages.js';
import type { Around, InterceptorOf } from '../internal/part-call.js';
import type { SearchAttributeType } from '../search-attributes.js';
import type { CallInput } from '../workflow/interceptors.js';
import type { Cluster } from './clusters.js';
import type { NexusEndpoint, NexusEndpointSpec, NexusEndpointTarget } from './nexus-endpoint.js';
import type { SearchAttributeList } from './search-attributes.js';

export interface OperatorNamespaceInput extends CallInput {
  readonly namespace: string;
}

export interface OperatorAddSearchAttributesInput extends OperatorNamespaceInput {
  readonly searchAttributes: Readonly<Record<string, SearchAttributeType>>;
}

export interface OperatorRemoveSearchAttributesInput extends OperatorNamespaceInput {
  readonly names: readonly string[];
}

export interface OperatorCreateEndpointInput extends CallInput {
  readonly spec: NexusEndpointSpec;
}

export interface OperatorEndpointInput extends CallInput {
  readonly id: string;
}

export interface OperatorDeleteEndpointInput extends OperatorEndpointInput {
  readonly version: number;
}

/** What is absent stays; `null` clears. */
export interface NexusEndpointChange {
  readonly name?: string | undefined;
  readonly target?: NexusEndpointTarget | undefined;
  readonly description?: string | null | undefined;
}

export interface OperatorUpdateEndpointInput extends CallInput {
  /** As it was read, with the version that the change was thought out for. */
  readonly endpoint: NexusEndpoint;
  readonly change: NexusEndpointChange;
}

export interface OperatorPageInput extends CallInput {
  readonly pageSize: number;
  readonly nextPageToken: Uint8Array;
}

export interface OperatorListEndpointsInput extends OperatorPageInput {
  /** Empty for all. */
  readonly name: string;
}

export interface OperatorAddClusterInput extends CallInput {
  readonly frontendAddress: string;
  readonly frontendHttpAddress?: string | undefined;
  readonly enableConnection?: boolean | undefined;
  readonly enableReplication?: boolean | undefined;
}

export interface OperatorClusterInput extends CallInput {
  readonly clusterName: string;
}

/** The calls of `client.operator`. */
interface OperatorCalls {
  listSearchAttributes: Around<OperatorNamespaceInput, SearchAttributeList>;
  addSearchAttributes: Around<OperatorAddSearchAttributesInput, void>;
  removeSearchAttributes: Around<OperatorRemoveSearchAttributesInput, void>;
  createNexusEndpoint: Around<OperatorCreateEndpointInput, NexusEndpoint>;
  getNexusEndpoint: Around<OperatorEndpointInput, NexusEndpoint>;
  updateNexusEndpoint: Around<OperatorUpdateEndpointInput, NexusEndpoint>;
  deleteNexusEndpoint: Around<OperatorDeleteEndpointInput, void>;
  /** Around every page, and around a search by name. */
  listNexusEndpoints: Around<OperatorListEndpointsInput, Page<NexusEndpoint>>;
  /** Around every page. */
  listClusters: Around<OperatorPageInput, Page<Cluster>>;
  addOrUpdateCluster: Around<OperatorAddClusterInput, void>;
  removeCluster: Around<OperatorClusterInput, void>;
}

/** Functions around the calls of `client.operator`; all are optional. */
export interface OperatorClientInterceptor extends InterceptorOf<OperatorCalls> {}
