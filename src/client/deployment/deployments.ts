import { WorkflowService } from '../../../gen/deployment/temporal/api/workflowservice/v1/service_pb.js';
import { ServiceError } from '../errors.js';
import type { PartContext } from '../internal/part-client.js';
import { decodeOptionalTime } from '../internal/decode-fields.js';
import { type Page, pageOf } from '../internal/pages.js';
import { callRpc } from '../internal/part-call.js';
import { uuid } from '../internal/uuid.js';
import { decodeRouting, decodeSummary, decodeUpdateState } from './decode-deployment.js';
import { errorsOf } from './deployment-errors.js';
import type { WorkerDeploymentDescription, WorkerDeploymentSummary } from './deployment-info.js';
import type { DeploymentInput, DeploymentListInput } from './interceptors.js';
import type { DeploymentChanged } from './routing.js';
import { createDeploymentSince } from './since.js';
import { serializable } from '../internal/serializable.js';

const methods = WorkflowService.method;

/** CreateWorkerDeployment. The request id is made once, so a repeated attempt finds its own deployment. */
export async function createDeployment(
  { namespace, identity, connection }: PartContext<object>,
  { deploymentName, call }: DeploymentInput,
): Promise<DeploymentChanged> {
  const request = { namespace, identity, deploymentName, requestId: uuid() };
  const errors = errorsOf('Failed to create Worker Deployment', { deploymentName }, createDeploymentSince);
  const { conflictToken } = await callRpc(connection, methods.createWorkerDeployment, request, call, errors);
  return { conflictToken };
}

/** DescribeWorkerDeployment. */
export async function describeDeployment(
  { namespace, connection }: PartContext<object>,
  { deploymentName, call }: DeploymentInput,
): Promise<WorkerDeploymentDescription> {
  const errors = errorsOf('Failed to describe Worker Deployment', { deploymentName });
  const request = { namespace, deploymentName };
  const raw = await callRpc(connection, methods.describeWorkerDeployment, request, call, errors);
  const info = raw.workerDeploymentInfo;
  if (!info) throw new ServiceError('The server described the Worker Deployment without workerDeploymentInfo');
  return {
    name: info.name,
    createTime: decodeOptionalTime(info.createTime),
    routing: decodeRouting(info.routingConfig),
    routingUpdateState: decodeUpdateState(info.routingConfigUpdateState),
    versions: info.versionSummaries.map(decodeSummary),
    lastModifierIdentity: info.lastModifierIdentity,
    managerIdentity: info.managerIdentity || undefined,
    conflictToken: raw.conflictToken,
    raw: serializable(raw),
  };
}

/** ListWorkerDeployments, one page. */
export async function listDeployments(
  { namespace, connection }: PartContext<object>,
  { call, ...page }: DeploymentListInput,
): Promise<Page<WorkerDeploymentSummary>> {
  const request = { namespace, ...page };
  const response = await callRpc(connection, methods.listWorkerDeployments, request, call, {
    fallback: 'Failed to list Worker Deployments',
  });
  const items = response.workerDeployments.map((raw): WorkerDeploymentSummary => ({
    name: raw.name,
    createTime: decodeOptionalTime(raw.createTime),
    routing: decodeRouting(raw.routingConfig),
    latestVersion: raw.latestVersionSummary && decodeSummary(raw.latestVersionSummary),
    currentVersion: raw.currentVersionSummary && decodeSummary(raw.currentVersionSummary),
    rampingVersion: raw.rampingVersionSummary && decodeSummary(raw.rampingVersionSummary),
    raw: serializable(raw),
  }));
  return pageOf(items, response);
}

/** DeleteWorkerDeployment. */
export async function deleteDeployment(
  { namespace, identity, connection }: PartContext<object>,
  { deploymentName, call }: DeploymentInput,
): Promise<void> {
  const errors = errorsOf('Failed to delete Worker Deployment', { deploymentName });
  await callRpc(connection, methods.deleteWorkerDeployment, { namespace, identity, deploymentName }, call, errors);
}
