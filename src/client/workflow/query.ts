import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { mapErrors, toQueryError } from '../error-mapping.js';
import { QueryRejectedError, ServiceError } from '../errors.js';
import { executionOf, serializationContextOf, type WorkflowContext, type WorkflowTarget } from './context.js';
import { encodeQueryRejectCondition, type QueryRejectCondition } from './id-policies.js';

/** Without a worker the server waits for one until the call ends; nobody waits longer than this at a screen. */
const queryLimits = { attemptMs: 10_000, totalMs: 10_000 };

/**
 * QueryWorkflow. Runs in a worker, also for closed executions.
 *
 * @throws {@link QueryNotRegisteredError} when the Workflow has no such query, or its handler threw
 * @throws {@link QueryRejectedError} when the status of the execution is one that `rejectCondition` excludes
 * @throws {@link WorkflowNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError}, with DEADLINE_EXCEEDED
 *   in `cause` when no worker answered
 */
export async function queryWorkflow<Ret>(
  context: WorkflowContext,
  target: WorkflowTarget,
  queryType: string,
  args: readonly unknown[],
  rejectCondition: QueryRejectCondition | undefined,
  call: CallOptions,
): Promise<Ret> {
  const { namespace, connection, dataConverter } = context;
  const serialization = serializationContextOf(context, target.workflowId);
  const request = {
    namespace,
    execution: executionOf(target),
    query: { queryType, queryArgs: { payloads: await dataConverter.encodeAll(args, serialization) } },
    queryRejectCondition: encodeQueryRejectCondition(rejectCondition ?? context.queryRejectCondition) ?? 0,
  };
  const response = await mapErrors(
    () => connection.unary(WorkflowService.method.queryWorkflow, request, call, queryLimits),
    (error) => toQueryError(error, { fallback: 'Failed to query Workflow', ...target }),
  );
  if (response.queryRejected) throw new QueryRejectedError(response.queryRejected.status);
  if (!response.queryResult) throw new ServiceError('Invalid response from server: a query without result');
  return dataConverter.decodeFirst<Ret>(response.queryResult.payloads, serialization);
}
