import { type BaseClientOptions, loadClientContext } from '../base-client.js';
import type { CallOptions, CallScope } from '../call-options.js';
import type { Connection } from '../connection.js';
import type {
  AsyncCompletionCompleteOptions,
  AsyncCompletionOperationOptions,
  FullActivityId,
} from './completion-options.js';
import type { ActivityContext } from './context.js';
import { verbs } from './create-handle.js';
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

  get connection(): Connection {
    return this.context.connection;
  }

  /** The Activity returns `result`. */
  async complete(
    taskToken: Uint8Array,
    result: unknown,
    options?: AsyncCompletionCompleteOptions & AsyncCompletionOperationOptions,
  ): Promise<void>;
  async complete(
    fullActivityId: FullActivityId,
    result: unknown,
    options?: AsyncCompletionCompleteOptions,
  ): Promise<void>;
  async complete(
    target: Uint8Array | FullActivityId,
    result: unknown,
    { typeInfo, serializationContext, ...call }: AsyncCompletionCompleteOptions & AsyncCompletionOperationOptions = {},
  ): Promise<void> {
    await (await verbs()).completeActivity(this.context, { target, result, typeInfo, serializationContext, call });
  }

  /** The Activity throws `error`. Retries follow its retry policy; a `nonRetryable` ApplicationFailure ends it. */
  async fail(taskToken: Uint8Array, error: unknown, options?: AsyncCompletionOperationOptions): Promise<void>;
  async fail(fullActivityId: FullActivityId, error: unknown, options?: CallOptions): Promise<void>;
  async fail(
    target: Uint8Array | FullActivityId,
    error: unknown,
    { serializationContext, ...call }: AsyncCompletionOperationOptions = {},
  ): Promise<void> {
    await (await verbs()).failActivity(this.context, { target, error, serializationContext, call });
  }

  /** The Activity ends as cancelled. Only after cancellation was requested, as {@link AsyncCompletionClient.heartbeat} tells. */
  async reportCancellation(
    taskToken: Uint8Array,
    details?: unknown,
    options?: AsyncCompletionOperationOptions,
  ): Promise<void>;
  async reportCancellation(fullActivityId: FullActivityId, details?: unknown, options?: CallOptions): Promise<void>;
  async reportCancellation(
    target: Uint8Array | FullActivityId,
    details?: unknown,
    { serializationContext, ...call }: AsyncCompletionOperationOptions = {},
  ): Promise<void> {
    await (await verbs()).reportActivityCancellation(this.context, { target, details, serializationContext, call });
  }

  /**
   * Says that the work goes on, with details that a later attempt can read.
   *
   * @throws {@link ActivityCancelledError}, else {@link ActivityResetError}, else {@link ActivityPausedError} when that was asked for
   */
  async heartbeat(taskToken: Uint8Array, details?: unknown, options?: AsyncCompletionOperationOptions): Promise<void>;
  async heartbeat(fullActivityId: FullActivityId, details?: unknown, options?: CallOptions): Promise<void>;
  async heartbeat(
    target: Uint8Array | FullActivityId,
    details?: unknown,
    { serializationContext, ...call }: AsyncCompletionOperationOptions = {},
  ): Promise<void> {
    await (await verbs()).heartbeatActivity(this.context, { target, details, serializationContext, call });
  }

  /** The same client, with `scope` applied to every call. */
  with(scope: CallScope): this {
    const type = this.constructor as new (options: AsyncCompletionClientOptions) => this;
    return new type({ ...this.context, connection: this.connection.with(scope) });
  }
}
