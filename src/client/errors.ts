/**
 * Errors of the client, named as in `@temporalio/client`. `error-mapping.ts` is the only
 * module that makes them from answers of the server.
 */
import type { RetryState } from './failure.js';
import { brandError } from './internal/brand-error.js';

/** A call failed for a reason that no other class stands for; `cause` is the {@link GrpcError}. */
export class ServiceError extends Error {
  declare readonly cause?: Error;
}
brandError(ServiceError, 'ServiceError');

/** The server does not have what the call needs: it is older, or the feature is switched off there. */
export class UnsupportedError extends ServiceError {
  /** First version of the Temporal server that has it, for example `1.30.0`, where that is known. */
  readonly since: string | undefined;
  /** Version of this server, where it is known. */
  readonly serverVersion: string | undefined;

  constructor(
    message: string,
    needs: { since?: string | undefined; serverVersion?: string | undefined; cause?: Error },
  ) {
    const { since, serverVersion, cause } = needs;
    const server = serverVersion ? `the server, version ${serverVersion},` : 'the server';
    const need = since ? `Temporal server ${since} or newer` : 'a newer Temporal server';
    super(
      `${message}: ${server} does not offer this. It takes ${need}, with the feature switched on.`,
      cause === undefined ? undefined : { cause },
    );
    this.since = since;
    this.serverVersion = serverVersion;
  }
}
brandError(UnsupportedError, 'UnsupportedError');

/** The awaited Workflow Execution closed without a result; `cause` is the failure that says how. */
export class WorkflowFailedError extends Error {
  declare readonly cause: Error | undefined;
  readonly retryState: RetryState | undefined;

  constructor(message: string, cause: Error | undefined, retryState: RetryState | undefined) {
    super(message, { cause });
    this.retryState = retryState;
  }
}
brandError(WorkflowFailedError, 'WorkflowFailedError');

/** An update was refused by its validator, or its handler failed; `cause` says why. */
export class WorkflowUpdateFailedError extends Error {
  declare readonly cause: Error | undefined;

  constructor(message: string, cause: Error | undefined) {
    super(message, { cause });
  }
}
brandError(WorkflowUpdateFailedError, 'WorkflowUpdateFailedError');

/** The call about an update ended by its time limit or its signal. The update itself may go on. */
export class WorkflowUpdateRPCTimeoutOrCancelledError extends Error {
  declare readonly cause?: Error;
}
brandError(WorkflowUpdateRPCTimeoutOrCancelledError, 'WorkflowUpdateRPCTimeoutOrCancelledError');

/** The awaited run continued as new, and the caller had asked not to follow (`followRuns: false`). */
export class WorkflowContinuedAsNewError extends Error {
  /** Run Id of the run that goes on. */
  readonly newExecutionRunId: string;

  constructor(message: string, newExecutionRunId: string) {
    super(message);
    this.newExecutionRunId = newExecutionRunId;
  }
}
// Upstream's name differs from its class; kept, since code may compare `error.name`.
brandError(WorkflowContinuedAsNewError, 'WorkflowExecutionContinuedAsNewError');

/**
 * No such Workflow Execution: the id is wrong, its retention has passed, or, for calls
 * that need a running one (signal, cancel, terminate), it is closed.
 */
export class WorkflowNotFoundError extends Error {
  declare readonly cause?: Error;
  readonly workflowId: string;
  readonly runId: string | undefined;

  constructor(message: string, workflowId: string, runId: string | undefined, cause?: Error) {
    super(message, cause === undefined ? undefined : { cause });
    this.workflowId = workflowId;
    this.runId = runId;
  }
}
brandError(WorkflowNotFoundError, 'WorkflowNotFoundError');

/** The server does not know the Namespace. */
export class NamespaceNotFoundError extends Error {
  declare readonly cause?: Error;
  readonly namespace: string;

  constructor(namespace: string, cause?: Error) {
    super(`Namespace not found: '${namespace}'`, cause === undefined ? undefined : { cause });
    this.namespace = namespace;
  }
}
brandError(NamespaceNotFoundError, 'NamespaceNotFoundError');

/** The query was not run because of the status of the Workflow Execution (`queryRejectCondition`). */
export class QueryRejectedError extends Error {
  /** Number of `temporal.api.enums.v1.WorkflowExecutionStatus`. */
  readonly status: number;

  constructor(status: number) {
    super('Query rejected');
    this.status = status;
  }
}
brandError(QueryRejectedError, 'QueryRejectedError');

/** The Workflow has no handler for this query, or the handler refused its arguments. */
export class QueryNotRegisteredError extends Error {
  declare readonly cause?: Error;
  /** gRPC status code, always INVALID_ARGUMENT. */
  readonly code: number;

  constructor(message: string, code: number, cause?: Error) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
brandError(QueryNotRegisteredError, 'QueryNotRegisteredError');
