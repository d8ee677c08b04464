import type { CallOptions } from '../call-options.js';
import { PartClient, type PartOptions } from '../internal/part-client.js';
import { iteratePages, type Page } from '../internal/pages.js';
import type { UpdateWorkerConfigOptions, WorkerConfig, WorkerConfigOptions } from './config.js';
import type { WorkerClientInterceptor } from './interceptors.js';
import type { ListWorkersOptions, ListWorkersPageOptions, WorkerFilter } from './list.js';
import type * as Verbs from './verbs.js';
import type { WorkerDescription, WorkerInfo } from './worker-info.js';

/**
 * Options of {@link WorkerClient}.
 *
 * @interface
 */
export type WorkerClientOptions = PartOptions<WorkerClientInterceptor>;

/**
 * The workers of the Namespace that send heartbeats. Use it as `client.worker`. The code is loaded when a method is first
 * used.
 */
export class WorkerClient extends PartClient<typeof Verbs, WorkerClientInterceptor> {
  /** @throws TypeError for an impossible option */
  constructor(options: WorkerClientOptions = {}) {
    super(options, () => import('./verbs.js'));
  }

  /**
   * Workers, fetched page by page while you iterate.
   *
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query, at the first iteration
   */
  list(options: ListWorkersOptions = {}): AsyncIterable<WorkerInfo> {
    return iteratePages(options, (page) => this.listPage({ ...options, ...page }));
  }

  /** One page of {@link WorkerClient.list}, for tables with a "next" button. */
  listPage(options: ListWorkersPageOptions = {}): Promise<Page<WorkerInfo>> {
    return this.call('listPage', options);
  }

  /**
   * Number of workers.
   *
   * @throws {@link UnsupportedError} on servers that do not count
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query
   */
  count(options: WorkerFilter = {}): Promise<number> {
    return this.call('count', options);
  }

  /** All that a worker tells about itself. @throws {@link WorkerNotFoundError} */
  describe(workerInstanceKey: string, call?: CallOptions): Promise<WorkerDescription> {
    return this.call('describe', workerInstanceKey, call);
  }

  /**
   * Asks a worker for its settings. Proxies may keep this from browsers, as the `envoy.yaml` of this package does, and
   * servers up to 1.32 do not offer it.
   *
   * @throws {@link WorkerNotFoundError} | {@link UnsupportedError} | {@link ServiceError}
   */
  fetchConfig(workerInstanceKey: string, options?: WorkerConfigOptions): Promise<WorkerConfig> {
    return this.call('fetchConfig', workerInstanceKey, options);
  }

  /**
   * Changes settings of a running worker. Servers up to 1.32 do not offer it.
   *
   * @throws {@link ValueError} when nothing is to change
   * @throws {@link WorkerNotFoundError} | {@link UnsupportedError} | {@link ServiceError}
   */
  updateConfig(workerInstanceKey: string, options: UpdateWorkerConfigOptions): Promise<WorkerConfig> {
    return this.call('updateConfig', workerInstanceKey, options);
  }
}
