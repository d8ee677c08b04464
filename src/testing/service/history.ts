/** GetWorkflowExecutionHistory, forwards, backwards, and held until something happens. */
import { create } from '@bufbuild/protobuf';
import type { HandlerContext } from '@connectrpc/connect';
import { HistoryEventFilterType } from '../../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import { ContinueAsNewInitiator, EventType, type HistoryEvent, HistoryEventSchema } from '../engine/api.js';
import type { Engine } from '../engine/engine.js';
import { invalid } from '../engine/refusals.js';
import type { WorkflowRun } from '../engine/run.js';
import type { WorkflowServiceHandlers } from './handlers.js';
import type { LongPolls } from './long-polls.js';

/** Events of a page, at most. */
const pageLimit = 256;

export function historyHandlers(engine: Engine, polls: LongPolls): WorkflowServiceHandlers {
  return {
    getWorkflowExecutionHistory: async (request, context) => {
      const { next, runId } = readToken(request.nextPageToken) ?? { next: 0, runId: undefined };
      const { workflowId = '' } = request.execution ?? {};
      const run = engine.require(request.namespace, {
        workflowId,
        runId: runId ?? request.execution?.runId ?? '',
      });
      const { signal } = context;
      if (request.historyEventFilterType === HistoryEventFilterType.CLOSE_EVENT) {
        if (request.waitNewEvent) await polls.until(run.changed, () => !run.isOpen, signal);
        const { closeEvent } = run;
        const again = closeEvent || !request.waitNewEvent ? noToken : token({ runId: run.runId, next });
        return { history: { events: closeEvent ? [forCaller(closeEvent, run, context)] : [] }, nextPageToken: again };
      }
      if (request.waitNewEvent) {
        await polls.until(run.changed, () => run.events.length > next || !run.isOpen, signal);
      }
      const size = pageSize(request.maximumPageSize);
      const events = run.events.slice(next, next + size);
      const end = next + events.length;
      const isMore = end < run.events.length || (request.waitNewEvent && run.isOpen);
      return { history: { events }, nextPageToken: isMore ? token({ runId: run.runId, next: end }) : noToken };
    },
    getWorkflowExecutionHistoryReverse: (request) => {
      const from = readToken(request.nextPageToken);
      const { workflowId = '' } = request.execution ?? {};
      const run = engine.require(request.namespace, {
        workflowId,
        runId: from?.runId ?? request.execution?.runId ?? '',
      });
      const end = from?.next ?? run.events.length;
      const start = Math.max(0, end - pageSize(request.maximumPageSize));
      return {
        history: { events: run.events.slice(start, end).reverse() },
        nextPageToken: start > 0 ? token({ runId: run.runId, next: start }) : noToken,
      };
    },
  };
}

/**
 * Who does not say that it follows the next run by the close event is told that the run continued as new, as all servers do.
 */
function forCaller(event: HistoryEvent, run: WorkflowRun, { requestHeader }: HandlerContext): HistoryEvent {
  const features = requestHeader.get('supported-features') ?? '';
  const { attributes } = event;
  if (features.includes('follows-next-run-id') || !('value' in attributes) || !attributes.value) return event;
  const newExecutionRunId = 'newExecutionRunId' in attributes.value ? attributes.value.newExecutionRunId : '';
  if (!newExecutionRunId || attributes.case === 'workflowExecutionContinuedAsNewEventAttributes') return event;
  const { workflowType, taskQueue } = run.started;
  const { eventId, eventTime, taskId } = event;
  return create(HistoryEventSchema, {
    eventId,
    taskId,
    ...(eventTime && { eventTime }),
    eventType: EventType.WORKFLOW_EXECUTION_CONTINUED_AS_NEW,
    attributes: {
      case: 'workflowExecutionContinuedAsNewEventAttributes',
      value: {
        newExecutionRunId,
        ...(workflowType && { workflowType }),
        ...(taskQueue && { taskQueue }),
        initiator: ContinueAsNewInitiator.RETRY,
      },
    },
  });
}

const noToken = new Uint8Array();

function pageSize(wanted: number): number {
  return wanted > 0 ? Math.min(wanted, pageLimit) : pageLimit;
}

interface HistoryToken {
  readonly runId: string;
  /** Index of the first event that is still to come; backwards, the one after the last. */
  readonly next: number;
}

function token(value: HistoryToken): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}

/** @throws INVALID_ARGUMENT */
function readToken(bytes: Uint8Array): HistoryToken | undefined {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as HistoryToken;
  } catch {
    throw invalid('Invalid NextPageToken.');
  }
}
