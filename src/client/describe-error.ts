import {
  NamespaceNotFoundError,
  QueryNotRegisteredError,
  QueryRejectedError,
  ServiceError,
  UnsupportedError,
  WorkflowContinuedAsNewError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from './errors.js';
import { WorkflowExecutionAlreadyStartedError } from './failure.js';
import { type GrpcError, grpcErrorOf, status, statusName, TransportError } from './grpc-error.js';
import { isRetryableError } from './retry.js';

/** An error in words, for a screen. */
export interface ErrorDescription {
  /** What went wrong, in one sentence. */
  readonly title: string;
  /** What to do about it, or the server's own words where they are what helps; empty when there is nothing to advise. */
  readonly hint: string;
  /** Text of the server or the browser, for people who look closer. */
  readonly detail: string;
  /** gRPC status, for example `PERMISSION_DENIED`, where there is one. */
  readonly code: string | undefined;
  /** `x-request-id` of the answer, by which it is found in the log of the proxy, where it has one that the page may read. */
  readonly requestId: string | undefined;
  /** Whether doing the same again may work. */
  readonly retryable: boolean;
  /** Whether somebody ended the call on purpose: nothing to show. */
  readonly cancelled: boolean;
}

const advice: Partial<Record<number, readonly [title: string, hint: string]>> = {
  [status.CANCELLED]: ['The call was cancelled.', ''],
  [status.DEADLINE_EXCEEDED]: [
    'There was no answer in time.',
    'The Workflow may still be running: that is no error of it. Check that a worker polls the Task Queue, then try again.',
  ],
  [status.INVALID_ARGUMENT]: ['The server refused the request as invalid.', ''],
  [status.PERMISSION_DENIED]: [
    'You may not do this.',
    'Ask for the right in this Namespace, or connect with another key.',
  ],
  [status.RESOURCE_EXHAUSTED]: ['A limit was reached.', 'Wait a moment, or send less.'],
  [status.UNAUTHENTICATED]: ['The API key is missing, wrong or expired.', 'Enter a valid key and try again.'],
  [status.UNAVAILABLE]: ['Temporal cannot be reached.', 'Check that the server runs behind the proxy, then try again.'],
  [status.UNIMPLEMENTED]: ['The server does not have this call.', 'It needs a newer version of Temporal.'],
  [status.FAILED_PRECONDITION]: ['This is not possible in the present state.', ''],
};

/**
 * Puts any error of this client into words: what failed, why, and what to do. Texts are in English; `code` is for
 * programs that have their own.
 */
export function describeError(error: unknown): ErrorDescription {
  const grpc = grpcErrorOf(error);
  const common = {
    detail: grpc?.details ?? '',
    code: grpc && statusName(grpc.code),
    requestId: grpc?.metadata.headers.get('x-request-id') ?? undefined,
    retryable: grpc !== undefined && (isRetryableError(grpc) || grpc.code === status.DEADLINE_EXCEEDED),
    cancelled: grpc?.code === status.CANCELLED && !(grpc instanceof TransportError),
  };
  const [title, hint] = wordsFor(error, grpc);
  return { ...common, title, hint };
}

function wordsFor(error: unknown, grpc: GrpcError | undefined): readonly [title: string, hint: string] {
  if (error instanceof WorkflowFailedError || error instanceof WorkflowUpdateFailedError) {
    const reason = error.cause?.message ?? '';
    return [reason && reason !== error.message ? `${error.message}: ${reason}` : error.message, ''];
  }
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) {
    return grpc?.code === status.CANCELLED
      ? ['The call about the update was cancelled.', 'The update itself may still happen.']
      : [
          'The update was not answered in time.',
          'It may still happen. Check that a worker polls the Task Queue, then ask for its result by its id.',
        ];
  }
  if (error instanceof UnsupportedError) return [error.message, ''];
  if (error instanceof WorkflowNotFoundError) {
    const run = error.runId ? ` with Run Id ${error.runId}` : '';
    return [
      `There is no Workflow Execution ${error.workflowId}${run} to do this with.`,
      'Check the ids. For a message it may be closed already, for anything it may be older than the retention of the Namespace.',
    ];
  }
  // By name: a page without Schedules does not load the class.
  if (error instanceof Error && error.name === 'ScheduleNotFoundError' && 'scheduleId' in error) {
    return [`There is no Schedule ${String(error.scheduleId)}.`, 'Check its id. It may have been deleted, or be done.'];
  }
  if (error instanceof NamespaceNotFoundError) {
    return [
      `There is no Namespace ${error.namespace}.`,
      'Check its name; on Temporal Cloud it ends in the account id.',
    ];
  }
  if (error instanceof WorkflowExecutionAlreadyStartedError) {
    return [
      `The Workflow Id ${error.workflowId} is in use.`,
      'Open the execution that has it, choose another id, or choose another id policy.',
    ];
  }
  if (error instanceof QueryNotRegisteredError) return ['The Workflow did not answer the query.', error.message];
  if (error instanceof QueryRejectedError) return ['The query was rejected because of the status of the Workflow.', ''];
  if (error instanceof WorkflowContinuedAsNewError)
    return [`The run continued as new: ${error.newExecutionRunId}.`, ''];
  if (grpc instanceof TransportError) return [grpc.details, ''];
  const [title, hint] = (grpc && advice[grpc.code]) ?? ['', ''];
  // Errors of one part of the client (a Schedule, a batch, an Activity…) say themselves what they are about.
  if (error instanceof Error && !(error instanceof ServiceError) && error !== grpc) return [error.message, hint];
  if (grpc) {
    const what = title || (error instanceof ServiceError ? error.message : grpc.details);
    return [what, hint || (grpc.code === status.CANCELLED || what.includes(grpc.details) ? '' : grpc.details)];
  }
  if (error instanceof Error) return [error.message, ''];
  return [String(error), ''];
}
