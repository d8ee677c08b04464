import { grpcErrorOf, type HistoryEvent, statusName } from '../client/index.js';
import type { EventBuffer, Gap } from './event-buffer.js';
import { HistoryCursor, type HistoryReader } from './history-cursor.js';
import type { HistoryNeed, HistoryPhase } from './history-phase.js';
import { HistoryTail } from './history-tail.js';
import { tailOf } from './tail-token.js';

/** What is known of the run whose history is loaded. */
export interface LoadedRun {
  reader: HistoryReader;
  runId: string;
  historyLength: number;
  open: boolean;
  /** Events that were stored at once, on average. */
  eventsABatch: number;
}

/** A history up to this length is read in one go, from its start. */
const shortHistory = 250;
/** At least so many events are there from the start. */
const atEachEnd = 100;

/**
 * Loads as much of a history as is needed, with two cursors that meet in the middle, and then follows its end. Nothing
 * is loaded twice: after a pause, each goes on where it was.
 *
 * Each `pump` looks at what is here and begins what is missing; whatever comes in pumps again.
 */
export class HistoryLoader {
  readonly #buffer: EventBuffer;
  readonly #onchange: () => void;
  readonly #tail: HistoryTail;
  #run: LoadedRun | undefined;
  #needs: readonly HistoryNeed[] = [];
  #forward: HistoryCursor | undefined;
  #backward: HistoryCursor | undefined;
  /** Loads what came to the end while nobody followed it, up to the length in {@link #caughtUpTo}. */
  #catchUp: HistoryCursor | undefined;
  #caughtUpTo = 0;
  /** Asks where the end is. */
  #probe: HistoryCursor | undefined;
  /** The length of the history when the end was last asked for. */
  #probedAt = 0;
  /** What the forward cursor has read, and the backward one. */
  #readTo = 0;
  #readFrom = Infinity;
  /** The server is too old to read backwards. */
  #forwardOnly = false;
  #error: unknown;

  /** @param onend the run may have closed: its last event has come */
  constructor(buffer: EventBuffer, { onchange, onend }: { onchange: () => void; onend: () => void }) {
    this.#buffer = buffer;
    this.#onchange = onchange;
    this.#tail = new HistoryTail(buffer, {
      onpage: () => this.#pump(),
      onend: () => {
        this.#probedAt = buffer.lastId;
        this.#pump();
        onend();
      },
      onerror: (error) => this.#fail(error),
    });
  }

  get error(): unknown {
    return this.#error;
  }

  get total(): number {
    return Math.max(this.#run?.historyLength ?? 0, this.#buffer.lastId);
  }

  get whole(): boolean {
    const { count, lastId } = this.#buffer;
    return count > 0 && count === lastId && lastId >= this.#reach;
  }

  /** The last event that is known to exist. */
  get #reach(): number {
    return this.#tail.following ? this.#tail.nextEventId - 1 : (this.#run?.historyLength ?? 0);
  }

  get phase(): HistoryPhase {
    if (this.#error !== undefined) return 'failed';
    if (this.#needs.length === 0) return 'idle';
    if (this.whole) return this.#run?.open || this.#tail.following ? 'live' : 'complete';
    const cursors = [this.#forward, this.#backward, this.#catchUp];
    return this.#buffer.count === 0 || cursors.some((cursor) => cursor?.busy) ? 'loading' : 'partial';
  }

  /** What is known of the run has changed. */
  update(run: LoadedRun): void {
    this.#run = run;
    this.#forward ??= new HistoryCursor(run.reader, false, run.eventsABatch);
    this.#backward ??= new HistoryCursor(run.reader, true, run.eventsABatch);
    this.#pump();
  }

  /** Loads for these; none pauses everything. */
  need(needs: readonly HistoryNeed[]): void {
    this.#needs = needs;
    this.#pump();
  }

  /** After a failure. */
  retry(): void {
    if (this.#error === undefined) return;
    // A token can have become worthless, when the server has other events now.
    if (codeOf(this.#error) === 'INVALID_ARGUMENT') this.#restart();
    this.#error = undefined;
    this.#pump();
  }

  stop(): void {
    this.need([]);
  }

  #pump(): void {
    const run = this.#run;
    if (!run || this.#needs.length === 0 || this.#error !== undefined) this.#rest();
    else this.#begin(run);
    this.#onchange();
  }

  #rest(): void {
    for (const cursor of [this.#forward, this.#backward, this.#catchUp, this.#probe]) cursor?.stop();
    this.#tail.stop();
  }

  #begin(run: LoadedRun): void {
    const [forward, backward] = [this.#forward, this.#backward];
    if (!forward || !backward) return;
    const isShort = run.historyLength <= shortHistory;
    if (isShort && run.open && !forward.begun && this.#tail.phase === 'none')
      this.#tail.beginAtStart(run.historyLength);
    if (this.#tail.fromStart) {
      this.#tail.follow(run.reader);
      if (this.#tail.phase === 'begun') return;
      this.#followEnd(run, forward);
      this.#fillEnd(run);
      return;
    }
    const readsBackward = !isShort && !this.#forwardOnly && !forward.ended;
    if (!forward.begun) this.#read(forward);
    if (!backward.begun && readsBackward) this.#read(backward);
    if (!forward.begun || (!backward.begun && readsBackward)) return;
    this.#fill(forward, backward);
    this.#followEnd(run, forward);
    this.#fillEnd(run);
  }

  /** Reads on towards the middle, from the ends that lead to what is needed. */
  #fill(forward: HistoryCursor, backward: HistoryCursor): void {
    const gap = this.#gap;
    if (!gap) {
      forward.stop();
      backward.stop();
      return;
    }
    const wants = wanted(gap, this.#needs, this.#forwardOnly || !backward.begun, this.total);
    const size = gap.to - gap.from + 1;
    // The last page is read once: by the one that is already reading.
    const leftTo = (other: HistoryCursor): boolean => other.busy && size <= other.expected;
    if (!wants.forward) forward.stop();
    else if (!forward.ended && !leftTo(backward)) this.#read(forward);
    if (!wants.backward) backward.stop();
    else if (!backward.ended && !leftTo(forward)) this.#read(backward);
  }

  /** Between what the two cursors have read. */
  get #gap(): Gap | undefined {
    const to = this.#readFrom === Infinity ? this.total : this.#readFrom - 1;
    return to > this.#readTo && !this.#forward?.ended ? { from: this.#readTo + 1, to } : undefined;
  }

  #followEnd(run: LoadedRun, forward: HistoryCursor): void {
    if (this.#tail.phase === 'none' && run.open) {
      const tail = tailOf(forward.token, run.runId);
      if (tail) this.#tail.beginAtEnd(tail);
      else this.#findEnd(run);
    }
    // A paused run ends its history for now: it is followed again when something happens.
    if (this.#tail.phase === 'ended' && run.open) this.#findEnd(run);
    this.#tail.follow(run.reader);
  }

  /** Asks for one event, because its page tells where the end is. Once for each length that the run is known to have. */
  #findEnd(run: LoadedRun): void {
    if (this.#probe?.busy || run.historyLength <= this.#probedAt) return;
    this.#probedAt = run.historyLength;
    const probe = (this.#probe = new HistoryCursor(run.reader, false, Infinity));
    probe
      .next(() => undefined)
      .then(
        () => {
          const tail = tailOf(probe.token, run.runId);
          if (!tail || this.#tail.following) return;
          this.#tail.beginAtEnd(tail);
          this.#pump();
        },
        (error: unknown) => this.#fail(error),
      );
  }

  /** What is missing at the end: it came while nobody followed it. */
  #fillEnd(run: LoadedRun): void {
    const { count, lastId } = this.#buffer;
    const gap = this.#tail.fromStart ? undefined : this.#gap;
    const between = gap ? Math.min(gap.to, lastId) - gap.from + 1 : 0;
    const isMissing = lastId - count > between || this.#reach > Math.max(lastId, this.#caughtUpTo);
    if (!isMissing || this.#forwardOnly) {
      this.#catchUp?.stop();
      this.#catchUp = undefined;
      return;
    }
    this.#catchUp ??= new HistoryCursor(run.reader, true, run.eventsABatch);
    if (!this.#catchUp.ended) this.#read(this.#catchUp);
  }

  #read(cursor: HistoryCursor): void {
    if (cursor.busy) return;
    const take = (events: readonly HistoryEvent[]): void => {
      if (cursor === this.#forward) this.#readTo = Number(events.at(-1)?.eventId ?? this.#readTo);
      if (cursor === this.#backward) this.#readFrom = Number(events[0]?.eventId ?? 1);
      if (cursor === this.#catchUp) this.#caughtUpTo = this.#reach;
      this.#buffer.put(events);
    };
    cursor.next(take).then(
      () => this.#pump(),
      (error: unknown) => {
        if (cursor.reverse && codeOf(error) === 'UNIMPLEMENTED') {
          this.#forwardOnly = true;
          this.#pump();
        } else this.#fail(error);
      },
    );
  }

  #fail(error: unknown): void {
    this.#error = error;
    this.#pump();
  }

  #restart(): void {
    const run = this.#run;
    this.#rest();
    this.#tail.reset();
    this.#forward = this.#backward = this.#catchUp = undefined;
    this.#readTo = this.#caughtUpTo = this.#probedAt = 0;
    this.#readFrom = Infinity;
    this.#buffer.clear();
    if (run) this.update(run);
  }
}

interface Wants {
  forward: boolean;
  backward: boolean;
}

/** Which cursors lead to what is needed. */
function wanted(gap: Gap, needs: readonly HistoryNeed[], forwardOnly: boolean, total: number): Wants {
  if (forwardOnly) return { forward: true, backward: false };
  if (needs.includes('all')) return { forward: true, backward: true };
  // Pages are counted in batches, so a page can be a single event.
  const wants = { forward: gap.from <= atEachEnd, backward: gap.to > total - atEachEnd };
  for (const need of needs) {
    if (typeof need !== 'object' || need.eventId < gap.from || need.eventId > gap.to) continue;
    if (need.eventId - gap.from < gap.to - need.eventId) wants.forward = true;
    else wants.backward = true;
  }
  return wants;
}

function codeOf(error: unknown): string | undefined {
  const grpc = grpcErrorOf(error);
  return grpc && statusName(grpc.code);
}
