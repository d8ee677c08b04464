/**
 * `temporal-web-client/service`: raw, typed access to every RPC of WorkflowService, OperatorService and the gRPC health
 * check. An entry of its own, because the descriptors of all RPCs weigh more than the whole client.
 *
 * @packageDocumentation
 */
import { Health } from '../../../gen/service/grpc/health/v1/health_pb.js';
import { OperatorService } from '../../../gen/operator/temporal/api/operatorservice/v1/service_pb.js';
import { WorkflowService } from '../../../gen/service/temporal/api/workflowservice/v1/service_pb.js';
import type { Connection } from '../connection.js';
import { createServiceClient, type ServiceClient } from '../service-client.js';

export { Health as HealthService, OperatorService, WorkflowService };
export { createServiceClient, type ServiceClient };

/**
 * Every RPC of WorkflowService. The Namespace is not filled in.
 *
 * @example
 * ```ts
 * const service = createWorkflowService(connection);
 * const { namespaceInfo } = await service.describeNamespace({ namespace: 'default' });
 * ```
 */
export function createWorkflowService(connection: Connection): ServiceClient<typeof WorkflowService> {
  return createServiceClient(connection, WorkflowService);
}

/** Every RPC of OperatorService: search attributes, Nexus endpoints, clusters. Not available on Temporal Cloud. */
export function createOperatorService(connection: Connection): ServiceClient<typeof OperatorService> {
  return createServiceClient(connection, OperatorService);
}

/** The gRPC health check, answered by the server without authorization. */
export function createHealthService(connection: Connection): ServiceClient<typeof Health> {
  return createServiceClient(connection, Health);
}

/** The services by name. */
export interface RawServices {
  WorkflowService: ServiceClient<typeof WorkflowService>;
  OperatorService: ServiceClient<typeof OperatorService>;
  HealthService: ServiceClient<typeof Health>;
}
