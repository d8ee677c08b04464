import { NamespaceState as StateWire } from '../../../gen/namespace/temporal/api/enums/v1/namespace_pb.js';
import { WorkflowService } from '../../../gen/namespace/temporal/api/workflowservice/v1/service_pb.js';
import { encodeDuration } from '../duration.js';
import { type GrpcError, status } from '../grpc-error.js';
import { optional } from '../internal/decode-fields.js';
import type { PartContext } from '../internal/part-client.js';
import { type Page, pageOf } from '../internal/pages.js';
import { callRpc } from '../internal/part-call.js';
import { ValueError } from '../value-error.js';
import { decodeNamespace, encodeArchivalState } from './decode-namespace.js';
import { NamespaceAlreadyExistsError } from './errors.js';
import type {
  NamespaceDescribeInput,
  NamespaceInput,
  NamespaceListInput,
  NamespaceRegisterInput,
  NamespaceUpdateInput,
} from './interceptors.js';
import type { NamespaceArchivalOptions, NamespaceDescription, UpdateNamespaceResponse } from './namespace-info.js';

const methods = WorkflowService.method;

/** RegisterNamespace. @throws {@link NamespaceAlreadyExistsError} | {@link ValueError} | {@link ServiceError} */
export async function registerNamespace(
  { connection }: PartContext<object>,
  { namespace, settings, isGlobalNamespace = false, call }: NamespaceRegisterInput,
): Promise<void> {
  const { workflowExecutionRetention, historyArchival, visibilityArchival, clusters = [] } = settings;
  const request = {
    namespace,
    description: settings.description ?? '',
    ownerEmail: settings.ownerEmail ?? '',
    data: { ...settings.data },
    isGlobalNamespace,
    clusters: clusters.map((clusterName) => ({ clusterName })),
    activeClusterName: settings.activeClusterName ?? '',
    historyArchivalState: archivalState(historyArchival),
    historyArchivalUri: historyArchival?.uri ?? '',
    visibilityArchivalState: archivalState(visibilityArchival),
    visibilityArchivalUri: visibilityArchival?.uri ?? '',
    ...optional('workflowExecutionRetentionPeriod', encodeDuration(workflowExecutionRetention)),
  };
  const alreadyExists = (error: GrpcError): Error | undefined =>
    error.code === status.ALREADY_EXISTS ? new NamespaceAlreadyExistsError(namespace, error) : undefined;
  await callRpc(connection, methods.registerNamespace, request, call, {
    fallback: 'Failed to register Namespace',
    toDomainError: alreadyExists,
  });
}

/** DescribeNamespace. @throws {@link NamespaceNotFoundError} | {@link ServiceError} */
export async function describeNamespace(
  context: PartContext<object>,
  { target, call }: NamespaceDescribeInput,
): Promise<NamespaceDescription> {
  const request = typeof target === 'string' ? { namespace: target } : { id: target.id };
  return decodeNamespace(
    await callRpc(context.connection, methods.describeNamespace, request, call, {
      fallback: 'Failed to describe Namespace',
    }),
  );
}

/** UpdateNamespace. @throws {@link NamespaceNotFoundError} | {@link ValueError} | {@link ServiceError} */
export async function updateNamespace(
  { connection }: PartContext<object>,
  { namespace, change, call }: NamespaceUpdateInput,
): Promise<NamespaceDescription<UpdateNamespaceResponse>> {
  const { description, ownerEmail, data, workflowExecutionRetention } = change;
  const { historyArchival, visibilityArchival, clusters, activeClusterName, state, deleteBadBinary = '' } = change;
  if (Object.values(change).every((value) => value === undefined)) {
    throw new ValueError(
      'Nothing to change: give description, ownerEmail, data, workflowExecutionRetention or another setting',
    );
  }
  // The wire has no "unset" for these texts: an empty one stays what it is.
  for (const [name, text] of Object.entries({ description, ownerEmail })) {
    if (text === '') throw new ValueError(`${name} cannot be emptied: the server takes '' for "unchanged"`);
  }
  const infoChanges = [description, ownerEmail, data, state].some((value) => value !== undefined);
  const configChanges = [workflowExecutionRetention, historyArchival, visibilityArchival].some(
    (value) => value !== undefined,
  );
  const request = {
    namespace,
    deleteBadBinary,
    promoteNamespace: change.promoteNamespace ?? false,
    ...(infoChanges && {
      updateInfo: {
        description: description ?? '',
        ownerEmail: ownerEmail ?? '',
        data: { ...data },
        state: state === 'DEPRECATED' ? StateWire.DEPRECATED : StateWire.UNSPECIFIED,
      },
    }),
    ...(configChanges && {
      config: {
        historyArchivalState: archivalState(historyArchival),
        historyArchivalUri: historyArchival?.uri ?? '',
        visibilityArchivalState: archivalState(visibilityArchival),
        visibilityArchivalUri: visibilityArchival?.uri ?? '',
        ...optional('workflowExecutionRetentionTtl', encodeDuration(workflowExecutionRetention)),
      },
    }),
    ...((clusters ?? activeClusterName) !== undefined && {
      replicationConfig: {
        activeClusterName: activeClusterName ?? '',
        clusters: (clusters ?? []).map((clusterName) => ({ clusterName })),
      },
    }),
  };
  return decodeNamespace(
    await callRpc(connection, methods.updateNamespace, request, call, { fallback: 'Failed to update Namespace' }),
  );
}

function archivalState(archival: NamespaceArchivalOptions | undefined): number {
  return encodeArchivalState(archival?.state) ?? 0;
}

/** ListNamespaces, one page. */
export async function listNamespaces(
  { connection }: PartContext<object>,
  { includeDeleted, call, ...page }: NamespaceListInput,
): Promise<Page<NamespaceDescription>> {
  const request = { ...page, namespaceFilter: { includeDeleted } };
  const response = await callRpc(connection, methods.listNamespaces, request, call, {
    fallback: 'Failed to list Namespaces',
  });
  return pageOf(response.namespaces.map(decodeNamespace), response);
}

/** DeprecateNamespace. @throws {@link NamespaceNotFoundError} | {@link ServiceError} */
export async function deprecateNamespace(
  { connection }: PartContext<object>,
  { namespace, call }: NamespaceInput,
): Promise<void> {
  await callRpc(connection, methods.deprecateNamespace, { namespace }, call, {
    fallback: 'Failed to deprecate Namespace',
  });
}
