import { tick } from 'svelte';
import { MediaQuery } from 'svelte/reactivity';
import { FixedRows } from '../../../../components/fixed-rows.svelte.js';
import { endOf } from '../../../../history/timeline/bar.js';
import type { BarRef } from '../../../../history/timeline/scene/view.js';
import { type TableColumn, type TableOrder, type TableRow, tableRows } from '../../../../history/timeline/table.js';
import { kindTexts } from '../../../../../live/kind-texts.js';
import { barStatusText } from '../../../../texts/timeline.js';
import type { BarSearch } from '../bar-search.svelte.js';
import { barName } from '../scene-texts.js';
import type { SceneLook } from '../scene-look.svelte.js';
import type { TimelineView } from '../timeline-view.svelte.js';

export interface TableInput {
  view: TimelineView;
  look: SceneLook;
  search: BarSearch;
  /** Pixels at the top of the window that something sticky covers. */
  covered: number;
}

/** Rows of the table of a timeline: their order, which of them are in the page, and where the keyboard is. */
export class TimelineTableRows {
  readonly #input: () => TableInput;
  readonly #phone = new MediaQuery('max-width: 720px');
  order = $state.raw<TableOrder>({ column: 'start', descending: false });
  #cursor = $state<string | undefined>();
  readonly rowHeight = $derived(this.#phone.current ? 52 : 32);

  readonly all = $derived.by((): readonly TableRow[] => {
    const { view, look, search } = this.#input();
    const { projection, isWhole } = view;
    return tableRows(view.track, {
      order: this.order,
      // While nothing depends on the moment, the rows of a live run stay as they are.
      nowMs: isWhole && this.order.column !== 'duration' ? Infinity : view.nowMs,
      fromMs: isWhole ? -Infinity : projection.fromMs,
      toMs: isWhole ? Infinity : projection.toMs,
      isMatch: search.isMatch,
      texts: {
        name: (bar) => barName(bar, look.payloads),
        kind: ({ kind }) => kindTexts[kind],
        status: ({ status }) => barStatusText(status),
      },
    });
  });
  readonly rows: FixedRows = new FixedRows(() => ({
    count: this.all.length,
    rowHeight: this.rowHeight,
    covered: this.#input().covered,
  }));
  /** The row that Tab leads to. */
  readonly tabStop = $derived.by(() => {
    const key = this.#cursor;
    return key !== undefined && this.all.some((row) => rowKey(row) === key) ? key : this.all[0] && rowKey(this.all[0]);
  });

  constructor(input: () => TableInput) {
    this.#input = input;
  }

  sortBy(column: TableColumn): void {
    const { order } = this;
    // What is longest, and what was tried most often, is what people look for.
    const descending = order.column === column ? !order.descending : column === 'duration' || column === 'attempts';
    this.order = { column, descending };
  }

  focused(row: TableRow): void {
    this.#cursor = rowKey(row);
  }

  /** Moves the keyboard from one row to another. */
  async move(key: string, list: HTMLElement): Promise<void> {
    const at = this.all.findIndex((row) => rowKey(row) === this.tabStop);
    const last = this.all.length - 1;
    const to =
      { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 15, PageUp: at - 15, Home: 0, End: last }[key] ?? at;
    const index = Math.max(0, Math.min(last, to));
    const row = this.all[index];
    if (!row) return;
    this.#cursor = rowKey(row);
    this.rows.show(index);
    await tick();
    list.querySelector<HTMLElement>(`[data-row="${CSS.escape(rowKey(row))}"] a`)?.focus({ preventScroll: true });
  }

  /** Brings a bar into sight. */
  show(ref: BarRef): void {
    const index = this.all.findIndex(({ bar, track }) => bar.id === ref.id && track.key === ref.track);
    if (index >= 0) this.rows.show(index, 'auto');
  }

  durationMs({ bar }: TableRow): number {
    return endOf(bar, this.#input().view.nowMs) - bar.startMs;
  }
}

export function rowKey({ bar, track }: TableRow): string {
  return `${track.key}:${bar.id}`;
}
