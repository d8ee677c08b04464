import type { HistoryEvent, WorkflowExecutionDescription } from '../../../../client/index.js';
import { href } from '../../../state/routes.js';

/** Something elsewhere that this run has to do with: who called it, or what it is to tell when it ends. */
export interface Relation {
  label: string;
  text: string;
  href?: string | undefined;
}

type Link = HistoryEvent['links'][number];

/** Where a link of an event leads in this console; kinds without a page of ours stay text. */
export function linkRelation({ variant }: Link): Relation | undefined {
  switch (variant.case) {
    case 'workflowEvent': {
      const { namespace, workflowId, runId, reference } = variant.value;
      const event = reference.case === 'eventRef' ? String(reference.value.eventId) : undefined;
      return {
        label: 'workflow',
        text: event ? `${workflowId} · ${event}` : workflowId,
        href: href('workflow', { namespace, workflowId, runId }, { event }),
      };
    }
    case 'workflow': {
      const { namespace, workflowId, runId } = variant.value;
      return { label: 'workflow', text: workflowId, href: href('workflow', { namespace, workflowId, runId }) };
    }
    case 'batchJob':
      return { label: 'batch', text: variant.value.jobId };
    case 'activity':
      return { label: 'activity', text: variant.value.activityId };
    case 'nexusOperation':
      return { label: 'nexus', text: variant.value.operationId };
    default:
      return undefined;
  }
}

/** The Schedule that started a run; the server keeps its id in a search attribute. */
export function scheduleOf(info: WorkflowExecutionDescription): string | undefined {
  const value = info.typedSearchAttributes.getAll().find(({ key }) => key.name === 'TemporalScheduledById')?.value;
  return typeof value === 'string' ? value : undefined;
}

/** `CallbackState` of the API. */
const callbackStates = ['', 'standby', 'scheduled', 'backingOff', 'failed', 'succeeded', 'blocked'] as const;

export type CallbackState = Exclude<(typeof callbackStates)[number], ''>;

export interface CallbackRow {
  url: string;
  state: CallbackState | undefined;
  attempt: number;
  failure: string;
}

/** What is called once the run ends. */
export function callbacksOf(info: WorkflowExecutionDescription): CallbackRow[] {
  return info.raw.callbacks.map(({ callback, state, attempt, lastAttemptFailure, blockedReason }) => ({
    url: callback?.variant.case === 'nexus' ? callback.variant.value.url : '',
    state: callbackStates[state] || undefined,
    attempt,
    failure: lastAttemptFailure?.message || blockedReason,
  }));
}
