import type { HistorySource } from '../../../history/history-source.js';
import type { Bar, LinkedRun } from '../../../history/timeline/bar.js';
import type { PendingWork } from '../../../history/timeline/pending.js';
import { LiveBars } from './live-bars.svelte.js';

const noBars: readonly Bar[] = [];

/** A run that is shown inside of another. OpenedRun.svelte loads its history while it is open. */
export class OpenedRun {
  /** `12/5`: the bars that lead to it. */
  readonly key: string;
  readonly parentKey: string;
  /** The bar of the parent from which it was opened. */
  readonly barId: number;
  readonly linked: LinkedRun;
  #source = $state.raw<{ history: HistorySource; bars: LiveBars }>();
  #problem = $state.raw<unknown>();

  constructor(parentKey: string, barId: number, linked: LinkedRun) {
    this.parentKey = parentKey;
    this.barId = barId;
    this.linked = linked;
    this.key = parentKey === '' ? String(barId) : `${parentKey}/${barId}`;
  }

  get history(): HistorySource | undefined {
    return this.#source?.history;
  }

  get bars(): readonly Bar[] {
    return this.#source?.bars.all ?? noBars;
  }

  get isLoading(): boolean {
    const phase = this.#source?.history.phase;
    return this.error === undefined && (phase === undefined || phase === 'idle' || phase === 'loading');
  }

  get error(): unknown {
    return this.#problem ?? (this.#source?.history.phase === 'failed' ? this.#source.history.error : undefined);
  }

  /** Only while a component is set up. */
  attach(history: HistorySource, pending: () => PendingWork): void {
    this.#source = { history, bars: new LiveBars(() => ({ history, pending: pending() })) };
  }

  /** It could not even be described. */
  fail(error: unknown): void {
    this.#problem = error;
  }
}
