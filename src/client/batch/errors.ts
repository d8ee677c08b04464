import { brandError } from '../internal/brand-error.js';

/** The Namespace has no batch job of this id; the server keeps jobs for some days. */
export class BatchNotFoundError extends Error {
  declare readonly cause?: Error;
  readonly jobId: string;

  constructor(message: string, jobId: string, cause?: Error) {
    super(message, cause === undefined ? undefined : { cause });
    this.jobId = jobId;
  }
}
brandError(BatchNotFoundError, 'BatchNotFoundError');
