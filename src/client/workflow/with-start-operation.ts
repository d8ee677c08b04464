import type { Workflow } from '../definitions.js';
import type { WorkflowHandle } from './handle.js';
import type { WorkflowIdConflictPolicy } from './id-policies.js';
import type { WorkflowStartOptions } from './workflow-options.js';

/** What the call that carries out a start operation tells it. */
export interface Outcome<W extends Workflow> {
  resolve(handle: WorkflowHandle<W>): void;
  reject(error: unknown): void;
}

/**
 * Where an operation keeps what carries it out. The same symbol in every copy of this package, since a page or a loader
 * may have two, and `execute-update-with-start.ts` names it again: this module is then of no part that loads late.
 */
const outcomeKey = Symbol.for('temporal-web-client.WithStartWorkflowOperation.outcome');

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
    this.#handle = new Promise((resolve, reject) =>
      Object.defineProperty(this, outcomeKey, { value: { resolve, reject }, writable: true }),
    );
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
