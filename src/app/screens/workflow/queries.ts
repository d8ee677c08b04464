import type { CreateQueryOptions, QueryClient } from '@tanstack/svelte-query';
import { isOpen } from '../../../live/status.js';
import type { WorkflowExecutionDescription } from '../../../client/index.js';
import type { Session } from '../../state/session.svelte.js';
import { type Outcome, outcomeOf } from './outcome.js';

export interface RunTarget {
  namespace: string;
  workflowId: string;
  /** None: the newest run. */
  runId?: string | undefined;
}

/** `HistoryEventFilterType` of the API. */
const closeEventOnly = 2;

/** What every query of one run begins with. */
export function runKey({ id }: Session, { namespace, workflowId, runId }: RunTarget): readonly unknown[] {
  return [id, namespace, 'run', workflowId, runId ?? null];
}

/**
 * Describes all runs of the Workflow Id again: what is done to one may be told by another, as a reset is. Marks their
 * answers as old, since a question that is left behind with its page would leave the answer before it.
 */
export function renewDescriptions(queries: QueryClient, session: Session, target: RunTarget): void {
  const queryKey = runKey(session, target).slice(0, -1);
  void queries.invalidateQueries({ queryKey, predicate: (query) => query.queryKey.at(-1) === 'describe' });
}

/** Changes quickly just after the start, slowly later; what ends it is waited for by itself. */
export function describeQuery(session: Session, target: RunTarget): CreateQueryOptions<WorkflowExecutionDescription> {
  return {
    queryKey: [...runKey(session, target), 'describe'],
    queryFn: ({ signal }) =>
      session.client(target.namespace).with({ signal }).workflow.getHandle(target.workflowId, target.runId).describe(),
    refetchInterval: ({ state: { data } }) => (data && isOpen(data.status.name) ? pace(data) : false),
    structuralSharing: false,
  };
}

function pace({ startTime }: WorkflowExecutionDescription): number {
  const age = Date.now() - startTime.getTime();
  if (age < 15_000) return 1_000;
  return age < 120_000 ? 3_000 : 10_000;
}

/** How the run ended. Asked for once it is closed; the payloads are shown as they are on the wire. */
export function outcomeQuery(
  session: Session,
  target: RunTarget,
  enabled: boolean,
): CreateQueryOptions<Outcome | null> {
  return {
    queryKey: [...runKey(session, target), 'outcome'],
    queryFn: async ({ signal }) => {
      const { namespace, workflowId, runId = '' } = target;
      const { history } = await session.service.getWorkflowExecutionHistory(
        { namespace, execution: { workflowId, runId }, historyEventFilterType: closeEventOnly },
        { signal, timeoutMs: 20_000 },
      );
      const event = history?.events.at(-1);
      return (event && outcomeOf(event)) ?? null;
    },
    enabled: enabled && target.runId !== undefined,
    staleTime: Infinity,
    structuralSharing: false,
  };
}

/** What the workflow says of itself: its handlers, and details for people. Needs a worker. */
export interface WorkflowMetadata {
  currentDetails: string;
  signals: readonly Handler[];
  updates: readonly Handler[];
  queries: readonly Handler[];
}

export interface Handler {
  name: string;
  description: string;
}

export function metadataQuery(
  session: Session,
  target: RunTarget,
  enabled: boolean,
): CreateQueryOptions<WorkflowMetadata> {
  return {
    queryKey: [...runKey(session, target), 'metadata'],
    queryFn: async ({ signal }) => {
      const { namespace, workflowId, runId } = target;
      const client = session.client(namespace).with({ signal, timeoutMs: 10_000 });
      const metadata = await client.workflow.getHandle(workflowId, runId).query('__temporal_workflow_metadata');
      return readMetadata(metadata);
    },
    enabled: enabled && target.runId !== undefined,
    staleTime: 5_000,
    refetchOnWindowFocus: false,
  };
}

/** JSON form of `temporal.api.sdk.v1.WorkflowMetadata`, read with care: any worker may have written it. */
function readMetadata(metadata: unknown): WorkflowMetadata {
  const { definition, currentDetails } = (metadata ?? {}) as {
    definition?: { signalDefinitions?: unknown; updateDefinitions?: unknown; queryDefinitions?: unknown };
    currentDetails?: unknown;
  };
  return {
    currentDetails: typeof currentDetails === 'string' ? currentDetails : '',
    signals: readHandlers(definition?.signalDefinitions),
    updates: readHandlers(definition?.updateDefinitions),
    queries: readHandlers(definition?.queryDefinitions),
  };
}

function readHandlers(definitions: unknown): Handler[] {
  if (!Array.isArray(definitions)) return [];
  return (definitions as Partial<Handler>[]).flatMap(({ name, description }) =>
    typeof name === 'string' && name ? [{ name, description: typeof description === 'string' ? description : '' }] : [],
  );
}
