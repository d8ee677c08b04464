/** A run of an Activity that belongs to no Workflow: its Activity, how it ended, and what was asked of it. */
import { create, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import type { ActivityExecutionOutcomeSchema } from '../../../gen/activity/temporal/api/activity/v1/message_pb.js';
import type { Link } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import { ActivityExecutionStatus } from '../../../gen/activity/temporal/api/enums/v1/activity_pb.js';
import {
  type StartActivityExecutionRequest,
  StartActivityExecutionRequestSchema,
} from '../../../gen/activity/temporal/api/workflowservice/v1/request_response_pb.js';
import { defaultPayloadConverter } from '../../client/index.js';
import { type ActivityOutcome, type ActivityOwner, ActivityTask } from '../engine/activity-task.js';
import { type Failure, FailureSchema } from '../engine/api.js';
import type { Engine } from '../engine/engine.js';
import { cancelledFailure } from '../engine/failures.js';
import { Listeners } from '../engine/listeners.js';
import { wirePayloads } from '../engine/payloads.js';
import { durationMs } from '../engine/times.js';

/** What an execution is doing, in the words of the server's errors. */
export type ExecutionState =
  | 'Scheduled'
  | 'Started'
  | 'CancelRequested'
  | 'PauseRequested'
  | 'Paused'
  | 'ResetRequested'
  | 'Completed'
  | 'Failed'
  | 'Canceled'
  | 'Terminated'
  | 'TimedOut';

type ClosedState = Extract<ExecutionState, 'Completed' | 'Failed' | 'Canceled' | 'Terminated' | 'TimedOut'>;

/** @see the head of this file */
export class ActivityExecution implements ActivityOwner {
  readonly namespace: string;
  readonly activityId: string;
  readonly workflowExecution = undefined;
  readonly task: ActivityTask;
  /** Told at every change. */
  readonly changed = new Listeners();
  /** How much it took to start it, in bytes. */
  readonly sizeBytes: number;
  readonly links: Link[];
  closed: ClosedState | undefined;
  closeMs: number | undefined;
  outcome: MessageInitShape<typeof ActivityExecutionOutcomeSchema> | undefined;
  cancel: { readonly requestId: string; readonly reason: string } | undefined;
  terminateRequestId: string | undefined;
  /** Request id of the last command of each kind: who asks again with it changes nothing. */
  readonly lastRequests = new Map<'pause' | 'unpause' | 'reset' | 'update', string>();
  /** A reset that waits for the attempt which is going on. */
  reset: { readonly restoresOptions: boolean; readonly clearsHeartbeat: boolean } | undefined;
  lastStartedMs: number | undefined;
  /** How often it has changed. */
  transitions = 1;
  #lastFailure: Failure | undefined;

  /** @param request as {@link checkActivityStart} made it */
  constructor(
    readonly engine: Engine,
    readonly request: StartActivityExecutionRequest,
    readonly runId: string,
  ) {
    this.namespace = request.namespace;
    this.activityId = request.activityId;
    this.links = [...request.links];
    this.sizeBytes = toBinary(StartActivityExecutionRequestSchema, request).length;
    this.task = new ActivityTask(
      engine,
      this,
      {
        activityId: request.activityId,
        activityType: request.activityType!.name,
        taskQueue: request.taskQueue!.name,
        input: request.input,
        scheduleToCloseMs: durationMs(request.scheduleToCloseTimeout),
        scheduleToStartMs: durationMs(request.scheduleToStartTimeout),
        startToCloseMs: durationMs(request.startToCloseTimeout),
        heartbeatMs: durationMs(request.heartbeatTimeout),
        retry: request.retryPolicy!,
        priority: request.priority,
      },
      durationMs(request.startDelay) ?? 0,
    );
  }

  get state(): ExecutionState {
    if (this.closed) return this.closed;
    const { task } = this;
    if (task.startedMs === undefined) return task.paused ? 'Paused' : 'Scheduled';
    if (task.cancelRequested) return 'CancelRequested';
    if (this.reset) return 'ResetRequested';
    return task.paused ? 'PauseRequested' : 'Started';
  }

  get status(): ActivityExecutionStatus {
    if (this.closed) return closedStatuses[this.closed];
    return this.state === 'Paused' ? ActivityExecutionStatus.PAUSED : ActivityExecutionStatus.RUNNING;
  }

  get isOpen(): boolean {
    return this.closed === undefined;
  }

  /** When the first attempt was, or is, due. */
  get executionMs(): number {
    return this.task.scheduledMs + this.task.delayMs;
  }

  /** Failure of the attempt before, or of the one with which it failed. */
  get lastFailure(): Failure | undefined {
    return this.#lastFailure ?? this.task.lastFailure;
  }

  onChange(): void {
    const { task } = this;
    if (task.startedMs !== undefined) this.lastStartedMs = task.startedMs;
    else if (this.reset) {
      const { restoresOptions, clearsHeartbeat } = this.reset;
      this.reset = undefined;
      if (clearsHeartbeat) task.heartbeatDetails = undefined;
      if (restoresOptions) {
        Object.assign(task.spec, task.original);
        // Plans the next attempt again; that is another change.
        task.optionsChanged();
        return;
      }
    }
    this.#tell();
  }

  onEnd(outcome: ActivityOutcome): void {
    const { task } = this;
    if (task.startedMs !== undefined) task.lastAttemptEndedMs = this.engine.now();
    switch (outcome.kind) {
      case 'completed':
        this.#close('Completed', { value: { case: 'result', value: outcome.result ?? { payloads: [] } } });
        break;
      case 'canceled': {
        // Nobody worked on it: the reason stands where the worker's details would.
        const reason = wirePayloads([defaultPayloadConverter.toPayload(this.cancel?.reason ?? '')]);
        const details = task.startedMs === undefined ? reason : outcome.details;
        this.#fail('Canceled', cancelledFailure('Activity canceled', details), 0);
        break;
      }
      case 'failed':
        this.#lastFailure = outcome.failure;
        this.#fail('Failed', outcome.failure, outcome.retryState);
        break;
      case 'timedOut': {
        const failure = create(FailureSchema, {
          ...outcome.failure,
          ...(task.lastFailure && { cause: task.lastFailure }),
        });
        this.#fail('TimedOut', failure, outcome.retryState);
      }
    }
  }

  /** Ends it at once, whatever its worker does. */
  terminate(reason: string, identity: string): void {
    this.task.abandon();
    const failureInfo = { case: 'terminatedFailureInfo' as const, value: { identity } };
    this.#fail('Terminated', create(FailureSchema, { message: reason, failureInfo }), 0);
  }

  #fail(state: ClosedState, failure: Failure, retryState: number): void {
    this.#close(state, { value: { case: 'failure', value: failure }, retryState });
  }

  #close(state: ClosedState, outcome: MessageInitShape<typeof ActivityExecutionOutcomeSchema>): void {
    this.closed = state;
    this.closeMs = this.engine.now();
    this.outcome = outcome;
    this.reset = undefined;
    this.#tell();
  }

  #tell(): void {
    this.transitions++;
    this.changed.tell();
    this.engine.changed.tell();
  }
}

const closedStatuses: Record<ClosedState, ActivityExecutionStatus> = {
  Completed: ActivityExecutionStatus.COMPLETED,
  Failed: ActivityExecutionStatus.FAILED,
  Canceled: ActivityExecutionStatus.CANCELED,
  Terminated: ActivityExecutionStatus.TERMINATED,
  TimedOut: ActivityExecutionStatus.TIMED_OUT,
};
