import type { CallScope, Metadata } from './call-options.js';
import { Connection } from './connection.js';
import { type DataConverter, LoadedDataConverter } from './converter/data-converter.js';
import { uuid } from './internal/uuid.js';
import type { WorkflowContext } from './workflow/context.js';
import type { QueryRejectCondition } from './workflow/id-policies.js';
import { WorkflowClient } from './workflow/workflow-client.js';

export interface ClientOptions {
  /** @default `Connection.lazy()`: a proxy on this machine */
  connection?: Connection | undefined;
  /** @default 'default' */
  namespace?: string | undefined;
  /** Who is calling, shown in histories. @default `browser-` and eight random letters, one for each Client */
  identity?: string | undefined;
  /** @default JSON, no codec */
  dataConverter?: DataConverter | undefined;
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

  /** @throws TypeError for an impossible option */
  constructor(options: ClientOptions = {}) {
    const { dataConverter, workflow } = options;
    this.options = {
      connection: options.connection ?? Connection.lazy(),
      namespace: options.namespace ?? 'default',
      identity: options.identity ?? `browser-${uuid().slice(0, 8)}`,
      loadedDataConverter:
        dataConverter instanceof LoadedDataConverter ? dataConverter : new LoadedDataConverter(dataConverter),
      workflow: { queryRejectCondition: workflow?.queryRejectCondition ?? 'NONE' },
    };
    const context: WorkflowContext = {
      connection: this.options.connection,
      namespace: this.options.namespace,
      identity: this.options.identity,
      dataConverter: this.options.loadedDataConverter,
      queryRejectCondition: this.options.workflow.queryRejectCondition,
    };
    this.workflow = new WorkflowClient(context);
  }

  get connection(): Connection {
    return this.options.connection;
  }

  /** A Client whose every call carries `scope`; shares the Connection. */
  with(scope: CallScope): Client {
    const { loadedDataConverter, ...options } = this.options;
    return new Client({ ...options, dataConverter: loadedDataConverter, connection: this.connection.with(scope) });
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
