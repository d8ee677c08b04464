import type { CreateQueryOptions } from '@tanstack/svelte-query';
import { isOpen } from '../../../live/status.js';
import type { Session } from '../../state/session.svelte.js';
import { runKey, type RunTarget } from './queries.js';

/** The newest run of a Workflow Id. */
export interface LatestRun {
  runId: string;
  status: string;
  open: boolean;
  startTime: Date;
}

/** Describe without a Run Id is exact, where a list would lag behind. */
export function latestRunQuery(
  session: Session,
  { namespace, workflowId }: RunTarget,
  enabled: boolean,
): CreateQueryOptions<LatestRun> {
  return {
    queryKey: [...runKey(session, { namespace, workflowId }), 'latest'],
    queryFn: async ({ signal }) => {
      const handle = session.client(namespace).workflow.getHandle(workflowId);
      const { runId, status, startTime } = await handle.describe({ signal });
      return { runId, status: status.name, open: isOpen(status.name), startTime };
    },
    enabled,
    refetchInterval: 30_000,
    staleTime: 5_000,
  };
}
