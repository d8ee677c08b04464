/**
 * Waiting for a result: a chain of long polls for the close event of one run after the other.
 *
 * | answer of GetWorkflowExecutionHistory | next |
 * | --- | --- |
 * | no event, token | the server's poll ended (20 s): the same request with the token |
 * | no event, no token | the same request from the start |
 * | close event with a successor, `followRuns` | the successor, no token |
 * | close event | result or error |
 * | another event, the run is open | it is paused: the same request from the start, after a while |
 * | another event, the run has closed | it did so meanwhile: the same request from the start, once |
 * | close event of a kind unknown here | error: asking again would never end |
 */
import type { CloseEvent } from '../../../gen/core/temporal/api/history/v1/message_pb.js';
import { HistoryEventFilterType } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import { WorkflowService } from '../../../gen/core/temporal/api/workflowservice/v1/service_pb.js';
import type { WaitOptions } from '../call-options.js';
import type { PayloadTypeInfo } from '../converter/type-info.js';
import { mapErrors, toServiceError } from '../error-mapping.js';
import { ServiceError } from '../errors.js';
import { describeRun } from '../polls/describe-run.js';
import { type AwaitedRun, beginWait, pollPause, type PollTurn, pollUntil, type Wait } from '../internal/poll.js';
import { readCloseEvent, successorOf } from './close-event.js';
import { serializationContextOf, type WorkflowContext, type WorkflowTarget } from './context.js';
import type { WorkflowResultInput } from './interceptors.js';

/** Between two questions for the end of a run that is paused: nothing happens in it until somebody lets it go on. */
const pausedMs = 2_500;

/** Options of `result()`. */
export interface WorkflowResultOptions extends WaitOptions {
  /** Follow continue-as-new, cron and retries to the last run. @default true */
  followRuns?: boolean | undefined;
  /** Type of the result. @experimental */
  typeInfo?: Pick<PayloadTypeInfo, 'outputType'> | undefined;
}

/**
 * Resolves with the value that the Workflow returned.
 *
 * @throws {@link WorkflowFailedError} when it closed otherwise; `cause` says how
 * @throws {@link WorkflowContinuedAsNewError} with `followRuns: false`
 * @throws {@link WorkflowNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function awaitResult(
  context: WorkflowContext,
  { workflowExecution, followRuns, typeInfo, call }: WorkflowResultInput,
): Promise<unknown> {
  const wait = beginWait(context.connection, call);
  let target: WorkflowTarget = workflowExecution;
  const followed = new Set<string>();
  for (;;) {
    const event = await awaitCloseEvent(wait, context.namespace, target);
    const runId = successorOf(event);
    if (!runId || !followRuns) {
      const serialization = serializationContextOf(context, target.workflowId);
      return readCloseEvent(event, context.dataConverter, serialization, typeInfo?.outputType);
    }
    if (followed.has(runId)) throw new ServiceError(`The chain of runs comes back to run ${runId}`);
    followed.add(runId);
    target = { ...target, runId };
  }
}

/** The close event of one run, however long that takes. */
function awaitCloseEvent(wait: Wait, namespace: string, target: WorkflowTarget): Promise<CloseEvent> {
  const { workflowId } = target;
  const run: AwaitedRun = { namespace, workflowId, runId: target.runId ?? '' };
  let token: Uint8Array = new Uint8Array();
  let wasClosed = false;
  const poll = async (turn: PollTurn): Promise<CloseEvent | undefined> => {
    const { connection, call, limits } = turn;
    const request = {
      namespace,
      execution: { workflowId, runId: run.runId },
      nextPageToken: token,
      waitNewEvent: true,
      skipArchival: true,
      historyEventFilterType: HistoryEventFilterType.CLOSE_EVENT,
    };
    const response = await connection.unary(WorkflowService.method.getWorkflowExecutionHistory, request, call, limits);
    const events = response.history?.events ?? [];
    if (events.length > 1) throw new ServiceError(`Expected at most 1 close event(s), got: ${events.length}`);
    token = response.nextPageToken;
    const [event] = events;
    // Attributes of an event that closes nothing are not read: what has some ends the run.
    if (!event || event.attributes.case) return event;
    // A server does not hold the request while the run is paused, but answers with its last event (seen with 1.32.2).
    const { closed } = await describeRun(run, turn);
    // The run may have closed after that answer: only another one says that its end is odd.
    if (closed && wasClosed) return event;
    wasClosed = closed;
    token = new Uint8Array();
    if (!closed) await pollPause(performance.now() + pausedMs, call.signal);
    return undefined;
  };
  const key = ['result', namespace, workflowId, run.runId];
  const task = { method: 'GetWorkflowExecutionHistory', key, run, poll };
  return mapErrors(
    () => pollUntil(wait, task),
    (error) => toServiceError(error, { fallback: 'Failed to get Workflow execution history', ...target }),
  );
}
