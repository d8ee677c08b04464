import { ApplicationErrorCategory } from '../../gen/core/temporal/api/enums/v1/common_pb.js';
import {
  RetryState as RetryStateWire,
  TimeoutType as TimeoutTypeWire,
} from '../../gen/core/temporal/api/enums/v1/workflow_pb.js';
import type { Failure as FailureMessage } from '../../gen/core/temporal/api/failure/v1/message_pb.js';
import type { Duration } from './duration.js';
import { brandError } from './internal/brand-error.js';
import { createEnumCodec } from './internal/enum-codec.js';

/** Which time limit passed. */
export const TimeoutType = {
  START_TO_CLOSE: 'START_TO_CLOSE',
  SCHEDULE_TO_START: 'SCHEDULE_TO_START',
  SCHEDULE_TO_CLOSE: 'SCHEDULE_TO_CLOSE',
  HEARTBEAT: 'HEARTBEAT',
} as const;
export type TimeoutType = (typeof TimeoutType)[keyof typeof TimeoutType];
export const [
  /** The number on the wire of a {@link TimeoutType}. @throws {@link ValueError} for a name that does not exist */
  encodeTimeoutType,
  /** The {@link TimeoutType} of a number on the wire; nothing for 0, `unknown_<n>` for one that is newer than this package. */
  decodeTimeoutType,
] = createEnumCodec<TimeoutType, TimeoutTypeWire>(TimeoutTypeWire, 'TIMEOUT_TYPE_');

/** Why a failed execution is retried no more. */
export const RetryState = {
  IN_PROGRESS: 'IN_PROGRESS',
  NON_RETRYABLE_FAILURE: 'NON_RETRYABLE_FAILURE',
  TIMEOUT: 'TIMEOUT',
  MAXIMUM_ATTEMPTS_REACHED: 'MAXIMUM_ATTEMPTS_REACHED',
  RETRY_POLICY_NOT_SET: 'RETRY_POLICY_NOT_SET',
  INTERNAL_SERVER_ERROR: 'INTERNAL_SERVER_ERROR',
  CANCEL_REQUESTED: 'CANCEL_REQUESTED',
} as const;
export type RetryState = (typeof RetryState)[keyof typeof RetryState];
export const [
  /** The number on the wire of a {@link RetryState}. @throws {@link ValueError} for a name that does not exist */
  encodeRetryState,
  /** The {@link RetryState} of a number on the wire; nothing for 0, `unknown_<n>` for one that is newer than this package. */
  decodeRetryState,
] = createEnumCodec<RetryState, RetryStateWire>(RetryStateWire, 'RETRY_STATE_');

/** Severity of an application failure: workers log a `BENIGN` one at debug level only. */
export const ApplicationFailureCategory = { BENIGN: 'BENIGN' } as const;
export type ApplicationFailureCategory = (typeof ApplicationFailureCategory)[keyof typeof ApplicationFailureCategory];
export const [
  /** The number on the wire of a {@link ApplicationFailureCategory}. @throws {@link ValueError} for a name that does not exist */
  encodeApplicationFailureCategory,
  /** The {@link ApplicationFailureCategory} of a number on the wire; nothing for 0, `unknown_<n>` for one that is newer than this package. */
  decodeApplicationFailureCategory,
] = createEnumCodec<ApplicationFailureCategory, ApplicationErrorCategory>(
  ApplicationErrorCategory,
  'APPLICATION_ERROR_CATEGORY_',
);

/**
 * A failure that crossed the border of a Workflow or an Activity: the base of the
 * classes below, which follow `@temporalio/common`. `cause` is the next one in the chain.
 */
export class TemporalFailure extends Error {
  /** The message it was decoded from, only on failures that came from the server. */
  failure?: FailureMessage;
  declare readonly cause?: Error;

  constructor(message?: string | null, cause?: Error) {
    super(message ?? undefined, cause === undefined ? undefined : { cause });
  }
}
brandError(TemporalFailure, 'TemporalFailure');

/** A failure that the Temporal server itself raised. */
export class ServerFailure extends TemporalFailure {
  readonly nonRetryable: boolean;

  constructor(message: string | undefined, nonRetryable: boolean, cause?: Error) {
    super(message, cause);
    this.nonRetryable = nonRetryable;
  }
}
brandError(ServerFailure, 'ServerFailure');

/** Options of {@link ApplicationFailure.create}. */
export interface ApplicationFailureOptions {
  message?: string | undefined;
  /** Matched against `nonRetryableErrorTypes` of a retry policy. */
  type?: string | undefined;
  /** @default false */
  nonRetryable?: boolean | undefined;
  details?: unknown[] | undefined;
  /** Delay until the next attempt, in place of the retry policy's. */
  nextRetryDelay?: Duration | undefined;
  cause?: Error | undefined;
  category?: ApplicationFailureCategory | undefined;
}

/** A failure that application code raised: an error thrown in an Activity or a Workflow. */
export class ApplicationFailure extends TemporalFailure {
  readonly type: string | undefined | null;
  readonly nonRetryable: boolean | undefined | null;
  readonly details: unknown[] | undefined | null;
  readonly nextRetryDelay: Duration | undefined | null;
  readonly category: ApplicationFailureCategory | undefined | null;

  constructor(
    message?: string | null,
    type?: string | null,
    nonRetryable?: boolean | null,
    details?: unknown[] | null,
    cause?: Error,
    nextRetryDelay?: Duration | null,
    category?: ApplicationFailureCategory | null,
  ) {
    super(message, cause);
    this.type = type;
    this.nonRetryable = nonRetryable;
    this.details = details;
    this.nextRetryDelay = nextRetryDelay;
    this.category = category;
  }

  /** An ApplicationFailure from named options instead of positional ones. */
  static create(options: ApplicationFailureOptions): ApplicationFailure {
    const { message, type, nonRetryable = false, details, cause, nextRetryDelay, category } = options;
    return new this(message, type, nonRetryable, details, cause, nextRetryDelay, category);
  }

  /** A failure that is retried unless the retry policy names its type. */
  static retryable(message?: string | null, type?: string | null, ...details: unknown[]): ApplicationFailure {
    return new this(message, type ?? 'Error', false, details);
  }

  /** A failure that is never retried. */
  static nonRetryable(message?: string | null, type?: string | null, ...details: unknown[]): ApplicationFailure {
    return new this(message, type ?? 'Error', true, details);
  }
}
brandError(ApplicationFailure, 'ApplicationFailure');

/** The execution was cancelled. */
export class CancelledFailure extends TemporalFailure {
  readonly details: unknown[];

  constructor(message: string | undefined, details: unknown[] = [], cause?: Error) {
    super(message, cause);
    this.details = details;
  }
}
brandError(CancelledFailure, 'CancelledFailure');

/** The Workflow Execution was terminated. */
export class TerminatedFailure extends TemporalFailure {}
brandError(TerminatedFailure, 'TerminatedFailure');

/** A time limit passed. */
export class TimeoutFailure extends TemporalFailure {
  readonly lastHeartbeatDetails: unknown;
  readonly timeoutType: TimeoutType | undefined;

  constructor(
    message: string | undefined,
    lastHeartbeatDetails: unknown,
    timeoutType: TimeoutType | undefined,
    cause?: Error,
  ) {
    super(message, cause);
    this.lastHeartbeatDetails = lastHeartbeatDetails;
    this.timeoutType = timeoutType;
  }
}
brandError(TimeoutFailure, 'TimeoutFailure');

/** An Activity failed for good; `cause` says why. */
export class ActivityFailure extends TemporalFailure {
  readonly activityType: string;
  readonly activityId: string | undefined;
  readonly retryState: RetryState | undefined;
  readonly identity: string | undefined;

  constructor(
    message: string | undefined,
    activityType: string,
    activityId: string | undefined,
    retryState: RetryState | undefined,
    identity: string | undefined,
    cause?: Error,
  ) {
    super(message, cause);
    this.activityType = activityType;
    this.activityId = activityId;
    this.retryState = retryState;
    this.identity = identity;
  }
}
brandError(ActivityFailure, 'ActivityFailure');

/** A child Workflow failed; `cause` says why. */
export class ChildWorkflowFailure extends TemporalFailure {
  readonly namespace: string | undefined;
  readonly execution: { readonly workflowId: string; readonly runId: string };
  readonly workflowType: string;
  readonly retryState: RetryState | undefined;

  constructor(
    namespace: string | undefined,
    execution: { workflowId: string; runId: string },
    workflowType: string,
    retryState: RetryState | undefined,
    cause?: Error,
  ) {
    super('Child Workflow execution failed', cause);
    this.namespace = namespace;
    this.execution = execution;
    this.workflowType = workflowType;
    this.retryState = retryState;
  }
}
brandError(ChildWorkflowFailure, 'ChildWorkflowFailure');

/** A Nexus Operation that a Workflow started failed; `cause` says why. */
export class NexusOperationFailure extends TemporalFailure {
  readonly scheduledEventId: number | undefined;
  readonly endpoint: string;
  readonly service: string;
  readonly operation: string;
  readonly operationToken: string | undefined;

  constructor(
    message: string | undefined,
    scheduledEventId: number | undefined,
    endpoint: string,
    service: string,
    operation: string,
    operationToken: string | undefined,
    cause?: Error,
  ) {
    super(message, cause);
    this.scheduledEventId = scheduledEventId;
    this.endpoint = endpoint;
    this.service = service;
    this.operation = operation;
    this.operationToken = operationToken;
  }
}
brandError(NexusOperationFailure, 'NexusOperationFailure');

/** A Nexus handler refused or failed an Operation. Upstream has `HandlerError` of `nexus-rpc` here. */
export class NexusHandlerFailure extends TemporalFailure {
  /** Nexus error type, for example `BAD_REQUEST`. */
  readonly type: string;
  /** Whether the caller retries; nothing when the type decides. */
  readonly retryable: boolean | undefined;

  constructor(message: string | undefined, type: string, retryable: boolean | undefined, cause?: Error) {
    super(message, cause);
    this.type = type;
    this.retryable = retryable;
  }
}
brandError(NexusHandlerFailure, 'NexusHandlerFailure');

/**
 * The id is taken: an execution with this Workflow Id runs, or a closed one has it and the reuse
 * policy forbids another.
 */
export class WorkflowExecutionAlreadyStartedError extends TemporalFailure {
  readonly workflowId: string;
  readonly workflowType: string;
  /** Run Id of the execution that has the id, when the server names it. */
  readonly runId: string | undefined;

  constructor(message: string, workflowId: string, workflowType: string, runId?: string, cause?: Error) {
    super(message, cause);
    this.workflowId = workflowId;
    this.workflowType = workflowType;
    this.runId = runId;
  }
}
brandError(WorkflowExecutionAlreadyStartedError, 'WorkflowExecutionAlreadyStartedError');

/** Message of the last error in the `cause` chain of a {@link TemporalFailure}; of the error itself otherwise. */
export function rootCause(error: unknown): string | undefined {
  if (error instanceof TemporalFailure && error.cause) return rootCause(error.cause);
  return error instanceof Error ? error.message : typeof error === 'string' ? error : undefined;
}
