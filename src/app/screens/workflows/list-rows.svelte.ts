import type { WorkflowExecutionInfo } from '../../../client/index.js';
import { countMissing, type ListRow, updateInPlace } from './merge-rows.js';

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
    return countMissing(this.#shown, this.#latest);
  }

  /**
   * @param key what the list shows; another key is another list, and replaces everything
   * @param isWhole there is no further page
   */
  receive(key: string, latest: readonly WorkflowExecutionInfo[], isWhole: boolean): void {
    const replace = key !== this.#key || this.#acceptNext || this.#shown.length === 0;
    this.#key = key;
    this.#latest = latest;
    this.#acceptNext = false;
    if (replace) {
      this.accept();
      return;
    }
    this.#shown = updateInPlace(this.#shown, latest, isWhole);
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
