import { executeChild, sleep, workflowInfo } from '@temporalio/workflow';
import { greet } from './greet.js';

/** What a `fanOut` is made of. */
export interface FanOutInput {
  /** Child Workflows, each of which returns at once. @default 0 */
  readonly children?: number;
  /** Timers of 1 ms; each makes two history events. @default 0 */
  readonly timers?: number;
  /** How many timers are open at the same time; at most 4,500. @default 1000 */
  readonly timerBatch?: number;
  /** How many children are open at the same time. @default 50 */
  readonly childBatch?: number;
}

/** How many of each have come to an end. */
export interface FanOutResult {
  readonly children: number;
  readonly timers: number;
  readonly historyLength: number;
}

/**
 * Starts many things at once and waits for them, to make long histories.
 *
 * A history may hold 51,200 events; 22,500 timers come to about 45,000. They go in
 * batches because a server on SQLite cannot store more than about 4,600 timers in one
 * transaction, and because no server takes more than 4 MiB of commands at once.
 */
export async function fanOut(input: FanOutInput): Promise<FanOutResult> {
  const { children = 0, timers = 0 } = input;
  await inBatches(timers, Math.min(input.timerBatch ?? 1000, 4500), () => sleep(1));
  await inBatches(children, input.childBatch ?? 50, (index) =>
    executeChild(greet, {
      args: [`child ${index}`],
      workflowId: `${workflowInfo().workflowId}/child-${index}`,
      staticSummary: `Child ${index + 1} of ${children}`,
    }),
  );
  return { children, timers, historyLength: workflowInfo().historyLength };
}

async function inBatches(count: number, size: number, run: (index: number) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < count; start += size) {
    const length = Math.min(size, count - start);
    await Promise.all(Array.from({ length }, (_, offset) => run(start + offset)));
  }
}
