import type { HistoryEvent } from '../../client/index.js';
import type { WirePayload } from '../format/payload.js';
import type { PayloadReader } from '../state/payload-reader.svelte.js';
import { breathe, pieceMs } from './breathe.js';
import type { EventBuffer } from '../../live/event-buffer.js';
import { eventText } from './event-text.js';
import { payloadsIn } from './message-walk.js';

/** Events whose Payloads go to the codec together. */
const eventsABatch = 400;

/** @param read gives what is in a Payload, decoded where that is wanted */
export type TextOf = (event: HistoryEvent, read: (payload: WirePayload) => WirePayload) => string;

interface TextIndexOptions {
  textOf: TextOf;
  /** Whether the codec is asked. @default true */
  decodes?: boolean;
  /** After each piece of work. */
  onpiece: () => void;
}

/** What a search looks into. */
const searchText: TextOf = (event, read) => eventText(event, read).toLowerCase();

/** A text of each event, by default what a search looks into: made once, in small pieces, when somebody wants them. */
export class TextIndex {
  readonly #buffer: EventBuffer;
  readonly #payloads: Pick<PayloadReader, 'decodeAll'>;
  readonly #textOf: TextOf;
  readonly #decodes: boolean;
  readonly #texts: (string | undefined)[] = [];
  readonly #onpiece: () => void;
  readonly #unlisten: () => void;
  #count = 0;
  #decodeError: unknown;
  #wanted = false;
  #near = Infinity;
  #working = false;
  readonly #controller = new AbortController();

  constructor(
    buffer: EventBuffer,
    payloads: Pick<PayloadReader, 'decodeAll'>,
    { textOf = searchText, decodes = true, onpiece }: Partial<TextIndexOptions> & Pick<TextIndexOptions, 'onpiece'>,
  ) {
    this.#buffer = buffer;
    this.#payloads = payloads;
    this.#textOf = textOf;
    this.#decodes = decodes;
    this.#onpiece = onpiece;
    this.#unlisten = buffer.listen((changed, removed) => {
      if (removed) this.#forgetGone();
      for (const { eventId } of changed) if (this.#texts[Number(eventId)] !== undefined) this.#set(Number(eventId));
      this.#work();
    });
  }

  /** How many events have their text. */
  get count(): number {
    return this.#count;
  }

  /** Why Payloads are searched as they came: the codec did not answer. */
  get decodeError(): unknown {
    return this.#decodeError;
  }

  get(eventId: number): string | undefined {
    return this.#texts[eventId];
  }

  /**
   * From now on every event has its text, soon after it came.
   *
   * @param near the event that somebody looks at, whose text and those after it are made first
   */
  start(near = Infinity): void {
    this.#near = near;
    this.#wanted = true;
    this.#work();
  }

  close(): void {
    this.#unlisten();
    this.#controller.abort();
  }

  #work(): void {
    if (!this.#wanted || this.#working || this.#count === this.#buffer.count) return;
    this.#working = true;
    void this.#build(this.#controller.signal).finally(() => {
      this.#working = false;
      if (!this.#controller.signal.aborted) this.#work();
    });
  }

  async #build(signal: AbortSignal): Promise<void> {
    let started = performance.now();
    for (let batch = this.#missing(); batch.length > 0; batch = this.#missing()) {
      const decoded = await this.#decode(batch, signal);
      for (const event of batch) {
        if (signal.aborted) return;
        if (this.#buffer.get(event.eventId) !== event) continue;
        const text = this.#textOf(event, (payload) => decoded.get(payload) ?? payload);
        this.#set(Number(event.eventId), text);
        if (performance.now() - started < pieceMs) continue;
        this.#onpiece();
        await breathe();
        started = performance.now();
      }
    }
    this.#onpiece();
  }

  #missing(): HistoryEvent[] {
    const batch: HistoryEvent[] = [];
    if (this.#count === this.#buffer.count) return batch;
    const add = (id: number): void => {
      const event = this.#texts[id] === undefined ? this.#buffer.get(id) : undefined;
      if (event) batch.push(event);
    };
    const { lastId } = this.#buffer;
    const near = Math.min(this.#near, lastId);
    for (let id = near; id <= lastId && batch.length < eventsABatch && near < lastId; id++) add(id);
    // From the newest: that is where a person looks first.
    for (let id = near < lastId ? near - 1 : lastId; id > 0 && batch.length < eventsABatch; id--) add(id);
    return batch;
  }

  async #decode(batch: readonly HistoryEvent[], signal: AbortSignal): Promise<Map<WirePayload, WirePayload>> {
    const payloads = this.#decodes ? batch.flatMap(payloadsIn) : [];
    if (payloads.length === 0) return new Map();
    try {
      const decoded = await this.#payloads.decodeAll(payloads, { signal });
      this.#decodeError = undefined;
      return new Map(payloads.map((payload, index) => [payload, decoded[index] ?? payload]));
    } catch (error) {
      if (!signal.aborted) this.#decodeError = error;
      return new Map();
    }
  }

  #forgetGone(): void {
    for (let id = 1; id < this.#texts.length; id++) {
      if (this.#texts[id] !== undefined && !this.#buffer.get(id)) this.#set(id);
    }
  }

  #set(id: number, text?: string): void {
    while (this.#texts.length <= id) this.#texts.push(undefined);
    this.#count += Number(text !== undefined) - Number(this.#texts[id] !== undefined);
    this.#texts[id] = text;
  }
}
