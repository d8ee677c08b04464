/** Schedules whose Workflows run here. */
import { WorkflowExecutionStatus } from '../engine/api.js';
import { requestCancel } from '../engine/cancel-run.js';
import { terminateRun } from '../engine/close-run.js';
import type { Engine } from '../engine/engine.js';
import type { WorkflowRun } from '../engine/run.js';
import { createScheduleHandlers } from '../schedules/handlers.js';
import type { ScheduledWorkflow, ScheduleHost, WorkflowEnd } from '../schedules/host.js';
import { Schedules } from '../schedules/schedules.js';
import type { WorkflowServiceHandlers } from './handlers.js';
import { startWorkflow } from './start.js';

export function scheduleHandlers(engine: Engine): WorkflowServiceHandlers {
  /** The run of a Workflow that goes on now, if it is still of the chain that the Schedule started. */
  const openRun = ({ namespace, workflowId, firstRunId }: ScheduledWorkflow): WorkflowRun | undefined => {
    const run = engine.find(namespace, workflowId);
    return run?.isOpen && run.firstRunId === firstRunId ? run : undefined;
  };
  const host: ScheduleHost = {
    clock: engine,
    newId: () => engine.ids.uuid(),
    start: (request) => ({ runId: startWorkflow(engine, request).run.runId }),
    requestCancel: (workflow, reason) => {
      const run = openRun(workflow);
      if (run) requestCancel(engine, run, reason);
    },
    terminate: (workflow, reason) => {
      const run = openRun(workflow);
      if (run) terminateRun(engine, run, reason);
    },
  };
  const byNamespace = new Map<string, Schedules>();
  engine.onClose.add((run) => {
    const end = endOf(run);
    if (end) byNamespace.get(run.namespace)?.ended(end);
  });
  engine.onDeleteNamespace.add((namespace) => {
    byNamespace.get(namespace)?.close();
    byNamespace.delete(namespace);
  });
  return createScheduleHandlers((namespace) => {
    const { searchAttributes } = engine.namespace(namespace);
    const known = byNamespace.get(namespace);
    if (known) return known;
    const schedules = new Schedules(namespace, searchAttributes, host);
    byNamespace.set(namespace, schedules);
    return schedules;
  });
}

/** How a Workflow ended; undefined when another run follows this one. */
function endOf(run: WorkflowRun): WorkflowEnd | undefined {
  const attributes = run.events.at(-1)?.attributes;
  const { namespace, workflowId, firstRunId, status } = run;
  if (status === WorkflowExecutionStatus.CONTINUED_AS_NEW) return undefined;
  const value = attributes?.value;
  if (value && 'newExecutionRunId' in value && value.newExecutionRunId !== '') return undefined;
  const end = { namespace, workflowId, firstRunId, status };
  if (attributes?.case === 'workflowExecutionCompletedEventAttributes')
    return { ...end, result: attributes.value.result };
  if (attributes?.case === 'workflowExecutionFailedEventAttributes')
    return { ...end, failure: attributes.value.failure };
  return end;
}
