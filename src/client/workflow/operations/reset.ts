import { WorkflowService } from '../../../../gen/workflow/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../../call-options.js';
import { mapErrors, toServiceError } from '../../error-mapping.js';
import { uuid } from '../../internal/uuid.js';
import { ValueError } from '../../value-error.js';
import { executionOf, type WorkflowContext, type WorkflowTarget } from '../context.js';
import { historyPages } from '../history.js';
import { encodeResetReapplyExclude, type ResetReapplyExclude } from './reset-exclude.js';
import { ServiceError } from '../../errors.js';

/**
 * Where the new run begins: at the first or the last Workflow Task, or at the event that ended one
 * (WorkflowTaskCompleted, -TimedOut, -Failed or -Started), by its id.
 */
export type ResetPoint = 'first-workflow-task' | 'last-workflow-task' | { readonly eventId: number };

/** Options of `reset()`. */
export interface ResetOptions extends CallOptions {
  /** @default 'last-workflow-task' */
  to?: ResetPoint | undefined;
  /** Shown in the history. */
  reason?: string | undefined;
  /** What of the events after the point the new run does not get again. @default none: all signals and updates are kept */
  exclude?: readonly ResetReapplyExclude[] | undefined;
}

/** What `reset()` gives. */
export interface ResetResult {
  /** Run Id of the run that goes on. */
  readonly runId: string;
  /** The event that it goes on after. */
  readonly eventId: number;
}

/**
 * ResetWorkflowExecution. The request id is made once, so a repeated attempt does not reset twice.
 *
 * @throws {@link ValueError} for an impossible event id or exclusion
 * @throws {@link WorkflowNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function resetWorkflow(
  context: WorkflowContext,
  target: WorkflowTarget,
  { to = 'last-workflow-task', reason = '', exclude = [], ...call }: ResetOptions,
): Promise<ResetResult> {
  const resetReapplyExcludeTypes = exclude.map((type) => encodeResetReapplyExclude(type)!);
  const point = await findPoint(context, target, to, call);
  const request = {
    namespace: context.namespace,
    identity: context.identity,
    requestId: uuid(),
    workflowExecution: executionOf({ ...target, runId: point.runId ?? target.runId }),
    reason,
    workflowTaskFinishEventId: BigInt(point.eventId),
    resetReapplyExcludeTypes,
  };
  const { runId } = await mapErrors(
    () => context.connection.unary(WorkflowService.method.resetWorkflowExecution, request, call),
    (error) => toServiceError(error, { fallback: 'Failed to reset Workflow', ...target }),
  );
  return { runId, eventId: point.eventId };
}

const taskEnds: ReadonlySet<string | undefined> = new Set([
  'workflowTaskCompletedEventAttributes',
  'workflowTaskTimedOutEventAttributes',
  'workflowTaskFailedEventAttributes',
]);

/** The server resets to events only; the first and the last Workflow Task are found in the history. */
async function findPoint(
  context: WorkflowContext,
  target: WorkflowTarget,
  to: ResetPoint,
  call: CallOptions,
): Promise<{ eventId: number; runId?: string | undefined }> {
  if (typeof to === 'object') {
    if (!Number.isInteger(to.eventId) || to.eventId < 1) {
      throw new ValueError(`to.eventId must be the id of an event, an integer from 1; got ${to.eventId}`);
    }
    return { eventId: to.eventId };
  }
  if (!['first-workflow-task', 'last-workflow-task'].includes(to)) {
    throw new ValueError(
      `to must be 'first-workflow-task', 'last-workflow-task' or { eventId }, got ${JSON.stringify(to)}`,
    );
  }
  const reverse = to === 'last-workflow-task';
  for await (const { events } of historyPages(context, target, { ...call, reverse })) {
    const end = events.find(({ attributes }) => taskEnds.has(attributes.case));
    if (end) return { eventId: Number(end.eventId) };
  }
  throw new ServiceError('No Workflow Task of this run has ended yet: there is nothing to reset to.');
}
