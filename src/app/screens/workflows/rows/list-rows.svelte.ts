import type { WorkflowExecutionInfo, WorkflowExecutionPage } from '../../../../client/index.js';
import { type ListRow, missingFrom, updateInPlace, withNews } from './merge-rows.js';

const nothing: WorkflowExecutionPage = { items: [], nextPageToken: undefined };

/**
 * Rows that never jump. An answer that nobody asked for updates the rows on
 * screen where they stand; what is new waits until the person wants it.
 */
export class ListRows {
  #key = '';
  #shown = $state.raw<readonly ListRow[]>([]);
  #latest = $state.raw<WorkflowExecutionPage>(nothing);
  #nextPageToken = $state.raw<Uint8Array | undefined>();
  #membership = $state(0);
  #appended = false;
  #acceptNext = false;

  get shown(): readonly ListRow[] {
    return this.#shown;
  }

  /** Counts on when rows come or go, but not when one of them changes where it stands. */
  get membership(): number {
    return this.#membership;
  }

  /** Where the page after the rows on screen begins; a newer answer has another, which would repeat some of them. */
  get nextPageToken(): Uint8Array | undefined {
    return this.#nextPageToken;
  }

  /** How many executions the server has that are not on screen. */
  get waiting(): number {
    return missingFrom(this.#shown, this.#latest.items).length;
  }

  /** @param key what the list shows; another key is another list, and replaces everything */
  receive(key: string, latest: WorkflowExecutionPage): void {
    const replace = key !== this.#key || this.#acceptNext || this.#shown.length === 0;
    this.#key = key;
    this.#latest = latest;
    this.#acceptNext = false;
    if (replace) this.#replace();
    else this.#shown = updateInPlace(this.#shown, latest.items, !latest.nextPageToken && !this.#appended);
  }

  /** A further page, below what is there. Executions that have come up in the meantime are not shown twice. */
  append({ items, nextPageToken }: WorkflowExecutionPage): void {
    this.#appended = true;
    this.#nextPageToken = nextPageToken;
    this.#show([...this.#shown, ...missingFrom(this.#shown, items).map(rowOf)]);
  }

  /** News of single executions, wherever they stand. */
  update(infos: readonly WorkflowExecutionInfo[]): void {
    this.#shown = withNews(this.#shown, infos);
  }

  /** Shows the newest answer as it is; pages below stay while it joins them without a gap. */
  accept(): void {
    const added = missingFrom(this.#shown, this.#latest.items);
    if (!this.#appended || added.length === this.#latest.items.length) this.#replace();
    else this.#show([...added.map(rowOf), ...this.#shown.filter(({ gone }) => !gone)]);
  }

  /** The person asked for a refresh: the next answer is shown as it is. */
  acceptNext(): void {
    this.#acceptNext = true;
  }

  #replace(): void {
    this.#appended = false;
    this.#nextPageToken = this.#latest.nextPageToken;
    this.#show(this.#latest.items.map(rowOf));
  }

  #show(rows: readonly ListRow[]): void {
    this.#shown = rows;
    this.#membership++;
  }
}

function rowOf(info: WorkflowExecutionInfo): ListRow {
  return { info, gone: false };
}
