import type { CallOptions } from '../call-options.js';
import { PartClient, type PartOptions } from '../internal/part-client.js';
import { iteratePages, type Page, type PagingOptions } from '../internal/pages.js';
import type { SearchAttributeType } from '../search-attributes.js';
import type { Cluster } from './clusters.js';
import type { OperatorClientInterceptor } from './interceptors.js';
import type { NexusEndpoint, NexusEndpointSpec } from './nexus-endpoint.js';
import type { SearchAttributeList } from './search-attributes.js';
import type * as Verbs from './verbs.js';

/**
 * Options of {@link OperatorClient}.
 *
 * @interface
 */
export type OperatorClientOptions = PartOptions<OperatorClientInterceptor>;

/**
 * What belongs to the operation of a server: search attributes, Nexus endpoints, clusters. Use it as `client.operator`.
 * The code is loaded when a method is first used.
 *
 * Every method throws {@link UnsupportedError} where there is no OperatorService, as on Temporal Cloud, and
 * {@link ServiceError}, also without the rights of an operator.
 */
export class OperatorClient extends PartClient<typeof Verbs, OperatorClientInterceptor> {
  /** @throws TypeError for an impossible option */
  constructor(options: OperatorClientOptions = {}) {
    super(options, () => import('./verbs.js'));
  }

  /** Search attributes of a Namespace, with their types. @throws {@link NamespaceNotFoundError} */
  listSearchAttributes(options?: Verbs.NamespaceCallOptions): Promise<SearchAttributeList> {
    return this.call('listSearchAttributes', options);
  }

  /**
   * Adds search attributes; a name that is there already stays as it is. It may take the server some seconds until they
   * can be used.
   *
   * @example
   * ```ts
   * await client.operator.addSearchAttributes({ CustomerId: 'KEYWORD', PlacedAt: 'DATETIME' });
   * ```
   * @throws {@link ValueError} for an unknown type
   * @throws {@link NamespaceNotFoundError}
   */
  addSearchAttributes(
    searchAttributes: Readonly<Record<string, SearchAttributeType>>,
    options?: Verbs.NamespaceCallOptions,
  ): Promise<void> {
    return this.call('addSearchAttributes', searchAttributes, options);
  }

  /** Removes search attributes; the values that Workflows have can no longer be found. @throws {@link NamespaceNotFoundError} */
  removeSearchAttributes(names: readonly string[], options?: Verbs.NamespaceCallOptions): Promise<void> {
    return this.call('removeSearchAttributes', names, options);
  }

  /** Makes a Nexus endpoint. @throws {@link NexusEndpointAlreadyExistsError} when the name is taken */
  createNexusEndpoint(spec: NexusEndpointSpec, call?: CallOptions): Promise<NexusEndpoint> {
    return this.call('createNexusEndpoint', spec, call);
  }

  /** A Nexus endpoint by its id. @throws {@link NexusEndpointNotFoundError} */
  getNexusEndpoint(id: string, call?: CallOptions): Promise<NexusEndpoint> {
    return this.call('getNexusEndpoint', id, call);
  }

  /** A Nexus endpoint by its name. @throws {@link NexusEndpointNotFoundError} */
  findNexusEndpoint(name: string, call?: CallOptions): Promise<NexusEndpoint> {
    return this.call('findNexusEndpoint', name, call);
  }

  /**
   * Changes a Nexus endpoint; what is absent stays.
   *
   * @param endpoint as it was read, with the version that the change was thought out for
   * @throws {@link NexusEndpointConflictError} when somebody else has changed it since
   * @throws {@link NexusEndpointNotFoundError}
   * @throws {@link ValueError} when nothing is to change
   */
  updateNexusEndpoint(endpoint: NexusEndpoint, options: Verbs.UpdateNexusEndpointOptions): Promise<NexusEndpoint> {
    return this.call('updateNexusEndpoint', endpoint, options);
  }

  /** Removes a Nexus endpoint: calls to it fail from then on. @throws {@link NexusEndpointNotFoundError} */
  deleteNexusEndpoint(endpoint: Pick<NexusEndpoint, 'id' | 'version'>, call?: CallOptions): Promise<void> {
    return this.call('deleteNexusEndpoint', endpoint, call);
  }

  /** All Nexus endpoints, fetched page by page while you iterate. */
  listNexusEndpoints(options: CallOptions & PagingOptions = {}): AsyncIterable<NexusEndpoint> {
    return iteratePages(options, (page) => this.listNexusEndpointsPage({ ...options, ...page }));
  }

  /** One page of {@link OperatorClient.listNexusEndpoints}, for tables with a "next" button. */
  listNexusEndpointsPage(options: Verbs.OperatorPageOptions = {}): Promise<Page<NexusEndpoint>> {
    return this.call('listNexusEndpointsPage', options);
  }

  /** The clusters that this one knows, itself among them, fetched page by page while you iterate. */
  listClusters(options: CallOptions & PagingOptions = {}): AsyncIterable<Cluster> {
    return iteratePages(options, (page) => this.listClustersPage({ ...options, ...page }));
  }

  /** One page of {@link OperatorClient.listClusters}. */
  listClustersPage(options: Verbs.OperatorPageOptions = {}): Promise<Page<Cluster>> {
    return this.call('listClustersPage', options);
  }

  /**
   * Makes another cluster known to this one, or changes how the two are connected. The server calls the other one first.
   *
   * @param frontendAddress HOST:PORT of the other cluster, for gRPC, as this one reaches it
   */
  addOrUpdateCluster(frontendAddress: string, options?: Verbs.AddClusterOptions): Promise<void> {
    return this.call('addOrUpdateCluster', frontendAddress, options);
  }

  /** Forgets another cluster. */
  removeCluster(clusterName: string, call?: CallOptions): Promise<void> {
    return this.call('removeCluster', clusterName, call);
  }
}
