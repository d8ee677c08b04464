import { create } from '@bufbuild/protobuf';
import { HistoryEventFilterType } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import {
  type History,
  type HistoryEvent,
  HistorySchema,
} from '../../../gen/history/temporal/api/history/v1/message_pb.js';
import type { GetWorkflowExecutionHistoryResponse as HistoryResponse } from '../../../gen/history/temporal/api/workflowservice/v1/request_response_pb.js';
import { WorkflowService } from '../../../gen/history/temporal/api/workflowservice/v1/service_pb.js';
import type { CallOptions, WaitOptions } from '../call-options.js';
import { mapErrors, toServiceError } from '../error-mapping.js';
import type { CallLimits, Connection } from '../connection.js';
import { assertAdvances } from '../internal/pages.js';
import { beginWait, pollPause, type PollTurn, pollUntil } from '../internal/poll.js';
import { intercept } from '../interceptors.js';
import { executionOf, serializationContextOf, type WorkflowContext, type WorkflowTarget } from './context.js';
import type { CallInput, WorkflowExecution } from './interceptors.js';
import { retrieveStoredPayloads } from './stored-payloads.js';
import { serializable } from '../internal/serializable.js';

export type { History, HistoryEvent };

/** Which part of a history. */
export interface HistoryOptions extends WaitOptions {
  /** Goes on with new events until the run closes, or the loop is left. Not together with `reverse`. @default false */
  live?: boolean | undefined;
  /** Newest events first. @default false */
  reverse?: boolean | undefined;
  /** `CLOSE` gives only the last event of a closed run; with `live`, waits for it. Not together with `reverse`. @default 'ALL' */
  filter?: 'ALL' | 'CLOSE' | undefined;
  /** Events a page, up to 256. @default the server's, 256 */
  pageSize?: number | undefined;
  /** Where to go on: the token of an earlier page of the same run. */
  nextPageToken?: Uint8Array | undefined;
}

/** Some events in order. */
export interface HistoryPage {
  readonly events: HistoryEvent[];
  /** For the page after this one; absent on the last. */
  readonly nextPageToken: Uint8Array | undefined;
}

/** One request for a page of a history. */
export interface HistoryPageInput extends CallInput {
  readonly workflowExecution: WorkflowExecution;
  readonly reverse: boolean;
  readonly waitNewEvent: boolean;
  readonly filter: 'ALL' | 'CLOSE';
  readonly pageSize: number;
  readonly nextPageToken: Uint8Array;
}

/** A page can hold some megabytes. */
const pageLimits = { attemptMs: 30_000, totalMs: 30_000 };

/**
 * GetWorkflowExecutionHistory or GetWorkflowExecutionHistoryReverse, one page.
 *
 * @throws {@link WorkflowNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError}
 */
async function historyPage(
  context: WorkflowContext,
  input: HistoryPageInput,
  limits: CallLimits = pageLimits,
): Promise<HistoryPage> {
  const { namespace, connection } = context;
  const { workflowExecution, reverse, waitNewEvent, filter, pageSize, nextPageToken, call } = input;
  const { getWorkflowExecutionHistory, getWorkflowExecutionHistoryReverse } = WorkflowService.method;
  const request = { namespace, execution: executionOf(workflowExecution), maximumPageSize: pageSize, nextPageToken };
  const response = await mapErrors(
    (): Promise<Pick<HistoryResponse, 'history' | 'nextPageToken'>> =>
      reverse
        ? connection.unary(getWorkflowExecutionHistoryReverse, request, call, pageLimits)
        : connection.unary(
            getWorkflowExecutionHistory,
            {
              ...request,
              waitNewEvent,
              skipArchival: waitNewEvent,
              historyEventFilterType:
                filter === 'CLOSE' ? HistoryEventFilterType.CLOSE_EVENT : HistoryEventFilterType.ALL_EVENT,
            },
            call,
            limits,
          ),
    (error) => toServiceError(error, { fallback: 'Failed to get Workflow execution history', ...workflowExecution }),
  );
  const { externalStorage } = context.dataConverter;
  if (externalStorage && response.history) {
    const serialization = serializationContextOf(context, workflowExecution.workflowId);
    await retrieveStoredPayloads(response.history, externalStorage, serialization);
  }
  return {
    events: (response.history?.events ?? []).map(serializable),
    nextPageToken: response.nextPageToken.length > 0 ? response.nextPageToken : undefined,
  };
}

/**
 * The pages of one run's history. Pages of a live history come when there are new events. The server may show a
 * Workflow Task at the end of a live history that it has not stored yet: its events can come again, changed, in a later
 * page; the later ones with the same id count.
 *
 * @throws TypeError when `reverse` is asked for together with `live` or `filter`
 * @throws {@link WorkflowNotFoundError} | {@link NamespaceNotFoundError} | {@link ServiceError}
 */
export async function* historyPages(
  context: WorkflowContext,
  target: WorkflowTarget,
  options: HistoryOptions,
): AsyncGenerator<HistoryPage, void, undefined> {
  const { live = false, reverse = false, filter = 'ALL', pageSize = 0, nextPageToken, ...call } = options;
  if (reverse && (live || filter !== 'ALL')) {
    throw new TypeError('A reversed history can neither be live nor be filtered: it ends with its first event.');
  }
  const interceptors = context.interceptorsFor(target.workflowId, target.runId);
  const fetchPage = (view: Connection, pageCall: CallOptions, limits?: CallLimits): Promise<HistoryPage> =>
    intercept(interceptors, 'historyPage', (input) => historyPage({ ...context, connection: view }, input, limits))({
      workflowExecution: { workflowId: target.workflowId, runId: target.runId },
      reverse,
      waitNewEvent: live,
      filter,
      pageSize,
      nextPageToken: token ?? new Uint8Array(),
      call: pageCall,
    });
  const poll = async ({ connection, call: pageCall, limits }: PollTurn): Promise<HistoryPage | undefined> => {
    const next = await fetchPage(connection, pageCall, limits);
    if (next.events.length > 0 || !next.nextPageToken) return next;
    // The server's long poll ended without a new event.
    token = next.nextPageToken;
    return undefined;
  };
  const wait = beginWait(context.connection, call);
  const awaitPage = (): Promise<HistoryPage> =>
    mapErrors(
      () => pollUntil(wait, { method: 'GetWorkflowExecutionHistory', poll }),
      (error) => toServiceError(error, { fallback: 'Failed to get Workflow execution history', ...target }),
    );
  let token = nextPageToken;
  for (;;) {
    const polledAt = performance.now();
    const page = live ? await awaitPage() : await fetchPage(context.connection, call);
    if (page.events.length > 0) yield page;
    const before = token;
    token = page.nextPageToken;
    if (!token) return;
    if (!live) assertAdvances(before, token);
    // Events that the server has not stored yet may come again at once.
    else if (String(before) === String(token)) await pollPause(polledAt, call.signal);
  }
}

/**
 * All events of the present history; does not wait for new ones. All pages are of the run of the first,
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
  for await (const page of historyPages(context, target, call)) events.push(...page.events);
  return serializable(create(HistorySchema, { events }));
}
