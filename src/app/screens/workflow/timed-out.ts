import type { WorkflowExecutionDescription } from '../../../client/index.js';
import { dateFrom } from '../../../live/wire.js';

/** The close event does not say which timeout passed; the server closes a run within moments of it. */
const moments = 2_000;

/** Which timeout ended a run. */
export function timedOutBy({ raw, closeTime }: WorkflowExecutionDescription): 'run' | 'execution' | 'unknown' {
  const { runExpirationTime, executionExpirationTime } = raw.workflowExtendedInfo ?? {};
  const isNear = (time: Date | undefined): boolean =>
    time !== undefined && closeTime !== undefined && Math.abs(time.getTime() - closeTime.getTime()) < moments;
  // The end of the execution is the end of its last run as well.
  if (isNear(dateFrom(executionExpirationTime))) return 'execution';
  return isNear(dateFrom(runExpirationTime)) ? 'run' : 'unknown';
}
