import { untrack } from 'svelte';
import { FixedRows, type FixedRowsOptions } from './fixed-rows.svelte.js';

export interface KeptRowsOptions<Rows, Read> {
  /** The rows there are now; another object for other rows. */
  latest: () => Rows;
  layout: (rows: Rows) => FixedRowsOptions;
  /** What is read, while the page still has these rows and the list knows where it is; undefined when nothing is kept. */
  remember: (rows: Rows, list: FixedRows) => Read | undefined;
  /** Scrolls to where it is now, once the page has these rows. */
  restore: (read: Read, rows: Rows, list: FixedRows) => void;
}

/**
 * Rows that change while somebody reads them: what is read stays where it is, whatever comes and goes above it. The page
 * has the rows of `now`; others are taken over once it is known where the page is, since it may have been scrolled since
 * it was last drawn.
 */
export class KeptRows<Rows extends object, Read> {
  readonly list: FixedRows;
  #now = $state.raw() as Rows;

  /** Only while a component is set up: it makes effects. Those that read the rows before the page changes come after it. */
  constructor({ latest, layout, remember, restore }: KeptRowsOptions<Rows, Read>) {
    this.#now = untrack(latest);
    const list = (this.list = new FixedRows(() => layout(this.#now)));
    let read: Read | undefined;
    /** False while rows were taken over, and the page has not been scrolled to them. */
    let settled = true;
    $effect.pre(() => {
      const next = latest();
      untrack(() => {
        if (settled && next !== this.#now) {
          settled = false;
          list.measure();
          read = remember(this.#now, list);
        }
        this.#now = next;
      });
    });
    $effect(() => {
      const rows = this.#now;
      untrack(() => {
        // A page that has become shorter than it was scrolled is not where it was any more.
        list.measure();
        if (read !== undefined) restore(read, rows, list);
        read = undefined;
        list.measure();
        settled = true;
      });
    });
  }

  /** The rows that the page has. */
  get now(): Rows {
    return this.#now;
  }
}
