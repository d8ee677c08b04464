import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import type { Connection } from '../connection.js';
import { visibilityLimits } from '../workflow/list.js';

/** Run ids in one query. A query of a thousand takes a server some 20 ms. */
export const maxRunsPerQuery = 1_000;

const closedStatuses = ['Completed', 'Failed', 'Canceled', 'Terminated', 'ContinuedAsNew', 'TimedOut'];

/**
 * ListWorkflowExecutions: which of these runs the visibility store shows as closed.
 *
 * @throws {@link GrpcError}
 */
export async function listClosedRuns(
  connection: Connection,
  namespace: string,
  runIds: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const quoted = runIds.map((runId) => `"${runId}"`);
  const query = `RunId IN (${quoted.join(',')}) AND ExecutionStatus IN (${closedStatuses.map((name) => `"${name}"`).join(',')})`;
  const { executions } = await connection.unary(
    WorkflowService.method.listWorkflowExecutions,
    { namespace, pageSize: maxRunsPerQuery, query },
    { signal },
    { ...visibilityLimits, attemptMs: 10_000, maxAttempts: 1 },
  );
  return executions.map(({ execution }) => execution?.runId ?? '');
}
