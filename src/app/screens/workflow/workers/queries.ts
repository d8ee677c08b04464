import type { CreateQueryOptions } from '@tanstack/svelte-query';
import {
  type TaskQueueDescription,
  TaskQueueType,
  UnsupportedError,
  type WorkerInfo,
} from '../../../../client/index.js';
import { quoted } from '../../../format/ids.js';
import type { Session } from '../../../state/session.svelte.js';

/** A Task Queue of this name, once for each kind of task. */
export interface QueueDescriptions {
  workflow: TaskQueueDescription;
  activity: TaskQueueDescription;
  nexus: TaskQueueDescription;
}

/** Who polls, and how much waits; the three kinds are asked for at once. */
export function queueQuery(
  session: Session,
  namespace: string,
  taskQueue: string,
): CreateQueryOptions<QueueDescriptions> {
  return {
    queryKey: [session.id, namespace, 'queue', taskQueue],
    queryFn: async ({ signal }) => {
      const client = session.client(namespace).with({ signal });
      const [workflow, activity, nexus] = await Promise.all(
        [TaskQueueType.WORKFLOW, TaskQueueType.ACTIVITY, TaskQueueType.NEXUS].map((type) =>
          client.taskQueue.describe(taskQueue, { type }),
        ),
      );
      return { workflow: workflow!, activity: activity!, nexus: nexus! };
    },
    enabled: taskQueue !== '',
    staleTime: 5_000,
    refetchInterval: 15_000,
    structuralSharing: false,
  };
}

const mostWorkers = 200;

/** Workers that send heartbeats; none where the server or the SDKs know no heartbeats. */
export function workersQuery(
  session: Session,
  namespace: string,
  taskQueue: string,
): CreateQueryOptions<readonly WorkerInfo[]> {
  return {
    queryKey: [session.id, namespace, 'workers', taskQueue],
    queryFn: async ({ signal }) => {
      const { worker } = session.client(namespace);
      try {
        const query = `TaskQueue = ${quoted(taskQueue)}`;
        const { items } = await worker.listPage({ query, pageSize: mostWorkers, signal });
        return items;
      } catch (error) {
        if (error instanceof UnsupportedError) return [];
        throw error;
      }
    },
    enabled: taskQueue !== '',
    staleTime: 10_000,
    refetchInterval: 30_000,
    structuralSharing: false,
  };
}
