/** Errors with which the service answers, with the details and in the words of the real one where clients read them. */
import { Code, ConnectError } from '@connectrpc/connect';
import { ActivityExecutionAlreadyStartedFailureSchema } from '../../../gen/activity/temporal/api/errordetails/v1/message_pb.js';
import {
  NamespaceNotFoundFailureSchema,
  WorkflowExecutionAlreadyStartedFailureSchema,
} from '../../../gen/core/temporal/api/errordetails/v1/message_pb.js';
import {
  NamespaceAlreadyExistsFailureSchema,
  NamespaceInvalidStateFailureSchema,
  NotFoundFailureSchema,
  QueryFailedFailureSchema,
} from '../../../gen/service/temporal/api/errordetails/v1/message_pb.js';
import { NamespaceState } from './api.js';

/** INVALID_ARGUMENT. */
export function invalid(message: string): ConnectError {
  return new ConnectError(message, Code.InvalidArgument);
}

/** FAILED_PRECONDITION. */
export function precondition(message: string): ConnectError {
  return new ConnectError(message, Code.FailedPrecondition);
}

/** NOT_FOUND. */
export function notFound(message: string): ConnectError {
  return new ConnectError(message, Code.NotFound, undefined, [{ desc: NotFoundFailureSchema, value: {} }]);
}

/** NOT_FOUND of a Namespace. */
export function namespaceNotFound(namespace: string): ConnectError {
  return new ConnectError(`Namespace ${namespace} is not found.`, Code.NotFound, undefined, [
    { desc: NamespaceNotFoundFailureSchema, value: { namespace } },
  ]);
}

/** ALREADY_EXISTS of a Namespace. */
export function namespaceExists(namespace: string): ConnectError {
  return new ConnectError(`Namespace ${JSON.stringify(namespace)} already exists`, Code.AlreadyExists, undefined, [
    { desc: NamespaceAlreadyExistsFailureSchema, value: {} },
  ]);
}

/** FAILED_PRECONDITION of a Namespace that is in another state than a call needs. */
export function namespaceState(
  { name: namespace, state }: { readonly name: string; readonly state: NamespaceState },
  allowedStates: NamespaceState[],
): ConnectError {
  const states = allowedStates.map(capitalized).join(' or ');
  const message = `Namespace has invalid state: ${capitalized(state)}. Must be ${states}.`;
  return new ConnectError(message, Code.FailedPrecondition, undefined, [
    { desc: NamespaceInvalidStateFailureSchema, value: { namespace, state, allowedStates } },
  ]);
}

function capitalized(state: NamespaceState): string {
  const name = NamespaceState[state];
  return name.charAt(0) + name.slice(1).toLowerCase();
}

/** ALREADY_EXISTS of a Workflow Execution. */
export function alreadyStarted(runId: string, startRequestId: string, message: string): ConnectError {
  return new ConnectError(message, Code.AlreadyExists, undefined, [
    { desc: WorkflowExecutionAlreadyStartedFailureSchema, value: { startRequestId, runId } },
  ]);
}

/** ALREADY_EXISTS of an Activity that belongs to no Workflow. */
export function activityAlreadyStarted(runId: string, startRequestId: string): ConnectError {
  return new ConnectError('activity execution already started', Code.AlreadyExists, undefined, [
    { desc: ActivityExecutionAlreadyStartedFailureSchema, value: { startRequestId, runId } },
  ]);
}

/** INVALID_ARGUMENT of a query that the Workflow does not answer. */
export function queryFailed(message: string): ConnectError {
  return new ConnectError(message, Code.InvalidArgument, undefined, [{ desc: QueryFailedFailureSchema, value: {} }]);
}
