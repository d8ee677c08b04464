import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import { startPart, type PartProcess } from '../process/part-process.js';
import type { Reaper } from '../process/reaper.js';
import { waitUntil } from '../wait-until.js';

/** Where the sample worker works. */
export interface WorkerOptions {
  readonly temporalAddress: string;
  readonly namespace: string;
  readonly taskQueue: string;
  /** Gets `logs/`. */
  readonly folder: string;
  readonly reaper: Reaper;
}

/** Starts the sample worker in a process of its own. It polls only after a while: see {@link waitForPollers}. */
export async function startWorker(options: WorkerOptions): Promise<PartProcess> {
  return startPart({
    name: 'Sample worker',
    command: process.execPath,
    args: ['--import', 'tsx', '--max-old-space-size=512', fileURLToPath(new URL('main.ts', import.meta.url))],
    env: {
      TWC_TEMPORAL_ADDRESS: options.temporalAddress,
      TWC_NAMESPACE: options.namespace,
      TWC_TASK_QUEUE: options.taskQueue,
    },
    logFile: join(options.folder, 'logs', 'worker.log'),
    reaper: options.reaper,
    stopTimeoutMs: 5_000,
  });
}

/** Waits until the server has seen a poll for Workflow and one for Activity Tasks. */
export async function waitForPollers(
  options: Pick<WorkerOptions, 'temporalAddress' | 'namespace' | 'taskQueue'>,
  signal: AbortSignal,
): Promise<void> {
  const connection = Connection.lazy({ address: options.temporalAddress });
  try {
    // `temporal.api.enums.v1.TaskQueueType`: 1 is Workflow, 2 is Activity.
    for (const taskQueueType of [1, 2]) {
      await waitUntil(
        `a worker polls task queue ${options.taskQueue}`,
        async () => {
          const { pollers } = await connection.workflowService.describeTaskQueue({
            namespace: options.namespace,
            taskQueue: { name: options.taskQueue },
            taskQueueType,
          });
          if (pollers.length === 0) throw new Error('no pollers');
        },
        { timeoutMs: 60_000, signal },
      );
    }
  } finally {
    await connection.close();
  }
}
