import { WorkflowExecutionStatus as Status } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import type { AwaitedRun, PollTurn } from '../internal/poll.js';

/** What there is to know of a run that is waited for. */
export interface DescribedRun {
  readonly runId: string;
  readonly closed: boolean;
}

/**
 * DescribeWorkflowExecution, for the id of the run and whether it has closed. Reading the close event would not do: servers
 * hold that read until there is one, also when they are told not to wait (seen with 1.32.2).
 *
 * @throws {@link GrpcError}
 */
export async function describeRun({ namespace, workflowId, runId }: AwaitedRun, turn: PollTurn): Promise<DescribedRun> {
  const request = { namespace, execution: { workflowId, runId } };
  const method = WorkflowService.method.describeWorkflowExecution;
  const { workflowExecutionInfo: info } = await turn.connection.unary(method, request, turn.call, turn.limits);
  return {
    runId: info?.execution?.runId ?? runId,
    closed: info !== undefined && info.status !== Status.RUNNING && info.status !== Status.PAUSED,
  };
}
