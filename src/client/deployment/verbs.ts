/** Loaded as one part by `deployment-client.ts`: arguments of methods become inputs, with interceptors around them. */
import type { CallOptions } from '../call-options.js';
import type { PartContext } from '../internal/part-client.js';
import { type Page, pageRequest } from '../internal/pages.js';
import { inputOf, runIntercepted as run } from '../internal/part-call.js';
import type { WorkerDeploymentVersion } from '../versioning-override.js';
import type { ComputeConfigChange } from './compute-config.js';
import type {
  WorkerDeploymentDescription,
  WorkerDeploymentSummary,
  WorkerDeploymentVersionDescription,
} from './deployment-info.js';
import * as deployments from './deployments.js';
import type { DeploymentClientInterceptor } from './interceptors.js';
import * as routing from './routing.js';
import * as versions from './versions.js';

type Context = PartContext<DeploymentClientInterceptor>;

/** Options of `listPage()`. */
export interface ListDeploymentsPageOptions extends CallOptions {
  /** Deployments a page; the server has an upper limit. @default the server's */
  pageSize?: number | undefined;
  /** Token of the page before; absent for the first. */
  nextPageToken?: Uint8Array | undefined;
}

export function create(
  context: Context,
  deploymentName: string,
  call?: CallOptions,
): Promise<routing.DeploymentChanged> {
  return run(context, 'create', deployments.createDeployment, { deploymentName, call });
}

export function describe(
  context: Context,
  deploymentName: string,
  call?: CallOptions,
): Promise<WorkerDeploymentDescription> {
  return run(context, 'describe', deployments.describeDeployment, { deploymentName, call });
}

export function listPage(
  context: Context,
  options: ListDeploymentsPageOptions,
): Promise<Page<WorkerDeploymentSummary>> {
  const { pageSize, nextPageToken, call } = inputOf(options);
  return run(context, 'list', deployments.listDeployments, { ...pageRequest({ pageSize, nextPageToken }), call });
}

export function remove(context: Context, deploymentName: string, call?: CallOptions): Promise<void> {
  return run(context, 'delete', deployments.deleteDeployment, { deploymentName, call });
}

export function setCurrentVersion(
  context: Context,
  deploymentName: string,
  buildId: string | null,
  options: routing.SetVersionOptions = {},
): Promise<routing.DeploymentChanged> {
  const input = { deploymentName, buildId, ...inputOf(options) };
  return run(context, 'setCurrentVersion', routing.setCurrentVersion, input);
}

export function setRampingVersion(
  context: Context,
  deploymentName: string,
  ramping: routing.RampingVersion | null,
  options: routing.SetVersionOptions = {},
): Promise<routing.DeploymentChanged> {
  const input = { deploymentName, ramping, ...inputOf(options) };
  return run(context, 'setRampingVersion', routing.setRampingVersion, input);
}

export function setManager(
  context: Context,
  deploymentName: string,
  manager: routing.DeploymentManager,
  options: routing.ConflictTokenOptions = {},
): Promise<routing.DeploymentChanged> {
  return run(context, 'setManager', routing.setManager, { deploymentName, manager, ...inputOf(options) });
}

export function createVersion(
  context: Context,
  version: WorkerDeploymentVersion,
  options: versions.CreateVersionOptions = {},
): Promise<void> {
  return run(context, 'createVersion', versions.createVersion, { version, ...inputOf(options) });
}

export function describeVersion(
  context: Context,
  version: WorkerDeploymentVersion,
  options: versions.DescribeVersionOptions = {},
): Promise<WorkerDeploymentVersionDescription> {
  return run(context, 'describeVersion', versions.describeVersion, { version, ...inputOf(options) });
}

export function deleteVersion(
  context: Context,
  version: WorkerDeploymentVersion,
  options: versions.DeleteVersionOptions = {},
): Promise<void> {
  return run(context, 'deleteVersion', versions.deleteVersion, { version, ...inputOf(options) });
}

export function updateVersionMetadata(
  context: Context,
  version: WorkerDeploymentVersion,
  options: versions.UpdateVersionMetadataOptions,
): Promise<Record<string, unknown>> {
  return run(context, 'updateVersionMetadata', versions.updateVersionMetadata, { version, ...inputOf(options) });
}

export function updateVersionComputeConfig(
  context: Context,
  version: WorkerDeploymentVersion,
  change: ComputeConfigChange,
  call?: CallOptions,
): Promise<void> {
  const input = { version, change, call };
  return run(context, 'updateVersionComputeConfig', versions.updateVersionComputeConfig, input);
}

export function validateVersionComputeConfig(
  context: Context,
  version: WorkerDeploymentVersion,
  change: ComputeConfigChange,
  call?: CallOptions,
): Promise<void> {
  const input = { version, change, call };
  return run(context, 'validateVersionComputeConfig', versions.validateVersionComputeConfig, input);
}
