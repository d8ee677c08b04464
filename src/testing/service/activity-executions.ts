/** RPCs of Activities that belong to no Workflow: start, describe, wait for, cancel, terminate, delete. */
import type { ActivityTask } from '../engine/activity-task.js';
import { invalid, precondition } from '../engine/refusals.js';
import { cancelActivity, terminateActivity } from '../standalone/commands.js';
import { checkLength } from '../standalone/check-start.js';
import type { ActivityExecution } from '../standalone/execution.js';
import type { ActivityExecutions, ActivityIds } from '../standalone/executions.js';
import { activityInfo } from '../standalone/show.js';
import type { WorkflowServiceHandlers } from './handlers.js';
import type { LongPolls } from './long-polls.js';

export function activityExecutionHandlers(executions: ActivityExecutions, polls: LongPolls): WorkflowServiceHandlers {
  return {
    startActivityExecution: (request) => {
      const { execution, started } = executions.start(request);
      const { namespace, activityId, runId } = execution;
      return { runId, started, link: { variant: { case: 'activity', value: { namespace, activityId, runId } } } };
    },
    describeActivityExecution: async (request, { signal }) => {
      const execution = requireActivity(executions, request);
      if (request.longPollToken.length > 0) {
        if (request.runId === '') throw invalid('run id is required when long poll token is provided');
        const seen = readToken(request.longPollToken, execution);
        // An empty answer says: ask again.
        if (!(await polls.until(execution.changed, () => execution.transitions > seen, signal))) return {};
      }
      const { input } = execution.request;
      return {
        runId: execution.runId,
        info: activityInfo(execution, request),
        ...(request.includeInput && input && { input }),
        ...(request.includeOutcome && execution.outcome && { outcome: execution.outcome }),
        longPollToken: writeToken(execution),
      };
    },
    pollActivityExecution: async (request, { signal }) => {
      const execution = requireActivity(executions, request);
      if (!(await polls.until(execution.changed, () => !execution.isOpen, signal))) return {};
      return { runId: execution.runId, outcome: execution.outcome! };
    },
    requestCancelActivityExecution: (request) => {
      cancelActivity(requireActivity(executions, request), request);
      return {};
    },
    terminateActivityExecution: (request) => {
      terminateActivity(requireActivity(executions, request), request);
      return {};
    },
    deleteActivityExecution: (request) => {
      executions.delete(requireActivity(executions, request));
      return {};
    },
  };
}

/** @throws INVALID_ARGUMENT for ids that are none, NOT_FOUND */
export function requireActivity(executions: ActivityExecutions, ids: ActivityIds): ActivityExecution {
  executions.engine.namespace(ids.namespace);
  if (ids.activityId === '') throw invalid('activity ID is required');
  checkLength('activity ID', ids.activityId);
  if (ids.runId !== '' && !isUuid(ids.runId)) throw invalid('invalid run id: must be a valid UUID');
  return executions.require(ids);
}

/** The Activity that a worker reports about by its ids. @throws FAILED_PRECONDITION for one that is closed, NOT_FOUND */
export function reportedActivity(executions: ActivityExecutions, ids: ActivityIds): ActivityTask {
  const execution = executions.require(ids);
  if (!execution.isOpen) throw precondition(`invalid transition from ${execution.state}`);
  return execution.task;
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

function writeToken({ runId, transitions }: ActivityExecution): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${runId}:${transitions}`);
}

/** How often the execution had changed when the token was given. @throws INVALID_ARGUMENT */
function readToken(token: Uint8Array, { runId }: ActivityExecution): number {
  const match = /^([0-9a-f-]{36}):(\d+)$/.exec(new TextDecoder().decode(token));
  if (!match) throw invalid('invalid long poll token');
  if (match[1] !== runId) throw invalid('long poll token does not match execution');
  return Number(match[2]);
}
