import type { EventBuffer } from './event-buffer.js';
import type { HistoryReader } from './history-cursor.js';
import type { Tail } from './tail-token.js';

interface TailEvents {
  onpage: () => void;
  /** No more events will come or, of a paused run, none for now. */
  onend: () => void;
  onerror: (error: unknown) => void;
}

/** The end of a history that is open: new events come by themselves. */
export class HistoryTail {
  readonly #buffer: EventBuffer;
  readonly #events: TailEvents;
  #request: AbortController | undefined;
  #phase: 'none' | 'begun' | 'ended' = 'none';
  /** Where to go on after a pause. */
  #token: Uint8Array | undefined;
  #nextEventId = 1;
  #fromStart = false;

  constructor(buffer: EventBuffer, events: TailEvents) {
    this.#buffer = buffer;
    this.#events = events;
  }

  get phase(): 'none' | 'begun' | 'ended' {
    return this.#phase;
  }

  /** New events come. */
  get following(): boolean {
    return this.#request !== undefined;
  }

  /** It reads everything, and there is nothing for anybody else to read. */
  get fromStart(): boolean {
    return this.#fromStart;
  }

  /** All before this event was there when it began. */
  get nextEventId(): number {
    return this.#nextEventId;
  }

  /** Reads a history from its start and goes on with what comes. @param length of the history, as far as is known */
  beginAtStart(length: number): void {
    this.#phase = 'begun';
    this.#fromStart = true;
    this.#nextEventId = length + 1;
  }

  /** Follows what comes after the events that are there. */
  beginAtEnd({ token, nextEventId }: Tail): void {
    this.#phase = 'begun';
    this.#token = token;
    this.#nextEventId = nextEventId;
  }

  /** Goes on where it was, unless it does already. */
  follow(reader: HistoryReader): void {
    if (this.#phase === 'begun' && !this.#request) void this.#run(reader, (this.#request = new AbortController()));
  }

  stop(): void {
    this.#request?.abort();
    this.#request = undefined;
  }

  /** Forgets where it was. */
  reset(): void {
    this.stop();
    this.#phase = 'none';
    this.#token = undefined;
    this.#fromStart = false;
    this.#nextEventId = 1;
  }

  async #run(reader: HistoryReader, request: AbortController): Promise<void> {
    const { signal } = request;
    try {
      for await (const page of reader.history({ live: true, signal, nextPageToken: this.#token })) {
        if (signal.aborted) return;
        this.#token = page.nextPageToken;
        this.#buffer.putEnd(page.events);
        this.#events.onpage();
      }
      if (signal.aborted) return;
      this.#request = undefined;
      this.#phase = 'ended';
      this.#events.onend();
    } catch (error) {
      if (signal.aborted) return;
      this.#request = undefined;
      this.#events.onerror(error);
    }
  }
}
