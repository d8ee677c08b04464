import { createConnectRouter, type ServiceImpl } from '@connectrpc/connect';
import { createFetchHandler } from '@connectrpc/connect/protocol';
import { WorkflowService } from '../../gen/service/temporal/api/workflowservice/v1/service_pb.js';
import { Connection, type ConnectionOptions } from '../client/index.js';

/** Handlers for the RPCs that a test needs; the others answer UNIMPLEMENTED. */
export type WorkflowServiceHandlers = Partial<ServiceImpl<typeof WorkflowService>>;

/** Base address that in-memory connections use; nothing listens there. */
export const inMemoryAddress = 'http://in-memory.localhost';

/**
 * A `fetch` behind which `handlers` answer as a WorkflowService. Requests and answers are real gRPC-Web bytes, status
 * details included; only the network is missing.
 *
 * A handler fails a call by throwing a `ConnectError`.
 */
export function createInMemoryFetch(handlers: WorkflowServiceHandlers): typeof globalThis.fetch {
  const router = createConnectRouter({ grpcWeb: true, connect: false, grpc: false }).service(WorkflowService, handlers);
  const handlersByPath = new Map(router.handlers.map((handler) => [handler.requestPath, createFetchHandler(handler)]));
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const handler = handlersByPath.get(new URL(request.url).pathname);
    if (!handler) return new Response('no such method', { status: 404 });
    return handler(request);
  };
}

/**
 * A Connection whose calls are answered by `handlers`, for tests of code that takes a Client.
 *
 * @example
 * ```ts
 * const connection = createInMemoryConnection({
 *   startWorkflowExecution: () => ({ runId: 'run-1', started: true }),
 * });
 * const client = new Client({ connection });
 * ```
 */
export function createInMemoryConnection(
  handlers: WorkflowServiceHandlers,
  options: Omit<ConnectionOptions, 'fetch' | 'transport'> = {},
): Connection {
  return Connection.lazy({ address: inMemoryAddress, ...options, fetch: createInMemoryFetch(handlers) });
}
