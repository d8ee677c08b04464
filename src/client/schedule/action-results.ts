import type { ScheduleActionResult } from '../../../gen/schedule/temporal/api/schedule/v1/message_pb.js';
import { decodeTimestamp } from '../duration.js';
import type { ScheduleExecutionActionResult, ScheduleExecutionResult } from './schedule-description.js';

/** Public form of Actions that were taken. What an odd one lacks comes out empty instead of failing. */
export function decodeRecentActions(results: readonly ScheduleActionResult[]): ScheduleExecutionResult[] {
  return results.map(({ scheduleTime, actualTime, startWorkflowResult }) => ({
    scheduledAt: decodeTimestamp(scheduleTime) ?? new Date(0),
    takenAt: decodeTimestamp(actualTime) ?? new Date(0),
    action: decodeActionResult(startWorkflowResult),
  }));
}

/** Public form of a Workflow that a Schedule started. */
export function decodeActionResult(execution?: { workflowId: string; runId: string }): ScheduleExecutionActionResult {
  const { workflowId = '', runId = '' } = execution ?? {};
  return { type: 'startWorkflow', workflow: { workflowId, firstExecutionRunId: runId } };
}
