import type { HistoryEvent } from '../client/index.js';

/** Ids that are not here, both included. */
export interface Gap {
  from: number;
  to: number;
}

/** Events that are new or changed; `removed` when others have gone, or have become something else. */
export type BufferListener = (changed: readonly HistoryEvent[], removed: boolean) => void;

/**
 * The events of one history by their ids, outside of any framework: 51,200 of them would be too many for reactive
 * objects. Ids are dense from 1, so the place of an event is its id. What comes again takes the place of what was there:
 * the server shows Workflow Tasks at the end of a live history before they are stored.
 */
export class EventBuffer {
  readonly #events: (HistoryEvent | undefined)[] = [];
  readonly #listeners = new Set<BufferListener>();
  #count = 0;
  #version = 0;
  /** All events up to this one are here. */
  #denseTo = 0;
  /** All events from this one to the last are here. */
  #denseFrom = 1;

  /** Grows with every change. */
  get version(): number {
    return this.#version;
  }

  /** How many events are here; fewer than {@link lastId} while there is a gap. */
  get count(): number {
    return this.#count;
  }

  /** The highest id that is here; 0 without any. */
  get lastId(): number {
    return Math.max(0, this.#events.length - 1);
  }

  /** The ids below {@link lastId} that have not been loaded: from the first that is missing to the last. */
  get gap(): Gap | undefined {
    if (this.#count === this.lastId) return undefined;
    while (this.#events[this.#denseTo + 1]) this.#denseTo++;
    while (this.#events[this.#denseFrom - 1]) this.#denseFrom--;
    return { from: this.#denseTo + 1, to: this.#denseFrom - 1 };
  }

  get(eventId: number | bigint): HistoryEvent | undefined {
    return this.#events[Number(eventId)];
  }

  /** The events that are here, oldest first. */
  *[Symbol.iterator](): Generator<HistoryEvent, void, undefined> {
    for (const event of this.#events) if (event) yield event;
  }

  /** Adds events, or replaces those with the same ids, and tells all who listen. */
  put(events: readonly HistoryEvent[]): void {
    if (events.length === 0) return;
    this.#place(events);
    this.#tell(events, false);
  }

  /**
   * As {@link put}, with the end of a live history: what was there from its first event on, and does not come again,
   * was never stored.
   */
  putEnd(events: readonly HistoryEvent[]): void {
    const [first] = events;
    if (!first) return;
    const from = Number(first.eventId);
    const dropped = this.lastId >= from;
    if (dropped) {
      for (let id = from; id <= this.lastId; id++) if (this.#events[id]) this.#count--;
      this.#events.length = from;
      this.#denseTo = Math.min(this.#denseTo, from - 1);
      this.#denseFrom = Math.min(this.#denseFrom, from);
    }
    this.#place(events);
    this.#tell(events, dropped);
  }

  clear(): void {
    this.#events.length = 0;
    this.#count = this.#denseTo = 0;
    this.#denseFrom = 1;
    this.#tell([], true);
  }

  /** @returns what stops it */
  listen(listener: BufferListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #place(events: readonly HistoryEvent[]): void {
    for (const event of events) {
      const id = Number(event.eventId);
      if (!this.#events[id]) this.#count++;
      if (id >= this.#events.length) {
        if (id > Math.max(1, this.#events.length)) this.#denseFrom = id;
        // An array with holes is slow for all that follows.
        while (this.#events.length < id) this.#events.push(undefined);
      }
      this.#events[id] = event;
    }
  }

  #tell(changed: readonly HistoryEvent[], removed: boolean): void {
    this.#version++;
    for (const listener of this.#listeners) listener(changed, removed);
  }
}
