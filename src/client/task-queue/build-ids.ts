import { WorkflowService } from '../../../gen/taskqueue/temporal/api/workflowservice/v1/service_pb.js';
import { type GrpcError, status } from '../grpc-error.js';
import type { PartContext } from '../internal/part-client.js';
import { callRpc } from '../internal/part-call.js';
import { ValueError } from '../value-error.js';
import type { BuildIdOperation, BuildIdVersionSet, WorkerBuildIdVersionSets } from './build-id-types.js';
import { BuildIdNotFoundError } from './errors.js';
import type { TaskQueueInput, TaskQueueUpdateBuildIdInput } from './interceptors.js';

/** The error of every call about Build Ids. */
export function toBuildIdError(error: GrpcError): Error | undefined {
  if (error.code !== status.NOT_FOUND) return undefined;
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- as above
  return new BuildIdNotFoundError(error.details || 'Build Id not found', { cause: error });
}

/**
 * UpdateWorkerBuildIdCompatibility.
 *
 * @throws {@link BuildIdNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError}
 * @throws {@link ValueError} for an unknown operation
 */
export async function updateBuildIdCompatibility(
  { namespace, connection }: PartContext<object>,
  { taskQueue, operation, call }: TaskQueueUpdateBuildIdInput,
): Promise<void> {
  const request = { namespace, taskQueue, operation: encodeOperation(operation) };
  await callRpc(connection, WorkflowService.method.updateWorkerBuildIdCompatibility, request, call, {
    fallback: 'Unexpected error updating Build Id compatibility',
    toDomainError: toBuildIdError,
  });
}

function encodeOperation(operation: BuildIdOperation) {
  switch (operation.operation) {
    case 'addNewIdInNewDefaultSet':
      return { case: 'addNewBuildIdInNewDefaultSet', value: operation.buildId } as const;
    case 'addNewCompatibleVersion': {
      const { buildId: newBuildId, existingCompatibleBuildId, promoteSet: makeSetDefault = false } = operation;
      return {
        case: 'addNewCompatibleBuildId',
        value: { newBuildId, existingCompatibleBuildId, makeSetDefault },
      } as const;
    }
    case 'promoteSetByBuildId':
      return { case: 'promoteSetByBuildId', value: operation.buildId } as const;
    case 'promoteBuildIdWithinSet':
      return { case: 'promoteBuildIdWithinSet', value: operation.buildId } as const;
    case 'mergeSets': {
      const { primaryBuildId: primarySetBuildId, secondaryBuildId: secondarySetBuildId } = operation;
      return { case: 'mergeSets', value: { primarySetBuildId, secondarySetBuildId } } as const;
    }
    default:
      throw new ValueError(`Unknown build id update operation: ${JSON.stringify(operation)}`);
  }
}

/** GetWorkerBuildIdCompatibility. @returns nothing for a Task Queue without sets */
export async function getBuildIdCompatability(
  { namespace, connection }: PartContext<object>,
  { taskQueue, call }: TaskQueueInput,
): Promise<WorkerBuildIdVersionSets | undefined> {
  const request = { namespace, taskQueue };
  const { majorVersionSets } = await callRpc(
    connection,
    WorkflowService.method.getWorkerBuildIdCompatibility,
    request,
    call,
    { fallback: 'Unexpected error fetching Build Id compatibility', toDomainError: toBuildIdError },
  );
  const versionSets = majorVersionSets.map(({ buildIds }): BuildIdVersionSet => ({
    buildIds,
    default: buildIds.at(-1) ?? '',
  }));
  const defaultSet = versionSets.at(-1);
  return defaultSet && { versionSets, defaultSet, defaultBuildId: defaultSet.default };
}
