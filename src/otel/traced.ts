import { type Context, context } from '@opentelemetry/api';
import { Client } from '../client/index.js';
import { parentMetadata } from './parent-metadata.js';
import { takesParents } from './plugin.js';
import { tracingUnder } from './tracing-interceptors.js';

/**
 * A view of a Client whose calls, and those of its handles, have `parent` as parent of their spans, however much later they are
 * made: the explicit form of what a browser lacks. RPCs that have no span of their own call, such as those of
 * lists and Schedules, are below `parent` too. Shares the Connection; a Client without {@link OpenTelemetryPlugin} does
 * what it did.
 *
 * @param parent read when this is called, not later @default the active context
 * @example
 * ```ts
 * const client = traced(appClient); // while the span of the click is active
 * const order = await loadOrder(); // after this no span is active in a browser
 * await client.workflow.signalWithStart('order', { taskQueue, workflowId: order.id, signal: 'paid' });
 * ```
 */
export function traced(client: Client, parent: Context = context.active()): Client {
  const { loadedDataConverter: dataConverter, interceptors, connection, ...options } = client.options;
  const metadata = takesParents(connection.plugins) ? parentMetadata(parent) : {};
  return new Client(
    {
      ...options,
      dataConverter,
      interceptors: tracingUnder(interceptors, parent),
      connection: connection.with({ metadata }),
    },
    true,
  );
}
