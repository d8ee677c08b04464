import type { CallOptions } from '../call-options.js';
import { PartClient, type PartOptions } from '../internal/part-client.js';
import { iteratePages, type Page } from '../internal/pages.js';
import type { NamespaceClientInterceptor, NamespaceTarget } from './interceptors.js';
import type { NamespaceDescription, UpdateNamespaceResponse } from './namespace-info.js';
import type * as Verbs from './verbs.js';

/**
 * Options of {@link NamespaceClient}.
 *
 * @interface
 */
export type NamespaceClientOptions = PartOptions<NamespaceClientInterceptor>;

/**
 * The Namespaces of the server. Use it as `client.namespaces`. The code is loaded when a method is first used.
 *
 * On Temporal Cloud a page can describe Namespaces; they are made and changed in its console, with `tcld` or with the
 * Cloud Ops API.
 */
export class NamespaceClient extends PartClient<typeof Verbs, NamespaceClientInterceptor> {
  /** @throws TypeError for an impossible option */
  constructor(options: NamespaceClientOptions = {}) {
    super(options, () => import('./verbs.js'));
  }

  /**
   * Makes a Namespace. It may take the server some seconds until everything else works in it.
   *
   * @throws {@link NamespaceAlreadyExistsError} when the name is taken
   * @throws {@link ValueError} | {@link ServiceError}, also for a retention that is too short
   */
  register(namespace: string, options: Verbs.RegisterNamespaceOptions): Promise<void> {
    return this.call('register', namespace, options);
  }

  /**
   * State, capabilities, limits and settings of a Namespace.
   *
   * @param target name, or `{ id }`. @default the client's own
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}
   */
  describe(target?: NamespaceTarget, call?: CallOptions): Promise<NamespaceDescription> {
    return this.call('describe', target, call);
  }

  /**
   * Changes settings; what is absent stays.
   *
   * @throws {@link NamespaceNotFoundError}
   * @throws {@link ValueError} when nothing is to change, or a text is to become empty, which the server cannot do
   * @throws {@link ServiceError}
   */
  update(
    namespace: string,
    options: Verbs.UpdateNamespaceOptions,
  ): Promise<NamespaceDescription<UpdateNamespaceResponse>> {
    return this.call('update', namespace, options);
  }

  /** All Namespaces, fetched page by page while you iterate; the server's own among them. */
  list(options: Verbs.ListNamespacesOptions = {}): AsyncIterable<NamespaceDescription> {
    return iteratePages(options, (page) => this.listPage({ ...options, ...page }));
  }

  /** One page of {@link NamespaceClient.list}, for tables with a "next" button. */
  listPage(options: Verbs.ListNamespacesPageOptions = {}): Promise<Page<NamespaceDescription>> {
    return this.call('listPage', options);
  }

  /** Ends the use of a Namespace: no new Workflows start in it. There is no way back. @throws {@link NamespaceNotFoundError} | {@link ServiceError} */
  deprecate(namespace: string, call?: CallOptions): Promise<void> {
    return this.call('deprecate', namespace, call);
  }

  /**
   * Removes a Namespace with all that is in it. There is no way back.
   *
   * @param target name, or `{ id }`; never the client's own by default
   * @returns the name that the Namespace has until the server has cleared away what was in it
   * @throws {@link NamespaceNotFoundError}
   * @throws {@link UnsupportedError} where there is no OperatorService, as on Temporal Cloud
   * @throws {@link ServiceError}, also while a Nexus endpoint points to it
   */
  delete(target: NamespaceTarget, options?: Verbs.DeleteNamespaceOptions): Promise<string> {
    return this.call('remove', target, options);
  }
}
