import { untrack } from 'svelte';
import type { HistorySource } from '../../../history/history-source.js';
import { ExpressionTooSlow } from '../../../history/expression/expression-runner.js';
import { HistorySearch } from '../../../history/history-search.js';
import { compileSearch } from '../../../history/search-pattern.js';
import type { Bar } from '../../../history/timeline/bar.js';
import type { RunTrack } from '../../../history/timeline/layout.js';
import type { BarRef } from '../../../history/timeline/scene/view.js';
import { historyTexts } from '../../../texts/history.js';
import { follow } from '../../../state/follow.js';
import type { PayloadReader } from '../../../state/payload-reader.svelte.js';
import type { TimelineView } from './timeline-view.svelte.js';

/** Which bars are searched for: those with an event that matches, as in the history. */
export class BarSearch {
  readonly #view: TimelineView;
  readonly #history: HistorySource;
  readonly #search: HistorySearch;
  #version = $state(0);
  readonly #text: () => string;
  readonly #compiled = $derived.by(() => (this.#text() ? compileSearch(this.#text(), this.#isRegex()) : undefined));
  readonly #isRegex: () => boolean;

  readonly #pattern = $derived.by(() => (this.#compiled?.ok ? this.#compiled.pattern : undefined));

  readonly found = $derived.by((): readonly Bar[] => {
    const { isMatch } = this;
    return isMatch ? this.#view.bars.filter((bar) => isMatch(bar, this.#view.track)) : [];
  });

  /** Another function after every change of what is found; none while nothing is searched for. */
  readonly isMatch = $derived.by((): ((bar: Bar, track: RunTrack) => boolean) | undefined => {
    follow(this.#version);
    const pattern = this.#pattern;
    if (!pattern) return undefined;
    return (bar, track) => (track.key === '' ? this.#has(bar.id) : this.#isMarked(bar.label));
  });

  /** Only while a component is set up: it makes effects. */
  constructor(
    view: TimelineView,
    history: HistorySource,
    payloads: PayloadReader,
    text: () => string,
    isRegex: () => boolean,
  ) {
    this.#view = view;
    this.#history = history;
    this.#text = text;
    this.#isRegex = isRegex;
    this.#search = new HistorySearch(history.buffer, payloads, {
      onchange: () => this.#version++,
      onmarks: () => this.#version++,
    });
    $effect.pre(() => {
      const pattern = this.#pattern;
      untrack(() => this.#search.start(pattern));
    });
    $effect(() => () => this.#search.close());
  }

  get active(): boolean {
    return this.#pattern !== undefined;
  }

  /** Why it is no regular expression, or none that comes to an end. */
  get invalid(): string | undefined {
    if (this.#compiled?.ok === false) return this.#compiled.reason;
    follow(this.#version);
    const { error } = this.#search;
    return error instanceof ExpressionTooSlow ? historyTexts.tooSlow(error.message) : undefined;
  }

  /** The place of a bar among those that are found, from 1; 0 for none. */
  placeOf(ref: BarRef | undefined): number {
    return ref?.track === '' ? this.found.findIndex(({ id }) => id === ref.id) + 1 : 0;
  }

  prepare(): void {
    this.#search.prepare();
  }

  #isMarked(text: string): boolean {
    return (this.#search.places(text)?.length ?? 0) > 0;
  }

  #has(id: number): boolean {
    return this.#history.groups.get(id)?.eventIds.some((eventId) => this.#search.has(eventId)) ?? false;
  }
}
