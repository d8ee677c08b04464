/** SignalWorkflowExecution, RequestCancelWorkflowExecution, TerminateWorkflowExecution, DeleteWorkflowExecution. */
import { requestCancel } from '../engine/cancel-run.js';
import { terminateRun } from '../engine/close-run.js';
import type { Engine } from '../engine/engine.js';
import { notFound } from '../engine/refusals.js';
import type { WorkflowRun } from '../engine/run.js';
import { signalRun } from '../engine/signal-run.js';
import { checkSize } from './check-start.js';
import type { WorkflowServiceHandlers } from './handlers.js';

export function signalHandlers(engine: Engine): WorkflowServiceHandlers {
  return {
    signalWorkflowExecution: ({ namespace, workflowExecution, signalName, input, identity, header, requestId }) => {
      const run = engine.requireOpen(namespace, workflowExecution);
      checkSize(input);
      signalRun(engine, run, { signalName, input, identity, header, requestId });
      return {};
    },
    requestCancelWorkflowExecution: ({ namespace, workflowExecution, reason, identity, firstExecutionRunId }) => {
      const run = engine.requireOpen(namespace, workflowExecution);
      checkChain(run, firstExecutionRunId);
      requestCancel(engine, run, { reason, identity });
      return {};
    },
    terminateWorkflowExecution: ({ namespace, workflowExecution, reason, details, identity, firstExecutionRunId }) => {
      const run = engine.requireOpen(namespace, workflowExecution);
      checkChain(run, firstExecutionRunId);
      terminateRun(engine, run, { reason, details, identity });
      return {};
    },
    deleteWorkflowExecution: ({ namespace, workflowExecution }) => {
      const run = engine.require(namespace, workflowExecution);
      if (run.isOpen) terminateRun(engine, run, { reason: 'Delete workflow execution', identity: 'history-service' });
      engine.forget(run);
      return {};
    },
  };
}

/** @throws NOT_FOUND when the run belongs to another chain than the caller thinks */
export function checkChain(run: WorkflowRun, firstExecutionRunId: string): void {
  if (firstExecutionRunId !== '' && run.firstRunId !== firstExecutionRunId) {
    throw notFound('workflow execution not found');
  }
}
