import { Connection, type ConnectionOptions } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { waitUntil } from '../wait-until.js';
import { sampleSearchAttributes } from './sample-search-attributes.js';

/** `temporal.api.enums.v1.IndexedValueType`. */
const indexedValueTypes = { Text: 1, Keyword: 2, Int: 3, Double: 4, Bool: 5, Datetime: 6, KeywordList: 7 } as const;

/** `temporal.api.enums.v1.TaskQueueType`. */
const workflowTaskQueue = 1;

/** What {@link prepareServer} needs to know. */
export interface PrepareOptions {
  readonly address: string;
  readonly namespace: string;
  /** Register the namespace and the sample search attributes. Not on somebody else's cluster, unless asked to. */
  readonly register: boolean;
  readonly timeoutMs: number;
  /** Certificates and credentials, where the server demands some. */
  readonly connection?: Pick<ConnectionOptions, 'tls' | 'metadata'>;
  /** Ends the wait when the server's process ends. */
  readonly signal?: AbortSignal;
}

/**
 * Waits until the server takes calls, registers what the samples need, and waits
 * until a Workflow with these search attributes could really be started.
 *
 * @returns the server's version
 */
export async function prepareServer(options: PrepareOptions): Promise<string> {
  const limits = {
    timeoutMs: options.timeoutMs,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
  const connection = Connection.lazy({ ...options.connection, address: options.address });
  try {
    const info = await waitUntil(
      `the Temporal server at ${options.address} answers`,
      () => connection.withDeadline(Date.now() + 2_000, () => connection.workflowService.getSystemInfo({})),
      limits,
    );
    if (options.register) {
      await waitUntil('the namespace is registered', () => registerNamespace(connection, options.namespace), limits);
      await waitUntil(
        'the search attributes are registered',
        () => addSearchAttributes(connection, options.namespace),
        limits,
      );
    }
    await waitUntil(
      `namespace ${options.namespace} of ${options.address} answers`,
      () => checkNamespace(connection, options.namespace),
      limits,
    );
    return info.serverVersion;
  } finally {
    await connection.close();
  }
}

async function registerNamespace(connection: Connection, namespace: string): Promise<void> {
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      description: 'Made by the local stack of temporal-web-client.',
      workflowExecutionRetentionPeriod: msToTs('3 days'),
    });
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
  }
}

async function addSearchAttributes(connection: Connection, namespace: string): Promise<void> {
  const listed = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.entries(sampleSearchAttributes).filter(
    ([name]) => listed.customAttributes[name] === undefined,
  );
  if (missing.length === 0) return;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map(([name, type]) => [name, indexedValueTypes[type]])),
  });
  throw new Error('the new search attributes are not listed yet');
}

/** A count that filters by the sample attributes works only when every service knows namespace and attributes. */
async function checkNamespace(connection: Connection, namespace: string): Promise<void> {
  await connection.workflowService.describeNamespace({ namespace });
  await connection.workflowService.countWorkflowExecutions({ namespace, query: '' });
  await connection.workflowService.describeTaskQueue({
    namespace,
    taskQueue: { name: 'samples' },
    taskQueueType: workflowTaskQueue,
  });
}

/** gRPC status ALREADY_EXISTS. */
function isAlreadyExists(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 6;
}
