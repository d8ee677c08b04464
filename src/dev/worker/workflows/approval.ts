import { ActivityCancellationType, defineQuery, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import type * as activities from '../activities.js';

/** What somebody outside needs to complete an Activity. */
export interface PendingApproval {
  /** Base64. */
  readonly taskToken: string;
  readonly workflowId: string;
  readonly runId: string;
  readonly activityId: string;
}

/** The Activity says by this how it can be completed. */
export const approvalPending = defineSignal<[pending: PendingApproval]>('approvalPending');

/** How the Activity can be completed; nothing before it has begun. */
export const pendingApproval = defineQuery<PendingApproval | undefined>('pendingApproval');

const { requestApproval } = proxyActivities<typeof activities>({
  startToCloseTimeout: '1 hour',
  heartbeatTimeout: '10 minutes',
  retry: { maximumAttempts: 1 },
  // Whoever completes it may clean up first.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
});

/** Waits for an Activity that is completed from outside of its worker, and returns what that gives. */
export async function approval(subject: string): Promise<unknown> {
  let pending: PendingApproval | undefined;
  setHandler(approvalPending, (value) => {
    pending = value;
  });
  setHandler(pendingApproval, () => pending, { description: 'Task token and ids of the Activity.' });
  return requestApproval(subject);
}
