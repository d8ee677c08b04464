import {
  HealthCheckResponse_ServingStatus as StatusWire,
  Health,
} from '../../../gen/service/grpc/health/v1/health_pb.js';
import type { CallOptions } from '../call-options.js';
import type { Connection } from '../connection.js';
import { mapErrors, toServiceError } from '../error-mapping.js';
import { status, TransportError } from '../grpc-error.js';

/** Whether a service of the server takes calls. `SERVICE_UNKNOWN` when the server has no such service. */
export type HealthStatus = 'SERVING' | 'NOT_SERVING' | 'SERVICE_UNKNOWN' | 'UNKNOWN';

const statuses: Readonly<Record<number, HealthStatus>> = {
  [StatusWire.SERVING]: 'SERVING',
  [StatusWire.NOT_SERVING]: 'NOT_SERVING',
  [StatusWire.SERVICE_UNKNOWN]: 'SERVICE_UNKNOWN',
};

/** The gRPC health check; loaded by `Connection.checkHealth`. */
export async function checkHealth(
  connection: Connection,
  service: string,
  call: CallOptions | undefined,
): Promise<HealthStatus> {
  const response = await mapErrors(
    () =>
      connection.unary(Health.method.check, { service }, call).catch((error: unknown) => {
        const { code } = error as { code?: number };
        if (error instanceof TransportError || code !== status.NOT_FOUND) throw error;
        return { status: StatusWire.SERVICE_UNKNOWN };
      }),
    (error) => toServiceError(error, { fallback: 'Failed to check health' }),
  );
  return statuses[response.status] ?? 'UNKNOWN';
}
