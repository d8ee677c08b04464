/** Errors of `client.nexus`, named as in `@temporalio/client`. Unlike there, each keeps its `cause`. */
import { brandError } from '../internal/brand-error.js';

/** The awaited Nexus Operation closed without a result; `cause` is the failure that says how. */
export class NexusOperationFailureError extends Error {
  declare readonly cause: Error;

  constructor(message: string, cause: Error) {
    super(message, { cause });
  }
}
brandError(NexusOperationFailureError, 'NexusOperationFailureError');

/** The id is taken: an Operation with it runs, or a closed one has it and the reuse policy forbids another. */
export class NexusOperationAlreadyStartedError extends Error {
  declare readonly cause?: Error;
  readonly operationId: string;
  /** Run Id of the Operation that has the id, when the server names it. */
  readonly runId: string | undefined;

  constructor(operationId: string, runId?: string, cause?: Error) {
    super(`Nexus operation already started: ${describe(operationId, runId)}`, cause === undefined ? {} : { cause });
    this.operationId = operationId;
    this.runId = runId;
  }
}
brandError(NexusOperationAlreadyStartedError, 'NexusOperationAlreadyStartedError');

/** The server knows no such Nexus Operation. */
export class NexusOperationNotFoundError extends Error {
  declare readonly cause?: Error;
  readonly operationId: string;
  readonly runId: string | undefined;

  constructor(operationId: string, runId?: string, cause?: Error) {
    super(`Nexus operation not found: ${describe(operationId, runId)}`, cause === undefined ? {} : { cause });
    this.operationId = operationId;
    this.runId = runId;
  }
}
brandError(NexusOperationNotFoundError, 'NexusOperationNotFoundError');

function describe(operationId: string, runId: string | undefined): string {
  return `operationId=${operationId}${runId ? ` runId=${runId}` : ''}`;
}
