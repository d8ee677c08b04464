/** The gRPC health check. */
import { Code, ConnectError } from '@connectrpc/connect';
import { HealthCheckResponse_ServingStatus as Status } from '../../../gen/service/grpc/health/v1/health_pb.js';
import type { HealthHandlers } from './handlers.js';

const services = [
  '',
  'temporal.api.workflowservice.v1.WorkflowService',
  'temporal.api.operatorservice.v1.OperatorService',
  'temporal.server.api.adminservice.v1.AdminService',
];

export function healthHandlers(): HealthHandlers {
  return {
    check: ({ service }) => {
      if (!services.includes(service)) throw new ConnectError('unknown service', Code.NotFound);
      return { status: Status.SERVING };
    },
  };
}
