/** Loaded as one part by `namespace-client.ts`: arguments of methods become inputs, with interceptors around them. */
import type { CallOptions } from '../call-options.js';
import type { Duration } from '../duration.js';
import type { PartContext } from '../internal/part-client.js';
import { lazyPart } from '../internal/lazy-part.js';
import { type Page, pageRequest, type PagingOptions } from '../internal/pages.js';
import { inputOf, runIntercepted as run } from '../internal/part-call.js';
import type { NamespaceChange, NamespaceClientInterceptor, NamespaceTarget } from './interceptors.js';
import type { NamespaceDescription, NamespaceSettings, UpdateNamespaceResponse } from './namespace-info.js';
import * as namespaces from './namespaces.js';

type Context = PartContext<NamespaceClientInterceptor>;

// With the OperatorService, which is more than all the rest.
const deletion = lazyPart(() => import('./delete-namespace.js'));

/** Options of `register()`. */
export interface RegisterNamespaceOptions extends NamespaceSettings, CallOptions {
  workflowExecutionRetention: Duration;
  /** Whether several clusters can have it. @default false */
  isGlobalNamespace?: boolean | undefined;
}

/** Options of `update()`. */
export interface UpdateNamespaceOptions extends NamespaceChange, CallOptions {}

/** Options of `list()`. */
export interface ListNamespacesOptions extends PagingOptions, CallOptions {
  /** Also those of which only what was in them is left. @default false */
  includeDeleted?: boolean | undefined;
}

/** Options of `listPage()`. */
export interface ListNamespacesPageOptions extends Omit<ListNamespacesOptions, 'limit'> {
  /** Token of the page before; absent for the first. */
  nextPageToken?: Uint8Array | undefined;
}

/** Options of `delete()`. */
export interface DeleteNamespaceOptions extends CallOptions {
  /** How long its name stays taken after all that was in it is gone. @default the server's */
  deleteDelay?: Duration | undefined;
}

export function register(context: Context, namespace: string, options: RegisterNamespaceOptions): Promise<void> {
  const { isGlobalNamespace, call, ...settings } = inputOf(options);
  return run(context, 'register', namespaces.registerNamespace, { namespace, settings, isGlobalNamespace, call });
}

export function describe(
  context: Context,
  target: NamespaceTarget = context.namespace,
  call?: CallOptions,
): Promise<NamespaceDescription> {
  return run(context, 'describe', namespaces.describeNamespace, { target, call });
}

export function update(
  context: Context,
  namespace: string,
  options: UpdateNamespaceOptions,
): Promise<NamespaceDescription<UpdateNamespaceResponse>> {
  const { call, ...change } = inputOf(options);
  return run(context, 'update', namespaces.updateNamespace, { namespace, change, call });
}

export function listPage(context: Context, options: ListNamespacesPageOptions): Promise<Page<NamespaceDescription>> {
  const { includeDeleted = false, pageSize, nextPageToken, call } = inputOf(options);
  const input = { includeDeleted, ...pageRequest({ pageSize, nextPageToken }), call };
  return run(context, 'list', namespaces.listNamespaces, input);
}

export function deprecate(context: Context, namespace: string, call?: CallOptions): Promise<void> {
  return run(context, 'deprecate', namespaces.deprecateNamespace, { namespace, call });
}

export function remove(
  context: Context,
  target: NamespaceTarget,
  options: DeleteNamespaceOptions = {},
): Promise<string> {
  return run(context, 'delete', async (given, input) => (await deletion()).deleteNamespace(given, input), {
    target,
    ...inputOf(options),
  });
}
