import { grpcErrorOf, UnsupportedError, type WorkflowExecutionInfo } from '../../../client/index.js';
import { href } from '../../state/routes.js';
import type { Session } from '../../state/session.svelte.js';
import type { Hit } from '../find-execution.js';

/** Visibility knows nothing of Activities, so running executions are asked one by one; no more of them than this. */
const mostExecutions = 50;
/** Connections of a browser are few, and other people use the server too. */
const concurrency = 5;

export interface ActivitySearch {
  hits: Hit[];
  /** How many running executions were asked. */
  asked: number;
}

/**
 * Activities with an id: a standalone one, and those that wait or run in the newest running executions.
 *
 * @param onprogress hears how many of how many executions were asked
 */
export async function findActivities(
  session: Session,
  namespace: string,
  activityId: string,
  signal: AbortSignal,
  onprogress: (asked: number, of: number, hits: readonly Hit[]) => void,
): Promise<ActivitySearch> {
  const hits = await standalone(session, namespace, activityId, signal);
  const { items } = await session
    .client(namespace)
    .workflow.listPage({ query: 'ExecutionStatus = "Running"', pageSize: mostExecutions, signal });
  let asked = 0;
  onprogress(asked, items.length, hits);
  const rest = items.values();
  const work = async (): Promise<void> => {
    // One iterator for all: each takes the next execution.
    for (const execution of rest) {
      hits.push(...(await pendingIn(session, namespace, execution, activityId, signal)));
      onprogress(++asked, items.length, hits);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return { hits, asked };
}

async function pendingIn(
  session: Session,
  namespace: string,
  { workflowId, runId }: WorkflowExecutionInfo,
  activityId: string,
  signal: AbortSignal,
): Promise<Hit[]> {
  try {
    const { raw, status } = await session.client(namespace).workflow.getHandle(workflowId, runId).describe({ signal });
    return raw.pendingActivities
      .filter((activity) => activity.activityId === activityId)
      .map(({ activityType }) => ({
        id: `activity ${runId}`,
        kind: 'activity',
        workflowId,
        type: activityType?.name ?? '',
        status: status.name,
        href: href('workflow', { namespace, workflowId, runId }, { tab: 'pending' }),
      }));
  } catch (error) {
    // It may have been deleted since it was listed.
    if (grpcErrorOf(error)?.code === notFound) return [];
    throw error;
  }
}

const notFound = 5;
/** NOT_FOUND, INVALID_ARGUMENT, PERMISSION_DENIED, UNIMPLEMENTED: there is none, or none to be seen. */
const meansNone = new Set([notFound, 3, 7, 12]);

async function standalone(
  session: Session,
  namespace: string,
  activityId: string,
  signal: AbortSignal,
): Promise<Hit[]> {
  try {
    const { activityType, status } = await session
      .client(namespace)
      .activity.getHandle(activityId)
      .describe({ signal });
    return [
      {
        id: 'standalone',
        kind: 'standalone',
        workflowId: '',
        type: activityType,
        status: status ?? '',
        href: undefined,
      },
    ];
  } catch (error) {
    // Servers before 1.30 have no standalone Activities.
    if (error instanceof UnsupportedError || meansNone.has(grpcErrorOf(error)?.code ?? -1)) return [];
    throw error;
  }
}
