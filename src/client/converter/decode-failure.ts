import { NexusHandlerErrorRetryBehavior } from '../../../gen/core/temporal/api/enums/v1/nexus_pb.js';
import type { Payloads } from '../../../gen/core/temporal/api/common/v1/message_pb.js';
import type { Failure as FailureMessage } from '../../../gen/core/temporal/api/failure/v1/message_pb.js';
import { decodeDuration } from '../duration.js';
import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  decodeApplicationFailureCategory,
  decodeRetryState,
  decodeTimeoutType,
  NexusHandlerFailure,
  NexusOperationFailure,
  ServerFailure,
  TemporalFailure,
  TerminatedFailure,
  TimeoutFailure,
} from '../failure.js';
import type { PayloadConverter, SerializationContext } from './payload-converter.js';

/** The error class for a failure's kind, with the kind's own fields. Message and cause are passed on, the stack is not. */
export function failureToErrorOfItsKind(
  failure: FailureMessage,
  cause: Error | undefined,
  payloadConverter: PayloadConverter,
  context: SerializationContext | undefined,
): TemporalFailure {
  const { message } = failure;
  const decodeAll = (payloads: Payloads | undefined): unknown[] =>
    (payloads?.payloads ?? []).map((payload) => payloadConverter.fromPayload(payload, context));
  const info = failure.failureInfo;
  switch (info.case) {
    case 'applicationFailureInfo': {
      const { type, nonRetryable, details, nextRetryDelay, category } = info.value;
      return new ApplicationFailure(
        message,
        type,
        nonRetryable,
        decodeAll(details),
        cause,
        decodeDuration(nextRetryDelay),
        decodeApplicationFailureCategory(category),
      );
    }
    case 'serverFailureInfo':
      return new ServerFailure(message, info.value.nonRetryable, cause);
    case 'timeoutFailureInfo':
      return new TimeoutFailure(
        message,
        decodeAll(info.value.lastHeartbeatDetails)[0],
        decodeTimeoutType(info.value.timeoutType),
        cause,
      );
    case 'terminatedFailureInfo':
      return new TerminatedFailure(message, cause);
    case 'canceledFailureInfo':
      return new CancelledFailure(message, decodeAll(info.value.details), cause);
    case 'resetWorkflowFailureInfo':
      return new ApplicationFailure(message, 'ResetWorkflow', false, decodeAll(info.value.lastHeartbeatDetails), cause);
    case 'childWorkflowExecutionFailureInfo': {
      const { namespace, workflowExecution, workflowType, retryState } = info.value;
      return new ChildWorkflowFailure(
        namespace || undefined,
        { workflowId: workflowExecution?.workflowId ?? '', runId: workflowExecution?.runId ?? '' },
        workflowType?.name ?? '',
        decodeRetryState(retryState),
        cause,
      );
    }
    case 'activityFailureInfo': {
      const { activityType, activityId, retryState, identity } = info.value;
      return new ActivityFailure(
        message,
        activityType?.name ?? '',
        activityId || undefined,
        decodeRetryState(retryState),
        identity || undefined,
        cause,
      );
    }
    case 'nexusOperationExecutionFailureInfo': {
      const { scheduledEventId, endpoint, service, operation, operationToken } = info.value;
      // Event ids end at 51,200.
      const eventId = scheduledEventId === 0n ? undefined : Number(scheduledEventId);
      return new NexusOperationFailure(
        message,
        eventId,
        endpoint,
        service,
        operation,
        operationToken || undefined,
        cause,
      );
    }
    case 'nexusHandlerFailureInfo': {
      const { type, retryBehavior } = info.value;
      const retryable =
        retryBehavior === NexusHandlerErrorRetryBehavior.UNSPECIFIED
          ? undefined
          : retryBehavior === NexusHandlerErrorRetryBehavior.RETRYABLE;
      return new NexusHandlerFailure(message, type, retryable, cause);
    }
    case undefined:
      // Also what a kind looks like that is newer than this package.
      return new TemporalFailure(message, cause);
  }
}
