import type { Workflow } from '../definitions.js';
import type { WorkflowHandle } from './handle.js';
import type { WorkflowIdConflictPolicy } from './id-policies.js';
import type { WorkflowStartOptions } from './workflow-options.js';

/** What a start operation tells the call that carries it out. */
interface Outcome<W extends Workflow> {
  resolve(handle: WorkflowHandle<W>): void;
  reject(error: unknown): void;
}

const outcomes = new WeakMap<object, Outcome<any>>();

/**
 * How to start the Workflow of an update-with-start. For one call: the next needs a new operation.
 *
 * @example
 * ```ts
 * const startWorkflowOperation = new WithStartWorkflowOperation('order', {
 *   args: [order], workflowId, taskQueue: 'samples', workflowIdConflictPolicy: 'USE_EXISTING',
 * });
 * const total = await client.workflow.executeUpdateWithStart('addItem', { args: [item], startWorkflowOperation });
 * const handle = await startWorkflowOperation.workflowHandle();
 * ```
 */
export class WithStartWorkflowOperation<W extends Workflow = Workflow> {
  readonly workflowTypeOrFunc: string | W;
  readonly options: WorkflowStartOptions<W> & { workflowIdConflictPolicy: WorkflowIdConflictPolicy };
  readonly #handle: Promise<WorkflowHandle<W>>;

  constructor(
    workflowTypeOrFunc: string | W,
    options: WorkflowStartOptions<W> & { workflowIdConflictPolicy: WorkflowIdConflictPolicy },
  ) {
    this.workflowTypeOrFunc = workflowTypeOrFunc;
    this.options = options;
    this.#handle = new Promise((resolve, reject) => outcomes.set(this, { resolve, reject }));
    // The call fails too, so nobody has to look here as well.
    this.#handle.catch(() => undefined);
  }

  /**
   * Handle of the started, or used, execution: as soon as the server has answered, whether or not the update succeeds.
   *
   * @throws what the call throws when it fails before
   */
  workflowHandle(): Promise<WorkflowHandle<W>> {
    return this.#handle;
  }
}

/** Marks an operation as used. @throws Error when it was used before */
export function takeOperation<W extends Workflow>(operation: WithStartWorkflowOperation<W>): Outcome<W> {
  const outcome = outcomes.get(operation) as Outcome<W> | undefined;
  if (!outcome) throw new Error('This WithStartWorkflowOperation instance has already been executed.');
  outcomes.delete(operation);
  return outcome;
}
