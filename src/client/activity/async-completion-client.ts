import { type BaseClientOptions, loadClientContext } from '../base-client.js';
import type { CallOptions, CallScope } from '../call-options.js';
import type { Connection } from '../connection.js';
import type {
  AsyncCompletionCompleteOptions,
  AsyncCompletionOperationOptions,
  FullActivityId,
} from './completion-options.js';
import type { ActivityContext } from './context.js';
import { run } from './create-handle.js';
import type { ActivityClientInterceptor } from './interceptors.js';

/** Options of {@link AsyncCompletionClient}. */
export interface AsyncCompletionClientOptions extends BaseClientOptions {
  /** The first is the outermost. @default none */
  interceptors?: readonly ActivityClientInterceptor[] | undefined;
}

/**
 * Completes Activities from outside of their worker: those that threw `CompleteAsyncError` there. Each method takes the
 * task token, as bytes, or the ids of the Activity. Part of `client.activity`.
 *
 * Every method throws {@link ActivityNotFoundError} when there is no such Activity or it is closed,
 * {@link ActivityCompletionError} when the server refuses otherwise, {@link NamespaceNotFoundError} or
 * {@link ServiceError}; and whatever a converter or codec throws.
 */
export class AsyncCompletionClient {
  protected readonly context: ActivityContext;

  /** @throws TypeError for an impossible option */
  constructor(options: AsyncCompletionClientOptions = {}) {
    this.context = { ...loadClientContext(options), interceptors: options.interceptors ?? [] };
  }

  /** What the calls go through. */
  get connection(): Connection {
    return this.context.connection;
  }

  /** The Activity returns `result`. */
  complete(
    taskToken: Uint8Array,
    result: unknown,
    options?: AsyncCompletionCompleteOptions & AsyncCompletionOperationOptions,
  ): Promise<void>;
  complete(fullActivityId: FullActivityId, result: unknown, options?: AsyncCompletionCompleteOptions): Promise<void>;
  complete(
    target: Uint8Array | FullActivityId,
    result: unknown,
    options?: AsyncCompletionCompleteOptions & AsyncCompletionOperationOptions,
  ): Promise<void> {
    return run('completeActivity', this.context, target, result, options);
  }

  /** The Activity throws `error`. Retries follow its retry policy; a `nonRetryable` ApplicationFailure ends it. */
  fail(taskToken: Uint8Array, error: unknown, options?: AsyncCompletionOperationOptions): Promise<void>;
  fail(fullActivityId: FullActivityId, error: unknown, options?: CallOptions): Promise<void>;
  fail(target: Uint8Array | FullActivityId, error: unknown, options?: AsyncCompletionOperationOptions): Promise<void> {
    return run('failActivity', this.context, target, error, options);
  }

  /** The Activity ends as cancelled. Only after cancellation was requested, as {@link AsyncCompletionClient.heartbeat} tells. */
  reportCancellation(
    taskToken: Uint8Array,
    details?: unknown,
    options?: AsyncCompletionOperationOptions,
  ): Promise<void>;
  reportCancellation(fullActivityId: FullActivityId, details?: unknown, options?: CallOptions): Promise<void>;
  reportCancellation(
    target: Uint8Array | FullActivityId,
    details?: unknown,
    options?: AsyncCompletionOperationOptions,
  ): Promise<void> {
    return run('reportActivityCancellation', this.context, target, details, options);
  }

  /**
   * Says that the work goes on, with details that a later attempt can read.
   *
   * @throws {@link ActivityCancelledError}, else {@link ActivityResetError}, else {@link ActivityPausedError} when that was asked for
   */
  heartbeat(taskToken: Uint8Array, details?: unknown, options?: AsyncCompletionOperationOptions): Promise<void>;
  heartbeat(fullActivityId: FullActivityId, details?: unknown, options?: CallOptions): Promise<void>;
  heartbeat(
    target: Uint8Array | FullActivityId,
    details?: unknown,
    options?: AsyncCompletionOperationOptions,
  ): Promise<void> {
    return run('heartbeatActivity', this.context, target, details, options);
  }

  /** The same client, with `scope` applied to every call. */
  with(scope: CallScope): this {
    const type = this.constructor as new (options: AsyncCompletionClientOptions) => this;
    return new type({ ...this.context, connection: this.connection.with(scope) });
  }
}
