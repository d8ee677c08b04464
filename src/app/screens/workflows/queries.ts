import { type CreateQueryOptions, keepPreviousData } from '@tanstack/svelte-query';
import type { WorkflowExecutionPage } from '../../../client/index.js';
import { visibilityQuery } from '../../format/status.js';
import type { Session } from '../../state/session.svelte.js';
import type { ListAddress } from './list-address.js';

/** Often enough to be called live, rare enough for a visibility store. */
const refreshEveryMs = 10_000;

export function workflowsQuery(
  session: Session,
  namespace: string,
  address: ListAddress,
  live: boolean,
): CreateQueryOptions<WorkflowExecutionPage> {
  const { pageSize, page, token } = address;
  const query = visibilityQuery(address.statuses, address.query);
  return {
    queryKey: [session.id, namespace, 'workflows', query, pageSize, token ? Array.from(token) : null],
    queryFn: ({ signal }) =>
      session.client(namespace).workflow.listPage({ query, pageSize, nextPageToken: token, signal }),
    placeholderData: keepPreviousData,
    // A later page is a place in the past; it does not change by itself.
    refetchInterval: live && page === 1 ? refreshEveryMs : false,
    staleTime: live ? 0 : Infinity,
    refetchOnMount: 'always',
    refetchOnWindowFocus: live && page === 1,
    structuralSharing: false,
  };
}

/** How many there are in all; asked for once, because counting is dear for some stores. */
export function countQuery(session: Session, namespace: string, address: ListAddress): CreateQueryOptions<number> {
  const query = visibilityQuery(address.statuses, address.query);
  return {
    queryKey: [session.id, namespace, 'count', query],
    queryFn: async ({ signal }) => (await session.client(namespace).workflow.count(query, { signal })).count,
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  };
}
