/** One attempt of an Activity: calls the function of the worker and reports how it ended. */
import {
  ApplicationFailure,
  CancelledFailure,
  type Duration,
  durationToMs,
  TemporalFailure,
} from '../../client/index.js';
import type { ActivityTask } from './activity-task.js';
import { taskToken } from './activity-task.js';
import type { ActivityContext } from './context.js';
import { wirePayloads } from './payloads.js';
import { decodePayloads, encodePayloads, encodeFailure } from './worker-payloads.js';
import type { Worker } from './worker.js';

/** Thrown by an Activity that somebody else completes. */
class CompleteAsyncError extends Error {
  override readonly name = 'CompleteAsyncError';
}

/** Runs the current attempt of `task`. What comes after its end is not reported. */
export function runActivity(task: ActivityTask, worker: Worker, signal: AbortSignal): void {
  const { attempt } = task;
  void (async () => {
    const { activityType, input } = task.spec;
    try {
      const run = worker.activities.get(activityType);
      if (!run) {
        const known = [...worker.activities.keys()].join(', ');
        throw ApplicationFailure.create({
          message: `Activity function ${activityType} is not registered on this Worker, available activities: [${known}]`,
          type: 'NotFoundError',
        });
      }
      const args = await decodePayloads(worker, input?.payloads ?? []);
      const details = await decodePayloads(worker, task.heartbeatDetails?.payloads ?? []);
      const result = await run.apply(contextOf(task, worker, signal, details[0]), args);
      const payloads = await encodePayloads(worker, result === undefined ? [] : [result]);
      if (task.isCurrent(attempt)) task.complete(payloads, worker.identity);
    } catch (error) {
      if (error instanceof CompleteAsyncError) return;
      if (!task.isCurrent(attempt)) return;
      if (error instanceof CancelledFailure && task.cancelRequested) {
        task.reportCancelled(await encodePayloads(worker, error.details), worker.identity);
      } else {
        const failure = await encodeFailure(worker, asFailure(error));
        if (task.isCurrent(attempt)) task.fail(failure, worker.identity);
      }
    }
  })();
}

function contextOf(task: ActivityTask, worker: Worker, signal: AbortSignal, lastDetails: unknown): ActivityContext {
  const { spec, owner, attempt, host } = task;
  return {
    info: {
      namespace: owner.namespace,
      activityId: spec.activityId,
      activityType: spec.activityType,
      taskQueue: spec.taskQueue,
      attempt,
      taskToken: taskToken(task),
      workflowExecution: owner.workflowExecution,
      heartbeatDetails: lastDetails,
    },
    cancellationSignal: signal,
    heartbeat: (details) => {
      if (!task.isCurrent(attempt)) return;
      const values = details === undefined ? [] : [details];
      const { payloadConverter, payloadCodecs } = worker.converters;
      if (payloadCodecs.length === 0 || values.length === 0) {
        const payloads = values.map((value) => payloadConverter.toPayload(value));
        task.heartbeat(wirePayloads(payloads), worker.identity);
        return;
      }
      encodePayloads(worker, values).then(
        (payloads) => {
          if (task.isCurrent(attempt)) task.heartbeat(payloads, worker.identity);
        },
        async (error: unknown) => {
          const failure = await encodeFailure(worker, asFailure(error));
          if (task.isCurrent(attempt)) task.fail(failure, worker.identity);
        },
      );
    },
    sleep: (duration: Duration) =>
      new Promise<void>((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason as Error);
          return;
        }
        const cancel = host.at(host.now() + Math.max(0, durationToMs(duration)), () => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        });
        const onAbort = (): void => {
          cancel();
          reject(signal.reason as Error);
        };
        signal.addEventListener('abort', onAbort, { once: true });
      }),
    completeAsync: () => new CompleteAsyncError('The Activity is completed by somebody else'),
  };
}

/** What an Activity throws, as a failure of its class. */
function asFailure(error: unknown): unknown {
  if (error instanceof TemporalFailure) return error;
  if (!(error instanceof Error)) return ApplicationFailure.create({ message: String(error), type: 'Error' });
  const failure = ApplicationFailure.create({
    message: error.message,
    type: error.name,
    ...(error.cause instanceof Error && { cause: error.cause }),
  });
  if (error.stack !== undefined) failure.stack = error.stack;
  return failure;
}
