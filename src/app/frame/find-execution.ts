import { looksLikeRunId, quoted } from '../format/ids.js';
import { grpcErrorOf, WorkflowNotFoundError } from '../../client/index.js';
import { href, parseHash } from '../state/routes.js';
import type { Session } from '../state/session.svelte.js';

/**
 * Where a pasted text leads: a link of this console or of the official UI, a
 * Workflow Id, or a Run Id. A Workflow Id is looked up exactly (Describe), a Run
 * Id by visibility, because no RPC finds a run without its Workflow Id.
 *
 * @returns the hash to go to; undefined when nothing has this id
 */
export async function findExecution(
  session: Session,
  namespace: string,
  text: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const link = linkIn(text);
  if (link) return link;
  const client = session.client(namespace).with({ signal });
  try {
    await client.workflow.getHandle(text).describe();
    return href('workflow', { namespace, workflowId: text });
  } catch (error) {
    const isUnknown = error instanceof WorkflowNotFoundError || grpcErrorOf(error)?.code === 3;
    if (!isUnknown) throw error;
  }
  if (!looksLikeRunId(text)) return undefined;
  const { items: executions } = await client.workflow.listPage({ query: `RunId = ${quoted(text)}`, pageSize: 1 });
  const [found] = executions;
  return found && href('workflow', { namespace, workflowId: found.workflowId, runId: found.runId });
}

/** The run page for a pasted link: `…/namespaces/NS/workflows/ID[/RUN[/history]]`, with or without a host. */
function linkIn(text: string): string | undefined {
  const [, path] = /(\/namespaces\/[^/?#\s]+\/workflows\/[^/?#\s]+(?:\/[^/?#\s]+)?)/.exec(text) ?? [];
  if (!path) return undefined;
  const route = parseHash(`#${path}`);
  return route.name === 'workflow' ? href('workflow', route.params) : undefined;
}
