import type { CreateQueryOptions } from '@tanstack/svelte-query';
import type { Session } from '../../../state/session.svelte.js';

const mostListed = 200;

/** Names of the Worker Deployments of a Namespace. */
export function deploymentsQuery(session: Session, namespace: string): CreateQueryOptions<string[]> {
  return {
    queryKey: [session.id, namespace, 'deployments'],
    queryFn: async ({ signal }) => {
      const names: string[] = [];
      for await (const { name } of session.client(namespace).deployment.list({ signal })) {
        if (names.push(name) >= mostListed) break;
      }
      return names.sort((a, b) => a.localeCompare(b));
    },
    staleTime: 30_000,
  };
}

/** Build Ids of one deployment, newest first. */
export function versionsQuery(
  session: Session,
  namespace: string,
  deployment: string,
  known: readonly string[] | undefined,
): CreateQueryOptions<string[]> {
  return {
    queryKey: [session.id, namespace, 'deployments', deployment],
    queryFn: async ({ signal }) => {
      const { versions } = await session.client(namespace).deployment.describe(deployment, { signal });
      return versions
        .toSorted((a, b) => (b.createTime?.getTime() ?? 0) - (a.createTime?.getTime() ?? 0))
        .map(({ version }) => version.buildId);
    },
    // Half a name that is being typed is none.
    enabled: known?.includes(deployment) ?? false,
    staleTime: 30_000,
  };
}
