import { create } from '@bufbuild/protobuf';
import {
  type History,
  type HistoryEvent,
  HistorySchema,
} from '../../../gen/history/temporal/api/history/v1/message_pb.js';
import { WorkflowService } from '../../../gen/history/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { mapErrors, toServiceError } from '../error-mapping.js';
import type { WorkflowContext, WorkflowTarget } from './context.js';

export type { History, HistoryEvent };

/** A page can hold some megabytes. */
const pageLimits = { attemptMs: 30_000, totalMs: 30_000 };

/**
 * All events of the present history, page by page; does not wait for new ones. All pages are of the run of the first,
 * also when the Workflow continues as new meanwhile.
 *
 * @throws {@link WorkflowNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function fetchHistory(
  context: WorkflowContext,
  target: WorkflowTarget,
  call: CallOptions,
): Promise<History> {
  const events: HistoryEvent[] = [];
  let nextPageToken: Uint8Array = new Uint8Array();
  do {
    const { workflowId, runId = '' } = target;
    const request = { namespace: context.namespace, execution: { workflowId, runId }, nextPageToken };
    const response = await mapErrors(
      () => context.connection.unary(WorkflowService.method.getWorkflowExecutionHistory, request, call, pageLimits),
      (error) => toServiceError(error, { fallback: 'Failed to get Workflow execution history', ...target }),
    );
    events.push(...(response.history?.events ?? []));
    nextPageToken = response.nextPageToken;
  } while (nextPageToken.length > 0);
  return create(HistorySchema, { events });
}
