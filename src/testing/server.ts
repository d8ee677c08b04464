/** A Temporal server in memory, for tests and demonstrations. */
import type { DescService } from '@bufbuild/protobuf';
import { OperatorService } from '../../gen/operator/temporal/api/operatorservice/v1/service_pb.js';
import { WorkflowService } from '../../gen/service/temporal/api/workflowservice/v1/service_pb.js';
import { Health } from '../../gen/service/grpc/health/v1/health_pb.js';
import {
  Connection,
  type ConnectionOptions,
  type Duration,
  durationToMs,
  type SearchAttributeType,
} from '../client/index.js';
import { batchHandlers } from './batch/handlers.js';
import { rpcOf } from './batch/rpc.js';
import { VirtualClock, type ClockMode } from './clock.js';
import { IndexedValueType } from './engine/api.js';
import { Engine } from './engine/engine.js';
import { type InMemoryWorkerOptions, makeWorker } from './engine/worker.js';
import { inMemoryAddress, type WorkflowServiceHandlers } from './in-memory-fetch.js';
import { createNamespaceHandlers } from './namespaces/handlers.js';
import { Namespaces } from './namespaces/namespaces.js';
import { serverFetch } from './server-fetch.js';
import { activityHandlers } from './service/activities.js';
import { activityCommandHandlers } from './service/activity-commands.js';
import { activityExecutionHandlers, reportedActivity } from './service/activity-executions.js';
import { activityListHandlers } from './service/activity-lists.js';
import { clusterHandlers } from './service/cluster.js';
import { controlHandlers } from './service/control.js';
import { describeHandlers } from './service/describe.js';
import { historyHandlers } from './service/history.js';
import { healthHandlers } from './service/health.js';
import { LongPolls } from './service/long-polls.js';
import { operatorHandlers } from './service/operator.js';
import { queryHandlers } from './service/query.js';
import { scheduleHandlers } from './service/schedules.js';
import { signalHandlers } from './service/signal.js';
import { startHandlers } from './service/start.js';
import { workerMethodHandlers } from './service/worker-methods.js';
import { updateHandlers } from './service/update.js';
import { ActivityExecutions } from './standalone/executions.js';
import { createTaskQueueHandlers } from './task-queues/handlers.js';
import { callsOf, requestsOf } from './wire.js';
import { visibilityHandlers } from './service/visibility.js';
import { Faults, type FaultTarget } from './faults.js';

/** Options of {@link InMemoryServer}. */
export interface InMemoryServerOptions {
  /** Namespaces that there are. @default `['default']` */
  readonly namespaces?: readonly string[];
  /** Custom search attributes of these Namespaces. @default none */
  readonly searchAttributes?: Readonly<Record<string, SearchAttributeType>>;
  /** Where the clock begins. @default now in mode `real`, 2026-01-01T00:00:00Z in mode `manual` */
  readonly startTime?: Date;
  /**
   * `manual`: time passes by {@link InMemoryServer.advance} alone. `real`: it passes as it does on the wall, and can be
   * advanced besides.
   *
   * @default `'manual'`
   */
  readonly clock?: ClockMode;
  /** From which all Run Ids and all randomness come. @default 1 */
  readonly seed?: number;
  /** How long a request is held that waits for something to happen, in real time. @default 20 seconds */
  readonly longPoll?: Duration;
  /** Workers from the beginning on; {@link InMemoryServer.addWorker} adds more. */
  readonly workers?: readonly InMemoryWorkerOptions[];
}

/**
 * A Temporal server in memory: Workflows are plain functions, time is virtual, and clients talk to it in real gRPC-Web
 * bytes. For tests of front ends, and for demonstrations without a server.
 *
 * @example
 * ```ts
 * const server = new InMemoryServer();
 * server.addWorker({
 *   taskQueue: 'orders',
 *   workflows: {
 *     async order(context, id: string) {
 *       await context.sleep('1 day');
 *       return `${id} delivered`;
 *     },
 *   },
 * });
 * const client = new Client({ connection: server.connection() });
 * const handle = await client.workflow.start('order', { taskQueue: 'orders', workflowId: 'o-1', args: ['o-1'] });
 * await server.advance('1 day');
 * await handle.result(); // 'o-1 delivered'
 * ```
 */
export class InMemoryServer {
  /** Pass it as `fetch` to a Connection of your own. */
  readonly fetch: typeof globalThis.fetch;
  /** RPCs that this server does not do: they answer UNIMPLEMENTED with their names. */
  readonly unimplemented: readonly string[];
  readonly #engine: Engine;
  readonly #clock: VirtualClock;
  readonly #faults: Faults;

  constructor(options: InMemoryServerOptions = {}) {
    const { clock = 'manual', seed = 1, namespaces = ['default'], longPoll = 20_000, workers = [] } = options;
    const start = options.startTime?.getTime() ?? (clock === 'real' ? Date.now() : Date.UTC(2026, 0, 1));
    this.#clock = new VirtualClock(start, clock);
    const attributes = Object.entries(options.searchAttributes ?? {}).map(
      ([name, type]) => [name, IndexedValueType[type]] as const,
    );
    this.#engine = new Engine(this.#clock, seed, namespaces, Object.fromEntries(attributes));
    const engine = this.#engine;
    const polls = new LongPolls(durationToMs(longPoll));
    const registered = new Namespaces(engine);
    const standalone = new ActivityExecutions(engine);
    this.#faults = new Faults(requestsOf([WorkflowService, OperatorService, Health]));
    const handlers: WorkflowServiceHandlers = {
      ...workerMethodHandlers,
      ...clusterHandlers(),
      ...startHandlers(engine),
      ...signalHandlers(engine),
      ...queryHandlers(engine),
      ...updateHandlers(engine, polls),
      ...historyHandlers(engine, polls),
      ...describeHandlers(engine),
      ...controlHandlers(engine),
      ...activityHandlers(engine, (ids) => reportedActivity(standalone, ids)),
      ...activityExecutionHandlers(standalone, polls),
      ...activityCommandHandlers(standalone),
      ...activityListHandlers(standalone),
      ...visibilityHandlers(engine),
      ...scheduleHandlers(engine),
      ...createNamespaceHandlers(registered),
      ...createTaskQueueHandlers(engine),
      ...batchHandlers(
        engine,
        rpcOf(() => handlers),
      ),
    };
    const operator = operatorHandlers(registered);
    const health = healthHandlers();
    this.unimplemented = [...missing(WorkflowService, handlers), ...missing(OperatorService, operator)];
    const calls = new Map([
      ...callsOf(WorkflowService, handlers),
      ...callsOf(OperatorService, operator),
      ...callsOf(Health, health),
    ]);
    this.fetch = this.#faults.around(serverFetch(calls));
    for (const worker of workers) this.addWorker(worker);
  }

  /** A Connection to this server. */
  connection(options: Omit<ConnectionOptions, 'fetch' | 'transport'> = {}): Connection {
    return Connection.lazy({ address: inMemoryAddress, ...options, fetch: this.fetch });
  }

  /** Adds a worker. Tasks of its Task Queue that have waited for one begin. Returns what removes it. */
  addWorker(options: InMemoryWorkerOptions): () => void {
    const worker = makeWorker(options);
    this.#engine.addWorker(worker);
    return () => this.#engine.removeWorker(worker);
  }

  /** The time of the server. */
  now(): Date {
    return new Date(this.#clock.now());
  }

  /** Lets time pass; resolves when all that was due has happened. @throws RangeError for time backwards */
  async advance(duration: Duration): Promise<void> {
    await this.#clock.advance(durationToMs(duration), () => this.settled());
  }

  /** Resolves when no Workflow has anything to do before time passes or somebody calls. */
  async settled(): Promise<void> {
    await this.#engine.tasks.settled();
  }

  /** Lets the next call of an RPC fail. @see Faults.failNext */
  failNext(...args: Parameters<Faults['failNext']>): void {
    this.#faults.failNext(...args);
  }

  /** Holds calls back for so long, in real time; `0` ends that. */
  delay(duration: Duration, target?: FaultTarget): void {
    this.#faults.delay(durationToMs(duration), target);
  }

  /** Cuts the network, or joins it again: every call fails as it does without a network, also those under way. */
  offline(isOffline = true): void {
    this.#faults.offline(isOffline);
  }

  /** Every call so far. */
  get calls(): Faults['calls'] {
    return this.#faults.calls;
  }

  /** Nothing of this server happens any more: no timer fires, and every call fails as without a network, for good. */
  stop(): void {
    this.#clock.stop();
    this.#faults.stop();
  }
}

/** Names of the RPCs of a service that have no handler. */
function missing(service: DescService, handlers: object): string[] {
  return service.methods.filter(({ localName }) => !(localName in handlers)).map(({ name }) => name);
}
