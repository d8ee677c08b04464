import { untrack } from 'svelte';
import { ExpressionTooSlow } from '../../../history/expression/expression-runner.js';
import { HistorySearch } from '../../../history/history-search.js';
import { compileSearch, type Place, type SearchPattern } from '../../../history/search-pattern.js';
import { follow } from '../../../state/follow.js';
import type { HistoryPlace } from './history-place.js';

const typingMs = 300;
const nowhere: readonly Place[] = [];

/** What a history is searched for, as it is typed and as it stands in the address, and what was found. */
export class SearchInput {
  readonly #place: HistoryPlace;
  readonly #search: HistorySearch;
  #version = $state(0);
  #marks = $state(0);
  #text = $state('');
  #typing: ReturnType<typeof setTimeout> | undefined;
  readonly #isRegex = $derived.by(() => this.#place.value('regex') === '1');
  readonly #onlyMatches = $derived.by(() => this.#place.value('context') !== '1');
  readonly #compiled = $derived.by(() => (this.#text ? compileSearch(this.#text, this.#isRegex) : undefined));
  readonly #pattern = $derived.by(() => (this.#compiled?.ok ? this.#compiled.pattern : undefined));

  /** Only while a component is set up: it makes effects. */
  constructor(place: HistoryPlace) {
    this.#place = place;
    this.#search = new HistorySearch(place.history.buffer, place.payloads, {
      onchange: () => this.#version++,
      onmarks: () => this.#marks++,
    });
    const written = $derived(place.value('find'));
    $effect.pre(() => {
      // Another address, as from the back button; not the one that typing has just made.
      if (this.#typing === undefined && written !== untrack(() => this.#text)) this.#text = written;
    });
    $effect.pre(() => {
      const pattern = this.#pattern;
      untrack(() => this.#search.start(pattern));
    });
    $effect(() => () => {
      clearTimeout(this.#typing);
      this.#search.close();
    });
  }

  get text(): string {
    return this.#text;
  }
  set text(text: string) {
    this.#text = text;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => {
      this.#typing = undefined;
      this.#place.change({ find: this.#text });
    }, typingMs);
  }

  /** Without changing the address. */
  clear(): void {
    clearTimeout(this.#typing);
    this.#typing = undefined;
    this.#text = '';
  }

  get isRegex(): boolean {
    return this.#isRegex;
  }
  set isRegex(isRegex: boolean) {
    this.#place.change({ regex: isRegex ? '1' : '' });
  }

  /** Whether a search leaves out what does not match; else it only marks. */
  get onlyMatches(): boolean {
    return this.#onlyMatches;
  }
  set onlyMatches(only: boolean) {
    this.#place.change({ context: only ? '' : '1' });
  }

  /** What is wrong with the regular expression. */
  get invalid(): string | undefined {
    return this.#compiled?.ok === false ? this.#compiled.reason : undefined;
  }

  /** The expression that does not come to an end. */
  get tooSlow(): string | undefined {
    const { error } = this.search;
    return error instanceof ExpressionTooSlow ? error.message : undefined;
  }

  get pattern(): SearchPattern | undefined {
    return this.#pattern;
  }

  /** Reactive: what reads it follows what is found. */
  get search(): HistorySearch {
    follow(this.#version);
    return this.#search;
  }

  /** Where a text has what is searched for; undefined while that is not known. Reactive. */
  places(text: string): readonly Place[] | undefined {
    const pattern = this.#pattern;
    if (!pattern) return nowhere;
    if (pattern.kind === 'expression') follow(this.#marks);
    return this.#search.places(text);
  }
}
