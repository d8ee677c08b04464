/**
 * What is read from the server, each read once: its key, how long it stays good,
 * and the call. Keys start with the connection's id, so nothing outlives a change
 * of the connection.
 */
import type { CreateQueryOptions } from '@tanstack/svelte-query';
import { dateFrom } from './wire.js';
import type { Session } from './session.svelte.js';

export interface Health {
  serverVersion: string;
  latencyMs: number;
}

/** Whether the server answers, which version it is, and how long a small call takes. */
export function healthQuery(session: Session): CreateQueryOptions<Health> {
  return {
    queryKey: [session.id, 'health'],
    queryFn: async ({ signal }) => {
      const { connection } = session;
      const info = await connection.ensureConnected();
      const from = performance.now();
      await connection.checkHealth(undefined, { signal, timeoutMs: 8000 });
      return { serverVersion: info?.serverVersion ?? '', latencyMs: performance.now() - from };
    },
    refetchInterval: 30_000,
    staleTime: 15_000,
  };
}

const mostNamespaces = 1000;

/** Names of the Namespaces that this key may list, sorted; some servers list none. */
export function namespacesQuery(session: Session, enabled: boolean): CreateQueryOptions<string[]> {
  return {
    queryKey: [session.id, 'namespaces'],
    queryFn: async ({ signal }) => {
      const names: string[] = [];
      const namespaces = session.client(session.homeNamespace).namespaces;
      for await (const { name } of namespaces.list({ pageSize: 100, limit: mostNamespaces, signal })) names.push(name);
      return names.filter((name) => name !== 'temporal-system').sort((a, b) => a.localeCompare(b));
    },
    enabled,
    staleTime: 60_000,
  };
}

/** `TaskQueueType` of the API: which pollers of a Task Queue are meant. */
const workflowTasks = 1;

export interface Pollers {
  count: number;
  /** When one of them last asked for work; the server forgets a poller after five minutes. */
  lastSeen: Date | undefined;
}

/** Who polls a Task Queue for Workflow Tasks. */
export function pollersQuery(
  session: Session,
  namespace: string,
  taskQueue: string,
  enabled = true,
): CreateQueryOptions<Pollers> {
  return {
    queryKey: [session.id, namespace, 'pollers', taskQueue],
    queryFn: async ({ signal }) => {
      const { pollers } = await session.service.describeTaskQueue(
        { namespace, taskQueue: { name: taskQueue }, taskQueueType: workflowTasks },
        { signal },
      );
      const seen = pollers.flatMap(({ lastAccessTime }) => dateFrom(lastAccessTime)?.getTime() ?? []);
      return { count: pollers.length, lastSeen: seen.length > 0 ? new Date(Math.max(...seen)) : undefined };
    },
    enabled: enabled && taskQueue !== '',
    staleTime: 5_000,
    refetchInterval: ({ state }) => (state.data?.count === 0 ? 5_000 : 30_000),
  };
}
