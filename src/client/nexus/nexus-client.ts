import { type BaseClientOptions, loadClientContext } from '../base-client.js';
import type { CallOptions, CallScope } from '../call-options.js';
import type { Connection } from '../connection.js';
import type { VisibilityCountQuery } from '../visibility/visibility-query.js';
import type { ListOptions, ListPageOptions } from '../workflow/list.js';
import type { NexusContext } from './context.js';
import { createNexusHandle, run } from './create-handle.js';
import type { NexusOperationExecution } from './description.js';
import type { NexusClientInterceptor } from './interceptors.js';
import type { NexusOperationExecutionCount, NexusOperationExecutionPage } from './list.js';
import type { NexusOperationHandle, NexusOperationHandleResult, NexusServiceClient } from './nexus-handle.js';
import type { GetNexusOperationHandleOptions, StartNexusOperationOptions } from './nexus-options.js';
import type { NexusServiceDefinition } from './service-definition.js';

/** Options of {@link NexusClient}. */
export interface NexusClientOptions extends BaseClientOptions {
  /** The first is the outermost. @default none */
  interceptors?: readonly NexusClientInterceptor[] | undefined;
}

/**
 * Standalone Nexus Operations, which no Workflow schedules. Use it as `client.nexus`. They need a server from version
 * 1.32.0 on, with the feature switched on: others answer with {@link UnsupportedError}. The calls are loaded when one of
 * them is first used.
 */
export class NexusClient {
  readonly #context: NexusContext;

  /** @throws TypeError for an impossible option */
  constructor(options: NexusClientOptions = {}) {
    this.#context = { ...loadClientContext(options), interceptors: options.interceptors ?? [], client: this };
  }

  /** What the calls go through. */
  get connection(): Connection {
    return this.#context.connection;
  }

  /**
   * A client for one service at one Endpoint. Calls nothing.
   *
   * @param options the name of the Endpoint, and the definition of the service, for example one of `nexus-rpc`
   * @example
   * ```ts
   * const greetings = client.nexus.createServiceClient({ endpoint: 'samples', service: greetingService });
   * const text = await greetings.executeOperation('greet', 'Ada', { id: 'greet-1' });
   * ```
   */
  createServiceClient<Service extends NexusServiceDefinition>(options: {
    endpoint: string;
    service: Service;
  }): NexusServiceClient<Service> {
    type Rest = [operation: never, input: unknown, options: StartNexusOperationOptions, call?: CallOptions];
    return {
      ...options,
      startOperation: (...rest: Rest) => run('startOperation', this.#context, options, ...rest) as Promise<never>,
      executeOperation: (...rest: Rest) => run('executeOperation', this.#context, options, ...rest) as Promise<never>,
    };
  }

  /**
   * Handle of an Operation that exists, or may. Calls nothing. The type parameter is the type of the result, or that of
   * a definition of an Operation.
   */
  getHandle<T = unknown>(
    operationId: string,
    { runId, typeInfo }: GetNexusOperationHandleOptions = {},
  ): NexusOperationHandle<NexusOperationHandleResult<T>> {
    return createNexusHandle(this.#context, { operationId, runId, outputType: typeInfo?.outputType }, {});
  }

  /**
   * Operations that match a visibility query, fetched page by page while you iterate. Visibility lags behind by up to some
   * seconds: to see what you just started, describe it.
   *
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query, at the first iteration
   */
  list(options?: ListOptions): AsyncIterable<NexusOperationExecution> {
    const context = this.#context;
    return {
      async *[Symbol.asyncIterator]() {
        yield* await run('listOperations', context, options);
      },
    };
  }

  /** One page of {@link NexusClient.list}, for tables with a "next" button. */
  listPage(options?: ListPageOptions): Promise<NexusOperationExecutionPage> {
    return run('listOperationsPage', this.#context, options);
  }

  /**
   * Number of Operations that match, and by group with `GROUP BY ExecutionStatus`.
   *
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query
   */
  count(query?: VisibilityCountQuery, call?: CallOptions): Promise<NexusOperationExecutionCount> {
    return run('countOperations', this.#context, query, call);
  }

  /** The same client, with `scope` applied to every call. */
  with(scope: CallScope): NexusClient {
    return new NexusClient({ ...this.#context, connection: this.connection.with(scope) });
  }
}
