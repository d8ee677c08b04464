import { WorkflowService } from '../../../gen/nexus/temporal/api/workflowservice/v1/service_pb.js';
import { encodeSearchAttributes } from '../converter/search-attribute-payloads.js';
import { toWirePayload } from '../converter/wire-payload.js';
import { type CallOptions, shareTimeLimit } from '../call-options.js';
import type { TypeInfo } from '../converter/type-info.js';
import { encodeDuration } from '../duration.js';
import { mapErrors } from '../error-mapping.js';
import { intercept } from '../interceptors.js';
import { defined } from '../internal/defined.js';
import { uuid } from '../internal/uuid.js';
import type { NexusContext } from './context.js';
import { createNexusHandle } from './create-handle.js';
import { idConflictPolicyCodec, idReusePolicyCodec } from './enum-codecs.js';
import { toNexusStartError } from './error-mapping.js';
import type { StartNexusOperationInput } from './interceptors.js';
import type { StartedNexusOperationHandle } from './nexus-handle.js';
import type { StartNexusOperationOptions } from './nexus-options.js';
import type { NexusOperationDefinition, NexusServiceDefinition } from './service-definition.js';

/**
 * StartNexusOperationExecution.
 *
 * @throws TypeError | {@link ValueError} when an option, the input or the key is impossible; nothing is sent then
 * @throws {@link NexusOperationAlreadyStartedError} when the id is taken
 * @throws {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function startOperation(
  context: NexusContext,
  { endpoint, service }: { endpoint: string; service: NexusServiceDefinition },
  operation: string | NexusOperationDefinition,
  arg: unknown,
  options: StartNexusOperationOptions,
  call?: CallOptions,
): Promise<StartedNexusOperationHandle> {
  const { name, inputType, outputType } = definitionOf(service, operation);
  return intercept(context.interceptors, 'startOperation', (input) => start(context, input))({
    ...options,
    endpoint,
    service: service.name,
    operation: name,
    arg,
    inputType: inputType as TypeInfo | undefined,
    outputType: outputType as TypeInfo | undefined,
    call,
  });
}

/** Starts an Operation and waits for its result; the limits of `call` are for both together. */
export async function executeOperation(
  context: NexusContext,
  target: { endpoint: string; service: NexusServiceDefinition },
  operation: string | NexusOperationDefinition,
  arg: unknown,
  options: StartNexusOperationOptions,
  call: CallOptions = {},
): Promise<unknown> {
  const shared = shareTimeLimit(call);
  return (await startOperation(context, target, operation, arg, options, shared())).result(shared());
}

function definitionOf(
  service: NexusServiceDefinition,
  operation: string | NexusOperationDefinition,
): NexusOperationDefinition {
  if (typeof operation !== 'string') return operation;
  const definition = Object.hasOwn(service.operations, operation) ? service.operations[operation] : undefined;
  if (!definition) {
    throw new TypeError(`Unable to resolve Nexus operation name from key ${operation} for service ${service.name}`);
  }
  return definition;
}

async function start(context: NexusContext, input: StartNexusOperationInput): Promise<StartedNexusOperationHandle> {
  const { id, outputType, call } = input;
  const request = await startRequest(context, input);
  const { runId, started } = await mapErrors(
    () => context.connection.unary(WorkflowService.method.startNexusOperationExecution, request, call),
    (error) => toNexusStartError(error, 'Failed to start Nexus operation', id),
  );
  return createNexusHandle(context, { operationId: id, runId, outputType }, { runId, started });
}

/** The request, with a fresh request id: made once a call, so that a repeated attempt cannot start a second Operation. */
async function startRequest(
  { namespace, identity, dataConverter }: NexusContext,
  { endpoint, service, operation, id, arg, inputType, headers = {}, ...options }: StartNexusOperationInput,
) {
  if (!id) throw new TypeError('id is required');
  if (!endpoint) throw new TypeError('endpoint is required');
  const attributes = encodeSearchAttributes(undefined, options.searchAttributes);
  const [input, summary] = await Promise.all([
    // Without context: the handler, which may be of another Namespace, does not know the ids of the caller.
    dataConverter.encode(arg, undefined, inputType),
    options.summary === undefined ? undefined : dataConverter.encode(options.summary),
  ]);
  return {
    namespace,
    identity,
    requestId: uuid(),
    operationId: id,
    endpoint,
    service,
    operation,
    input,
    idReusePolicy: idReusePolicyCodec[0](options.idReusePolicy) ?? 0,
    idConflictPolicy: idConflictPolicyCodec[0](options.idConflictPolicy) ?? 0,
    nexusHeader: headers,
    ...defined({
      scheduleToCloseTimeout: encodeDuration(options.scheduleToCloseTimeout),
      scheduleToStartTimeout: encodeDuration(options.scheduleToStartTimeout),
      startToCloseTimeout: encodeDuration(options.startToCloseTimeout),
      searchAttributes: attributes && {
        indexedFields: Object.fromEntries(
          Object.entries(attributes).map(([name, value]) => [name, toWirePayload(value)]),
        ),
      },
      userMetadata: summary && { summary },
    }),
  };
}
