import { grpcErrorOf, WorkflowNotFoundError } from '../../client/index.js';
import { quoted } from '../format/ids.js';
import { href } from '../state/routes.js';
import type { Session } from '../state/session.svelte.js';
import { type PastedText, readPasted } from './search/pasted-text.js';

/** Something that a pasted text means. */
export interface Hit {
  /** Unique among the hits of one search. */
  id: string;
  /** What was found by the text: a Workflow Id, a Run Id, an Activity Id. */
  kind: 'workflow' | 'run' | 'activity' | 'standalone';
  workflowId: string;
  /** Workflow Type, or of an Activity its type. */
  type: string;
  status: string;
  /** None: the console has no page for it. */
  href: string | undefined;
}

const invalidArgument = 3;

/**
 * The executions that a text means. A Workflow Id is looked up exactly (Describe), a Run Id by visibility, because no
 * RPC finds a run without its Workflow Id.
 */
export async function findExecutions(
  session: Session,
  namespace: string,
  { executions, runIds }: Pick<PastedText, 'executions' | 'runIds'>,
  signal: AbortSignal,
): Promise<Hit[]> {
  const { workflow } = session.client(namespace);
  const describe = async ({ workflowId, runId }: { workflowId: string; runId?: string }): Promise<Hit[]> => {
    try {
      const { type, status } = await workflow.getHandle(workflowId, runId).describe({ signal });
      const found = { id: `workflow ${workflowId}`, kind: 'workflow', workflowId, type, status: status.name } as const;
      // Without a Run Id in the text, the newest run is meant, also tomorrow.
      return [{ ...found, href: href('workflow', { namespace, workflowId, runId }) }];
    } catch (error) {
      const isUnknown = error instanceof WorkflowNotFoundError || grpcErrorOf(error)?.code === invalidArgument;
      if (!isUnknown) throw error;
      return [];
    }
  };
  const ofRuns = async (): Promise<Hit[]> => {
    if (runIds.length === 0) return [];
    const query = `RunId IN (${runIds.map(quoted).join(', ')})`;
    const { items } = await workflow.listPage({ query, pageSize: runIds.length, signal });
    return items.map(({ workflowId, runId, type, status }) => ({
      id: `run ${runId}`,
      kind: 'run',
      workflowId,
      type,
      status: status.name,
      href: href('workflow', { namespace, workflowId, runId }),
    }));
  };
  const [ofIds, ofRunIds] = await Promise.all([
    Promise.all(executions.map(describe)).then((hits) => hits.flat()),
    settled(ofRuns()),
  ]);
  if (ofIds.length === 0 && ofRunIds.status === 'rejected') throw ofRunIds.reason;
  const runs = ofRunIds.status === 'fulfilled' ? ofRunIds.value : [];
  // `--workflow-id a --run-id b` names one run, not two things.
  return [...ofIds, ...runs.filter((run) => !ofIds.some((hit) => hit.workflowId === run.workflowId))];
}

/** An error of one way to look is none as long as another way finds something. */
async function settled<T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [result] = await Promise.allSettled([promise]);
  return result;
}

/**
 * Where a pasted text leads, if it leads to one place: a link, a Workflow Id, a Run Id.
 *
 * @returns the hash to go to; undefined when nothing has this id, or several things
 */
export async function findExecution(
  session: Session,
  namespace: string,
  text: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const pasted = readPasted(text);
  if (pasted.link) return pasted.link;
  const hits = await findExecutions(session, namespace, pasted, signal);
  return hits.length === 1 ? hits[0]?.href : undefined;
}
