import type { Client, Workflow, WorkflowHandle } from '../client/index.js';

/** One run, or with an id alone the newest one. */
export type WorkflowTarget = string | { readonly workflowId: string; readonly runId?: string | undefined };

/** @throws TypeError without a Workflow Id */
export function readTarget(target: WorkflowTarget): { workflowId: string; runId: string | undefined } {
  const { workflowId, runId } = typeof target === 'string' ? { workflowId: target, runId: undefined } : target;
  if (typeof workflowId !== 'string' || workflowId === '')
    throw new TypeError('workflowId must be a string that is not empty');
  return { workflowId, runId };
}

/** @throws TypeError without a Workflow Id */
export function handleOf<W extends Workflow>(client: Client, target: WorkflowTarget): WorkflowHandle<W> {
  const { workflowId, runId } = readTarget(target);
  return client.workflow.getHandle<W>(workflowId, runId);
}
