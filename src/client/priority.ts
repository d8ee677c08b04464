import type { Priority as PriorityMessage } from '../../gen/core/temporal/api/common/v1/message_pb.js';

/** Order in which a Task Queue hands out tasks. */
export interface Priority {
  /** 1 is the most urgent; the server allows 1 to 5 by default. @default 3 */
  priorityKey?: number | undefined;
  /** Tasks with the same key share their turn with those of other keys. At most 64 bytes. */
  fairnessKey?: string | undefined;
  /** Share of this key, from 0.001 to 1000. @default 1 */
  fairnessWeight?: number | undefined;
}

/** The wire form. @throws TypeError or RangeError for a `priorityKey` that is not an integer from 0 */
export function compilePriority(
  priority: Priority,
): Pick<PriorityMessage, 'priorityKey' | 'fairnessKey' | 'fairnessWeight'> {
  const { priorityKey = 0, fairnessKey = '', fairnessWeight = 0 } = priority;
  if (!Number.isInteger(priorityKey)) throw new TypeError('priorityKey must be an integer');
  if (priorityKey < 0) throw new RangeError('priorityKey must be a positive integer');
  return { priorityKey, fairnessKey, fairnessWeight };
}

/** The public form; fields that are unset on the wire are absent. */
export function decodePriority(priority: PriorityMessage | undefined): Priority {
  return {
    priorityKey: priority?.priorityKey || undefined,
    fairnessKey: priority?.fairnessKey || undefined,
    fairnessWeight: priority?.fairnessWeight || undefined,
  };
}
