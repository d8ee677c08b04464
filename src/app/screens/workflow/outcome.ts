import { type FailureView, viewFailure } from '../../format/failure.js';
import type { WirePayload } from '../../format/payload.js';
import type { WorkflowServiceClient } from '../../state/session.svelte.js';

export type HistoryEvent = NonNullable<
  Awaited<ReturnType<WorkflowServiceClient['getWorkflowExecutionHistory']>>['history']
>['events'][number];

/** How a run ended, as its close event tells it. */
export type Outcome =
  | { kind: 'completed'; payloads: readonly WirePayload[]; nextRunId: string }
  | { kind: 'failed'; failure: FailureView | undefined; nextRunId: string }
  | { kind: 'cancelled'; payloads: readonly WirePayload[] }
  | { kind: 'terminated'; reason: string; identity: string; payloads: readonly WirePayload[] }
  | { kind: 'timed-out'; nextRunId: string }
  | { kind: 'continued'; nextRunId: string; payloads: readonly WirePayload[] };

/** Undefined for an event that closes nothing, or of a kind that is newer than this console. */
export function outcomeOf({ attributes }: HistoryEvent): Outcome | undefined {
  switch (attributes.case) {
    case 'workflowExecutionCompletedEventAttributes': {
      const { result, newExecutionRunId } = attributes.value;
      return { kind: 'completed', payloads: payloadsOf(result), nextRunId: newExecutionRunId };
    }
    case 'workflowExecutionFailedEventAttributes': {
      const { failure, newExecutionRunId } = attributes.value;
      return { kind: 'failed', failure: failure && viewFailure(failure), nextRunId: newExecutionRunId };
    }
    case 'workflowExecutionCanceledEventAttributes':
      return { kind: 'cancelled', payloads: payloadsOf(attributes.value.details) };
    case 'workflowExecutionTerminatedEventAttributes': {
      const { reason, identity, details } = attributes.value;
      return { kind: 'terminated', reason, identity, payloads: payloadsOf(details) };
    }
    case 'workflowExecutionTimedOutEventAttributes':
      return { kind: 'timed-out', nextRunId: attributes.value.newExecutionRunId };
    case 'workflowExecutionContinuedAsNewEventAttributes':
      return {
        kind: 'continued',
        nextRunId: attributes.value.newExecutionRunId,
        payloads: payloadsOf(attributes.value.input),
      };
    default:
      return undefined;
  }
}

/** The arguments in the first event of a run. */
export function inputOf({ attributes }: HistoryEvent): readonly WirePayload[] | undefined {
  return attributes.case === 'workflowExecutionStartedEventAttributes' ? payloadsOf(attributes.value.input) : undefined;
}

function payloadsOf(payloads: { payloads: WirePayload[] } | undefined): readonly WirePayload[] {
  return payloads?.payloads ?? [];
}
