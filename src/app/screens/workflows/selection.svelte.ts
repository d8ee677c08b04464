import { createContext } from 'svelte';
import type { WorkflowExecutionInfo } from '../../../client/index.js';
import { selectionTexts as texts } from '../../texts/selection.js';
import {
  allOf,
  between,
  countOf,
  isSelected,
  mostExceptions,
  mostRows,
  nothing,
  pageState,
  refreshed,
  type Selected,
  unlisted,
  withRows,
} from './selection-model.js';

/** What of a list is selected, and from where a range begins. One for each list on screen. */
export class Selection {
  #selected = $state.raw<Selected>(nothing);
  #rows = $state.raw<readonly WorkflowExecutionInfo[]>([]);
  #lines = $state.raw<readonly WorkflowExecutionInfo[]>([]);
  /** Children that stand below their parents: whether the query finds them as well is not known. */
  readonly #unlisted = $derived(unlisted(this.#lines, this.#rows));
  #choosing = $state(false);
  #note = $state('');
  #list = '';
  #anchor: string | undefined;

  get selected(): Selected {
    return this.#selected;
  }

  get count(): number {
    return countOf(this.#selected);
  }

  /** On phones: taps select rows instead of opening them. */
  get choosing(): boolean {
    return this.#choosing || this.count > 0;
  }

  /** What a screen reader is told of the last change. */
  get note(): string {
    return this.#note;
  }

  /** The rows on screen, in their order. */
  get rows(): readonly WorkflowExecutionInfo[] {
    return this.#rows;
  }

  get page(): 'none' | 'some' | 'all' {
    return pageState(this.#selected, this.#rows);
  }

  has(runId: string): boolean {
    return this.canHave(runId) && isSelected(this.#selected, runId);
  }

  /** While everything that a query finds is selected, what stands only below its parent can be neither. */
  canHave(runId: string): boolean {
    return this.#selected.kind === 'rows' || !this.#unlisted.has(runId);
  }

  /**
   * Follows the list: pages and refreshes keep the selection, another query ends it, since nobody should act on what he
   * does not see.
   *
   * @param list what the list shows, without its page
   * @param rows what the list finds, on this page
   * @param lines everything that is on screen from top to bottom: the rows, and children below some of them
   */
  follow(list: string, rows: readonly WorkflowExecutionInfo[], lines: readonly WorkflowExecutionInfo[]): void {
    if (list !== this.#list) {
      this.#list = list;
      this.#selected = nothing;
      this.#choosing = false;
      this.#anchor = undefined;
      this.#note = '';
    }
    this.#rows = rows;
    this.#lines = lines;
    this.#selected = refreshed(this.#selected, lines);
  }

  /** One row, or with `range` all from the one before to it, which then get the state that it gets. */
  toggle(runId: string, { range = false, on = !this.has(runId) } = {}): void {
    const from = range ? this.#anchor : undefined;
    this.#change(
      between(this.#lines, from, runId).filter((row) => this.canHave(row.runId)),
      on,
    );
    this.#anchor = runId;
  }

  /** Everything on this page, or nothing of it. */
  togglePage(on = this.page !== 'all'): void {
    this.#change(this.#rows, on);
  }

  /**
   * Everything that the query of the list finds, on all pages.
   *
   * @param query as it is sent: what is selected should not change as time passes
   */
  selectAll(query: string, total: number): void {
    this.#set(allOf(query, total));
  }

  /** Only these; of use after an action, for those that it failed for. */
  selectOnly(rows: readonly WorkflowExecutionInfo[]): void {
    this.#set(withRows(nothing, rows, true));
  }

  /** Phones begin to select without having selected anything. */
  choose(): void {
    this.#choosing = true;
  }

  clear(): void {
    this.#choosing = false;
    this.#anchor = undefined;
    this.#set(nothing);
  }

  #change(rows: readonly WorkflowExecutionInfo[], on: boolean): void {
    const next = withRows(this.#selected, rows, on);
    if (next === this.#selected) return;
    this.#set(next);
    if (next.kind === 'rows' && on && next.rows.size === mostRows) this.#note = texts.mostRows(mostRows);
    if (next.kind === 'all' && !on && next.except.size === mostExceptions) {
      this.#note = texts.mostExceptions(mostExceptions);
    }
  }

  #set(selected: Selected): void {
    if (selected === this.#selected) return;
    this.#selected = selected;
    this.#note = countOf(selected) === 0 ? texts.cleared : texts.announced(countOf(selected), selected.kind === 'all');
  }
}

/** The selection of the list around; set by the list's screen. */
export const [getSelection, setSelection] = createContext<Selection>();
