import { readStored, writeStored } from '../../../state/stored.js';
import { type ChosenColumn, clampWidth, columnOf, defaultColumns, moved, parseChosen } from './chosen-columns.js';
import type { Column } from './columns.js';

/** Columns that an address brings with it: those of a saved view, or of somebody who shared one. */
interface LinkedColumns {
  chosen: () => readonly ChosenColumn[] | undefined;
  choose: (chosen: readonly ChosenColumn[]) => void;
}

/**
 * The columns of one Namespace's list, in their order and with their widths; kept in this browser. While the address has
 * columns, those are shown and changed, and what this person has chosen stays as it is.
 */
export class ListColumns {
  readonly #key: string;
  readonly #linked: LinkedColumns;
  #own = $state.raw<readonly ChosenColumn[]>([]);
  /** While a width is being pulled. */
  #pulled = $state.raw<readonly ChosenColumn[] | undefined>();
  readonly #chosen = $derived.by(() => this.#pulled ?? this.#linked.chosen() ?? this.#own);
  readonly #columns = $derived(this.#chosen.flatMap((choice) => columnOf(choice) ?? []));

  constructor(namespace: string, linked: LinkedColumns) {
    this.#key = `columns:${namespace}`;
    this.#linked = linked;
    this.#own = parseChosen(readStored(this.#key));
  }

  get chosen(): readonly ChosenColumn[] {
    return this.#chosen;
  }

  get shown(): readonly Column[] {
    return this.#columns;
  }

  /** Nobody has chosen anything: narrow windows may leave some out. */
  get isDefault(): boolean {
    return this.#chosen === defaultColumns;
  }

  get isLinked(): boolean {
    return this.#linked.chosen() !== undefined;
  }

  choose(chosen: readonly ChosenColumn[]): void {
    this.#pulled = parseChosen(chosen);
    this.keep();
  }

  reset(): void {
    this.#pulled = defaultColumns;
    this.keep();
  }

  move(id: string, to: number): void {
    this.choose(moved(this.#chosen, id, to));
  }

  /**
   * None gives the column its own width back.
   *
   * @param keep no while it is still being pulled; then {@link ListColumns.keep} at its end
   */
  resize(id: string, width: number | undefined, { keep = true } = {}): void {
    this.#pulled = this.#chosen.map((choice) => {
      if (choice.id !== id) return choice;
      const { width: _, ...rest } = choice;
      return width === undefined ? rest : { ...rest, width: clampWidth(width) };
    });
    if (keep) this.keep();
  }

  keep(): void {
    const chosen = this.#pulled;
    this.#pulled = undefined;
    if (!chosen) return;
    if (this.isLinked) {
      this.#linked.choose(chosen);
      return;
    }
    this.#own = chosen;
    writeStored(this.#key, chosen === defaultColumns ? undefined : chosen);
  }
}
