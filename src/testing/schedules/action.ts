import { clone, create } from '@bufbuild/protobuf';
import { type Payload, PayloadSchema } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import { WorkflowIdReusePolicy } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import {
  type StartWorkflowExecutionRequest,
  StartWorkflowExecutionRequestSchema,
} from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import {
  type NewWorkflowExecutionInfo,
  NewWorkflowExecutionInfoSchema,
} from '../../../gen/schedule/temporal/api/workflow/v1/message_pb.js';
import type { BufferedStart } from './overlap.js';

/** Who a Schedule is to the Workflows that it starts. */
export interface Starter {
  readonly namespace: string;
  readonly scheduleId: string;
  readonly requestId: string;
}

export function identityOf({ namespace, scheduleId }: Pick<Starter, 'namespace' | 'scheduleId'>): string {
  return `temporal-scheduler-${namespace}-${scheduleId}`;
}

/**
 * The request that starts a Workflow for a time of a Schedule. As with the server, the time is always a part of the
 * Workflow Id, also with `keepOriginalWorkflowId`, and `versioningOverride` is not handed on.
 */
export function startRequestOf(
  action: NewWorkflowExecutionInfo,
  start: BufferedStart,
  starter: Starter,
): StartWorkflowExecutionRequest {
  const { namespace, scheduleId, requestId } = starter;
  const nominal = `${new Date(start.nominalMs).toISOString().slice(0, -5)}Z`;
  // Nothing of what is started may be shared with the Schedule.
  const { workflowId, searchAttributes, ...copied } = clone(NewWorkflowExecutionInfoSchema, action);
  const { workflowType, taskQueue, input, retryPolicy, memo, header, userMetadata, priority } = copied;
  const { workflowExecutionTimeout, workflowRunTimeout, workflowTaskTimeout } = copied;
  const given = { workflowType, taskQueue, input, retryPolicy, memo, header, userMetadata, priority };
  const timeouts = { workflowExecutionTimeout, workflowRunTimeout, workflowTaskTimeout };
  return create(StartWorkflowExecutionRequestSchema, {
    ...given,
    ...timeouts,
    namespace,
    workflowId: `${workflowId}-${nominal}`,
    identity: identityOf(starter),
    requestId,
    workflowIdReusePolicy: start.isManual
      ? WorkflowIdReusePolicy.ALLOW_DUPLICATE
      : WorkflowIdReusePolicy.REJECT_DUPLICATE,
    searchAttributes: {
      indexedFields: {
        ...searchAttributes?.indexedFields,
        TemporalScheduledStartTime: jsonPayload(nominal),
        TemporalScheduledById: jsonPayload(scheduleId),
      },
    },
  });
}

function jsonPayload(value: string): Payload {
  const encoder = new TextEncoder();
  return create(PayloadSchema, {
    metadata: { encoding: encoder.encode('json/plain') },
    data: encoder.encode(JSON.stringify(value)),
  });
}
