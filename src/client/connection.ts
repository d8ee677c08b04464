import {
  create,
  type DescMessage,
  type DescMethodUnary,
  type MessageInitShape,
  type MessageShape,
} from '@bufbuild/protobuf';
import { createContextValues, type Transport } from '@connectrpc/connect';
import { type GetSystemInfoResponse } from '../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import { type CallOptions, type CallScope, mergeScopes, type Metadata, type WaitOptions } from './call-options.js';
import {
  type ApiKey,
  assertApiKeyAllowed,
  assertMetadata,
  type ConnectionOptions,
  type MetadataSource,
  resolveConnectionOptions,
  type ResolvedConnectionOptions,
  resolveMetadata,
} from './connection-options.js';
import { ServiceError } from './errors.js';
import type { ClientPlugin } from './plugins.js';
import { ConnectionState } from './connection-state.js';
import { GrpcError, status } from './grpc-error.js';
import { withCallSignal } from './internal/call-signal.js';
import { lazyPart } from './internal/lazy-part.js';
import { pollAlone, type PollTask } from './internal/poll.js';
import type { PollScheduler } from './polls/scheduler.js';
import type { PollStatus } from './polls/status.js';
import { lazyService } from './lazy-services.js';
import type { RawServices } from './service/index.js';
import { callBudgetKey } from './retry.js';
import { type Credentials, headerValue } from './grpc-web/attempt.js';
import { createConnectionTransport } from './grpc-web/transport.js';
import { toGrpcError } from './grpc-web/to-grpc-error.js';
import type { HealthStatus } from './service/check-health.js';
import { IllegalStateError } from './value-error.js';

const health = /*@__PURE__*/ lazyPart(() => import('./service/check-health.js'));
const polls = /*@__PURE__*/ lazyPart(() => import('./polls/scheduler.js'));

/** Default limits of a kind of call, in milliseconds; 0 for none. */
export interface CallLimits {
  /** For one attempt. */
  readonly attemptMs: number;
  /** For the call with all its attempts. */
  readonly totalMs: number;
  /** @default as the retry options say */
  readonly maxAttempts?: number;
}

/** Limits of an ordinary call: an attempt that died without a word leaves time for two more. */
const defaultLimits: CallLimits = { attemptMs: 10_000, totalMs: 30_000 };

/** What all views of one Connection share. */
interface ConnectionCore {
  readonly options: ResolvedConnectionOptions;
  readonly plugins: readonly ClientPlugin[];
  readonly transport: Transport;
  readonly credentials: Credentials;
  /** One controller a call; not listeners on one signal, of which Node warns above ten. */
  readonly inFlight: Set<AbortController>;
  readonly state: ConnectionState;
  closed: boolean;
  scheduler: Promise<PollScheduler> | undefined;
  systemInfo: Promise<GetSystemInfoResponse | undefined> | undefined;
}

/**
 * A connection to one gRPC-Web proxy. It holds no socket: a call is a fetch, and what is shared is
 * credentials, metadata, retries and the switch that ends everything.
 *
 * @example
 * ```ts
 * const connection = await Connection.connect({ address: 'http://127.0.0.1:8080' });
 * const client = new Client({ connection });
 * ```
 */
export class Connection {
  readonly #core: ConnectionCore;
  readonly #scope: CallScope;

  /** Use {@link Connection.connect} or {@link Connection.lazy}. @internal */
  private constructor(core: ConnectionCore, scope: CallScope) {
    this.#core = core;
    this.#scope = scope;
  }

  /**
   * Makes a Connection and calls GetSystemInfo once, so that a wrong address, CORS, TLS or a server
   * that is down shows here and not later. It does not prove the API key or the Namespace: servers
   * answer this call to anyone.
   *
   * @throws TypeError for an impossible option
   * @throws {@link ServiceError} when there is no right answer; its message says what to change
   */
  static async connect(options: ConnectionOptions = {}): Promise<Connection> {
    const connection = Connection.lazy(options);
    await connection.ensureConnected();
    return connection;
  }

  /** Makes a Connection without a call. @throws TypeError for an impossible option */
  static lazy(options: ConnectionOptions = {}): Connection {
    const plugins = options.plugins ?? [];
    const configured = plugins.reduce<ConnectionOptions>(
      (current, plugin) => plugin.configureConnection?.(current) ?? current,
      options,
    );
    const resolved = resolveConnectionOptions(configured);
    const credentials: Credentials = { apiKey: resolved.apiKey, metadata: resolved.metadata };
    const state = new ConnectionState();
    return new Connection(
      {
        options: resolved,
        plugins,
        transport: createConnectionTransport(resolved, credentials, state),
        credentials,
        inFlight: new Set(),
        state,
        closed: false,
        scheduler: undefined,
        systemInfo: undefined,
      },
      {},
    );
  }

  /** URL of the proxy, without a slash at the end. */
  get address(): string {
    return this.#core.options.address;
  }

  /** Plugins that Clients of this Connection apply too. */
  get plugins(): readonly ClientPlugin[] {
    return this.#core.plugins;
  }

  /** What applies to every call of this view; empty on a Connection that is not a view. */
  get scope(): Readonly<CallScope> {
    return this.#scope;
  }

  /** Whether the server can be reached, learned from the calls that are made. Shared by all views. */
  get state(): ConnectionState {
    return this.#core.state;
  }

  /**
   * The poll scheduler, which keeps all waits of this page and of other tabs on a few connections (`polls` of the options).
   * `status` is for people who debug: an async iterable that gives what it does now, and then each change.
   */
  get polls(): { readonly status: AsyncIterable<PollStatus> } {
    return { status: { [Symbol.asyncIterator]: () => this.#pollStatus() } };
  }

  /** Whether {@link Connection.close} was called. */
  get closed(): boolean {
    return this.#core.closed;
  }

  /**
   * Calls GetSystemInfo unless that has worked before. A failure is not remembered: the next call tries again.
   *
   * @returns version and capabilities of the server; nothing for a server too old to have the call
   * @throws {@link ServiceError}
   */
  async ensureConnected(): Promise<GetSystemInfoResponse | undefined> {
    const core = this.#core;
    core.systemInfo ??= this.#getSystemInfo().catch((error: unknown) => {
      core.systemInfo = undefined;
      throw error;
    });
    return core.systemInfo;
  }

  async #getSystemInfo(): Promise<GetSystemInfoResponse | undefined> {
    const totalMs = this.#core.options.connectTimeoutMs;
    // Once: what is wrong at the first call of a page is the address, far more often than the moment.
    const limits = { attemptMs: totalMs, totalMs, maxAttempts: 1 };
    try {
      return await this.unary(WorkflowService.method.getSystemInfo, {}, {}, limits);
    } catch (error) {
      if (!(error instanceof GrpcError)) throw error;
      if (error.code === status.UNIMPLEMENTED && error.metadata.get('grpc-status').length > 0) return undefined;
      throw new ServiceError(`Failed to connect to Temporal server: ${error.details}`, { cause: error });
    }
  }

  /**
   * Every RPC of WorkflowService, raw. The Namespace is not filled in. Its descriptors load with the first call; to have
   * them at once, use `createWorkflowService` of `temporal-web-client/service`.
   *
   * @throws {@link GrpcError} for every failure of a call
   */
  get workflowService(): RawServices['WorkflowService'] {
    return lazyService(this, 'WorkflowService');
  }

  /** Every RPC of OperatorService, raw. Not available on Temporal Cloud. See {@link Connection.workflowService}. */
  get operatorService(): RawServices['OperatorService'] {
    return lazyService(this, 'OperatorService');
  }

  /** The gRPC health check, raw. See {@link Connection.checkHealth}. */
  get healthService(): RawServices['HealthService'] {
    return lazyService(this, 'HealthService');
  }

  /**
   * Asks the server whether a service of it takes calls, by gRPC's health check. Servers answer it to anyone.
   *
   * @param service full name; empty for the server as a whole
   * @throws {@link ServiceError} when there is no answer
   */
  async checkHealth(service: string = WorkflowService.typeName, call?: CallOptions): Promise<HealthStatus> {
    return (await health()).checkHealth(this, service, call);
  }

  /**
   * Replaces the API key for every attempt from now on, also of waits that are under way.
   *
   * @throws TypeError when it is empty, or would travel over plain http to another machine
   */
  setApiKey(apiKey: ApiKey): void {
    assertApiKeyAllowed(apiKey, this.address);
    this.#core.credentials.apiKey = apiKey;
  }

  /**
   * Replaces the `metadata` of the options for every attempt from now on, also of waits that are under way.
   *
   * @throws TypeError for what cannot be a header of a page, and for `authorization` beside an API key
   */
  setMetadata(metadata: MetadataSource): void {
    const { credentials } = this.#core;
    credentials.metadata = resolveMetadata(metadata, credentials.apiKey !== undefined);
  }

  /** A view of this Connection on which `scope` applies to every call. Shares all else, {@link Connection.close} too. */
  with(scope: CallScope): Connection {
    assertMetadata(scope.metadata, false);
    return new Connection(this.#core, mergeScopes(this.#scope, scope));
  }

  /** Calls `fn` with a view whose calls fail with DEADLINE_EXCEEDED after `deadline`. Calls on anything but the view are not limited. */
  withDeadline<T>(deadline: number | Date, fn: (connection: Connection) => Promise<T>): Promise<T> {
    return fn(this.with({ deadline }));
  }

  /** Calls `fn` with a view whose calls carry `metadata`. */
  withMetadata<T>(metadata: Metadata, fn: (connection: Connection) => Promise<T>): Promise<T> {
    return fn(this.with({ metadata }));
  }

  /** Calls `fn` with a view whose calls end when `signal` aborts. */
  withAbortSignal<T>(signal: AbortSignal, fn: (connection: Connection) => Promise<T>): Promise<T> {
    return fn(this.with({ signal }));
  }

  /** Calls `fn` with a view that uses this API key. */
  withApiKey<T>(apiKey: string, fn: (connection: Connection) => Promise<T>): Promise<T> {
    assertApiKeyAllowed(apiKey, this.address);
    return fn(this.with({ metadata: { authorization: `Bearer ${apiKey}` } }));
  }

  /** Ends every call that is under way; they reject with CANCELLED, and later ones with {@link IllegalStateError}. */
  close(): Promise<void> {
    this.#core.closed = true;
    const reason = new GrpcError(status.CANCELLED, 'The Connection was closed.');
    for (const call of this.#core.inFlight) call.abort(reason);
    this.#core.state.close();
    void this.#core.scheduler?.then((scheduler) => scheduler.close());
    return Promise.resolve();
  }

  async *#pollStatus(): AsyncGenerator<PollStatus, void, undefined> {
    if (!this.closed) yield* (await this.preparePolls()).status();
  }

  /** Loads the poll scheduler, unless it is there. @internal */
  preparePolls(): Promise<PollScheduler> {
    const core = this.#core;
    core.scheduler ??= polls().then(
      ({ PollScheduler: Scheduler }) => new Scheduler(core.options, core.state),
      (error: unknown) => {
        core.scheduler = undefined;
        throw error;
      },
    );
    return core.scheduler;
  }

  /** Waits for a task by the poll scheduler; see `internal/poll.ts`. @internal */
  async awaitTask<T>(task: PollTask<T>, call: WaitOptions): Promise<T> {
    if (this.closed) throw new IllegalStateError('The Connection is closed.');
    assertMetadata(call.metadata, false);
    const { metadata, watched, signal: callerSignal, ...scope } = mergeScopes(this.#scope, call);
    const view = new Connection(this.#core, { metadata });
    return withCallSignal(this.#core.inFlight, callerSignal, timeLeft(scope, 0), task.method, async (signal) => {
      // A wait is worth more than the order of waits: without the scheduler's file it polls by itself.
      const scheduler = await this.preparePolls().catch(() => undefined);
      signal.throwIfAborted();
      return scheduler ? scheduler.run(task, view, signal, watched) : pollAlone(task, view, signal);
    });
  }

  /**
   * One call of any unary RPC. For library authors; see `temporal-web-client/service` for typed services.
   *
   * Sends the header `temporal-namespace` when the request names a Namespace.
   *
   * @param limits default time limits; `timeoutMs` in `options` or in the scope replaces the total
   * @throws {@link GrpcError} for every failure of the call
   * @throws {@link IllegalStateError} when the Connection is closed
   */
  async unary<I extends DescMessage, O extends DescMessage>(
    method: DescMethodUnary<I, O>,
    input: MessageInitShape<I>,
    options: CallOptions = {},
    limits: CallLimits = defaultLimits,
  ): Promise<MessageShape<O>> {
    const {
      transport,
      inFlight,
      state,
      options: { transport: foreign },
    } = this.#core;
    if (this.closed) throw new IllegalStateError('The Connection is closed.');
    assertMetadata(options.metadata, false);
    const scope = mergeScopes(this.#scope, options);
    const request = create(method.input, input);
    const totalMs = timeLeft(scope, limits.totalMs);
    const contextValues = createContextValues().set(callBudgetKey, {
      attemptMs: limits.attemptMs,
      deadline: totalMs === 0 ? Infinity : performance.now() + totalMs,
      maxAttempts: limits.maxAttempts ?? Infinity,
    });
    return withCallSignal(inFlight, scope.signal, totalMs, method.name, async (signal) => {
      try {
        const response = await transport.unary(
          method,
          signal,
          0,
          callHeaders(request, scope.metadata),
          request,
          contextValues,
        );
        if (foreign) state.note();
        return response.message;
      } catch (error) {
        const failure = toGrpcError(error);
        failure.method = method.name;
        failure.namespace = namespaceOf(request);
        if (foreign && !signal.aborted) state.note(failure);
        if (failure.code === status.UNIMPLEMENTED && method.name !== 'GetSystemInfo') {
          failure.serverVersion = (await this.ensureConnected().catch(() => undefined))?.serverVersion;
        }
        throw failure;
      }
    });
  }
}

/** Milliseconds until the call has to end; 0 for no limit. Negative when it is over already. */
function timeLeft(scope: CallScope, defaultMs: number): number {
  const timeoutMs = scope.timeoutMs ?? defaultMs;
  if (scope.deadline === undefined) return timeoutMs;
  const untilDeadline = Number(scope.deadline) - Date.now();
  // 0 would mean "no limit".
  return Math.min(timeoutMs || Infinity, untilDeadline === 0 ? -1 : untilDeadline);
}

function namespaceOf(request: object): string | undefined {
  const { namespace } = request as { namespace?: unknown };
  return typeof namespace === 'string' && namespace !== '' ? namespace : undefined;
}

function callHeaders(request: object, metadata: Metadata | undefined): Headers {
  const headers = new Headers();
  const namespace = namespaceOf(request);
  // The server decides by the request; proxies and Temporal Cloud route by the header.
  if (namespace !== undefined && /^[\x21-\x7e]+$/.test(namespace)) headers.set('temporal-namespace', namespace);
  for (const [name, value] of Object.entries(metadata ?? {})) headers.set(name, headerValue(value));
  return headers;
}
