import { ExecutionType } from '../../../gen/batch/temporal/api/enums/v1/common_pb.js';
import { WorkflowService } from '../../../gen/batch/temporal/api/workflowservice/v1/service_pb.js';
import type { ClientContext } from '../base-client.js';
import type { CallOptions } from '../call-options.js';
import { mapErrors, toServiceError } from '../error-mapping.js';
import { uuid } from '../internal/uuid.js';
import { ValueError } from '../value-error.js';
import type { VisibilityListQuery } from '../visibility/visibility-query.js';
import { type BatchOperation, encodeOperation, isForActivities } from './operation.js';

/** One Workflow Execution, or one standalone Activity, of a job. Without `runId`: the latest. */
export type BatchTarget =
  | { readonly workflowId: string; readonly runId?: string | undefined }
  | { readonly activityId: string; readonly runId?: string | undefined };

/** Options of `client.batch.start()`. */
export interface StartBatchOptions extends CallOptions {
  /** What to do to each. */
  operation: BatchOperation;
  /** A visibility query for those that are meant. Either this or `executions`. */
  query?: VisibilityListQuery | undefined;
  /** Those that are meant, one by one. Either this or `query`. */
  executions?: readonly BatchTarget[] | undefined;
  /** For the record; the server insists on one. */
  reason: string;
  /** Tells jobs apart. @default a random UUID */
  jobId?: string | undefined;
  /** Spares the workers and the server. @default the server's limit */
  maxOperationsPerSecond?: number | undefined;
}

/**
 * StartBatchOperation. The job id is made once, so a repeated attempt does not start a second job.
 *
 * @returns the job id
 * @throws {@link ValueError} naming the option that is impossible
 * @throws {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function startBatch(context: ClientContext, options: StartBatchOptions): Promise<string> {
  const { operation, query, executions, reason, jobId = uuid(), maxOperationsPerSecond = 0, ...call } = options;
  if (!reason) throw new ValueError('reason must say why: the server refuses a batch without one');
  if (!(maxOperationsPerSecond >= 0)) throw new ValueError('maxOperationsPerSecond must be a number from 0');
  if ((query === undefined) === (executions === undefined)) {
    throw new ValueError('Say which executions are meant: either `query` or `executions`');
  }
  if (query !== undefined && String(query).trim() === '') {
    throw new ValueError('An empty query would mean every execution of the Namespace. Write one that says so.');
  }
  const request = {
    namespace: context.namespace,
    jobId,
    reason,
    visibilityQuery: query === undefined ? '' : String(query),
    maxOperationsPerSecond,
    operation: await encodeOperation(context, operation),
    ...(executions && targets(executions, isForActivities(operation))),
  };
  await mapErrors(
    () => context.connection.unary(WorkflowService.method.startBatchOperation, request, call),
    (error) => toServiceError(error, { fallback: 'Failed to start batch' }),
  );
  return jobId;
}

/** Both forms of the list: the present one and that of servers before 1.32. */
function targets(executions: readonly BatchTarget[], areActivities: boolean) {
  const ids = executions.map((target) => ({
    id: 'activityId' in target ? target.activityId : target.workflowId,
    runId: target.runId ?? '',
    isActivity: 'activityId' in target,
  }));
  if (ids.length === 0) throw new ValueError('executions is empty');
  if (ids.some(({ isActivity }) => isActivity !== areActivities)) {
    throw new ValueError(`This operation is for ${areActivities ? '{ activityId }' : '{ workflowId }'} targets`);
  }
  if (areActivities) {
    return {
      targetExecutions: ids.map(({ id, runId }) => ({ type: ExecutionType.ACTIVITY, businessId: id, runId })),
    };
  }
  return { executions: ids.map(({ id, runId }) => ({ workflowId: id, runId })) };
}
