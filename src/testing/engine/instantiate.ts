import { readingPlain } from './codecs.js';
import type { Engine } from './engine.js';
import { Ids } from './ids.js';
import type { InMemoryWorkflow, WorkflowInfo } from './context.js';
import { WorkflowInstance } from './instance.js';
import { InstanceContext } from './make-context.js';
import type { WorkflowRun } from './run.js';
import type { Worker } from './worker.js';

/** A new instance of a run's Workflow. It starts with the job of the first event. */
export function instantiate(
  engine: Engine,
  run: WorkflowRun,
  worker: Worker,
  workflow: InMemoryWorkflow,
): WorkflowInstance {
  const { payloadConverter, failureConverter, payloadCodecs } = worker.converters;
  const converter = payloadCodecs.length > 0 ? readingPlain(payloadConverter) : payloadConverter;
  const instance = new WorkflowInstance({ payloadConverter: converter, failureConverter }, () => {
    // The function waits for something that is not of its context; that is its own affair.
    run.jobs.push(() => undefined);
    if (run.task === 'none') engine.tasks.schedule(run);
  });
  const host = {
    now: () => run.replaying?.nowMs ?? engine.now(),
    ids: new Ids(hash(run.started.originalExecutionRunId)),
    info: () => infoOf(run, instance),
  };
  instance.begin = () => {
    instance.start(workflow, new InstanceContext(instance, host), run.started.input?.payloads ?? []);
  };
  return instance;
}

function infoOf(run: WorkflowRun, instance: WorkflowInstance): WorkflowInfo {
  const { started } = run;
  const parent = started.parentWorkflowExecution;
  return {
    namespace: run.namespace,
    workflowId: run.workflowId,
    runId: run.runId,
    firstExecutionRunId: run.firstRunId,
    workflowType: run.workflowType,
    taskQueue: run.taskQueue,
    attempt: started.attempt,
    startTime: new Date(run.startMs),
    parent: parent && { workflowId: parent.workflowId, runId: parent.runId },
    continuedFromExecutionRunId: started.continuedExecutionRunId || undefined,
    historyLength: run.replaying?.historyLength ?? run.events.length,
    memo: Object.fromEntries(Object.entries(run.memo).map(([key, payload]) => [key, instance.decodeFirst([payload])])),
    lastResult: instance.decodeFirst(started.lastCompletionResult?.payloads ?? []),
  };
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return value >>> 0;
}
