import { type ErrorContext, toServiceError } from '../error-mapping.js';
import { UnsupportedError, WorkflowNotFoundError } from '../errors.js';
import { type GrpcError, status, TransportError } from '../grpc-error.js';
import { ScheduleAlreadyRunning, ScheduleNotFoundError, ScheduleUpdateConflictError } from './errors.js';

/** What the failed call was about. */
export interface ScheduleErrorContext extends Pick<ErrorContext, 'fallback' | 'since'> {
  readonly scheduleId?: string | undefined;
}

const invalidSpec = 'Invalid schedule spec: ';

/** Errors of every call about Schedules. */
export function toScheduleError(error: GrpcError, context: ScheduleErrorContext): Error {
  const { scheduleId } = context;
  if (
    error.code === status.INVALID_ARGUMENT &&
    error.details.startsWith(invalidSpec) &&
    !(error instanceof TransportError)
  ) {
    return new TypeError(error.details.slice(invalidSpec.length), { cause: error });
  }
  const mapped = toServiceError(error, context);
  // The server keeps a Schedule as a Workflow, and its texts say so.
  return mapped instanceof WorkflowNotFoundError && scheduleId !== undefined
    ? new ScheduleNotFoundError(error.details || 'Schedule not found', scheduleId, error)
    : mapped;
}

/** Errors of creating one. */
export function toCreateError(error: GrpcError, context: ScheduleErrorContext & { scheduleId: string }): Error {
  return error.code === status.ALREADY_EXISTS && !(error instanceof TransportError)
    ? new ScheduleAlreadyRunning('Schedule already exists and is running', context.scheduleId, error)
    : toScheduleError(error, context);
}

/** Errors of updating one. */
export function toUpdateError(error: GrpcError, context: ScheduleErrorContext & { scheduleId: string }): Error {
  if (error.code === status.FAILED_PRECONDITION && !(error instanceof TransportError)) {
    if (error.details.includes('conflict token')) return conflictError(context.scheduleId, error);
    if (error.details.startsWith('memo updates are not supported')) {
      const { serverVersion } = error;
      return new UnsupportedError('Failed to update the memo of the schedule', { serverVersion, cause: error });
    }
  }
  return toScheduleError(error, context);
}

export function conflictError(scheduleId: string, cause?: Error): ScheduleUpdateConflictError {
  return new ScheduleUpdateConflictError(
    'The schedule was changed by somebody else while it was being updated',
    scheduleId,
    cause,
  );
}
