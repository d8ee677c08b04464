import { TaskQueueType as TaskQueueTypeWire } from '../../../gen/shared/temporal/api/enums/v1/task_queue_pb.js';
import { createEnumCodec } from '../internal/enum-codec.js';
import type { TaskQueueType } from './task-queue-type.js';

export const [encodeTaskQueueType, decodeTaskQueueType] = createEnumCodec<TaskQueueType, TaskQueueTypeWire>(
  TaskQueueTypeWire,
  'TASK_QUEUE_TYPE_',
);
