import { ActivityClient } from './activity/activity-client.js';
import type { ActivityClientInterceptor } from './activity/interceptors.js';
import { BatchClient, type BatchClientInterceptor } from './batch/batch-client.js';
import { type BaseClientOptions, loadClientContext } from './base-client.js';
import type { CallScope, Metadata } from './call-options.js';
import { type Connection } from './connection.js';
import type { RawServices } from './service/index.js';
import type { LoadedDataConverter } from './converter/data-converter.js';
import { DeploymentClient } from './deployment/deployment-client.js';
import type { DeploymentClientInterceptor } from './deployment/interceptors.js';
import type { NamespaceClientInterceptor } from './namespace/interceptors.js';
import { NamespaceClient } from './namespace/namespace-client.js';
import type { NexusClientInterceptor } from './nexus/interceptors.js';
import { NexusClient } from './nexus/nexus-client.js';
import type { OperatorClientInterceptor } from './operator/interceptors.js';
import { OperatorClient } from './operator/operator-client.js';
import type { ClientPlugin } from './plugins.js';
import type { RuleClientInterceptor } from './rule/interceptors.js';
import { RuleClient } from './rule/rule-client.js';
import type { ScheduleClientInterceptor } from './schedule/interceptors.js';
import { ScheduleClient } from './schedule/schedule-client.js';
import type { TaskQueueClientInterceptor } from './task-queue/interceptors.js';
import { TaskQueueClient } from './task-queue/task-queue-client.js';
import type { WorkerClientInterceptor } from './worker/interceptors.js';
import { WorkerClient } from './worker/worker-client.js';
import type { QueryRejectCondition } from './workflow/id-policies.js';
import type { WorkflowClientInterceptor, WorkflowClientInterceptors } from './workflow/interceptors.js';
import { WorkflowClient } from './workflow/workflow-client.js';

/** Interceptors by part of the Client; the first of a list is the outermost. */
export interface ClientInterceptors {
  workflow?: readonly WorkflowClientInterceptor[] | WorkflowClientInterceptors | undefined;
  activity?: readonly ActivityClientInterceptor[] | undefined;
  nexus?: readonly NexusClientInterceptor[] | undefined;
  schedule?: readonly ScheduleClientInterceptor[] | undefined;
  batch?: readonly BatchClientInterceptor[] | undefined;
  taskQueue?: readonly TaskQueueClientInterceptor[] | undefined;
  worker?: readonly WorkerClientInterceptor[] | undefined;
  deployment?: readonly DeploymentClientInterceptor[] | undefined;
  rule?: readonly RuleClientInterceptor[] | undefined;
  namespaces?: readonly NamespaceClientInterceptor[] | undefined;
  operator?: readonly OperatorClientInterceptor[] | undefined;
}

export interface ClientOptions extends BaseClientOptions {
  /** @default none */
  interceptors?: ClientInterceptors | undefined;
  /** Change these options before the Client is made, in order; those of the Connection come after them. @default none */
  plugins?: readonly ClientPlugin[] | undefined;
  workflow?:
    | {
        /** For queries that do not say it themselves. @default 'NONE' */
        queryRejectCondition?: QueryRejectCondition | undefined;
      }
    | undefined;
}

/** {@link ClientOptions} with every default in place. */
export interface LoadedClientOptions {
  readonly connection: Connection;
  readonly namespace: string;
  readonly identity: string;
  readonly loadedDataConverter: LoadedDataConverter;
  readonly interceptors: ClientInterceptors;
  readonly plugins: readonly ClientPlugin[];
  readonly workflow: { readonly queryRejectCondition: QueryRejectCondition };
}

/**
 * The client of one Namespace.
 *
 * @example
 * ```ts
 * const client = new Client({ connection: await Connection.connect({ address: 'http://127.0.0.1:8080' }) });
 * const greeting = await client.workflow.execute('greet', { args: ['Ada'], taskQueue: 'samples', workflowId: 'greet-1' });
 * ```
 */
export class Client {
  readonly options: LoadedClientOptions;
  /** Starts Workflow Executions and finds them again. */
  readonly workflow: WorkflowClient;
  /** Starts standalone Activities, and completes Activities from outside of their worker. */
  readonly activity: ActivityClient;
  /** Starts standalone Nexus Operations and finds them again. */
  readonly nexus: NexusClient;
  /** Creates Schedules, which start Workflow Executions at given times, and finds them again. */
  readonly schedule: ScheduleClient;
  /** Does the same to many Workflow Executions. */
  readonly batch: BatchClient;
  /** Who polls a Task Queue, how much waits in it, and its limits. */
  readonly taskQueue: TaskQueueClient;
  /** Workers that send heartbeats. */
  readonly worker: WorkerClient;
  /** Which version of the workers gets which Workflows. */
  readonly deployment: DeploymentClient;
  /** What is to happen to Activities that match. */
  readonly rule: RuleClient;
  /** Namespaces of the server, this one among them. */
  readonly namespaces: NamespaceClient;
  /** Search attributes, Nexus endpoints and clusters. */
  readonly operator: OperatorClient;

  /**
   * @param isConfigured whether plugins have done their work on the options; only the Client itself says so
   * @throws TypeError for an impossible option
   */
  constructor(options: ClientOptions = {}, isConfigured = false) {
    const plugins = isConfigured ? [] : [...(options.plugins ?? []), ...(options.connection?.plugins ?? [])];
    const configured = plugins.reduce<ClientOptions>(
      (current, plugin) => plugin.configureClient?.(current) ?? current,
      options,
    );
    const { interceptors = {}, workflow } = configured;
    const { dataConverter, ...context } = loadClientContext(configured);
    const queryRejectCondition = workflow?.queryRejectCondition ?? 'NONE';
    this.options = {
      ...context,
      loadedDataConverter: dataConverter,
      interceptors,
      plugins: isConfigured ? (options.plugins ?? []) : plugins,
      workflow: { queryRejectCondition },
    };
    const base = { ...context, dataConverter };
    this.workflow = new WorkflowClient({ ...base, queryRejectCondition, interceptors: interceptors.workflow });
    this.activity = new ActivityClient({ ...base, interceptors: interceptors.activity });
    this.nexus = new NexusClient({ ...base, interceptors: interceptors.nexus });
    this.batch = new BatchClient({ ...base, interceptors: interceptors.batch });
    this.schedule = new ScheduleClient({ ...base, interceptors: interceptors.schedule });
    this.taskQueue = new TaskQueueClient({ ...base, interceptors: interceptors.taskQueue });
    this.worker = new WorkerClient({ ...base, interceptors: interceptors.worker });
    this.deployment = new DeploymentClient({ ...base, interceptors: interceptors.deployment });
    this.rule = new RuleClient({ ...base, interceptors: interceptors.rule });
    this.namespaces = new NamespaceClient({ ...base, interceptors: interceptors.namespaces });
    this.operator = new OperatorClient({ ...base, interceptors: interceptors.operator });
  }

  /** What the calls go through. */
  get connection(): Connection {
    return this.options.connection;
  }

  /** Every RPC of WorkflowService, raw; see {@link Connection.workflowService}. The Namespace is not filled in. */
  get workflowService(): RawServices['WorkflowService'] {
    return this.connection.workflowService;
  }

  /** A Client whose every call carries `scope`; shares the Connection. */
  with(scope: CallScope): Client {
    const { loadedDataConverter: dataConverter, ...options } = this.options;
    return new Client({ ...options, dataConverter, connection: this.connection.with(scope) }, true);
  }

  /**
   * Calls `fn` with a Client whose calls fail with DEADLINE_EXCEEDED after `deadline`. Unlike upstream there is no
   * ambient context in a browser: calls on anything but the given Client are not limited.
   */
  withDeadline<T>(deadline: number | Date, fn: (client: Client) => Promise<T>): Promise<T> {
    return fn(this.with({ deadline }));
  }

  /** Calls `fn` with a Client whose calls carry `metadata`. */
  withMetadata<T>(metadata: Metadata, fn: (client: Client) => Promise<T>): Promise<T> {
    return fn(this.with({ metadata }));
  }

  /** Calls `fn` with a Client whose calls end when `signal` aborts. */
  withAbortSignal<T>(signal: AbortSignal, fn: (client: Client) => Promise<T>): Promise<T> {
    return fn(this.with({ signal }));
  }
}
