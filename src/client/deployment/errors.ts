import { brandError } from '../internal/brand-error.js';

/** No such Worker Deployment, or no such version of it. One begins to exist when a worker of it polls, or with `create`. */
export class WorkerDeploymentNotFoundError extends Error {
  declare readonly cause?: Error;
  readonly deploymentName: string;
  /** Of the version that was asked for, where it was one. */
  readonly buildId: string | undefined;

  constructor(message: string, deploymentName: string, buildId: string | undefined, cause?: Error) {
    super(message, cause === undefined ? undefined : { cause });
    this.deploymentName = deploymentName;
    this.buildId = buildId;
  }
}
brandError(WorkerDeploymentNotFoundError, 'WorkerDeploymentNotFoundError');

/** The name of the Worker Deployment, or the Build Id of the version, is taken. */
export class WorkerDeploymentAlreadyExistsError extends Error {
  declare readonly cause?: Error;
  readonly deploymentName: string;
  readonly buildId: string | undefined;

  constructor(message: string, deploymentName: string, buildId: string | undefined, cause?: Error) {
    super(message, cause === undefined ? undefined : { cause });
    this.deploymentName = deploymentName;
    this.buildId = buildId;
  }
}
brandError(WorkerDeploymentAlreadyExistsError, 'WorkerDeploymentAlreadyExistsError');

/**
 * Somebody else has changed the Worker Deployment since the conflict token was read. Nothing was changed by this call:
 * describe it again, and decide again.
 */
export class WorkerDeploymentConflictError extends Error {
  declare readonly cause?: Error;
  readonly deploymentName: string;

  constructor(deploymentName: string, cause?: Error) {
    super(
      `Worker Deployment '${deploymentName}' has changed since the conflict token was read. Describe it again, and decide again.`,
      cause === undefined ? undefined : { cause },
    );
    this.deploymentName = deploymentName;
  }
}
brandError(WorkerDeploymentConflictError, 'WorkerDeploymentConflictError');
