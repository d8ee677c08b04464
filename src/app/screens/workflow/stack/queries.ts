import type { CreateQueryOptions } from '@tanstack/svelte-query';
import type { Session } from '../../../state/session.svelte.js';
import type { RunTarget } from '../queries.js';

export interface StackAnswer {
  text: string;
  at: Date;
}

/** `__stack_trace`, which every SDK answers while a worker has the Workflow. Asked for when it is looked at, not before. */
export function stackQuery(session: Session, target: RunTarget, live: boolean): CreateQueryOptions<StackAnswer> {
  const { namespace, workflowId, runId } = target;
  return {
    queryKey: [session.id, namespace, 'run', workflowId, runId ?? null, 'stack'],
    queryFn: async ({ signal }) => {
      const client = session.client(namespace).with({ signal, timeoutMs: 15_000 });
      const answer = await client.workflow.getHandle(workflowId, runId).query('__stack_trace');
      return { text: typeof answer === 'string' ? answer : JSON.stringify(answer, null, 2), at: new Date() };
    },
    enabled: runId !== undefined,
    // A query is a task for the worker: no more of them than somebody wants to see.
    staleTime: Infinity,
    refetchInterval: live ? 5_000 : false,
    refetchOnWindowFocus: false,
  };
}
