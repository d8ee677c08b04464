import type { DescribeWorkflowExecutionResponse } from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import { mapErrors, toServiceError } from '../error-mapping.js';
import { ServiceError } from '../errors.js';
import { executionOf, serializationContextOf, type WorkflowContext } from './context.js';
import { executionInfoFromRaw, type WorkflowExecutionInfo } from './execution-info.js';
import type { WorkflowDescribeInput } from './interceptors.js';

export type { DescribeWorkflowExecutionResponse };

/** All that the server tells about one Workflow Execution; pending work is in `raw`. */
export interface WorkflowExecutionDescription extends WorkflowExecutionInfo<DescribeWorkflowExecutionResponse> {
  /** The summary given at start, decoded when asked for. */
  staticSummary(): Promise<string | undefined>;
  /** The details given at start, decoded when asked for. */
  staticDetails(): Promise<string | undefined>;
}

/** DescribeWorkflowExecution. @throws {@link WorkflowNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError} */
export async function describeWorkflow(
  { namespace, connection }: WorkflowContext,
  { workflowExecution, call }: WorkflowDescribeInput,
): Promise<DescribeWorkflowExecutionResponse> {
  const request = { namespace, execution: executionOf(workflowExecution) };
  return mapErrors(
    () => connection.unary(WorkflowService.method.describeWorkflowExecution, request, call),
    (error) => toServiceError(error, { fallback: 'Failed to describe workflow', ...workflowExecution }),
  );
}

/** The public shape of what the server tells. @throws {@link ServiceError} when it tells nothing */
export async function descriptionFromRaw(
  context: WorkflowContext,
  workflowId: string,
  response: DescribeWorkflowExecutionResponse,
): Promise<WorkflowExecutionDescription> {
  const { dataConverter } = context;
  const info = response.workflowExecutionInfo;
  if (!info) throw new ServiceError('The server described the Workflow Execution without workflowExecutionInfo');
  const { summary, details } = response.executionConfig?.userMetadata ?? {};
  const serialization = serializationContextOf(context, workflowId);
  return {
    ...(await executionInfoFromRaw(context, info, response)),
    staticSummary: () => dataConverter.decodeFirst<string | undefined>(summary && [summary], serialization),
    staticDetails: () => dataConverter.decodeFirst<string | undefined>(details && [details], serialization),
  };
}
