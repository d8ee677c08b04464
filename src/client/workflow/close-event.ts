import type { CloseEvent } from '../../../gen/core/temporal/api/history/v1/message_pb.js';
import type { LoadedDataConverter } from '../converter/data-converter.js';
import type { SerializationContext } from '../converter/payload-converter.js';
import type { TypeInfo } from '../converter/type-info.js';
import { ServiceError, WorkflowContinuedAsNewError, WorkflowFailedError } from '../errors.js';
import {
  CancelledFailure,
  decodeRetryState,
  TerminatedFailure,
  TimeoutFailure,
  type TemporalFailure,
} from '../failure.js';

/** Run Id of the run that goes on after this close event: by continue-as-new, cron or retry. */
export function successorOf({ attributes }: CloseEvent): string | undefined {
  switch (attributes.case) {
    case 'workflowExecutionCompletedEventAttributes':
    case 'workflowExecutionFailedEventAttributes':
    case 'workflowExecutionTimedOutEventAttributes':
    case 'workflowExecutionContinuedAsNewEventAttributes':
      return attributes.value.newExecutionRunId || undefined;
    default:
      return undefined;
  }
}

/**
 * The outcome that a close event stands for; texts are those of `@temporalio/client`.
 *
 * @returns the decoded value of a run that completed
 * @throws {@link WorkflowFailedError} for every other end of a run
 * @throws {@link WorkflowContinuedAsNewError} when it continued as new
 * @throws {@link ServiceError} for an event that is not a close event known here
 */
export async function readCloseEvent(
  event: CloseEvent,
  dataConverter: LoadedDataConverter,
  serialization: SerializationContext,
  outputType: TypeInfo | undefined,
): Promise<unknown> {
  const { attributes } = event;
  switch (attributes.case) {
    case 'workflowExecutionCompletedEventAttributes':
      // A Workflow function has one return value; further Payloads are not its.
      return dataConverter.decodeFirst(attributes.value.result?.payloads, serialization, outputType);
    case 'workflowExecutionFailedEventAttributes': {
      const { failure, retryState } = attributes.value;
      const cause = await dataConverter.decodeFailure(failure, serialization);
      throw new WorkflowFailedError('Workflow execution failed', cause, decodeRetryState(retryState));
    }
    case 'workflowExecutionCanceledEventAttributes': {
      const details = await dataConverter.decodeAll(attributes.value.details?.payloads, serialization);
      const cause = withoutStack(new CancelledFailure('Workflow canceled', details));
      throw new WorkflowFailedError('Workflow execution cancelled', cause, 'NON_RETRYABLE_FAILURE');
    }
    case 'workflowExecutionTerminatedEventAttributes': {
      const message = attributes.value.reason || 'Workflow execution terminated';
      throw new WorkflowFailedError(message, withoutStack(new TerminatedFailure(message)), 'NON_RETRYABLE_FAILURE');
    }
    case 'workflowExecutionTimedOutEventAttributes': {
      const message = 'Workflow execution timed out';
      const cause = withoutStack(new TimeoutFailure(message, undefined, 'START_TO_CLOSE'));
      throw new WorkflowFailedError(message, cause, decodeRetryState(attributes.value.retryState));
    }
    case 'workflowExecutionContinuedAsNewEventAttributes':
      throw new WorkflowContinuedAsNewError('Workflow execution continued as new', attributes.value.newExecutionRunId);
    default:
      throw new ServiceError(
        `The Workflow Execution ended with event ${event.eventId} (type ${event.eventType}), which this version of temporal-web-client does not know as a close event.`,
      );
  }
}

/** Made here, not where the Workflow failed: a stack would mislead. */
function withoutStack<F extends TemporalFailure>(failure: F): F {
  failure.stack = '';
  return failure;
}
