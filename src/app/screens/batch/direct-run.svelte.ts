import type { BatchOperation, Client, WorkflowExecutionInfo } from '../../../client/index.js';
import { perform } from './perform.js';

/** One execution of a deed that this page does by itself. */
export interface DirectItem {
  readonly row: WorkflowExecutionInfo;
  readonly state: 'waiting' | 'running' | 'done' | 'failed' | 'left';
  readonly error?: unknown;
}

/** More is a batch job: it outlives the page and keeps within the limits of the server. */
export const mostDirect = 50;

/** A browser gives a page six connections over HTTP/1.1; two stay for what is on screen. */
const atOnce = 4;

/** A deed done to a few executions, one call for each, with the result of each. */
export class DirectRun {
  readonly #client: Client;
  readonly #operation: BatchOperation;
  readonly #reason: string;
  #items = $state.raw<readonly DirectItem[]>([]);
  #running = $state(false);
  #controller = new AbortController();

  constructor(client: Client, operation: BatchOperation, reason: string, rows: readonly WorkflowExecutionInfo[]) {
    this.#client = client;
    this.#operation = operation;
    this.#reason = reason;
    this.#items = rows.map((row) => ({ row, state: 'waiting' }));
  }

  get items(): readonly DirectItem[] {
    return this.#items;
  }

  get running(): boolean {
    return this.#running;
  }

  count(state: DirectItem['state']): number {
    return this.#items.filter((item) => item.state === state).length;
  }

  /** Those for which it is not done, for another try. */
  get open(): readonly WorkflowExecutionInfo[] {
    return this.#items.filter(({ state }) => state === 'failed' || state === 'left').map(({ row }) => row);
  }

  /** Resolves when nothing runs any more. Never rejects: each item has its own error. */
  async run(): Promise<void> {
    this.#running = true;
    this.#controller = new AbortController();
    const { signal } = this.#controller;
    const lane = async () => {
      for (;;) {
        const index = signal.aborted ? -1 : this.#items.findIndex(({ state }) => state === 'waiting');
        if (index < 0) return;
        await this.#do(index);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
    this.#items = this.#items.map((item) => (item.state === 'waiting' ? { ...item, state: 'left' } : item));
    this.#running = false;
  }

  /** What has not begun is left; what is on its way is awaited, because it may happen all the same. */
  stop(): void {
    this.#controller.abort();
  }

  retry(): Promise<void> {
    this.#items = this.#items.map(({ row, state }) => ({ row, state: state === 'done' ? state : 'waiting' }));
    return this.run();
  }

  async #do(index: number): Promise<void> {
    const { row } = this.#items[index]!;
    this.#set(index, { row, state: 'running' });
    try {
      const handle = this.#client.workflow.getHandle(row.workflowId, row.runId);
      await perform(handle, this.#operation, this.#reason);
      this.#set(index, { row, state: 'done' });
    } catch (error) {
      this.#set(index, { row, state: 'failed', error });
    }
  }

  #set(index: number, item: DirectItem): void {
    this.#items = this.#items.with(index, item);
  }
}
