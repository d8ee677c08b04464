import { ScheduleOverlapPolicy } from '../../../gen/schedule/temporal/api/enums/v1/schedule_pb.js';

/** A start that waits for its turn. */
export interface BufferedStart {
  readonly nominalMs: number;
  readonly actualMs: number;
  /** UNSPECIFIED stands for the policy that the Schedule has when its turn comes. */
  readonly overlapPolicy: ScheduleOverlapPolicy;
  /** Triggered or filled in by hand: neither a pause nor a limit holds it up. */
  readonly isManual: boolean;
}

/** What becomes of the starts that wait. */
export interface Turn {
  /** All that may run beside others. */
  readonly overlapping: readonly BufferedStart[];
  /** The one that starts because nothing else runs. */
  readonly next: BufferedStart | undefined;
  readonly stillWaiting: readonly BufferedStart[];
  readonly skipped: number;
  /** What is done to that which runs, so that others can start. */
  readonly end: 'cancel' | 'terminate' | undefined;
}

/** Decides by the overlap policies of the starts, in their order, what starts now. */
export function takeTurn(
  waiting: readonly BufferedStart[],
  isRunning: boolean,
  policyOf: (start: BufferedStart) => ScheduleOverlapPolicy,
): Turn {
  let next: BufferedStart | undefined;
  let skipped = 0;
  let end: Turn['end'];
  const overlapping: BufferedStart[] = [];
  const stillWaiting: BufferedStart[] = [];
  for (const start of waiting) {
    const policy = policyOf(start);
    if (policy === ScheduleOverlapPolicy.ALLOW_ALL) {
      overlapping.push(start);
    } else if (!isRunning && !next) {
      next = start;
    } else if (policy === ScheduleOverlapPolicy.BUFFER_ALL) {
      stillWaiting.push(start);
    } else if (policy === ScheduleOverlapPolicy.BUFFER_ONE && stillWaiting.length === 0) {
      stillWaiting.push(start);
    } else if (policy === ScheduleOverlapPolicy.CANCEL_OTHER || policy === ScheduleOverlapPolicy.TERMINATE_OTHER) {
      if (isRunning) {
        // It starts when that which runs has ended.
        if (policy === ScheduleOverlapPolicy.TERMINATE_OTHER) end = 'terminate';
        else end ??= 'cancel';
        stillWaiting.push(start);
      } else {
        // The other has not started yet: this one takes its place.
        next = start;
      }
    } else {
      skipped++;
    }
  }
  // What would be ended at once need not start.
  return { overlapping: end ? [] : overlapping, next, stillWaiting, skipped, end };
}
