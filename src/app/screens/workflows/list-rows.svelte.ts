import type { WorkflowExecutionInfo } from '../../../client/index.js';

export interface ListRow {
  info: WorkflowExecutionInfo;
  /** It was on this page and is not any more; it stays in place until the person asks for the newest. */
  gone: boolean;
}

/**
 * Rows that never jump. An answer that nobody asked for updates the rows on
 * screen where they stand; what is new waits until the person wants it.
 */
export class ListRows {
  #key = '';
  #shown = $state.raw<readonly ListRow[]>([]);
  #latest = $state.raw<readonly WorkflowExecutionInfo[]>([]);
  #acceptNext = false;

  get shown(): readonly ListRow[] {
    return this.#shown;
  }

  /** How many executions the server has that are not on screen. */
  get waiting(): number {
    const shown = new Set(this.#shown.map(({ info }) => info.runId));
    return this.#latest.filter(({ runId }) => !shown.has(runId)).length;
  }

  /** @param key what the list shows; another key is another list, and replaces everything */
  receive(key: string, latest: readonly WorkflowExecutionInfo[]): void {
    const replace = key !== this.#key || this.#acceptNext || this.#shown.length === 0;
    this.#key = key;
    this.#latest = latest;
    this.#acceptNext = false;
    if (replace) {
      this.accept();
      return;
    }
    const byRunId = new Map(latest.map((info) => [info.runId, info]));
    this.#shown = this.#shown.map(({ info }) => {
      const update = byRunId.get(info.runId);
      return update ? { info: update, gone: false } : { info, gone: true };
    });
  }

  /** Shows the newest answer as it is. */
  accept(): void {
    this.#shown = this.#latest.map((info) => ({ info, gone: false }));
  }

  /** The person asked for a refresh: the next answer is shown as it is. */
  acceptNext(): void {
    this.#acceptNext = true;
  }
}
