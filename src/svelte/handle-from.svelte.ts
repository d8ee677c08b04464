import type { Workflow, WorkflowHandle } from '../client/index.js';
import type { WorkflowTarget } from '../live/target.js';
import { type ClientSource, clientSource } from './context.js';

/**
 * Gives the execution that is meant; what it reads is followed. With an empty id, or `undefined`, nothing is asked for yet.
 */
export type TargetGetter = () => WorkflowTarget | undefined;

/** Options of every function here. */
export interface UseOptions {
  /** @default what a component above has given to `setTemporalClient` */
  client?: ClientSource | undefined;
}

/**
 * The handle of what is meant: another one when client or ids are others, and the same while they stay, also where the getter
 * makes a new object each time.
 */
export function handleFrom<W extends Workflow>(
  target: TargetGetter,
  options: UseOptions,
): () => WorkflowHandle<W> | undefined {
  const source = options.client ?? clientSource();
  const client = $derived(typeof source === 'function' ? source() : source);
  const wanted = $derived(target());
  const workflowId = $derived(typeof wanted === 'string' ? wanted : wanted?.workflowId);
  const runId = $derived(typeof wanted === 'string' ? undefined : wanted?.runId);
  const handle = $derived(client && workflowId ? client.workflow.getHandle<W>(workflowId, runId) : undefined);
  return () => handle;
}
