/**
 * What is read from the server, each read once: its key, how long it stays good,
 * and the call. Keys start with the connection's id, so nothing outlives a change
 * of the connection.
 */
import type { CreateQueryOptions } from '@tanstack/svelte-query';
import type { SearchAttributeType } from '../../client/index.js';
import { dateFrom } from '../../live/wire.js';
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
      const pinned = session.profiles.config.namespaces;
      const others = names.filter((name) => name !== 'temporal-system' && !pinned.includes(name));
      return [...pinned, ...others.sort((a, b) => a.localeCompare(b))];
    },
    enabled,
    staleTime: 60_000,
  };
}

/** `TaskQueueType` of the API: which pollers of a Task Queue are meant. */
const workflowTasks = 1;

/** One worker that asks a Task Queue for work. */
export interface Poller {
  identity: string;
  /** `deployment:build`; empty for a worker without versioning. */
  version: string;
  lastSeen: Date | undefined;
}

export interface Pollers {
  count: number;
  /** The most recently seen first. */
  workers: readonly Poller[];
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
      const workers = pollers
        .map(({ identity, lastAccessTime, deploymentOptions }) => ({
          identity,
          version: versionText(deploymentOptions),
          lastSeen: dateFrom(lastAccessTime),
        }))
        .sort((a, b) => (b.lastSeen?.getTime() ?? 0) - (a.lastSeen?.getTime() ?? 0));
      return { count: workers.length, workers, lastSeen: workers[0]?.lastSeen };
    },
    enabled: enabled && taskQueue !== '',
    staleTime: 5_000,
    refetchInterval: ({ state }) => (state.data?.count === 0 ? 5_000 : 30_000),
  };
}

/** Of a worker that takes part in versioning: the others have a build id too, made up by the SDK. */
function versionText(options: { deploymentName: string; buildId: string } | undefined): string {
  return options?.deploymentName ? `${options.deploymentName}:${options.buildId}` : '';
}

/** A search attribute of a Namespace. */
export interface NamedSearchAttribute {
  name: string;
  type: SearchAttributeType;
  /** Every Namespace has it and the server keeps it; the others were added and are set by Workflows. */
  isSystem: boolean;
}

/**
 * The search attributes of a Namespace, custom ones first, each part by name. Fails where the server has no
 * OperatorService or the key lacks the right: then only those are known that executions on screen have.
 */
export function searchAttributesQuery(
  session: Session,
  namespace: string,
  enabled = true,
): CreateQueryOptions<NamedSearchAttribute[]> {
  return {
    queryKey: [session.id, namespace, 'searchAttributes'],
    queryFn: async ({ signal }) => {
      const list = await session.client(namespace).operator.listSearchAttributes({ signal });
      const named = (types: Readonly<Record<string, SearchAttributeType>>, isSystem: boolean) =>
        Object.entries(types)
          .map(([name, type]) => ({ name, type, isSystem }))
          .sort((a, b) => a.name.localeCompare(b.name));
      return [...named(list.customAttributes, false), ...named(list.systemAttributes, true)];
    },
    enabled,
    // They are added rarely, and by somebody who reloads then.
    staleTime: 5 * 60_000,
    refetchOnWindowFocus: false,
  };
}
