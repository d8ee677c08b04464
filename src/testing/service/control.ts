/** Pause, unpause, new options and reset of a Workflow Execution. */
import { WorkflowExecutionStatus } from '../engine/api.js';
import type { Engine } from '../engine/engine.js';
import { precondition } from '../engine/refusals.js';
import { resetRun } from '../engine/reset.js';
import type { WorkflowServiceHandlers } from './handlers.js';
import { timestamp } from '../engine/times.js';

export function controlHandlers(engine: Engine): WorkflowServiceHandlers {
  return {
    pauseWorkflowExecution: ({ namespace, workflowId, runId, identity, reason, requestId }) => {
      const run = engine.requireOpen(namespace, { workflowId, runId });
      if (run.paused) throw precondition('workflow is already paused.');
      run.record(() => {
        run.append({ case: 'workflowExecutionPausedEventAttributes', value: { identity, reason, requestId } });
        run.paused = { identity, reason, timeMs: engine.now() };
        run.status = WorkflowExecutionStatus.PAUSED;
        engine.tasks.drop(run);
        engine.tell(run);
      });
      return {};
    },
    unpauseWorkflowExecution: ({ namespace, workflowId, runId, identity, reason, requestId }) => {
      const run = engine.requireOpen(namespace, { workflowId, runId });
      if (!run.paused) throw precondition('workflow is not paused.');
      run.append({ case: 'workflowExecutionUnpausedEventAttributes', value: { identity, reason, requestId } });
      run.paused = undefined;
      run.status = WorkflowExecutionStatus.RUNNING;
      engine.tasks.schedule(run);
      engine.tell(run);
      return {};
    },
    updateWorkflowExecutionOptions: ({
      namespace,
      workflowExecution,
      workflowExecutionOptions,
      updateMask,
      identity,
    }) => {
      const run = engine.requireOpen(namespace, workflowExecution);
      const paths = updateMask?.paths ?? [];
      const changes = (field: string): boolean =>
        paths.some((path) => path === field || path.startsWith(`${field}.`) || path === camel(field));
      const versioning = changes('versioning_override');
      const { versioningOverride, priority } = workflowExecutionOptions ?? {};
      if (versioning) run.versioningOverride = versioningOverride;
      if (changes('priority')) run.priority = priority;
      run.record(() => {
        run.append({
          case: 'workflowExecutionOptionsUpdatedEventAttributes',
          value: {
            identity,
            ...(versioning && versioningOverride && { versioningOverride }),
            unsetVersioningOverride: versioning && !versioningOverride,
            ...(changes('priority') && priority && { priority }),
          },
        });
        engine.tell(run);
      });
      return {
        workflowExecutionOptions: {
          ...(run.versioningOverride && { versioningOverride: run.versioningOverride }),
          ...(run.priority && { priority: run.priority }),
        },
        updateTime: timestamp(engine.now()),
      };
    },
    resetWorkflowExecution: async (request) => {
      const run = engine.require(request.namespace, request.workflowExecution);
      const next = await resetRun(engine, run, {
        eventId: request.workflowTaskFinishEventId,
        reason: request.reason,
        identity: request.identity,
        requestId: request.requestId,
        excluded: request.resetReapplyExcludeTypes,
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- older clients send it
        reapply: request.resetReapplyType,
      });
      return { runId: next.runId };
    },
  };
}

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_all, letter: string) => letter.toUpperCase());
}
