import { brandError } from '../internal/brand-error.js';

/** No Nexus endpoint of this id or name. */
export class NexusEndpointNotFoundError extends Error {
  declare readonly cause?: Error;
  /** Id, or name, that was asked for. */
  readonly endpoint: string;

  constructor(message: string, endpoint: string, cause?: Error) {
    super(message, cause === undefined ? undefined : { cause });
    this.endpoint = endpoint;
  }
}
brandError(NexusEndpointNotFoundError, 'NexusEndpointNotFoundError');

/** The name of the Nexus endpoint is taken. */
export class NexusEndpointAlreadyExistsError extends Error {
  declare readonly cause?: Error;
  readonly endpoint: string;

  constructor(message: string, endpoint: string, cause?: Error) {
    super(message, cause === undefined ? undefined : { cause });
    this.endpoint = endpoint;
  }
}
brandError(NexusEndpointAlreadyExistsError, 'NexusEndpointAlreadyExistsError');

/** Somebody else has changed the Nexus endpoint: its version is no longer the one given. Get it again, and decide again. */
export class NexusEndpointConflictError extends Error {
  declare readonly cause?: Error;
  readonly endpoint: string;

  constructor(endpoint: string, cause?: Error) {
    super(
      `Nexus endpoint '${endpoint}' has changed since its version was read. Get it again, and decide again.`,
      cause === undefined ? undefined : { cause },
    );
    this.endpoint = endpoint;
  }
}
brandError(NexusEndpointConflictError, 'NexusEndpointConflictError');
