import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import { encodeHeaders } from '../converter/headers.js';
import { mapErrors, toQueryError } from '../error-mapping.js';
import { QueryRejectedError, ServiceError } from '../errors.js';
import { executionOf, serializationContextOf, type WorkflowContext } from './context.js';
import { encodeQueryRejectCondition } from './id-policies.js';
import type { WorkflowQueryInput } from './interceptors.js';

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
export async function queryWorkflow(context: WorkflowContext, input: WorkflowQueryInput): Promise<unknown> {
  const { namespace, connection, dataConverter } = context;
  const { workflowExecution, queryType, args, typeInfo, headers, queryRejectCondition, call } = input;
  const serialization = serializationContextOf(context, workflowExecution.workflowId);
  const payloads = await dataConverter.encodeAll(args, serialization, typeInfo?.inputTypes);
  const request = {
    namespace,
    execution: executionOf(workflowExecution),
    query: { queryType, queryArgs: { payloads }, ...encodeHeaders(headers) },
    queryRejectCondition: encodeQueryRejectCondition(queryRejectCondition ?? context.queryRejectCondition) ?? 0,
  };
  const response = await mapErrors(
    () => connection.unary(WorkflowService.method.queryWorkflow, request, call, queryLimits),
    (error) => toQueryError(error, { fallback: 'Failed to query Workflow', ...workflowExecution }),
  );
  if (response.queryRejected) throw new QueryRejectedError(response.queryRejected.status);
  if (!response.queryResult) throw new ServiceError('Invalid response from server: a query without result');
  return dataConverter.decodeFirst(response.queryResult.payloads, serialization, typeInfo?.outputType);
}
