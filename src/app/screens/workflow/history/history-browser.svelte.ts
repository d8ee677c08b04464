import { untrack } from 'svelte';
import { Folds } from '../../../history/folds.svelte.js';
import { allRows, feedRows, groupRows, type HistoryRows, type Row } from '../../../history/history-rows.js';
import { type FilterValues, filterValues, type HistoryFilter, readFilter } from '../../../history/history-filter.js';
import { historyPreferences, type HistoryViewName, historyViews } from '../../../history/history-preferences.svelte.js';
import type { HistoryPlace } from './history-place.js';
import { follow } from '../../../state/follow.js';
import { RowCursor } from './row-cursor.svelte.js';
import { SearchInput } from './search-input.svelte.js';

/** What a person sees of a history: which view, in which order, filtered and searched for what. All of it is in the address. */
export class HistoryBrowser {
  readonly place: HistoryPlace;
  readonly finder: SearchInput;
  readonly cursor: RowCursor;
  readonly #groupFolds = new Folds(false);
  readonly #jsonFolds = new Folds(true);

  readonly #filterKey = $derived.by(() =>
    ['kind', 'only', 'name', 'type', 'tasks'].map((n) => this.place.value(n)).join('\n'),
  );
  readonly #filter = $derived.by((): HistoryFilter => {
    follow(this.#filterKey);
    return untrack(() => readFilter((name) => this.place.value(name), this.#hidesTasks));
  });
  readonly #view = $derived.by((): HistoryViewName => {
    const view = this.place.value('view');
    return historyViews.find((one) => one === view) ?? historyPreferences.view;
  });
  readonly #order = $derived.by((): 'asc' | 'desc' => {
    const order = this.place.value('order');
    return order === 'asc' || order === 'desc' ? order : historyPreferences.order;
  });

  readonly #rows = $derived.by((): HistoryRows => {
    const { history } = this.place;
    follow(history.version);
    if (this.#view === 'json') return allRows(history.buffer);
    const { pattern, onlyMatches } = this.finder;
    const search = pattern && onlyMatches ? this.finder.search : undefined;
    const input = {
      buffer: history.buffer,
      groups: history.groups,
      filter: this.#filter,
      matches: search && ((eventId: number) => search.has(eventId)),
      order: this.#order,
      whole: history.whole,
    };
    return this.#view === 'groups' ? groupRows(input, this.#groupFolds.others) : feedRows(input);
  });

  readonly #matchRows = $derived.by((): readonly Row[] => {
    if (!this.finder.pattern) return [];
    const { search } = this.finder;
    const isMatch = (row: Row): boolean => {
      if (row === 0) return false;
      if (this.#view !== 'groups' || row < 0) return search.has(Math.abs(row));
      return this.place.history.groups.get(row)?.eventIds.some((id) => search.has(id)) ?? false;
    };
    return this.#rows.rows.filter(isMatch);
  });

  /** Only while a component is set up: it makes effects. */
  constructor(place: HistoryPlace) {
    this.place = place;
    this.finder = new SearchInput(place);
    this.cursor = new RowCursor(this);
    // A search needs all; so do groups, since an end that is not here looks like none.
    $effect(() => {
      if (this.finder.pattern || this.#view !== 'feed') return place.history.need('all');
      return place.history.need('ends');
    });
    $effect(() => {
      const { selectedEvent } = place;
      if (selectedEvent) return place.history.need({ eventId: selectedEvent });
      return undefined;
    });
  }

  get view(): HistoryViewName {
    return this.#view;
  }
  set view(view: HistoryViewName) {
    historyPreferences.set({ view });
    this.place.change({ view });
  }

  get order(): 'asc' | 'desc' {
    return this.#order;
  }
  set order(order: 'asc' | 'desc') {
    historyPreferences.set({ order });
    this.place.change({ order });
  }

  get filter(): HistoryFilter {
    return this.#filter;
  }

  setFilter(change: Partial<HistoryFilter>): void {
    const { hideTasks } = change;
    if (hideTasks !== undefined) historyPreferences.set({ hideTasks });
    const values: FilterValues = filterValues({ ...this.#filter, ...change });
    this.place.change({ ...values, ...(hideTasks === undefined ? {} : { tasks: hideTasks ? 'hidden' : 'shown' }) });
  }

  get #hidesTasks(): boolean {
    const tasks = this.place.value('tasks');
    return tasks ? tasks === 'hidden' : historyPreferences.hideTasks;
  }

  get rows(): HistoryRows {
    return this.#rows;
  }

  /** The rows that match the search, in the order of the list. */
  get matchRows(): readonly Row[] {
    return this.#matchRows;
  }

  /** Of groups, or of the events in JSON. */
  get folds(): Folds {
    return this.#view === 'json' ? this.#jsonFolds : this.#groupFolds;
  }

  /** Whether a row has something below it that can be hidden. */
  canFold(row: Row): boolean {
    return row > 0 && this.#view !== 'feed';
  }

  /** Index of the row that shows an event; -1 without one. */
  indexOfEvent(eventId: number): number {
    const { rows } = this.#rows;
    if (this.#view !== 'groups') return rows.indexOf(eventId);
    const nested = rows.indexOf(-eventId);
    return nested >= 0 ? nested : rows.indexOf(this.place.history.groups.of(eventId)?.id ?? eventId);
  }

  /** Without filter and search. */
  showAll(): void {
    this.finder.clear();
    this.place.change({ kind: '', only: '', name: '', type: '', find: '' });
  }
}
