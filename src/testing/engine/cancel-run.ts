import type { Engine } from './engine.js';
import { receive } from './receive.js';
import type { WorkflowRun } from './run.js';

/** Asks a run to cancel itself; asking again changes nothing. */
export function requestCancel(
  engine: Engine,
  run: WorkflowRun,
  request: { readonly reason: string; readonly identity: string; readonly externalInitiatedEventId?: bigint },
): void {
  if (run.cancelRequested || !run.isOpen) return;
  run.cancelRequested = true;
  receive(engine, run, {
    case: 'workflowExecutionCancelRequestedEventAttributes',
    value: {
      cause: request.reason,
      identity: request.identity,
      externalInitiatedEventId: request.externalInitiatedEventId ?? 0n,
    },
  });
}
