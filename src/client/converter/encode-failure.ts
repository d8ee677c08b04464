import type { MessageInitShape } from '@bufbuild/protobuf';
import { NexusHandlerErrorRetryBehavior } from '../../../gen/core/temporal/api/enums/v1/nexus_pb.js';
import type { FailureSchema } from '../../../gen/core/temporal/api/failure/v1/message_pb.js';
import { encodeDuration } from '../duration.js';
import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  encodeApplicationFailureCategory,
  encodeRetryState,
  encodeTimeoutType,
  NexusHandlerFailure,
  NexusOperationFailure,
  ServerFailure,
  TerminatedFailure,
  TimeoutFailure,
} from '../failure.js';
import { jsonOf } from '../internal/preview.js';
import { toWirePayloads } from './wire-payload.js';
import type { PayloadConverter, SerializationContext } from './payload-converter.js';

type FailureInit = Extract<MessageInitShape<typeof FailureSchema>, { $typeName?: never }>;

/** Message, stack and kind of an error, without its cause. Anything that is not an Error becomes its text. */
export function errorToFailureInfo(
  error: unknown,
  payloadConverter: PayloadConverter,
  context: SerializationContext | undefined,
): FailureInit {
  if (!(error instanceof Error)) {
    return {
      message: `${describeThrown(error)} [a value that is not an Error was thrown, so there is no stack trace]`,
    };
  }
  const failureInfo = kindOf(error, payloadConverter, context);
  return { message: error.message, stackTrace: error.stack ?? '', ...(failureInfo && { failureInfo }) };
}

function kindOf(
  error: Error,
  payloadConverter: PayloadConverter,
  context: SerializationContext | undefined,
): FailureInit['failureInfo'] {
  const encodeAll = (
    values: readonly unknown[] | null | undefined,
  ): { payloads: ReturnType<typeof toWirePayloads> } | undefined =>
    values?.length
      ? { payloads: toWirePayloads(values.map((value) => payloadConverter.toPayload(value, context))) }
      : undefined;
  if (error instanceof ActivityFailure) {
    const { activityId = '', identity = '', activityType, retryState } = error;
    return {
      case: 'activityFailureInfo',
      value: {
        activityId,
        identity,
        activityType: { name: activityType },
        retryState: encodeRetryState(retryState) ?? 0,
      },
    };
  }
  if (error instanceof ChildWorkflowFailure) {
    const { namespace = '', execution, workflowType, retryState } = error;
    return {
      case: 'childWorkflowExecutionFailureInfo',
      value: {
        namespace,
        workflowExecution: execution,
        workflowType: { name: workflowType },
        retryState: encodeRetryState(retryState) ?? 0,
      },
    };
  }
  if (error instanceof ApplicationFailure) {
    const { type, nonRetryable, details, nextRetryDelay, category } = error;
    const payloads = encodeAll(details);
    const delay = encodeDuration(nextRetryDelay);
    return {
      case: 'applicationFailureInfo',
      value: {
        type: type ?? '',
        nonRetryable: nonRetryable ?? false,
        category: encodeApplicationFailureCategory(category) ?? 0,
        ...(payloads && { details: payloads }),
        ...(delay && { nextRetryDelay: delay }),
      },
    };
  }
  if (error instanceof CancelledFailure) {
    const details = encodeAll(error.details);
    return { case: 'canceledFailureInfo', value: details ? { details } : {} };
  }
  if (error instanceof TimeoutFailure) {
    const heartbeat = error.lastHeartbeatDetails === undefined ? undefined : encodeAll([error.lastHeartbeatDetails]);
    return {
      case: 'timeoutFailureInfo',
      value: {
        timeoutType: encodeTimeoutType(error.timeoutType) ?? 0,
        ...(heartbeat && { lastHeartbeatDetails: heartbeat }),
      },
    };
  }
  if (error instanceof ServerFailure) {
    return { case: 'serverFailureInfo', value: { nonRetryable: error.nonRetryable } };
  }
  if (error instanceof TerminatedFailure) return { case: 'terminatedFailureInfo', value: {} };
  if (error instanceof NexusOperationFailure) {
    const { scheduledEventId = 0, endpoint, service, operation, operationToken = '' } = error;
    return {
      case: 'nexusOperationExecutionFailureInfo',
      value: { scheduledEventId: BigInt(scheduledEventId), endpoint, service, operation, operationToken },
    };
  }
  if (error instanceof NexusHandlerFailure) {
    const { type, retryable } = error;
    // Written out, so that bundlers put the numbers in and leave the enum out.
    const retryBehavior =
      retryable === undefined
        ? NexusHandlerErrorRetryBehavior.UNSPECIFIED
        : retryable
          ? NexusHandlerErrorRetryBehavior.RETRYABLE
          : NexusHandlerErrorRetryBehavior.NON_RETRYABLE;
    return { case: 'nexusHandlerFailureInfo', value: { type, retryBehavior } };
  }
  return undefined;
}

function describeThrown(value: unknown): string {
  return typeof value === 'object' && value !== null ? jsonOf(value) : String(value);
}
