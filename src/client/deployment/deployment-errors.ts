import { type GrpcError, status } from '../grpc-error.js';
import type { PartErrors } from '../internal/part-call.js';
import {
  WorkerDeploymentAlreadyExistsError,
  WorkerDeploymentConflictError,
  WorkerDeploymentNotFoundError,
} from './errors.js';

/** Errors of a call about a Worker Deployment, or one version of it. */
export function errorsOf(
  fallback: string,
  { deploymentName, buildId }: { deploymentName: string; buildId?: string | undefined },
  since?: string,
): PartErrors {
  const toDomainError = (error: GrpcError): Error | undefined => {
    switch (error.code) {
      case status.NOT_FOUND:
        return new WorkerDeploymentNotFoundError(
          notFoundMessage(error, deploymentName, buildId),
          deploymentName,
          buildId,
          error,
        );
      case status.ALREADY_EXISTS:
        return new WorkerDeploymentAlreadyExistsError(
          error.details || 'It exists already',
          deploymentName,
          buildId,
          error,
        );
      case status.FAILED_PRECONDITION:
        return /conflict token/i.test(error.details)
          ? new WorkerDeploymentConflictError(deploymentName, error)
          : undefined;
      default:
        return undefined;
    }
  };
  return { fallback, since, toDomainError };
}

/** The server's words, unless they name the Workflow that it keeps the deployment in. */
function notFoundMessage({ details }: GrpcError, deploymentName: string, buildId: string | undefined): string {
  if (details && !/workflow/i.test(details)) return details;
  const version = buildId === undefined ? '' : `, build ID '${buildId}'`;
  return `Worker Deployment not found: '${deploymentName}'${version}`;
}
