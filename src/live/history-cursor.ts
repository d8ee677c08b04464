import type { HistoryEvent, WorkflowHandle } from '../client/index.js';
import { PageSize } from './page-size.js';

/** What reads histories: the handle of a run. */
export type HistoryReader = Pick<WorkflowHandle, 'history'>;

/** One way through a history, page by page: from the first event on, or back from the last. */
export class HistoryCursor {
  readonly reverse: boolean;
  readonly #reader: HistoryReader;
  readonly #size: PageSize;
  #token: Uint8Array | undefined;
  #begun = false;
  #ended = false;
  #request: AbortController | undefined;

  constructor(reader: HistoryReader, reverse: boolean, eventsABatch: number) {
    this.#reader = reader;
    this.reverse = reverse;
    this.#size = new PageSize(eventsABatch);
  }

  get begun(): boolean {
    return this.#begun;
  }

  /** There is no further page. */
  get ended(): boolean {
    return this.#ended;
  }

  get busy(): boolean {
    return this.#request !== undefined;
  }

  /** How many events the page that is asked for will have, about. */
  get expected(): number {
    return this.#size.expected;
  }

  /** Of the page after the last that was read. */
  get token(): Uint8Array | undefined {
    return this.#token;
  }

  /**
   * Reads the next page.
   *
   * @param take gets its events, oldest first, unless it was stopped
   * @throws what the client throws
   */
  async next(take: (events: readonly HistoryEvent[]) => void): Promise<void> {
    const request = (this.#request = new AbortController());
    const pageSize = this.#size.next;
    try {
      const pages = this.#reader.history({
        reverse: this.reverse,
        pageSize,
        nextPageToken: this.#token,
        signal: request.signal,
      });
      let events: readonly HistoryEvent[] = [];
      let token: Uint8Array | undefined;
      for await (const page of pages) {
        events = this.reverse ? page.events.toReversed() : page.events;
        token = page.nextPageToken;
        break;
      }
      if (request.signal.aborted) return;
      this.#size.saw(events.length, pageSize);
      this.#begun = true;
      this.#token = token;
      this.#ended = !token;
      this.#request = undefined;
      take(events);
    } catch (error) {
      if (request.signal.aborted) return;
      throw error;
    } finally {
      if (this.#request === request) this.#request = undefined;
    }
  }

  /** The page that was asked for is not needed any more. */
  stop(): void {
    this.#request?.abort();
    this.#request = undefined;
  }
}
