import type { TaskQueueStats as TaskQueueStatsMessage } from '../../../gen/shared/temporal/api/taskqueue/v1/message_pb.js';
import { decodeDuration } from '../duration.js';
import { decodeFloat } from '../internal/decode-fields.js';

/** Backlog and traffic of a Task Queue. Tasks of sticky queues, and those that are given out eagerly, are not in it. */
export interface TaskQueueStats {
  /** Tasks that wait; close to the truth, and may for a while count some that have expired. */
  readonly approximateBacklogCount: number;
  /** How long the oldest of them has waited, in milliseconds; 0 for an empty backlog. */
  readonly approximateBacklogAge: number;
  /** Tasks a second that came, averaged over 30 seconds. */
  readonly tasksAddRate: number;
  /** Tasks a second that went to workers, averaged over 30 seconds. */
  readonly tasksDispatchRate: number;
  /** By how many tasks a second the backlog grows; negative while it shrinks. */
  readonly backlogIncreaseRate: number;
  /** Whether a rate limit held tasks back during the last 30 seconds: more workers would not help then. */
  readonly rateLimitingActive: boolean;
}

/** The public form. */
export function decodeTaskQueueStats(stats: TaskQueueStatsMessage): TaskQueueStats {
  const { tasksAddRate, tasksDispatchRate } = stats;
  return {
    approximateBacklogCount: Number(stats.approximateBacklogCount),
    approximateBacklogAge: decodeDuration(stats.approximateBacklogAge) ?? 0,
    tasksAddRate: decodeFloat(tasksAddRate),
    tasksDispatchRate: decodeFloat(tasksDispatchRate),
    backlogIncreaseRate: decodeFloat(tasksAddRate - tasksDispatchRate),
    rateLimitingActive: stats.rateLimitingActive,
  };
}

/** The public form of a breakdown by priority; keys are those of `Priority`, in which 1 is the most urgent. */
export function decodeStatsByPriorityKey(
  stats: Record<number, TaskQueueStatsMessage>,
): Readonly<Record<number, TaskQueueStats>> {
  return Object.fromEntries(Object.entries(stats).map(([key, value]) => [key, decodeTaskQueueStats(value)]));
}
