import type { DescribeWorkflowExecutionResponse } from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { mapErrors, toServiceError } from '../error-mapping.js';
import { ServiceError } from '../errors.js';
import { executionOf, serializationContextOf, type WorkflowContext, type WorkflowTarget } from './context.js';
import { executionInfoFromRaw, type WorkflowExecutionInfo } from './execution-info.js';

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
  context: WorkflowContext,
  target: WorkflowTarget,
  call: CallOptions,
): Promise<WorkflowExecutionDescription> {
  const { namespace, connection, dataConverter } = context;
  const response = await mapErrors(
    () =>
      connection.unary(
        WorkflowService.method.describeWorkflowExecution,
        { namespace, execution: executionOf(target) },
        call,
      ),
    (error) => toServiceError(error, { fallback: 'Failed to describe workflow', ...target }),
  );
  const info = response.workflowExecutionInfo;
  if (!info) throw new ServiceError('The server described the Workflow Execution without workflowExecutionInfo');
  const { summary, details } = response.executionConfig?.userMetadata ?? {};
  const serialization = serializationContextOf(context, target.workflowId);
  return {
    ...(await executionInfoFromRaw(context, info, response)),
    staticSummary: () => dataConverter.decodeFirst<string | undefined>(summary && [summary], serialization),
    staticDetails: () => dataConverter.decodeFirst<string | undefined>(details && [details], serialization),
  };
}
