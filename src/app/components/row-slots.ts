/**
 * Lets the rows of a long list take over the elements of those that went out of sight, once all are other ones: `keys` for
 * a keyed `{#each}`. To fill elements anew costs a third of making them. While some stay, the others come and go, since to
 * move elements past those costs more.
 */
export class RowSlots<Row> {
  #slots = new Map<Row, number>();
  #next = 0;
  #tookOver = false;

  /** A key for each row, in their order. Rows are told apart by identity, and none comes twice. */
  keys(rows: readonly Row[]): readonly number[] {
    const before = this.#slots;
    this.#tookOver = before.size > 0 && !rows.some((row) => before.has(row));
    const free = this.#tookOver ? [...before.values()] : [];
    this.#slots = new Map(rows.map((row) => [row, before.get(row) ?? free.shift() ?? this.#next++]));
    return [...this.#slots.values()];
  }

  /**
   * Takes the focus off the list when other rows take its elements over, as if those had gone; else the next key would do
   * something to another row. Call it before the page changes, after {@link keys}.
   */
  leave(list: HTMLElement | undefined): void {
    const focused = document.activeElement;
    if (this.#tookOver && focused instanceof HTMLElement && list?.contains(focused)) focused.blur();
  }
}
