/** Loaded as one part by `operator-client.ts`: arguments of methods become inputs, with interceptors around them. */
import type { CallOptions } from '../call-options.js';
import type { PartContext } from '../internal/part-client.js';
import { type Page, pageRequest } from '../internal/pages.js';
import { inputOf, runIntercepted as run } from '../internal/part-call.js';
import type { SearchAttributeType } from '../search-attributes.js';
import * as clusters from './clusters.js';
import { NexusEndpointNotFoundError } from './errors.js';
import type { NexusEndpointChange, OperatorClientInterceptor } from './interceptors.js';
import type { NexusEndpoint, NexusEndpointSpec } from './nexus-endpoint.js';
import * as endpoints from './nexus-endpoints.js';
import * as attributes from './search-attributes.js';

type Context = PartContext<OperatorClientInterceptor>;

/** Options of calls about search attributes. */
export interface NamespaceCallOptions extends CallOptions {
  /** @default the client's own */
  namespace?: string | undefined;
}

/** Options of `updateNexusEndpoint()`: what is absent stays; `null` clears. */
export interface UpdateNexusEndpointOptions extends NexusEndpointChange, CallOptions {}

/** Options of one page of a list. */
export interface OperatorPageOptions extends CallOptions {
  /** Items a page; the server has an upper limit. @default the server's */
  pageSize?: number | undefined;
  /** Token of the page before; absent for the first. */
  nextPageToken?: Uint8Array | undefined;
}

/** Options of `addOrUpdateCluster()`. */
export interface AddClusterOptions extends CallOptions {
  /** HOST:PORT for HTTP. @default none: one that is there is taken away */
  frontendHttpAddress?: string | undefined;
  /** @default false */
  enableConnection?: boolean | undefined;
  /** @default false */
  enableReplication?: boolean | undefined;
}

export function listSearchAttributes(
  context: Context,
  options: NamespaceCallOptions = {},
): Promise<attributes.SearchAttributeList> {
  const { namespace = context.namespace, call } = inputOf(options);
  return run(context, 'listSearchAttributes', attributes.listSearchAttributes, { namespace, call });
}

export function addSearchAttributes(
  context: Context,
  searchAttributes: Readonly<Record<string, SearchAttributeType>>,
  options: NamespaceCallOptions = {},
): Promise<void> {
  const { namespace = context.namespace, call } = inputOf(options);
  const input = { namespace, searchAttributes, call };
  return run(context, 'addSearchAttributes', attributes.addSearchAttributes, input);
}

export function removeSearchAttributes(
  context: Context,
  names: readonly string[],
  options: NamespaceCallOptions = {},
): Promise<void> {
  const { namespace = context.namespace, call } = inputOf(options);
  return run(context, 'removeSearchAttributes', attributes.removeSearchAttributes, { namespace, names, call });
}

export function createNexusEndpoint(
  context: Context,
  spec: NexusEndpointSpec,
  call?: CallOptions,
): Promise<NexusEndpoint> {
  return run(context, 'createNexusEndpoint', endpoints.createEndpoint, { spec, call });
}

export function getNexusEndpoint(context: Context, id: string, call?: CallOptions): Promise<NexusEndpoint> {
  return run(context, 'getNexusEndpoint', endpoints.getEndpoint, { id, call });
}

export async function findNexusEndpoint(context: Context, name: string, call?: CallOptions): Promise<NexusEndpoint> {
  const input = { name, ...pageRequest({}), call };
  const { items } = await run(context, 'listNexusEndpoints', endpoints.listEndpoints, input);
  const [endpoint] = items;
  if (!endpoint) throw new NexusEndpointNotFoundError(`No Nexus endpoint has the name ${JSON.stringify(name)}`, name);
  return endpoint;
}

export function updateNexusEndpoint(
  context: Context,
  endpoint: NexusEndpoint,
  options: UpdateNexusEndpointOptions,
): Promise<NexusEndpoint> {
  const { call, ...change } = inputOf(options);
  return run(context, 'updateNexusEndpoint', endpoints.updateEndpoint, { endpoint, change, call });
}

export function deleteNexusEndpoint(
  context: Context,
  { id, version }: Pick<NexusEndpoint, 'id' | 'version'>,
  call?: CallOptions,
): Promise<void> {
  return run(context, 'deleteNexusEndpoint', endpoints.deleteEndpoint, { id, version, call });
}

export function listNexusEndpointsPage(context: Context, options: OperatorPageOptions): Promise<Page<NexusEndpoint>> {
  const { pageSize, nextPageToken, call } = inputOf(options);
  const input = { name: '', ...pageRequest({ pageSize, nextPageToken }), call };
  return run(context, 'listNexusEndpoints', endpoints.listEndpoints, input);
}

export function listClustersPage(context: Context, options: OperatorPageOptions): Promise<Page<clusters.Cluster>> {
  const { pageSize, nextPageToken, call } = inputOf(options);
  return run(context, 'listClusters', clusters.listClusters, { ...pageRequest({ pageSize, nextPageToken }), call });
}

export function addOrUpdateCluster(
  context: Context,
  frontendAddress: string,
  options: AddClusterOptions = {},
): Promise<void> {
  const input = { frontendAddress, ...inputOf(options) };
  return run(context, 'addOrUpdateCluster', clusters.addOrUpdateCluster, input);
}

export function removeCluster(context: Context, clusterName: string, call?: CallOptions): Promise<void> {
  return run(context, 'removeCluster', clusters.removeCluster, { clusterName, call });
}
