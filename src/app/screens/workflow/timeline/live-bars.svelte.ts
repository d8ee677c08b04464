import { untrack } from 'svelte';
import type { HistorySource } from '../../../history/history-source.js';
import type { Bar } from '../../../history/timeline/bar.js';
import { Bars } from '../../../history/timeline/bars.js';
import { prepareBreaks } from '../../../history/timeline/breaks.js';
import { packSections } from '../../../history/timeline/lanes.js';
import type { PendingWork } from '../../../history/timeline/pending.js';
import { finishInPieces, type Steps } from '../../../history/timeline/steps.js';
import { follow } from '../../../state/follow.js';

/** What one state of a history is drawn from. */
interface Drawn {
  bars: readonly Bar[];
  /** No event is missing. */
  whole: boolean;
}

/**
 * The bars of a history as it grows. Those of a short one are there at once; those of a long one are made, packed and
 * looked through piece by piece, and until that is done, what was there before stays.
 */
export class LiveBars {
  readonly #input: () => { history: HistorySource; pending: PendingWork };
  readonly #bars: Bars;
  #drawn = $state.raw<Drawn>({ bars: [], whole: false });
  #busy = false;
  #again = false;
  #stopped = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Only while a component is set up: it makes effects. The history stays the same one. */
  constructor(input: () => { history: HistorySource; pending: PendingWork }) {
    this.#input = input;
    const { history } = untrack(input);
    this.#bars = new Bars(history.buffer, history.groups);
    $effect.pre(() => {
      const { history, pending } = input();
      follow(history.version, history.whole, pending);
      untrack(() => this.#update());
    });
    $effect(() => () => {
      this.#stopped = true;
      clearTimeout(this.#timer);
    });
  }

  get all(): readonly Bar[] {
    return this.#drawn.bars;
  }

  get whole(): boolean {
    return this.#drawn.whole;
  }

  #update(): void {
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    this.#again = false;
    const startedAt = performance.now();
    const pieces = finishInPieces(
      this.#make(),
      (drawn) => (this.#drawn = drawn),
      () => this.#stopped,
    );
    if (!pieces) this.#busy = false;
    // While a long history loads, most of the time is for loading.
    else void pieces.then(() => this.#restAfter(performance.now() - startedAt));
  }

  #restAfter(tookMs: number): void {
    if (this.#stopped) return;
    this.#timer = setTimeout(() => {
      this.#busy = false;
      if (this.#again) this.#update();
    }, tookMs * 2);
  }

  *#make(): Steps<Drawn> {
    const { history, pending } = this.#input();
    const { whole } = history;
    const bars = yield* this.#bars.make(whole, pending);
    if (bars !== this.#drawn.bars) {
      yield* packSections(bars, this.#drawn.bars);
      yield* prepareBreaks(bars);
    }
    return { bars, whole };
  }
}
