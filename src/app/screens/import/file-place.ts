import type { FileHistory } from '../../history/file/file-history.svelte.js';
import type { PayloadReader } from '../../state/payload-reader.svelte.js';
import type { HistoryPlace } from '../workflow/history/history-place.js';
import type { ImportPage } from './import-page.svelte.js';

/** A file as a place for the views of a history: without a server, and so without links to other executions. */
export class FilePlace implements HistoryPlace {
  readonly #page: ImportPage;
  readonly history: FileHistory;
  readonly namespace = undefined;
  readonly workflowId = undefined;

  constructor(page: ImportPage, history: FileHistory) {
    this.#page = page;
    this.history = history;
  }

  get payloads(): PayloadReader {
    return this.#page.payloads;
  }

  get selectedEvent(): number | undefined {
    const id = Number(this.value('event'));
    return Number.isInteger(id) && id > 0 ? id : undefined;
  }

  select(eventId: number | undefined): void {
    this.change({ event: eventId === undefined ? '' : String(eventId) });
  }

  value(name: string): string {
    return this.#page.value(name);
  }

  change(values: Record<string, string>): void {
    this.#page.change(values);
  }

  hrefWith(values: Record<string, string>): string {
    return this.#page.hrefWith(values);
  }
}
