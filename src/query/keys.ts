import type { Client } from '../client/index.js';
import { readTarget, type WorkflowTarget } from '../live/target.js';

/**
 * Keys of all that is asked for, from the general to the particular: the beginning of one is a filter for all below it.
 *
 * @example
 * ```ts
 * await queryClient.invalidateQueries({ queryKey: workflows.keys.workflow('order-1') });
 * ```
 */
export interface QueryKeys {
  /** Of one cluster and Namespace. */
  readonly all: readonly unknown[];
  /** Lists and counts. */
  readonly visibility: readonly unknown[];
  /** All that is known of a Workflow Id, or of one of its runs. */
  workflow: (target: WorkflowTarget) => readonly unknown[];
}

export function queryKeysOf({ options }: Client): QueryKeys {
  const all = ['temporal', options.connection.address, options.namespace];
  return {
    all,
    visibility: [...all, 'visibility'],
    workflow: (target) => {
      const { workflowId, runId } = readTarget(target);
      return [...all, 'workflow', workflowId, ...(runId === undefined ? [] : [runId])];
    },
  };
}

/** Key of one question about a run: the Run Id has its place, also when there is none. */
export function workflowKey(keys: QueryKeys, target: WorkflowTarget, ...question: unknown[]): readonly unknown[] {
  const { workflowId, runId } = readTarget(target);
  return [...keys.workflow(workflowId), runId ?? null, ...question];
}

/** Whether a query of {@link QueryKeys.workflow} waits for a result. */
export function isResult({ queryKey }: { queryKey: readonly unknown[] }): boolean {
  return queryKey.at(-1) === 'result';
}
