import { executeChild, proxyActivities, workflowInfo } from '@temporalio/workflow';
import type * as activities from '../activities.js';
import { waitForRelease } from './wait-for-release.js';

/** What a `stubborn` waits for. */
export interface StubbornInput {
  /** Activities at the same time. @default 1 */
  readonly activities?: number;
  /** How often each fails before it succeeds. @default 1 */
  readonly failures?: number;
  /** Milliseconds between two attempts. @default an hour */
  readonly retryMs?: number;
  /** Child Workflows `waitForRelease`, each of which waits for its signal. @default 0 */
  readonly children?: number;
}

/**
 * Waits for Activities that fail before they succeed, and for children that wait themselves: with the long default pause
 * between attempts, everything stays pending until somebody does something about it.
 */
export async function stubborn(input: StubbornInput = {}): Promise<string[]> {
  const { activities: count = 1, failures = 1, retryMs = 3_600_000, children = 0 } = input;
  const { failTimesThenReturn } = proxyActivities<typeof activities>({
    startToCloseTimeout: '1 minute',
    heartbeatTimeout: '30s',
    retry: { initialInterval: retryMs, backoffCoefficient: 1, maximumAttempts: 20 },
  });
  const results = await Promise.all([
    ...Array.from({ length: count }, (_, index) =>
      failTimesThenReturn.executeWithOptions({ summary: `Number ${index + 1} of ${count}` }, [failures]),
    ),
    ...Array.from({ length: children }, (_, index) =>
      executeChild(waitForRelease, { workflowId: `${workflowInfo().workflowId}/child-${index + 1}` }).then(String),
    ),
  ]);
  return results;
}
