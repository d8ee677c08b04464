/** Sample Workflows that live by Activities and children. */
import type { WorkflowContext } from '../../testing/index.js';
import type { SampleActivities } from '../activities.js';

/** Waits for an Activity that is completed from outside of its worker, and returns what that gives. */
export async function approval(context: WorkflowContext, subject: string): Promise<unknown> {
  let pending: unknown;
  context.onSignal('approvalPending', (value: unknown) => {
    pending = value;
  });
  context.onQuery('pendingApproval', () => pending, { description: 'Task token and ids of the Activity.' });
  return context.activity('requestApproval', [subject], {
    startToCloseTimeout: '1 hour',
    heartbeatTimeout: '10 minutes',
    retry: { maximumAttempts: 1 },
    cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  });
}

/** Leaves the Activity `work` to whoever polls `taskQueue`. */
export async function delegate(context: WorkflowContext, taskQueue: string): Promise<unknown> {
  return context.activity('work', [], {
    taskQueue,
    startToCloseTimeout: '1 minute',
    heartbeatTimeout: '20 seconds',
  });
}

/** What a `fanOut` is made of. */
export interface FanOutInput {
  readonly children?: number;
  readonly timers?: number;
  readonly timerBatch?: number;
  readonly childBatch?: number;
}

export interface FanOutResult {
  readonly children: number;
  readonly timers: number;
  readonly historyLength: number;
}

/** Starts many things at once and waits for them, to make long histories. */
export async function fanOut(context: WorkflowContext, input: FanOutInput): Promise<FanOutResult> {
  const { children = 0, timers = 0 } = input;
  await inBatches(timers, Math.min(input.timerBatch ?? 1000, 4500), () => context.sleep(1));
  await inBatches(children, input.childBatch ?? 50, (index) =>
    context.executeChild('greet', [`child ${index}`], {
      workflowId: `${context.info.workflowId}/child-${index}`,
      staticSummary: `Child ${index + 1} of ${children}`,
    }),
  );
  return { children, timers, historyLength: context.info.historyLength };
}

async function inBatches(count: number, size: number, run: (index: number) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < count; start += size) {
    const length = Math.min(size, count - start);
    await Promise.all(Array.from({ length }, (_, offset) => run(start + offset)));
  }
}

/** What a `stubborn` waits for. */
export interface StubbornInput {
  readonly activities?: number;
  readonly failures?: number;
  readonly retryMs?: number;
  readonly children?: number;
}

/** Waits for Activities that fail before they succeed, and for children that wait themselves. */
export async function stubborn(context: WorkflowContext, input: StubbornInput = {}): Promise<string[]> {
  const { activities: count = 1, failures = 1, retryMs = 3_600_000, children = 0 } = input;
  const { failTimesThenReturn } = context.activities<SampleActivities>({
    startToCloseTimeout: '1 minute',
    heartbeatTimeout: '30s',
    retry: { initialInterval: retryMs, backoffCoefficient: 1, maximumAttempts: 20 },
  });
  return Promise.all([
    ...Array.from({ length: count }, (_, index) =>
      failTimesThenReturn.executeWithOptions({ summary: `Number ${index + 1} of ${count}` }, [failures]),
    ),
    ...Array.from({ length: children }, (_, index) =>
      context
        .executeChild('waitForRelease', [], { workflowId: `${context.info.workflowId}/child-${index + 1}` })
        .then(String),
    ),
  ]);
}
