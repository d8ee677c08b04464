import { typesInto } from '../../../frame/key-handler.js';
import { preferences } from '../../../state/preferences.svelte.js';

/** The rows that keys move through. */
export interface KeyedRows {
  /** Holds the rows that are drawn; each has `data-index`, and its cells `data-column`. */
  body: () => HTMLElement | undefined;
  count: () => number;
  /** Draws a row that may be far away. */
  reveal: (index: number) => Promise<void> | undefined;
  /** Shows what can be done with a cell. */
  openMenu: (cell: HTMLElement) => void;
}

/**
 * j and k move the focus from row to row and stay in their column, arrows left and right move from cell to cell, Home
 * and End go to the first and the last row, G to the last one from anywhere, e unfolds the children, m shows what can be done with a cell. Enter follows
 * a link, or does as m.
 */
export class RowKeys {
  readonly #rows: KeyedRows;
  /** Where the focus was last: rows far away are not in the page, and take the focus with them. */
  #last = -1;

  constructor(rows: KeyedRows) {
    this.#rows = rows;
  }

  readonly onkeydown = (event: KeyboardEvent): void => {
    const body = this.#rows.body();
    if (!body || event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || isBusy(event)) return;
    if (event.key.length === 1 && !preferences.characterKeys) return;
    const row = focusedIn(body, '[data-index]');
    const cell = focusedIn(body, '[data-column]');
    const act = this.#action(event, row, cell);
    if (!act) return;
    event.preventDefault();
    act();
  };

  /** Gives the focus to a row, in a column or else where it leads on. */
  async focus(index: number, column?: string): Promise<void> {
    this.#last = index;
    await this.#rows.reveal(index);
    const row = this.#rows.body()?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    const cell = column ? row?.querySelector<HTMLElement>(`[data-column="${CSS.escape(column)}"]`) : undefined;
    focusCell(cell ?? row?.querySelector<HTMLElement>('[data-column]:has(a[href])') ?? row);
    row?.scrollIntoView({ block: 'nearest' });
  }

  #action(event: KeyboardEvent, row: HTMLElement | undefined, cell: HTMLElement | undefined): (() => void) | undefined {
    const { key } = event;
    if (cell) {
      if (key === 'ArrowRight' || key === 'ArrowLeft') {
        return () => focusCell(neighbour(cell, key === 'ArrowRight' ? 1 : -1));
      }
      if (asksForMenu(event)) return () => this.#rows.openMenu(cell);
      const fold = row?.querySelector<HTMLElement>('[data-fold]');
      if (key === 'e' && fold) return () => fold.click();
    }
    const index = this.#target(key, row);
    return index === undefined ? undefined : () => void this.focus(index, cell?.dataset['column']);
  }

  #target(key: string, row: HTMLElement | undefined): number | undefined {
    const last = this.#rows.count() - 1;
    // Until a row has the focus, arrows scroll and Home and End go to the ends of the page.
    if (last < 0 || (!row && !/^[jkJKG]$/.test(key))) return undefined;
    if (key === 'Home') return 0;
    // A small one begins a sequence.
    if (key === 'End' || key === 'G') return last;
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[key.length === 1 ? key.toLowerCase() : key];
    const current = row ? Number(row.dataset['index']) : this.#last;
    return step && Math.min(last, Math.max(0, current + step));
  }
}

function asksForMenu({ key, shiftKey, target }: KeyboardEvent): boolean {
  if (key === 'm' || key === 'ContextMenu' || (key === 'F10' && shiftKey)) return true;
  return key === 'Enter' && target instanceof Element && target.closest('a, button') === null;
}

function focusedIn(body: HTMLElement, selector: string): HTMLElement | undefined {
  const { activeElement } = document;
  if (!activeElement || !body.contains(activeElement)) return undefined;
  return activeElement.closest<HTMLElement>(selector) ?? undefined;
}

function neighbour(cell: HTMLElement, step: number): HTMLElement | undefined {
  const cells = [...(cell.closest('[data-index]')?.querySelectorAll<HTMLElement>('[data-column]') ?? [])];
  return cells[cells.indexOf(cell) + step];
}

/**
 * A cell with a link or a check box gives the focus to it, so that Enter or Space do what they do there; so does a line
 * with nothing but a button.
 */
function focusCell(cell: HTMLElement | null | undefined): void {
  const isLine = cell?.hasAttribute('data-index') ?? false;
  const target = cell?.querySelector<HTMLElement>(isLine ? 'a[href], button' : 'a[href], input') ?? cell;
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function isBusy(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  return typesInto(target) || (target instanceof Element && target.closest('dialog, [popover]') !== null);
}
