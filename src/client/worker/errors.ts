import { brandError } from '../internal/brand-error.js';

/** No worker with this key has sent a heartbeat of late: it has ended, or it sends none. */
export class WorkerNotFoundError extends Error {
  declare readonly cause?: Error;
  readonly workerInstanceKey: string;

  constructor(message: string, workerInstanceKey: string, cause?: Error) {
    super(message, cause === undefined ? undefined : { cause });
    this.workerInstanceKey = workerInstanceKey;
  }
}
brandError(WorkerNotFoundError, 'WorkerNotFoundError');
