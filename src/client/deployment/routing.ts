import { WorkflowService } from '../../../gen/deployment/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import type { PartContext } from '../internal/part-client.js';
import { callRpc } from '../internal/part-call.js';
import { ValueError } from '../value-error.js';
import { errorsOf } from './deployment-errors.js';
import type {
  DeploymentSetCurrentInput,
  DeploymentSetManagerInput,
  DeploymentSetRampingInput,
} from './interceptors.js';

const methods = WorkflowService.method;

/** Options of changes that are made only if nobody else has made one. */
export interface ConflictTokenOptions extends CallOptions {
  /** Of the description that the change was thought out for. @default none: the change is made in any case */
  conflictToken?: Uint8Array | undefined;
}

/** Options of `setCurrentVersion()` and `setRampingVersion()`. */
export interface SetVersionOptions extends ConflictTokenOptions {
  /** Allows a version whose workers do not poll all Task Queues of the current one. @default false */
  ignoreMissingTaskQueues?: boolean | undefined;
  /** Allows a version whose workers have not polled yet. @default false */
  allowNoPollers?: boolean | undefined;
}

/** What `setRampingVersion()` sets. */
export interface RampingVersion {
  /** `null` for workers without a version. */
  readonly buildId: string | null;
  /** Share of new Workflows, and of those that upgrade by themselves: 0 to 100. */
  readonly percentage: number;
}

/**
 * What a change gives. What was before is not in it: the server's own second attempt would make it a lie. Describe the
 * deployment first, and guard the change with its token.
 */
export interface DeploymentChanged {
  /** For the next change. */
  readonly conflictToken: Uint8Array;
}

/** Who alone may change a Worker Deployment: the identity of this client, another, or `null` for everybody. */
export type DeploymentManager = 'SELF' | { readonly identity: string } | null;

/** SetWorkerDeploymentCurrentVersion. */
export async function setCurrentVersion(
  { namespace, identity, connection }: PartContext<object>,
  input: DeploymentSetCurrentInput,
): Promise<DeploymentChanged> {
  const { deploymentName, buildId } = input;
  const request = { namespace, identity, ...setVersionFields(input), buildId: buildIdOf(buildId) };
  const { conflictToken } = await callRpc(
    connection,
    methods.setWorkerDeploymentCurrentVersion,
    request,
    input.call,
    errorsOf('Failed to set current version of Worker Deployment', { deploymentName, buildId: buildId ?? undefined }),
  );
  return { conflictToken };
}

/** SetWorkerDeploymentRampingVersion. @throws {@link ValueError} for a percentage that is none */
export async function setRampingVersion(
  { namespace, identity, connection }: PartContext<object>,
  input: DeploymentSetRampingInput,
): Promise<DeploymentChanged> {
  const { deploymentName, ramping } = input;
  // On the wire the end of a ramp and a ramp of 0 % to workers without a version are the same: the former is meant.
  const { buildId, percentage } = ramping ?? { buildId: null, percentage: 0 };
  if (!(percentage >= 0 && percentage <= 100)) {
    throw new ValueError(`percentage must be a number from 0 to 100, got ${percentage}`);
  }
  const request = { namespace, identity, ...setVersionFields(input), buildId: buildIdOf(buildId), percentage };
  const { conflictToken } = await callRpc(
    connection,
    methods.setWorkerDeploymentRampingVersion,
    request,
    input.call,
    errorsOf('Failed to set ramping version of Worker Deployment', { deploymentName, buildId: buildId ?? undefined }),
  );
  return { conflictToken };
}

/** An empty Build Id is how the wire says "none": a variable that is empty by mistake must not unset a version. */
function buildIdOf(buildId: string | null): string {
  if (buildId === '') throw new ValueError('buildId is empty. For workers without a version give null.');
  return buildId ?? '';
}

function setVersionFields({
  deploymentName,
  conflictToken = new Uint8Array(),
  ignoreMissingTaskQueues = false,
  allowNoPollers = false,
}: DeploymentSetCurrentInput | DeploymentSetRampingInput) {
  return { deploymentName, conflictToken, ignoreMissingTaskQueues, allowNoPollers };
}

/** SetWorkerDeploymentManager. */
export async function setManager(
  { namespace, identity, connection }: PartContext<object>,
  { deploymentName, manager, conflictToken = new Uint8Array(), call }: DeploymentSetManagerInput,
): Promise<DeploymentChanged> {
  const newManagerIdentity =
    manager === 'SELF'
      ? ({ case: 'self', value: true } as const)
      : ({ case: 'managerIdentity', value: manager?.identity ?? '' } as const);
  const request = { namespace, identity, deploymentName, conflictToken, newManagerIdentity };
  const errors = errorsOf('Failed to set manager of Worker Deployment', { deploymentName });
  const response = await callRpc(connection, methods.setWorkerDeploymentManager, request, call, errors);
  return { conflictToken: response.conflictToken };
}
