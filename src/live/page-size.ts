/** More events than this in one answer would hold up the page while they are read. */
const eventsAPage = 1_000;
const firstPageEvents = 250;
/** The server gives no more. */
const mostBatches = 256;

/**
 * The server counts a page in batches, each of which holds what was stored at once: two events for a signal, thousands
 * for a fan-out. This keeps pages at about the same number of events.
 */
export class PageSize {
  readonly #average: number;
  #eventsABatch: number;
  #isFirst = true;

  /** @param eventsABatch as far as is known beforehand: the length of the history by the number of state transitions */
  constructor(eventsABatch: number) {
    this.#average = this.#eventsABatch = Math.max(1, eventsABatch);
  }

  /** In batches: what to ask for. */
  get next(): number {
    const events = this.#isFirst ? firstPageEvents : eventsAPage;
    return Math.max(1, Math.min(mostBatches, Math.floor(events / this.#eventsABatch)));
  }

  /** How many events the next page will have, about. */
  get expected(): number {
    return Math.ceil(this.next * this.#eventsABatch);
  }

  /** Learns from a page. */
  saw(events: number, asked: number): void {
    this.#isFirst = false;
    // Never less than on average: after some small batches, one page could be all of the large ones.
    if (events > 0) this.#eventsABatch = Math.max(this.#average, events / asked);
  }
}
