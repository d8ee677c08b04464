import type { CreateInfiniteQueryOptions, CreateQueryOptions, InfiniteData, QueryKey } from '@tanstack/svelte-query';
import { isOpen } from '../../format/status.js';
import type { WorkflowExecutionDescription } from '../../../client/index.js';
import type { Session, WorkflowServiceClient } from '../../state/session.svelte.js';
import { type HistoryEvent, type Outcome, outcomeOf } from './outcome.js';

export interface RunTarget {
  namespace: string;
  workflowId: string;
  /** None: the newest run. */
  runId?: string | undefined;
}

/** `HistoryEventFilterType` of the API. */
const closeEventOnly = 2;
const eventsAPage = 100;

const runKey = ({ id }: Session, { namespace, workflowId, runId }: RunTarget) => [
  id,
  namespace,
  'run',
  workflowId,
  runId ?? null,
];

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

/** The first event never changes: the input, and the options of the start. */
export function firstEventQuery(session: Session, target: RunTarget): CreateQueryOptions<HistoryEvent | null> {
  return {
    queryKey: [...runKey(session, target), 'first'],
    queryFn: async ({ signal }) => {
      const { namespace, workflowId, runId = '' } = target;
      const request = { namespace, execution: { workflowId, runId }, maximumPageSize: 1 };
      const { history } = await session.service.getWorkflowExecutionHistory(request, { signal, timeoutMs: 20_000 });
      return history?.events[0] ?? null;
    },
    staleTime: Infinity,
    structuralSharing: false,
  };
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

type EventPage = Awaited<ReturnType<WorkflowServiceClient['getWorkflowExecutionHistoryReverse']>>;

/** Events from the newest, page by page. */
export function eventsQuery(
  session: Session,
  target: RunTarget,
  historyLength: number,
): CreateInfiniteQueryOptions<EventPage, Error, InfiniteData<EventPage>, QueryKey, Uint8Array> {
  return {
    queryKey: [...runKey(session, target), 'events'],
    queryFn: ({ signal, pageParam: nextPageToken }) => {
      const { namespace, workflowId, runId = '' } = target;
      return session.service.getWorkflowExecutionHistoryReverse(
        { namespace, execution: { workflowId, runId }, maximumPageSize: eventsAPage, nextPageToken },
        { signal, timeoutMs: 20_000 },
      );
    },
    initialPageParam: new Uint8Array(),
    getNextPageParam: ({ nextPageToken }) => (nextPageToken.length > 0 ? nextPageToken : undefined),
    enabled: target.runId !== undefined && historyLength > 0,
    staleTime: Infinity,
    structuralSharing: false,
  };
}

/** What the workflow says of itself: its handlers, and details for people. Needs a worker. */
export interface WorkflowMetadata {
  currentDetails: string;
  signals: readonly Handler[];
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
    definition?: { signalDefinitions?: unknown; queryDefinitions?: unknown };
    currentDetails?: unknown;
  };
  return {
    currentDetails: typeof currentDetails === 'string' ? currentDetails : '',
    signals: readHandlers(definition?.signalDefinitions),
    queries: readHandlers(definition?.queryDefinitions),
  };
}

function readHandlers(definitions: unknown): Handler[] {
  if (!Array.isArray(definitions)) return [];
  return (definitions as Partial<Handler>[]).flatMap(({ name, description }) =>
    typeof name === 'string' && name ? [{ name, description: typeof description === 'string' ? description : '' }] : [],
  );
}
