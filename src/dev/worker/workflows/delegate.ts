import { proxyActivities } from '@temporalio/workflow';

/**
 * Leaves the Activity `work` to whoever polls `taskQueue` and returns what it returned. On a Task Queue that nobody
 * polls, the Activity stays pending.
 */
export async function delegate(taskQueue: string): Promise<unknown> {
  const { work } = proxyActivities<{ work(): Promise<unknown> }>({
    taskQueue,
    startToCloseTimeout: '1 minute',
    heartbeatTimeout: '20 seconds',
  });
  return work();
}
