import { type CreateQueryOptions, keepPreviousData } from '@tanstack/svelte-query';
import {
  countsByStatus,
  grpcErrorOf,
  type WorkflowExecutionInfo,
  type WorkflowExecutionPage,
  type WorkflowExecutionStatusName,
} from '../../../client/index.js';
import { quoted } from '../../format/ids.js';
import { refetchOnReturn } from '../../state/refetch.js';
import { sentQuery } from '../../state/sent-query.js';
import type { Session } from '../../state/session.svelte.js';
import { wholeQuery } from './filter/whole-query.js';
import type { ListAddress } from './list-address.js';
import { withoutClause } from './query-parts.js';
import { countPace, refreshPace } from './refresh-pace.js';

/** A part of a list that refreshes by itself, or does not. */
interface Liveness {
  live: boolean;
  everyMs: number;
}

export function workflowsQuery(
  session: Session,
  namespace: string,
  address: ListAddress,
  { live, everyMs }: Liveness,
): CreateQueryOptions<WorkflowExecutionPage> {
  const { pageSize, page, token } = address;
  const query = wholeQuery(address);
  // A later page is a place in the past: nothing new comes to it.
  const changes = live && page === 1;
  return {
    queryKey: [session.id, namespace, 'workflows', query, pageSize, token ? Array.from(token) : null],
    queryFn: async ({ signal }) => {
      const sent = await sentQuery(query);
      return session.client(namespace).workflow.listPage({ query: sent, pageSize, nextPageToken: token, signal });
    },
    placeholderData: keepPreviousData,
    refetchInterval: changes ? ({ state }) => refreshPace(state, everyMs) : false,
    staleTime: live ? 0 : Infinity,
    refetchOnMount: 'always',
    refetchOnWindowFocus: changes,
    refetchOnReconnect: refetchOnReturn(changes),
    structuralSharing: false,
  };
}

/** How many match the typed query, whatever their status. */
export interface StatusCounts {
  total: number;
  /** None from servers that do not group. */
  byStatus: Partial<Record<WorkflowExecutionStatusName, number>> | undefined;
}

const invalidArgument = 3;

/** Counts by status in one call; a total only where the server cannot group. */
export function countsQuery(
  session: Session,
  namespace: string,
  address: ListAddress,
  { enabled, live }: { enabled: boolean; live: boolean },
): CreateQueryOptions<StatusCounts> {
  const query = withoutClause(address.query);
  return {
    queryKey: [session.id, namespace, 'counts', query],
    queryFn: async ({ signal }) => {
      const { workflow } = session.client(namespace);
      const sent = await sentQuery(query);
      try {
        const counted = await workflow.count(`${sent} GROUP BY ExecutionStatus`.trim(), { signal });
        return { total: counted.count, byStatus: countsByStatus(counted) };
      } catch (error) {
        if (grpcErrorOf(error)?.code !== invalidArgument) throw error;
        return { total: (await workflow.count(sent, { signal })).count, byStatus: undefined };
      }
    },
    enabled,
    refetchInterval: live ? ({ state }) => countPace(state) : false,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
    structuralSharing: false,
  };
}

/** As many as fit into one query without making it long. */
const mostRuns = 100;

/**
 * What has become of runs that no answer of the list holds any more: they stand on a later page, or no longer match.
 *
 * @param runIds asked for at each call, because people scroll
 */
export function newsQuery(
  session: Session,
  namespace: string,
  runIds: () => readonly string[],
  { live, everyMs, enabled }: Liveness & { enabled: boolean },
): CreateQueryOptions<readonly WorkflowExecutionInfo[]> {
  return {
    queryKey: [session.id, namespace, 'workflows', 'news'],
    queryFn: async ({ signal }) => {
      const asked = runIds().slice(0, mostRuns);
      if (asked.length === 0) return [];
      const query = `RunId IN (${asked.map(quoted).join(', ')})`;
      return (await session.client(namespace).workflow.listPage({ query, pageSize: asked.length, signal })).items;
    },
    enabled: enabled && live,
    refetchInterval: ({ state }) => refreshPace(state, everyMs),
    // The rows on screen are as new as the list; the first news are due one interval later.
    initialData: [],
    staleTime: everyMs,
    gcTime: 0,
    structuralSharing: false,
  };
}
