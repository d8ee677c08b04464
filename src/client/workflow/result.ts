/**
 * Waiting for a result: a chain of long polls for the close event of one run after the other.
 *
 * | answer of GetWorkflowExecutionHistory | next |
 * | --- | --- |
 * | no event, token | the server's poll ended (20 s): the same request with the token |
 * | no event, no token | the same request from the start |
 * | close event with a successor, `followRuns` | the successor, no token |
 * | close event | result or error |
 * | close event of a kind unknown here | error: asking again would never end |
 */
import type { CloseEvent } from '../../../gen/core/temporal/api/history/v1/message_pb.js';
import { HistoryEventFilterType } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions } from '../call-options.js';
import { mapErrors, toServiceError } from '../error-mapping.js';
import { ServiceError } from '../errors.js';
import { delay } from '../internal/timers.js';
import { readCloseEvent, successorOf } from './close-event.js';
import { serializationContextOf, type WorkflowContext, type WorkflowTarget } from './context.js';

/** Options of `result()`. */
export interface WorkflowResultOptions extends CallOptions {
  /** Follow continue-as-new, cron and retries to the last run. @default true */
  followRuns?: boolean | undefined;
}

/** One poll ends after 20 s at the server; what takes this long is a dead connection. */
const pollLimits = { attemptMs: 65_000, totalMs: 0 };

/**
 * Least time between two polls. The server holds a poll for 20 s; only a proxy
 * or a server that answers at once without an event makes this wait felt.
 */
const pollFloorMs = 500;

const never = new AbortController().signal;

/**
 * Resolves with the value that the Workflow returned.
 *
 * @throws {@link WorkflowFailedError} when it closed otherwise; `cause` says how
 * @throws {@link WorkflowContinuedAsNewError} with `followRuns: false`
 * @throws {@link WorkflowNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function awaitResult<T>(
  context: WorkflowContext,
  target: WorkflowTarget,
  { followRuns = true, ...call }: WorkflowResultOptions,
): Promise<T> {
  // The limit is for the whole wait, not for each of its polls.
  const { connection } = context;
  const timeoutMs = call.timeoutMs ?? connection.scope.timeoutMs;
  const deadline = timeoutMs ? Date.now() + timeoutMs : undefined;
  const waiting = { ...context, connection: connection.with({ deadline }) };
  const pollCall = { ...call, timeoutMs: 0 };
  let runId = target.runId;
  for (;;) {
    const event = await awaitCloseEvent(waiting, { ...target, runId }, pollCall);
    const successor = successorOf(event);
    if (!successor || !followRuns) {
      return readCloseEvent<T>(event, context.dataConverter, serializationContextOf(context, target.workflowId));
    }
    runId = successor;
  }
}

/** The close event of one run, however long that takes. */
async function awaitCloseEvent(
  context: WorkflowContext,
  target: WorkflowTarget,
  call: CallOptions,
): Promise<CloseEvent> {
  const { workflowId, runId = '' } = target;
  let nextPageToken: Uint8Array = new Uint8Array();
  for (;;) {
    const polledAt = performance.now();
    const response = await mapErrors(
      () =>
        context.connection.unary(
          WorkflowService.method.getWorkflowExecutionHistory,
          {
            namespace: context.namespace,
            execution: { workflowId, runId },
            nextPageToken,
            waitNewEvent: true,
            skipArchival: true,
            historyEventFilterType: HistoryEventFilterType.CLOSE_EVENT,
          },
          call,
          pollLimits,
        ),
      (error) =>
        toServiceError(error, {
          fallback: 'Failed to get Workflow execution history',
          workflowId,
          runId: target.runId,
        }),
    );
    const events = response.history?.events ?? [];
    if (events.length > 1) throw new ServiceError(`Expected at most 1 close event(s), got: ${events.length}`);
    if (events[0]) return events[0];
    nextPageToken = response.nextPageToken;
    const left = Number(context.connection.scope.deadline ?? Infinity) - Date.now();
    const early = Math.min(left, pollFloorMs - (performance.now() - polledAt));
    // An abort ends the wait early; the next call reports it.
    if (early > 0) await delay(early, call.signal ?? never).catch(() => undefined);
  }
}
