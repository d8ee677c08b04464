import type { CreateQueryOptions } from '@tanstack/svelte-query';
import type { WorkflowExecutionDescription } from '../../../../client/index.js';
import type { Session } from '../../../state/session.svelte.js';
import { dateFrom } from '../../../../live/wire.js';

/** `TaskQueueType` of the API. */
const activityTasks = 2;
/** `PendingActivityState` of the API. */
const scheduled = 1;
const mostAsked = 3;
const patienceMs = 5_000;

/** Task Queues on which Activities of a run wait for a worker for longer than a worker takes, with how many. */
export function waitingQueues({ raw }: WorkflowExecutionDescription, now: number): ReadonlyMap<string, number> {
  const queues = new Map<string, number>();
  for (const {
    state,
    paused,
    attempt,
    scheduledTime,
    activityOptions,
    nextAttemptScheduleTime,
  } of raw.pendingActivities) {
    const queue = activityOptions?.taskQueue?.name;
    const since = dateFrom(scheduledTime)?.getTime() ?? now;
    if (!queue || paused || state !== scheduled || attempt > 1 || nextAttemptScheduleTime) continue;
    if (now - since > patienceMs) queues.set(queue, (queues.get(queue) ?? 0) + 1);
  }
  return queues;
}

/** Those of the queues that nobody polls for Activities. */
export function deafQueuesQuery(
  session: Session,
  namespace: string,
  queues: readonly string[],
): CreateQueryOptions<string[]> {
  const asked = queues.slice(0, mostAsked);
  return {
    queryKey: [session.id, namespace, 'activity-pollers', asked],
    queryFn: async ({ signal }) => {
      const described = await Promise.all(
        asked.map(async (name) => {
          const request = { namespace, taskQueue: { name }, taskQueueType: activityTasks };
          const { pollers } = await session.service.describeTaskQueue(request, { signal });
          return { name, count: pollers.length };
        }),
      );
      return described.filter(({ count }) => count === 0).map(({ name }) => name);
    },
    enabled: asked.length > 0,
    staleTime: 5_000,
    refetchInterval: 10_000,
  };
}
