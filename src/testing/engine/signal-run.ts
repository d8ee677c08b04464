import type { Header, Payloads, WorkflowExecution } from './api.js';
import type { Engine } from './engine.js';
import { receive } from './receive.js';
import type { WorkflowRun } from './run.js';

/** A signal on its way to a run. */
export interface SignalInput {
  readonly signalName: string;
  readonly input: Payloads | undefined;
  readonly identity?: string;
  readonly header?: Header | undefined;
  readonly requestId?: string;
  readonly externalWorkflowExecution?: Pick<WorkflowExecution, 'workflowId' | 'runId'>;
}

/** Signals a run; the same request counts once. */
export function signalRun(engine: Engine, run: WorkflowRun, signal: SignalInput): void {
  const { signalName, input, identity = '', header, requestId = '', externalWorkflowExecution } = signal;
  if (requestId !== '') {
    if (run.requestIds.has(requestId)) return;
    run.requestIds.add(requestId);
  }
  receive(engine, run, {
    case: 'workflowExecutionSignaledEventAttributes',
    value: {
      signalName,
      identity,
      requestId,
      ...(input && { input }),
      ...(header && { header }),
      ...(externalWorkflowExecution && { externalWorkflowExecution }),
    },
  });
}
