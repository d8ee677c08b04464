import type { Endpoint } from '../../../gen/operator/temporal/api/nexus/v1/message_pb.js';
import { OperatorService } from '../../../gen/operator/temporal/api/operatorservice/v1/service_pb.js';
import { ServiceError } from '../errors.js';
import { type GrpcError, status } from '../grpc-error.js';
import { optional } from '../internal/decode-fields.js';
import type { PartContext } from '../internal/part-client.js';
import { type Page, pageOf } from '../internal/pages.js';
import type { PartErrors } from '../internal/part-call.js';
import { ValueError } from '../value-error.js';
import { callOperator } from './call-operator.js';
import { NexusEndpointAlreadyExistsError, NexusEndpointConflictError, NexusEndpointNotFoundError } from './errors.js';
import type {
  OperatorCreateEndpointInput,
  OperatorDeleteEndpointInput,
  OperatorEndpointInput,
  OperatorListEndpointsInput,
  OperatorUpdateEndpointInput,
} from './interceptors.js';
import { decodeEndpoint, encodeEndpointSpec, encodeEndpointTarget, type NexusEndpoint } from './nexus-endpoint.js';

const methods = OperatorService.method;
type Context = PartContext<object>;

function errorsOf(fallback: string, endpoint: string): PartErrors {
  const toDomainError = (error: GrpcError): Error | undefined => {
    const { code, details } = error;
    if (code === status.NOT_FOUND)
      return new NexusEndpointNotFoundError(details || 'Nexus endpoint not found', endpoint, error);
    if (code === status.ALREADY_EXISTS)
      return new NexusEndpointAlreadyExistsError(details || 'Nexus endpoint exists already', endpoint, error);
    if (code === status.FAILED_PRECONDITION && /version mismatch/i.test(details)) {
      return new NexusEndpointConflictError(endpoint, error);
    }
    return undefined;
  };
  return { fallback, toDomainError };
}

async function answered(context: Context, endpoint: Endpoint | undefined): Promise<NexusEndpoint> {
  if (!endpoint) throw new ServiceError('The server answered without the Nexus endpoint');
  return decodeEndpoint(context.dataConverter, endpoint);
}

/** CreateNexusEndpoint. */
export async function createEndpoint(
  context: Context,
  { spec, call }: OperatorCreateEndpointInput,
): Promise<NexusEndpoint> {
  const request = { spec: await encodeEndpointSpec(context.dataConverter, spec) };
  const errors = errorsOf('Failed to create Nexus endpoint', spec.name);
  const { endpoint } = await callOperator(context.connection, methods.createNexusEndpoint, request, call, errors);
  return answered(context, endpoint);
}

/** GetNexusEndpoint. */
export async function getEndpoint(context: Context, { id, call }: OperatorEndpointInput): Promise<NexusEndpoint> {
  const errors = errorsOf('Failed to get Nexus endpoint', id);
  const { endpoint } = await callOperator(context.connection, methods.getNexusEndpoint, { id }, call, errors);
  return answered(context, endpoint);
}

/** UpdateNexusEndpoint. @throws {@link ValueError} when nothing is to change */
export async function updateEndpoint(
  context: Context,
  { endpoint: before, change, call }: OperatorUpdateEndpointInput,
): Promise<NexusEndpoint> {
  const { name = before.name, target, description } = change;
  if (Object.values(change).every((value) => value === undefined)) {
    throw new ValueError('Nothing to change: give name, target or description');
  }
  const { target: oldTarget, description: oldDescription } = before.raw.spec ?? {};
  // What stays goes back as it came: a description may be encrypted, a target of a kind that is not known here.
  const newDescription =
    description === undefined
      ? oldDescription
      : description === null
        ? undefined
        : await context.dataConverter.encode(description);
  const newTarget = target === undefined ? oldTarget : encodeEndpointTarget(target);
  const request = {
    id: before.id,
    version: BigInt(before.version),
    spec: { name, ...optional('target', newTarget), ...optional('description', newDescription) },
  };
  const errors = errorsOf('Failed to update Nexus endpoint', before.name);
  const { endpoint } = await callOperator(context.connection, methods.updateNexusEndpoint, request, call, errors);
  return answered(context, endpoint);
}

/** DeleteNexusEndpoint. */
export async function deleteEndpoint(
  { connection }: Context,
  { id, version, call }: OperatorDeleteEndpointInput,
): Promise<void> {
  const request = { id, version: BigInt(version) };
  const errors = errorsOf('Failed to delete Nexus endpoint', id);
  await callOperator(connection, methods.deleteNexusEndpoint, request, call, errors);
}

/** ListNexusEndpoints, one page; with a name at most one. */
export async function listEndpoints(
  context: Context,
  { name, call, ...page }: OperatorListEndpointsInput,
): Promise<Page<NexusEndpoint>> {
  const request = { ...page, name };
  const response = await callOperator(context.connection, methods.listNexusEndpoints, request, call, {
    fallback: 'Failed to list Nexus endpoints',
  });
  return pageOf(await Promise.all(response.endpoints.map((endpoint) => answered(context, endpoint))), response);
}
