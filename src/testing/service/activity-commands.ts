/** RPCs that pause, unpause, reset and change an Activity by its ids, whether it belongs to a Workflow or to none. */
import type { WorkflowRun } from '../engine/run.js';
import { duration, durationMs } from '../engine/times.js';
import { checkDuration } from '../standalone/check-start.js';
import { pauseActivity, resetActivity, unpauseActivity, updateActivityOptions } from '../standalone/commands.js';
import type { ActivityExecutions } from '../standalone/executions.js';
import { requireActivity } from './activity-executions.js';
import { activityOptions } from './describe.js';
import type { WorkflowServiceHandlers } from './handlers.js';
import {
  type ActivitySelector,
  pauseActivities,
  resetActivities,
  unpauseActivities,
  updateOptionsOfActivities,
} from './workflow-activities.js';

interface Ids {
  readonly namespace: string;
  readonly workflowId: string;
  readonly runId: string;
  readonly activityId: string;
}

export function activityCommandHandlers(executions: ActivityExecutions): WorkflowServiceHandlers {
  const { engine } = executions;
  const random = (): number => engine.ids.random();
  const runOf = (ids: Ids): WorkflowRun => engine.requireOpen(ids.namespace, ids);
  const byId = ({ activityId }: Ids): ActivitySelector => ({ case: 'id', value: activityId });

  return {
    pauseActivityExecution: (request) => {
      if (request.workflowId === '') pauseActivity(requireActivity(executions, request), request);
      else pauseActivities(runOf(request), byId(request), request);
      return {};
    },
    unpauseActivityExecution: (request) => {
      checkDuration('jitter', request.jitter);
      const { requestId, jitter } = request;
      if (request.workflowId === '') {
        unpauseActivity(requireActivity(executions, request), requestId, durationMs(jitter) ?? 0);
      } else {
        const options = { resetAttempts: false, resetHeartbeat: false, jitter };
        unpauseActivities(runOf(request), byId(request), options, random);
      }
      return {};
    },
    resetActivityExecution: (request) => {
      checkDuration('jitter', request.jitter);
      if (request.workflowId === '') {
        resetActivity(requireActivity(executions, request), { ...request, jitterMs: durationMs(request.jitter) ?? 0 });
      } else resetActivities(runOf(request), byId(request), request, random);
      return {};
    },
    updateActivityExecutionOptions: (request) => {
      if (request.workflowId !== '') {
        return { activityOptions: activityOptions(updateOptionsOfActivities(runOf(request), byId(request), request)) };
      }
      const execution = requireActivity(executions, request);
      updateActivityOptions(execution, request);
      const { spec, delayMs } = execution.task;
      return { activityOptions: { ...activityOptions(spec), ...(delayMs > 0 && { startDelay: duration(delayMs) }) } };
    },
  };
}
