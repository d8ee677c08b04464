import type { DescService } from '@bufbuild/protobuf';
import { createConnectRouter, type ServiceImpl } from '@connectrpc/connect';
import { createFetchHandler } from '@connectrpc/connect/protocol';
import { OperatorService } from '../../gen/operator/temporal/api/operatorservice/v1/service_pb.js';
import { Health } from '../../gen/service/grpc/health/v1/health_pb.js';
import { WorkflowService } from '../../gen/service/temporal/api/workflowservice/v1/service_pb.js';
import { Connection, type ConnectionOptions } from '../client/index.js';

/** Handlers for the RPCs that a test needs; the others answer UNIMPLEMENTED. */
export type WorkflowServiceHandlers = Partial<ServiceImpl<typeof WorkflowService>>;
/** The same for OperatorService. */
export type OperatorServiceHandlers = Partial<ServiceImpl<typeof OperatorService>>;
/** The same for `grpc.health.v1`. */
export type HealthHandlers = Partial<ServiceImpl<typeof Health>>;

/** Handlers of the services beside WorkflowService. */
export interface OtherHandlers {
  readonly operator?: OperatorServiceHandlers;
  readonly health?: HealthHandlers;
}

/** Base address that in-memory connections use; nothing listens there. */
export const inMemoryAddress = 'http://in-memory.localhost';

/**
 * A `fetch` behind which `handlers` answer as a WorkflowService. Requests and answers are real gRPC-Web bytes, status
 * details included; only the network is missing. An RPC without a handler answers UNIMPLEMENTED with its name; a request
 * of more than 4 MiB gets the HTTP status 413 of a proxy.
 *
 * A handler fails a call by throwing a `ConnectError`.
 */
export function createInMemoryFetch(
  handlers: WorkflowServiceHandlers,
  others: OtherHandlers = {},
): typeof globalThis.fetch {
  const handlersByPath = new Map([
    ...pathsOf(WorkflowService, handlers),
    ...pathsOf(OperatorService, others.operator ?? {}),
    ...pathsOf(Health, others.health ?? {}),
  ]);
  return async (input, init) => {
    const request = new Request(input, init);
    request.signal.throwIfAborted();
    const handler = handlersByPath.get(new URL(request.url).pathname);
    if (!handler) return new Response('no such method', { status: 404 });
    if (bodySize(init?.body) > largestBody) return new Response('Payload Too Large', { status: 413 });
    return handler(request);
  };
}

function pathsOf<S extends DescService>(
  service: S,
  handlers: Partial<ServiceImpl<S>>,
): [path: string, handler: (request: Request) => Promise<Response>][] {
  const router = createConnectRouter({ grpcWeb: true, connect: false, grpc: false }).service(service, handlers);
  return router.handlers.map((handler) => [handler.requestPath, createFetchHandler(handler)]);
}

/** Bytes of a request that a proxy takes. */
const largestBody = 4 * 1024 * 1024;

function bodySize(body: unknown): number {
  return body instanceof Uint8Array ? body.byteLength : 0;
}

/**
 * A Connection whose calls are answered by `handlers`, for tests of code that takes a Client. For a whole server see
 * `InMemoryServer`.
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
