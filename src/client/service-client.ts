import type { DescMethodUnary, DescService, MessageInitShape, MessageShape } from '@bufbuild/protobuf';
import type { CallOptions } from './call-options.js';
import type { Connection } from './connection.js';

/** Every unary RPC of a service as a method: raw messages in and out, errors as {@link GrpcError}. */
export type ServiceClient<Service extends DescService> = {
  readonly [Name in keyof Service['method']]: Service['method'][Name] extends DescMethodUnary<infer I, infer O>
    ? (request: MessageInitShape<I>, options?: CallOptions) => Promise<MessageShape<O>>
    : never;
};

/** Methods that the server may hold open: no default limit below that of the server. */
const longPoll = { attemptMs: 65_000, totalMs: 65_000 };

/** Methods whose answer may take as long as a worker or an event needs. */
const waitingMethods: ReadonlySet<string> = new Set([
  'GetWorkflowExecutionHistory',
  'PollWorkflowExecutionUpdate',
  'UpdateWorkflowExecution',
  'ExecuteMultiOperation',
  'QueryWorkflow',
  'PollActivityExecution',
  'PollNexusOperationExecution',
  'DescribeActivityExecution',
  'DescribeNexusOperationExecution',
]);

/**
 * Raw access to the RPCs of `service` over a Connection, with its credentials, retries and errors.
 * The Namespace is not filled in: a request that has the field must name it.
 */
export function createServiceClient<Service extends DescService>(
  connection: Connection,
  service: Service,
): ServiceClient<Service> {
  return Object.fromEntries(
    service.methods.map((method) => [
      method.localName,
      (request: Record<string, unknown>, options?: CallOptions) =>
        connection.unary(
          method as DescMethodUnary,
          request,
          options,
          waitingMethods.has(method.name) ? longPoll : undefined,
        ),
    ]),
  ) as ServiceClient<Service>;
}
