import type { CallOptions } from '../call-options.js';
import { PartClient, type PartOptions } from '../internal/part-client.js';
import { iteratePages, type Page, type PagingOptions } from '../internal/pages.js';
import type { WorkerDeploymentVersion } from '../versioning-override.js';
import type { ComputeConfigChange } from './compute-config.js';
import type {
  WorkerDeploymentDescription,
  WorkerDeploymentSummary,
  WorkerDeploymentVersionDescription,
} from './deployment-info.js';
import type { DeploymentClientInterceptor } from './interceptors.js';
import type * as routing from './routing.js';
import type * as Verbs from './verbs.js';
import type * as versions from './versions.js';

/**
 * Options of {@link DeploymentClient}.
 *
 * @interface
 */
export type DeploymentClientOptions = PartOptions<DeploymentClientInterceptor>;

/**
 * Worker Deployments: which version of the workers gets which Workflows. Use it as `client.deployment`. The code is
 * loaded when a method is first used.
 *
 * Every method throws {@link NamespaceNotFoundError} and {@link ServiceError}, and where it names a deployment or a
 * version {@link WorkerDeploymentNotFoundError}.
 */
export class DeploymentClient extends PartClient<typeof Verbs, DeploymentClientInterceptor> {
  /** @throws TypeError for an impossible option */
  constructor(options: DeploymentClientOptions = {}) {
    super(options, () => import('./verbs.js'));
  }

  /**
   * Makes a Worker Deployment before its first worker polls, which would make it, too.
   *
   * @throws {@link WorkerDeploymentAlreadyExistsError} when the name is taken
   * @throws {@link UnsupportedError} on servers that do not have it
   */
  create(deploymentName: string, call?: CallOptions): Promise<routing.DeploymentChanged> {
    return this.call('create', deploymentName, call);
  }

  /** Routing, versions and manager of a Worker Deployment, with the token that a change may be guarded by. */
  describe(deploymentName: string, call?: CallOptions): Promise<WorkerDeploymentDescription> {
    return this.call('describe', deploymentName, call);
  }

  /** All Worker Deployments, fetched page by page while you iterate. Lags behind by up to some seconds. */
  list(options: CallOptions & PagingOptions = {}): AsyncIterable<WorkerDeploymentSummary> {
    return iteratePages(options, (page) => this.listPage({ ...options, ...page }));
  }

  /** One page of {@link DeploymentClient.list}, for tables with a "next" button. */
  listPage(options: Verbs.ListDeploymentsPageOptions = {}): Promise<Page<WorkerDeploymentSummary>> {
    return this.call('listPage', options);
  }

  /** Removes a Worker Deployment. One that is not there is no error. @throws {@link ServiceError} while it has versions */
  delete(deploymentName: string, call?: CallOptions): Promise<void> {
    return this.call('remove', deploymentName, call);
  }

  /**
   * Sends new Workflows, and those that upgrade by themselves, to a version.
   *
   * @param buildId of the version; `null` for workers without a version
   * @example
   * ```ts
   * const { conflictToken } = await client.deployment.describe('shop');
   * await client.deployment.setCurrentVersion('shop', 'v2', { conflictToken });
   * ```
   * @throws {@link WorkerDeploymentConflictError} when the deployment has changed since `conflictToken`
   */
  setCurrentVersion(
    deploymentName: string,
    buildId: string | null,
    options?: routing.SetVersionOptions,
  ): Promise<routing.DeploymentChanged> {
    return this.call('setCurrentVersion', deploymentName, buildId, options);
  }

  /**
   * Sends a share of what goes to the current version to another.
   *
   * @param ramping version and share; `null` ends the ramp
   * @throws {@link WorkerDeploymentConflictError} when the deployment has changed since `conflictToken`
   * @throws {@link ValueError} for a percentage that is none
   */
  setRampingVersion(
    deploymentName: string,
    ramping: routing.RampingVersion | null,
    options?: routing.SetVersionOptions,
  ): Promise<routing.DeploymentChanged> {
    return this.call('setRampingVersion', deploymentName, ramping, options);
  }

  /**
   * Says who alone may change the deployment.
   *
   * @param manager `'SELF'` for the identity of this client; `null` for everybody
   * @throws {@link WorkerDeploymentConflictError} when the deployment has changed since `conflictToken`
   */
  setManager(
    deploymentName: string,
    manager: routing.DeploymentManager,
    options?: routing.ConflictTokenOptions,
  ): Promise<routing.DeploymentChanged> {
    return this.call('setManager', deploymentName, manager, options);
  }

  /**
   * Makes a version before its first worker polls, for example with a compute config.
   *
   * @throws {@link WorkerDeploymentAlreadyExistsError} when the Build Id is taken
   * @throws {@link UnsupportedError} on servers that do not have it
   */
  createVersion(version: WorkerDeploymentVersion, options?: versions.CreateVersionOptions): Promise<void> {
    return this.call('createVersion', version, options);
  }

  /** Status, Task Queues, metadata and compute config of a version. */
  describeVersion(
    version: WorkerDeploymentVersion,
    options?: versions.DescribeVersionOptions,
  ): Promise<WorkerDeploymentVersionDescription> {
    return this.call('describeVersion', version, options);
  }

  /** Removes a version. @throws {@link ServiceError} while it is current, ramping or polled, or, without `skipDrainage`, draining */
  deleteVersion(version: WorkerDeploymentVersion, options?: versions.DeleteVersionOptions): Promise<void> {
    return this.call('deleteVersion', version, options);
  }

  /** Notes something on a version. @returns all entries after the change. @throws {@link ValueError} when nothing is to change */
  updateVersionMetadata(
    version: WorkerDeploymentVersion,
    options: versions.UpdateVersionMetadataOptions,
  ): Promise<Record<string, unknown>> {
    return this.call('updateVersionMetadata', version, options);
  }

  /** Changes how the server starts workers of a version. @throws {@link ServiceError} for a provider or scaler the server does not know */
  updateVersionComputeConfig(
    version: WorkerDeploymentVersion,
    change: ComputeConfigChange,
    call?: CallOptions,
  ): Promise<void> {
    return this.call('updateVersionComputeConfig', version, change, call);
  }

  /**
   * Tries a change of the compute config, and makes none. Servers of version 1.32 do not answer for a version that has no
   * compute config yet: the call then ends by its time limit.
   *
   * @throws {@link ServiceError} when the provider refuses it
   */
  validateVersionComputeConfig(
    version: WorkerDeploymentVersion,
    change: ComputeConfigChange,
    call?: CallOptions,
  ): Promise<void> {
    return this.call('validateVersionComputeConfig', version, change, call);
  }
}
