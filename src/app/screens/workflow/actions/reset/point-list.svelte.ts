import type { WorkflowHandle } from '../../../../../client/index.js';
import { pointFor, type PointEvent, type ResetPoint, resetPoints } from './reset-points.js';

const firstPage = 100;

/**
 * The points of a run, newest first, read from the end of its history page by page: a history of 50,000 events costs no
 * more than what somebody looks at.
 */
export class PointList {
  readonly #handle: WorkflowHandle;
  readonly #controller = new AbortController();
  #nextPageToken: Uint8Array | undefined;
  /** Newest first. */
  #events = $state.raw<readonly PointEvent[]>([]);
  #state = $state.raw<'idle' | 'reading' | 'complete' | 'failed'>('idle');
  #error = $state.raw<unknown>();
  #read = $state.raw(0);
  readonly points = $derived(resetPoints(this.#events, this.#state === 'complete'));

  constructor(handle: WorkflowHandle) {
    this.#handle = handle;
  }

  get events(): readonly PointEvent[] {
    return this.#events;
  }

  get state(): 'idle' | 'reading' | 'complete' | 'failed' {
    return this.#state;
  }

  get error(): unknown {
    return this.#error;
  }

  /** How many events have come so far; grows while {@link PointList.find} reads. */
  get read(): number {
    return this.#read;
  }

  /** Ids are dense and fall by one, so the place of an event follows from its id. */
  readonly eventOf = (eventId: bigint): PointEvent | undefined => {
    const place = Number((this.#events[0]?.eventId ?? 0n) - eventId);
    return this.#events[place];
  };

  /** Reads another page; also goes on after a failure. */
  more(): Promise<void> {
    return this.#readTo(Infinity);
  }

  /** The point that led to an event, reading back as far as it takes. */
  async find(eventId: number): Promise<ResetPoint | undefined> {
    const isThere = () => this.points.some((point) => point.eventId <= eventId);
    while (!isThere() && this.#state !== 'complete') {
      await this.#readTo(eventId);
      if (this.#state === 'failed' || this.#controller.signal.aborted) return undefined;
    }
    return pointFor(this.points, eventId);
  }

  /** Ends what is being read. */
  stop(): void {
    this.#controller.abort();
  }

  /** Pages of several requests come into the list at once, or each of them would be drawn. */
  async #readTo(eventId: number): Promise<void> {
    if (this.#state === 'reading' || this.#state === 'complete') return;
    this.#state = 'reading';
    const gathered: PointEvent[] = [];
    try {
      do gathered.push(...(await this.#nextPage()));
      while (this.#nextPageToken && Number(gathered.at(-1)?.eventId) > eventId);
      this.#state = this.#nextPageToken ? 'idle' : 'complete';
    } catch (error) {
      if (this.#controller.signal.aborted) return;
      this.#error = error;
      this.#state = 'failed';
    } finally {
      this.#events = [...this.#events, ...gathered];
    }
  }

  async #nextPage(): Promise<readonly PointEvent[]> {
    const { signal } = this.#controller;
    const nextPageToken = this.#nextPageToken;
    const pageSize = nextPageToken ? undefined : firstPage;
    for await (const page of this.#handle.history({ reverse: true, signal, pageSize, nextPageToken })) {
      this.#nextPageToken = page.nextPageToken;
      this.#read += page.events.length;
      return page.events;
    }
    this.#nextPageToken = undefined;
    return [];
  }
}
