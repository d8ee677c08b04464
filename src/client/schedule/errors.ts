import { brandError } from '../internal/brand-error.js';

/** There is a Schedule with this id already. */
export class ScheduleAlreadyRunning extends Error {
  readonly scheduleId: string;

  constructor(message: string, scheduleId: string, cause?: Error) {
    super(message, cause === undefined ? undefined : { cause });
    this.scheduleId = scheduleId;
  }
}
brandError(ScheduleAlreadyRunning, 'ScheduleAlreadyRunning');

/** There is no Schedule with this id: it never was, or it was deleted. */
export class ScheduleNotFoundError extends Error {
  readonly scheduleId: string;

  constructor(message: string, scheduleId: string, cause?: Error) {
    super(message, cause === undefined ? undefined : { cause });
    this.scheduleId = scheduleId;
  }
}
brandError(ScheduleNotFoundError, 'ScheduleNotFoundError');

/** Somebody else changed the Schedule between the description that an update was made from and the update. */
export class ScheduleUpdateConflictError extends Error {
  readonly scheduleId: string;

  constructor(message: string, scheduleId: string, cause?: Error) {
    super(message, cause === undefined ? undefined : { cause });
    this.scheduleId = scheduleId;
  }
}
brandError(ScheduleUpdateConflictError, 'ScheduleUpdateConflictError');
