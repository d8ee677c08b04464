/** The event to which a job resets an execution. */
import type { ResetOptions } from '../../../gen/batch/temporal/api/common/v1/message_pb.js';
import { WorkflowService } from '../../../gen/service/temporal/api/workflowservice/v1/service_pb.js';
import { ApplicationFailure } from '../../client/index.js';
import { EventType, type HistoryEvent, type WorkflowExecution } from '../engine/api.js';
import { invalid } from '../engine/refusals.js';
import type { Rpc } from './rpc.js';

const { method } = WorkflowService;
const pageSize = 1000;

/** What is reset, and the id of the event that ended a Workflow Task. */
export interface ResetPoint {
  readonly execution: Execution;
  readonly eventId: bigint;
}

export type Execution = Pick<WorkflowExecution, 'workflowId' | 'runId'>;

/**
 * Finds the point that a job means.
 *
 * @throws ApplicationFailure, not to be tried again, for an execution that never had a Workflow Task
 */
export async function resetPoint(
  rpc: Rpc,
  namespace: string,
  execution: Execution,
  { target, currentRunOnly }: Pick<ResetOptions, 'target' | 'currentRunOnly'>,
): Promise<ResetPoint> {
  switch (target.case) {
    case 'firstWorkflowTask':
      return { execution, eventId: await firstTask(rpc, namespace, execution) };
    case 'lastWorkflowTask':
      return { execution, eventId: await lastTask(rpc, namespace, execution) };
    case 'workflowTaskId':
      return { execution, eventId: target.value };
    case 'buildId':
      return firstTaskOfBuild(rpc, namespace, execution, target.value, currentRunOnly);
    default:
      throw invalid('provided reset target is not supported.');
  }
}

async function firstTask(rpc: Rpc, namespace: string, execution: Execution): Promise<bigint> {
  let scheduled: bigint | undefined;
  const request = { namespace, execution, maximumPageSize: pageSize };
  let nextPageToken: Uint8Array = new Uint8Array();
  do {
    const page = await rpc(method.getWorkflowExecutionHistory, { ...request, nextPageToken });
    for (const { eventType, eventId } of page.history?.events ?? []) {
      if (eventType === EventType.WORKFLOW_TASK_COMPLETED) return eventId;
      if (eventType === EventType.WORKFLOW_TASK_SCHEDULED) scheduled ??= eventId;
    }
    ({ nextPageToken } = page);
  } while (nextPageToken.length > 0);
  return afterScheduled(scheduled);
}

async function lastTask(rpc: Rpc, namespace: string, execution: Execution): Promise<bigint> {
  let scheduled: bigint | undefined;
  const request = { namespace, execution, maximumPageSize: pageSize };
  let nextPageToken: Uint8Array = new Uint8Array();
  do {
    const page = await rpc(method.getWorkflowExecutionHistoryReverse, { ...request, nextPageToken });
    for (const { eventType, eventId } of page.history?.events ?? []) {
      if (eventType === EventType.WORKFLOW_TASK_COMPLETED) return eventId;
      if (eventType === EventType.WORKFLOW_TASK_SCHEDULED) scheduled = eventId;
    }
    ({ nextPageToken } = page);
  } while (nextPageToken.length > 0);
  return afterScheduled(scheduled);
}

/** Where no Workflow Task was completed, that which began with the first one scheduled. */
function afterScheduled(scheduled: HistoryEvent['eventId'] | undefined): bigint {
  if (scheduled !== undefined) return scheduled + 1n;
  throw ApplicationFailure.nonRetryable('unable to find any scheduled or completed task', 'NoWorkflowTaskFound');
}

async function firstTaskOfBuild(
  rpc: Rpc,
  namespace: string,
  execution: Execution,
  buildId: string,
  currentRunOnly: boolean,
): Promise<ResetPoint> {
  const { workflowExecutionInfo } = await rpc(method.describeWorkflowExecution, { namespace, execution });
  const point = workflowExecutionInfo?.autoResetPoints?.points.find((each) => each.buildId === buildId);
  if (!point) throw new Error(`Can't find reset point for ${buildId}`);
  if (!point.resettable) throw new Error(`Reset point for ${buildId} is not resettable`);
  if (currentRunOnly && point.runId !== execution.runId) {
    throw new Error(`Reset point for ${buildId} points to previous run and CurrentRunOnly is set`);
  }
  return {
    execution: { workflowId: execution.workflowId, runId: point.runId },
    eventId: point.firstWorkflowTaskCompletedId,
  };
}
