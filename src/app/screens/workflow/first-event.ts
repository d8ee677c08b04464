import type { CreateQueryOptions } from '@tanstack/svelte-query';
import { createWorkflowService } from '../../../client/service/index.js';
import type { Session } from '../../state/session.svelte.js';
import type { HistoryEvent } from './outcome.js';
import { runKey, type RunTarget } from './queries.js';

/**
 * The first event never changes: the input, and the options of the start. The raw RPCs come with the page here: loaded
 * only when they are first called, they would make this wait while describe is on its way.
 */
export function firstEventQuery(session: Session, target: RunTarget): CreateQueryOptions<HistoryEvent | null> {
  return {
    queryKey: [...runKey(session, target), 'first'],
    queryFn: async ({ signal }) => {
      const service = createWorkflowService(session.connection);
      const { namespace, workflowId, runId = '' } = target;
      const request = { namespace, execution: { workflowId, runId }, maximumPageSize: 1 };
      const { history } = await service.getWorkflowExecutionHistory(request, { signal, timeoutMs: 20_000 });
      return history?.events[0] ?? null;
    },
    staleTime: Infinity,
    structuralSharing: false,
  };
}
