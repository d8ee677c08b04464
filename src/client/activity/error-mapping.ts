import { ActivityExecutionAlreadyStartedFailureSchema } from '../../../gen/activity/temporal/api/errordetails/v1/message_pb.js';
import { type ErrorContext, findDetail, toServiceError } from '../error-mapping.js';
import { ServiceError, UnsupportedError, WorkflowNotFoundError } from '../errors.js';
import { type GrpcError, status, TransportError } from '../grpc-error.js';
import { ActivityCompletionError, ActivityExecutionAlreadyStartedError, ActivityNotFoundError } from './errors.js';

/** First server with start, describe, poll, list, count, cancel and terminate of standalone Activities. */
export const sinceStandalone = '1.30.0';
/** First server that deletes standalone Activities. */
export const sinceDelete = '1.31.0';
/** First server that pauses, unpauses and resets standalone Activities, and changes their options. */
export const sinceOperatorCommands = '1.32.0';

type ActivityErrorContext = Pick<ErrorContext, 'fallback' | 'since'>;

/** Errors of the calls about a standalone Activity. */
export function toActivityError(error: GrpcError, context: ActivityErrorContext): Error {
  const mapped = toServiceError(error, context);
  return mapped instanceof WorkflowNotFoundError
    ? new ActivityNotFoundError(error.details || 'Activity not found', { cause: error })
    : mapped;
}

/** Errors of start. */
export function toActivityStartError(error: GrpcError, context: ActivityErrorContext, activityId: string): Error {
  if (error.code !== status.ALREADY_EXISTS || error instanceof TransportError) return toActivityError(error, context);
  const runId = findDetail(error, ActivityExecutionAlreadyStartedFailureSchema)?.runId;
  return new ActivityExecutionAlreadyStartedError(
    'Activity execution already started',
    activityId,
    runId || undefined,
    error,
  );
}

/** Errors of completion from outside: what the server says no to is an {@link ActivityCompletionError}. */
export function toCompletionError(error: GrpcError, fallback: string): Error {
  const mapped = toActivityError(error, { fallback });
  if (mapped instanceof ActivityNotFoundError) return new ActivityNotFoundError('Not found', { cause: error });
  const refused = mapped instanceof ServiceError && !(mapped instanceof UnsupportedError);
  return refused && !(error instanceof TransportError)
    ? new ActivityCompletionError(error.details || error.message, { cause: error })
    : mapped;
}
