import type { Client } from '@temporalio/client';
import { mapBounded } from '../map-bounded.js';

/** A Workflow that runs until it is released. */
export interface WaitingRun {
  readonly workflowId: string;
  readonly runId: string;
}

/** What a page knows of it: all, as of one that it started, or after a reload the Workflow Id alone. */
export type WaitedRun = Omit<WaitingRun, 'runId'> & Partial<WaitingRun>;

/** What the server bears from one process without queueing: more would only measure the queue. */
const concurrency = 32;

/** Starts `count` Workflows with the sample worker. Resolves when each has done its first Workflow Task and waits. */
export async function startRuns(
  client: Client,
  taskQueue: string,
  prefix: string,
  count: number,
): Promise<WaitingRun[]> {
  const ids = Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
  return mapBounded(ids, concurrency, async (workflowId) => {
    const handle = await client.workflow.start('waitForRelease', { taskQueue, workflowId });
    // The answer comes from the worker, after the first Workflow Task.
    await handle.query('isReleased');
    return { workflowId, runId: handle.firstExecutionRunId };
  });
}

/** Lets these end, each with its own Workflow Id as result. */
export async function releaseRuns(client: Client, runs: readonly WaitingRun[]): Promise<void> {
  await mapBounded(runs, concurrency, ({ workflowId }) =>
    client.workflow.getHandle(workflowId).signal('release', workflowId),
  );
}

/** Releases these at random moments of the next `durationMs`. */
export async function releaseSpread(client: Client, runs: readonly WaitingRun[], durationMs: number): Promise<void> {
  const released = runs.map(async (run) => {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * durationMs));
    await releaseRuns(client, [run]);
  });
  await Promise.all(released);
}

/** When each closed, by the server's clock. The Workflows must have closed. */
export async function closeTimes(client: Client, workflowIds: readonly string[]): Promise<Map<string, number>> {
  const entries = await mapBounded(workflowIds, concurrency, async (workflowId) => {
    const { closeTime } = await client.workflow.getHandle(workflowId).describe();
    return [workflowId, closeTime!.getTime()] as const;
  });
  return new Map(entries);
}
