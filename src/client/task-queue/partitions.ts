import { WorkflowService } from '../../../gen/taskqueue/temporal/api/workflowservice/v1/service_pb.js';
import type { PartContext } from '../internal/part-client.js';
import { callRpc } from '../internal/part-call.js';
import type { TaskQueueInput } from './interceptors.js';

/** A part of a Task Queue on one host of the server. */
export interface TaskQueuePartition {
  readonly key: string;
  readonly ownerHostName: string;
}

/** Partitions of the queues of one name. */
export interface TaskQueuePartitions {
  readonly workflow: readonly TaskQueuePartition[];
  readonly activity: readonly TaskQueuePartition[];
}

/** ListTaskQueuePartitions. @throws {@link NamespaceNotFoundError} | {@link ServiceError} */
export async function listTaskQueuePartitions(
  { namespace, connection }: PartContext<object>,
  { taskQueue, call }: TaskQueueInput,
): Promise<TaskQueuePartitions> {
  const request = { namespace, taskQueue: { name: taskQueue } };
  const response = await callRpc(connection, WorkflowService.method.listTaskQueuePartitions, request, call, {
    fallback: 'Failed to list Task Queue partitions',
  });
  const decode = ({ key, ownerHostName }: TaskQueuePartition): TaskQueuePartition => ({ key, ownerHostName });
  return {
    workflow: response.workflowTaskQueuePartitions.map(decode),
    activity: response.activityTaskQueuePartitions.map(decode),
  };
}
