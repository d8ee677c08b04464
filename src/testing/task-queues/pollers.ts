/** Who takes tasks from a Task Queue. */
import type { MessageInitShape } from '@bufbuild/protobuf';
import { TaskQueueType } from '../../../gen/shared/temporal/api/enums/v1/task_queue_pb.js';
import type { PollerInfoSchema } from '../../../gen/taskqueue/temporal/api/taskqueue/v1/message_pb.js';
import type { Engine } from '../engine/engine.js';
import type { Worker } from '../engine/worker.js';
import { timestamp } from '../engine/times.js';

/** Tasks a second that a worker takes which sets no limit. */
const unlimited = 100_000;

/** Workers that have been added, and have something for this type of tasks. */
export function pollersOf(
  engine: Engine,
  namespace: string,
  taskQueue: string,
  type: TaskQueueType,
): Extract<MessageInitShape<typeof PollerInfoSchema>, { $typeName?: never }>[] {
  const functions = ({ workflows, activities }: Worker): number => {
    if (type === TaskQueueType.WORKFLOW) return workflows.size;
    return type === TaskQueueType.ACTIVITY ? activities.size : 0;
  };
  return engine.workers
    .filter((worker) => worker.namespace === namespace && worker.taskQueue === taskQueue && functions(worker) > 0)
    .map(({ identity, buildId }) => ({
      identity,
      ratePerSecond: unlimited,
      // They wait for tasks all the time.
      lastAccessTime: timestamp(engine.now()),
      ...(buildId !== undefined && { workerVersionCapabilities: { buildId } }),
    }));
}
