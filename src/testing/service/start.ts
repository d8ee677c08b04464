/** StartWorkflowExecution and SignalWithStartWorkflowExecution: who may have a Workflow Id, and what a start is made of. */
import {
  WorkflowExecutionStatus,
  WorkflowIdConflictPolicy as Conflict,
  WorkflowIdReusePolicy as Reuse,
} from '../engine/api.js';
import type { StartWorkflowExecutionRequest } from '../../../gen/core/temporal/api/workflowservice/v1/request_response_pb.js';
import type { SignalWithStartWorkflowExecutionRequest } from '../../../gen/workflow/temporal/api/workflowservice/v1/request_response_pb.js';
import { cronStart } from '../engine/cron.js';
import { terminateRun } from '../engine/close-run.js';
import type { Engine, RunStart } from '../engine/engine.js';
import { alreadyStarted } from '../engine/refusals.js';
import type { WorkflowRun } from '../engine/run.js';
import { signalRun } from '../engine/signal-run.js';
import { duration, durationMs } from '../engine/times.js';
import { checkStart } from './check-start.js';
import type { WorkflowServiceHandlers } from './handlers.js';

type AnyStart = StartWorkflowExecutionRequest | SignalWithStartWorkflowExecutionRequest;

/** A run and whether this request started it. */
export interface Started {
  readonly run: WorkflowRun;
  readonly started: boolean;
}

export function startHandlers(engine: Engine): WorkflowServiceHandlers {
  return {
    startWorkflowExecution: (request) => {
      engine.registeredNamespace(request.namespace);
      return startResponse(startWorkflow(engine, request));
    },
    signalWithStartWorkflowExecution: (request) => {
      engine.registeredNamespace(request.namespace);
      const { run, started } = startWorkflow(engine, request, Conflict.USE_EXISTING);
      const { signalName, signalInput, identity, requestId, header } = request;
      signalRun(engine, run, { signalName, input: signalInput, identity, header, requestId: `${requestId}/signal` });
      return { runId: run.runId, started, firstExecutionRunId: run.firstRunId };
    },
  };
}

/** The answer to a start. */
export function startResponse({ run, started }: Started): {
  runId: string;
  firstExecutionRunId: string;
  started: boolean;
  status: WorkflowExecutionStatus;
} {
  return { runId: run.runId, firstExecutionRunId: run.firstRunId, started, status: run.status };
}

/**
 * Starts a run, or gives the one that has the Workflow Id, as the policies say.
 *
 * @throws ALREADY_EXISTS, INVALID_ARGUMENT, NOT_FOUND
 */
export function startWorkflow(engine: Engine, request: AnyStart, defaultConflict = Conflict.FAIL): Started {
  const { namespace, workflowId, requestId } = request;
  checkStart(engine, request);
  const conflict = request.workflowIdConflictPolicy || defaultConflict;
  const reuse = request.workflowIdReusePolicy || Reuse.ALLOW_DUPLICATE;
  const current = engine.find(namespace, workflowId);
  if (current && requestId !== '' && current.startRequestId === requestId) return { run: current, started: true };
  if (current?.isOpen) {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- older clients send it
    const terminates = conflict === Conflict.TERMINATE_EXISTING || reuse === Reuse.TERMINATE_IF_RUNNING;
    if (!terminates) {
      if (conflict === Conflict.USE_EXISTING) return { run: current, started: false };
      throw taken(current, 'Workflow execution is already running.');
    }
    terminateRun(engine, current, {
      reason: 'TerminateIfRunning WorkflowIdReusePolicy Policy',
      identity: 'history-service',
    });
  } else if (current) {
    const isRefused =
      reuse === Reuse.REJECT_DUPLICATE ||
      (reuse === Reuse.ALLOW_DUPLICATE_FAILED_ONLY && current.status === WorkflowExecutionStatus.COMPLETED);
    if (isRefused) throw taken(current, 'Workflow execution already finished.');
  }
  return { run: engine.start(runStart(engine, request)), started: true };
}

function taken(run: WorkflowRun, message: string): Error {
  return alreadyStarted(
    run.runId,
    run.startRequestId,
    `${message} WorkflowId: ${run.workflowId}, RunId: ${run.runId}.`,
  );
}

function runStart(engine: Engine, request: AnyStart): RunStart {
  const { namespace, workflowId, requestId, userMetadata } = request;
  const delayMs = durationMs(request.workflowStartDelay) ?? 0;
  const { header, memo, input, retryPolicy, priority, versioningOverride, searchAttributes } = request;
  return {
    namespace,
    workflowId,
    requestId,
    userMetadata,
    attributes: {
      identity: request.identity,
      ...(request.workflowType && { workflowType: request.workflowType }),
      ...(request.taskQueue && { taskQueue: { ...request.taskQueue, kind: 1 } }),
      ...(input && { input }),
      ...(header && { header }),
      ...(memo && { memo }),
      ...(searchAttributes && { searchAttributes }),
      ...(retryPolicy && { retryPolicy }),
      ...(priority && { priority }),
      ...(versioningOverride && { versioningOverride }),
      ...(request.workflowExecutionTimeout && { workflowExecutionTimeout: request.workflowExecutionTimeout }),
      ...(request.workflowRunTimeout && { workflowRunTimeout: request.workflowRunTimeout }),
      ...(request.workflowTaskTimeout && { workflowTaskTimeout: request.workflowTaskTimeout }),
      ...('completionCallbacks' in request && { completionCallbacks: request.completionCallbacks }),
      ...('lastCompletionResult' in request &&
        request.lastCompletionResult && { lastCompletionResult: request.lastCompletionResult }),
      ...('continuedFailure' in request && request.continuedFailure && { continuedFailure: request.continuedFailure }),
      ...(delayMs > 0 && {
        firstWorkflowTaskBackoff: { $typeName: 'google.protobuf.Duration' as const, ...duration(delayMs) },
      }),
      ...cronStart(request.cronSchedule, engine.now()),
    },
  };
}
