import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import type { AwaitedRun, PollTurn } from '../internal/poll.js';

/** DescribeWorkflowExecution, for the id of the latest run. @throws {@link GrpcError} */
export async function describeRunId({ namespace, workflowId }: AwaitedRun, turn: PollTurn): Promise<string> {
  const request = { namespace, execution: { workflowId } };
  const method = WorkflowService.method.describeWorkflowExecution;
  const { workflowExecutionInfo } = await turn.connection.unary(method, request, turn.call, turn.limits);
  return workflowExecutionInfo?.execution?.runId ?? '';
}
