/**
 * The only module that turns a {@link GrpcError} into an error of the client's domain. Order: no gRPC status from the
 * server → never a domain error; then what the status details name; then the status code; then {@link ServiceError}.
 */
import { type DescMessage, fromBinary, type MessageShape } from '@bufbuild/protobuf';
import {
  NamespaceNotFoundFailureSchema,
  WorkflowExecutionAlreadyStartedFailureSchema,
} from '../../gen/core/temporal/api/errordetails/v1/message_pb.js';
import {
  NamespaceNotFoundError,
  QueryNotRegisteredError,
  ServiceError,
  UnsupportedError,
  WorkflowNotFoundError,
} from './errors.js';
import { WorkflowExecutionAlreadyStartedError } from './failure.js';
import { GrpcError, status, TransportError } from './grpc-error.js';

/** What the failed call was about. */
export interface ErrorContext {
  /** Message of the {@link ServiceError} when nothing more precise fits, for example `Failed to start Workflow`. */
  readonly fallback: string;
  readonly workflowId?: string | undefined;
  readonly runId?: string | undefined;
  /** First version of the server that has the RPC, for what older servers in use lack. */
  readonly since?: string | undefined;
}

/** Runs one RPC of the typed layer; whatever it throws leaves as an error of the domain. */
export async function mapErrors<T>(call: () => Promise<T>, toDomainError: (error: GrpcError) => Error): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof GrpcError ? toDomainError(error) : error;
  }
}

/** Errors that every call can meet. */
export function toServiceError(error: GrpcError, { fallback, workflowId, runId, since }: ErrorContext): Error {
  if (error instanceof TransportError || isOwnLimit(error)) {
    return new ServiceError(`${fallback}: ${error.details}`, { cause: error });
  }
  if (error.code === status.UNIMPLEMENTED) {
    return new UnsupportedError(fallback, { since, serverVersion: error.serverVersion, cause: error });
  }
  const namespaceNotFound = findDetail(error, NamespaceNotFoundFailureSchema);
  if (namespaceNotFound) return new NamespaceNotFoundError(namespaceNotFound.namespace, error);
  if (error.code === status.NOT_FOUND) {
    return new WorkflowNotFoundError(error.details || 'Workflow not found', workflowId ?? '', runId, error);
  }
  return new ServiceError(fallback, { cause: error });
}

/** Whether a call was ended on this side, by its limit or by its signal. */
function isOwnLimit({ code, metadata }: GrpcError): boolean {
  return (code === status.DEADLINE_EXCEEDED || code === status.CANCELLED) && !metadata.headers.has('grpc-status');
}

/** Errors of the calls that start an execution. */
export function toStartError(
  error: GrpcError,
  context: ErrorContext & { workflowId: string; workflowType: string },
): Error {
  if (error.code !== status.ALREADY_EXISTS || error instanceof TransportError) return toServiceError(error, context);
  const runId = findDetail(error, WorkflowExecutionAlreadyStartedFailureSchema)?.runId;
  return new WorkflowExecutionAlreadyStartedError(
    'Workflow execution already started',
    context.workflowId,
    context.workflowType,
    runId || undefined,
    error,
  );
}

/** Errors of a query. */
export function toQueryError(error: GrpcError, context: ErrorContext): Error {
  if (error.code === status.INVALID_ARGUMENT && !(error instanceof TransportError)) {
    return new QueryNotRegisteredError(error.details || 'Query not registered', error.code, error);
  }
  return toServiceError(error, context);
}

/** The first status detail of a message type. One that cannot be parsed counts as absent: the code still tells enough. */
export function findDetail<Desc extends DescMessage>(error: GrpcError, schema: Desc): MessageShape<Desc> | undefined {
  for (const { type, value } of error.statusDetails) {
    if (type !== schema.typeName) continue;
    try {
      return fromBinary(schema, value);
    } catch {
      return undefined;
    }
  }
  return undefined;
}
