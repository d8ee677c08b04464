import type { CallOptions } from '../call-options.js';
import type { VisibilityCountQuery, VisibilityListQuery } from '../visibility/visibility-query.js';
import type { ListOptions, ListPageOptions } from '../workflow/list.js';
import type { ActivityHandle, StartedActivityHandle } from './activity-handle.js';
import type { ActivityOptions, GetActivityHandleOptions } from './activity-options.js';
import { AsyncCompletionClient, type AsyncCompletionClientOptions } from './async-completion-client.js';
import { createActivityHandle, run } from './create-handle.js';
import type { ActivityExecutionInfo } from './description.js';
import type { ActivityExecutionPage, CountActivityExecutions } from './list.js';
import type { TypedActivityClient } from './typed-activities.js';

/** Options of {@link ActivityClient}. */
export type ActivityClientOptions = AsyncCompletionClientOptions;

/**
 * Standalone Activities, which no Workflow schedules; and completion of any Activity from outside of its worker. Use it as
 * `client.activity`. Standalone Activities need a server from version 1.30.0 on: older ones answer with
 * {@link UnsupportedError}. The calls are loaded when one of them is first used.
 */
export class ActivityClient extends AsyncCompletionClient {
  /**
   * The same client, which starts only the Activities of `T`, with their arguments and results: of an interface, or of a
   * module by `typeof activities`, imported as a type.
   */
  typed<T>(): TypedActivityClient<T> {
    return this;
  }

  /**
   * Starts an Activity. Resolves when the server has it, whether or not a worker polls its Task Queue.
   *
   * @example
   * ```ts
   * const handle = await client.activity.start<string>('chargeCard', {
   *   id: 'charge-1', taskQueue: 'samples', args: ['ada', 100], startToCloseTimeout: '10s',
   * });
   * await handle.result();
   * ```
   * @throws TypeError | RangeError | {@link ValueError} when an option or an argument is impossible; nothing is sent then
   * @throws {@link ActivityExecutionAlreadyStartedError} when the id is taken
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}
   */
  start<R = any>(activity: string, options: ActivityOptions, call?: CallOptions): Promise<StartedActivityHandle<R>> {
    return run('startActivity', this.context, activity, options, call) as Promise<StartedActivityHandle<R>>;
  }

  /**
   * Starts an Activity and waits for its result; the limits of `call` are for both together.
   *
   * @throws as {@link ActivityClient.start} and {@link ActivityHandle.result}
   */
  execute<R = any>(activity: string, options: ActivityOptions, call?: CallOptions): Promise<R> {
    return run('executeActivity', this.context, activity, options, call) as Promise<R>;
  }

  /** Handle of an Activity that exists, or may. Calls nothing. Without `runId`: the latest run. @throws TypeError without an id */
  getHandle<R = any>(activityId: string, runId?: string): ActivityHandle<R> {
    return this.getHandleWithOptions(activityId, { runId });
  }

  /** As {@link ActivityClient.getHandle}, with type information for the result. */
  getHandleWithOptions<R = any>(activityId: string, { runId, typeInfo }: GetActivityHandleOptions): ActivityHandle<R> {
    return createActivityHandle(this.context, { activityId, runId, outputType: typeInfo?.outputType }, {});
  }

  /**
   * Activities that match a visibility query, fetched page by page while you iterate. Visibility lags behind by up to
   * some seconds: to see what you just started, describe it.
   *
   * @param options the query alone, or with page size, limit and call options
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query, at the first iteration
   */
  list(options?: ListOptions | VisibilityListQuery): AsyncIterable<ActivityExecutionInfo> {
    const { context } = this;
    return {
      async *[Symbol.asyncIterator]() {
        yield* await run('listActivities', context, options);
      },
    };
  }

  /** One page of {@link ActivityClient.list}, for tables with a "next" button. */
  listPage(options?: ListPageOptions): Promise<ActivityExecutionPage> {
    return run('listActivitiesPage', this.context, options);
  }

  /**
   * Number of Activities that match, and by group with `GROUP BY ExecutionStatus`.
   *
   * @throws {@link NamespaceNotFoundError} | {@link ServiceError}, also for a malformed query
   */
  count(query?: VisibilityCountQuery, call?: CallOptions): Promise<CountActivityExecutions> {
    return run('countActivities', this.context, query, call);
  }
}
