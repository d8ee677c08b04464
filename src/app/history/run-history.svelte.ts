import { createSubscriber } from 'svelte/reactivity';
import { untrack } from 'svelte';
import { errorWords } from '../format/errors.js';
import { network, visibility } from '../state/clock.svelte.js';
import { EventBuffer } from '../../live/event-buffer.js';
import { EventGroups } from '../../live/event-groups.js';
import { HistoryLoader, type LoadedRun } from '../../live/history-loader.js';
import type { HistoryNeed, HistoryPhase } from '../../live/history-phase.js';
import type { HistorySource } from './history-source.js';
import { Pulse } from '../../live/pulse.js';

const retryMs = [5_000, 10_000, 20_000, 30_000];

/**
 * The history of one run for a page: loads what something on the page needs, while the tab is in front, and follows the
 * run while it is open. Events are in {@link buffer}, outside of Svelte; reading {@link version} makes a template follow them.
 */
export class RunHistory implements HistorySource {
  readonly buffer = new EventBuffer();
  readonly groups = new EventGroups(this.buffer);
  readonly #loader: HistoryLoader;
  #needs = $state.raw<readonly { what: HistoryNeed }[]>([]);
  #phase = $state.raw<HistoryPhase>('idle');
  #error = $state.raw<unknown>();
  #total = $state(0);
  #whole = $state(false);
  #failures = 0;
  readonly #pulse = new Pulse();
  readonly #subscribe = createSubscriber((update) => this.#pulse.listen(update));

  /**
   * Only while a component is set up: it makes effects.
   *
   * @param run what is known of the run; undefined until it is
   * @param onend the run may have closed
   */
  constructor(run: () => LoadedRun | undefined, onend: () => void = () => undefined) {
    this.#loader = new HistoryLoader(this.buffer, { onchange: () => this.#read(), onend });
    this.buffer.listen(() => this.#pulse.beat());
    $effect(() => {
      const known = run();
      if (known) untrack(() => this.#loader.update(known));
    });
    $effect(() => {
      const needs = visibility.visible ? this.#needs.map(({ what }) => what) : [];
      untrack(() => this.#loader.need(needs));
    });
    $effect(() => {
      if (this.#phase !== 'failed' || !errorWords(this.#error).retryable || !network.online) return;
      const timer = setTimeout(() => this.retry(), retryMs[Math.min(this.#failures++, retryMs.length - 1)]);
      return () => clearTimeout(timer);
    });
    $effect(() => () => this.#loader.stop());
  }

  get version(): number {
    this.#subscribe();
    return this.buffer.version;
  }

  get phase(): HistoryPhase {
    return this.#phase;
  }

  get error(): unknown {
    return this.#error;
  }

  get loaded(): number {
    this.#subscribe();
    return this.buffer.count;
  }

  get total(): number {
    return this.#total;
  }

  get whole(): boolean {
    return this.#whole;
  }

  need(what: HistoryNeed): () => void {
    const entry = { what };
    untrack(() => (this.#needs = [...this.#needs, entry]));
    return () => (this.#needs = untrack(() => this.#needs.filter((other) => other !== entry)));
  }

  retry(): void {
    this.#loader.retry();
  }

  #read(): void {
    const { phase, error, total, whole } = this.#loader;
    if (phase === 'live' || phase === 'complete') this.#failures = 0;
    this.#phase = phase;
    this.#error = error;
    this.#total = total;
    this.#whole = whole;
  }
}
