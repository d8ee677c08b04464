import type { HistoryEvent } from '../../client/index.js';
import type { KnownStatus } from '../../live/status.js';
import { dateFrom } from '../../live/wire.js';
import type { EventBuffer } from '../../live/event-buffer.js';

/** What a history itself tells of its run. */
export interface RunFacts {
  type: string;
  workflowId: string;
  runId: string;
  taskQueue: string;
  status: KnownStatus;
  startTime: Date | undefined;
  closeTime: Date | undefined;
  first: HistoryEvent | undefined;
  /** The event that closed it. */
  close: HistoryEvent | undefined;
}

const closes: Record<string, KnownStatus> = {
  workflowExecutionCompletedEventAttributes: 'COMPLETED',
  workflowExecutionFailedEventAttributes: 'FAILED',
  workflowExecutionTimedOutEventAttributes: 'TIMED_OUT',
  workflowExecutionCanceledEventAttributes: 'CANCELLED',
  workflowExecutionTerminatedEventAttributes: 'TERMINATED',
  workflowExecutionContinuedAsNewEventAttributes: 'CONTINUED_AS_NEW',
};

/** Type, ids and status from the first event and the last; empty texts for what older servers did not write. */
export function runFacts(buffer: EventBuffer): RunFacts {
  const first = buffer.get(1);
  const last = buffer.get(buffer.lastId);
  const status = closes[last?.attributes.case ?? ''];
  const started =
    first?.attributes.case === 'workflowExecutionStartedEventAttributes' ? first.attributes.value : undefined;
  return {
    type: started?.workflowType?.name ?? '',
    workflowId: started?.workflowId ?? '',
    runId: started?.originalExecutionRunId ?? '',
    taskQueue: started?.taskQueue?.name ?? '',
    status: status ?? 'RUNNING',
    startTime: dateFrom(first?.eventTime),
    closeTime: status ? dateFrom(last?.eventTime) : undefined,
    first,
    close: status ? last : undefined,
  };
}
