import type { CreateQueryOptions } from '@tanstack/svelte-query';
import { where, type WorkflowExecutionInfo } from '../../../../client/index.js';
import { quoted } from '../../../format/ids.js';
import type { Session } from '../../../state/session.svelte.js';

/** More rows than anybody reads; beyond it, only parent and children are shown. */
export const mostRelatives = 5_000;

export interface Family {
  executions: readonly WorkflowExecutionInfo[];
  /** How many there are in all, when that is more than were loaded. */
  beyond: number | undefined;
}

export interface FamilyTarget {
  namespace: string;
  workflowId: string;
  runId: string;
  root: { workflowId: string; runId: string };
}

/** The execution at the top and all below it; of a very large family, those that the run itself started. */
export function familyQuery(session: Session, target: FamilyTarget, live: boolean): CreateQueryOptions<Family> {
  const { namespace, workflowId, runId, root } = target;
  return {
    queryKey: [session.id, namespace, 'family', root.workflowId, root.runId, runId],
    queryFn: async ({ signal }) => {
      const { workflow } = session.client(namespace).with({ signal });
      const all = `RootWorkflowId = ${quoted(root.workflowId)} AND RootRunId = ${quoted(root.runId)}`;
      const { count } = await workflow.count(all);
      const children = `ParentWorkflowId = ${quoted(workflowId)} AND ParentRunId = ${quoted(runId)}`;
      const query = count > mostRelatives ? children : all;
      const executions: WorkflowExecutionInfo[] = [];
      for await (const info of workflow.list({ query, pageSize: 1000, limit: mostRelatives })) executions.push(info);
      return { executions, beyond: count > mostRelatives ? count : undefined };
    },
    refetchInterval: live ? 15_000 : false,
    staleTime: 5_000,
    structuralSharing: false,
  };
}

/** Newest runs of a Workflow Id, whatever made them: retries, cron, continue-as-new, resets, new starts. */
export function runsQuery(
  session: Session,
  namespace: string,
  workflowId: string,
  live: boolean,
): CreateQueryOptions<readonly WorkflowExecutionInfo[]> {
  return {
    queryKey: [session.id, namespace, 'runs', workflowId],
    queryFn: async ({ signal }) => {
      const { workflow } = session.client(namespace).with({ signal });
      const { items } = await workflow.listPage({ query: where('WorkflowId', '=', workflowId), pageSize: 100 });
      return items;
    },
    refetchInterval: live ? 15_000 : false,
    staleTime: 5_000,
    structuralSharing: false,
  };
}
