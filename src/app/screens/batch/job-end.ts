import type { CreateQueryOptions } from '@tanstack/svelte-query';
import type { HistoryEvent } from '../../../client/index.js';
import type { Session } from '../../state/session.svelte.js';

/** Why a job ended before it was done. */
export type JobEnd =
  | { readonly kind: 'stopped'; readonly by: string; readonly reason: string }
  | { readonly kind: 'failed'; readonly message: string };

/** Read from the last event of the execution behind the job; nothing when it is of another kind. */
export function jobEndOf({ attributes }: HistoryEvent): JobEnd | undefined {
  switch (attributes.case) {
    case 'workflowExecutionTerminatedEventAttributes':
      return { kind: 'stopped', by: attributes.value.identity, reason: attributes.value.reason };
    case 'workflowExecutionCanceledEventAttributes':
      return { kind: 'stopped', by: '', reason: '' };
    case 'workflowExecutionFailedEventAttributes':
      return { kind: 'failed', message: innermost(attributes.value.failure) };
    case 'workflowExecutionTimedOutEventAttributes':
      return { kind: 'failed', message: 'The job ran out of time.' };
    default:
      return undefined;
  }
}

interface FailureChain {
  message: string;
  cause?: FailureChain | undefined;
}

/** The failures around it only say that an Activity of the server failed. */
export function innermost(failure: FailureChain | undefined): string {
  let message = failure?.message ?? '';
  for (let inner = failure?.cause; inner; inner = inner.cause) message = inner.message || message;
  return message;
}

/** How a job ended that was not completed. */
export function jobEndQuery(
  session: Session,
  namespace: string,
  jobId: string,
  enabled: boolean,
): CreateQueryOptions<JobEnd | null> {
  return {
    queryKey: [session.id, namespace, 'batch', jobId, 'end'],
    queryFn: async ({ signal }) => {
      const handle = session.client(namespace).workflow.getHandle(jobId);
      let last: HistoryEvent | undefined;
      for await (const { events } of handle.history({ filter: 'CLOSE', signal })) last = events.at(-1) ?? last;
      return (last && jobEndOf(last)) ?? null;
    },
    enabled,
    staleTime: Infinity,
    structuralSharing: false,
  };
}
