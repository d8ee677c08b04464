import { untrack } from 'svelte';

/** Browsers draw nothing that is further down than about 17 million pixels. */
const tallest = 15_000_000;
const overscan = 8;
const restMs = 100;

export interface FixedRowsOptions {
  count: number;
  /** Of every row, in pixels. */
  rowHeight: number;
  /** A row that stands for many: its index, and the height it takes in rows. */
  gap?: { at: number; rows: number } | undefined;
  /** Pixels at the top of the window that something sticky covers. */
  covered: number;
}

interface Place {
  /** How far the element has been scrolled out at the top of the window. */
  scrolled: number;
  /** Of the window. */
  height: number;
  /** Rows that are drawn beyond the window at either end. */
  overscan: number;
}

/**
 * Which rows of a list of equal rows in the scrolling page have to be there, by arithmetic alone: a million rows cost
 * what ten cost.
 *
 * ```svelte
 * <ol {@attach rows.attach} style:height="{rows.height}px">
 *   {#each rows.range as index (key(index))}<li style:transform="translateY({rows.top(index)}px)">…
 * ```
 */
export class FixedRows {
  readonly #options: () => FixedRowsOptions;
  #element: HTMLElement | undefined;
  #place = $state.raw<Place>({ scrolled: 0, height: 0, overscan });
  #first: { index: number; offset: number } | undefined;
  #frame = 0;
  /** Runs while leaps follow each other. */
  #resting: ReturnType<typeof setTimeout> | undefined;
  readonly #range = $derived.by((): readonly number[] => {
    const { count, rowHeight } = this.#options();
    const { height } = this.#place;
    if (count === 0 || height === 0) return [];
    const beyond = this.#place.overscan * rowHeight;
    const first = this.indexAt(Math.max(0, this.#contentTop - beyond));
    const last = this.indexAt(this.#contentTop + height + beyond);
    return Array.from({ length: last - first + 1 }, (_, offset) => first + offset);
  });

  constructor(options: () => FixedRowsOptions) {
    this.#options = options;
  }

  /** Of the element that holds the rows. */
  get height(): number {
    return Math.min(tallest, this.#contentHeight);
  }

  /** Indices of the rows to draw. */
  get range(): readonly number[] {
    return this.#range;
  }

  /** Where a row is in the element. */
  top(index: number): number {
    return this.contentTopOf(index) - this.#contentTop + this.#place.scrolled;
  }

  /** The first row that nothing sticky covered when it was last looked, once the list had been scrolled; not reactive. */
  get first(): { index: number; offset: number } | undefined {
    return this.#first;
  }

  /** The start of the list is in sight. */
  get atStart(): boolean {
    return this.#contentTop + this.#covered < this.#options().rowHeight;
  }

  get atEnd(): boolean {
    return this.#contentTop + this.#place.height >= this.#contentHeight - this.#options().rowHeight;
  }

  /** The row at a height of the whole list, from 0. */
  indexAt(y: number): number {
    const { count, rowHeight, gap } = this.#options();
    let index = Math.floor(y / rowHeight);
    if (gap && index > gap.at) index = Math.max(gap.at, index - gap.rows + 1);
    return Math.max(0, Math.min(count - 1, index));
  }

  /** Where a row is in the whole list. */
  contentTopOf(index: number): number {
    const { rowHeight, gap } = this.#options();
    return (gap && index > gap.at ? index + gap.rows - 1 : index) * rowHeight;
  }

  /** How far from the first row that is seen to the start of a row. */
  offsetOf(index: number): number {
    return this.contentTopOf(index) - this.#contentTop - this.#covered;
  }

  /** Scrolls until a row is in sight: not at all when it is already, else to the middle. */
  show(index: number, align: 'auto' | 'start' | 'center' = 'auto'): void {
    const { rowHeight, covered } = this.#options();
    this.measure();
    const offset = this.offsetOf(index);
    const room = innerHeight - covered;
    if (align === 'auto' && offset >= 0 && offset + rowHeight <= room && this.#place.scrolled >= -covered) return;
    const target = align === 'start' ? 0 : Math.max(0, (room - rowHeight) / 2);
    this.scrollContent(offset - target);
  }

  /** Scrolls until a row starts where it is told, in pixels as of {@link offsetOf}. */
  put(index: number, offset: number): void {
    const moved = this.offsetOf(index) - offset;
    if (Math.abs(moved) >= 1) this.scrollContent(moved);
  }

  /** Scrolls by pixels of the whole list. */
  scrollContent(by: number): void {
    const to = scrollY + by / this.#scale;
    // What scrolls may run before the page has the height of the rows there are now: it would end where a lower page ends,
    // or begin where a higher one is cut off.
    if (this.#element) this.#element.style.height = `${this.height}px`;
    scrollTo(scrollX, to);
    this.measure();
  }

  /** Looks where the element is now; scrolling and changes of size do it by themselves. What calls it follows nothing by it. */
  measure(): void {
    untrack(() => this.#measure());
  }

  #measure(): void {
    if (!this.#element) return;
    const scrolled = -this.#element.getBoundingClientRect().top;
    const before = this.#place;
    // After a leap all rows are other ones: first those in sight, and the rest once nothing moves.
    const leaps = Math.abs(scrolled - before.scrolled) > overscan * this.#options().rowHeight;
    if (leaps) {
      clearTimeout(this.#resting);
      this.#resting = setTimeout(() => {
        this.#resting = undefined;
        this.#measureLater();
      }, restMs);
    }
    const place: Place = { scrolled, height: innerHeight, overscan: this.#resting === undefined ? overscan : 0 };
    if (scrolled !== before.scrolled || place.height !== before.height || place.overscan !== before.overscan) {
      this.#place = place;
    }
    const index = this.indexAt(this.#contentTop + this.#covered);
    this.#first = this.atStart ? undefined : { index, offset: this.offsetOf(index) };
  }

  readonly attach = (element: HTMLElement): (() => void) => {
    this.#element = element;
    const later = this.#measureLater;
    // What is above the list changes its place, too.
    const observer = new ResizeObserver(later);
    observer.observe(document.body);
    addEventListener('scroll', later, { passive: true });
    addEventListener('resize', later, { passive: true });
    this.measure();
    return () => {
      observer.disconnect();
      removeEventListener('scroll', later);
      removeEventListener('resize', later);
      cancelAnimationFrame(this.#frame);
      clearTimeout(this.#resting);
      this.#resting = undefined;
      this.#frame = 0;
      this.#element = undefined;
    };
  };

  readonly #measureLater = (): void => {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.measure();
    });
  };

  get #contentHeight(): number {
    const { count, rowHeight, gap } = this.#options();
    return (count + (gap ? gap.rows - 1 : 0)) * rowHeight;
  }

  /** More than 1 when the list is taller than browsers can draw: then it scrolls faster. */
  get #scale(): number {
    const { height } = this.#place;
    const room = this.height - height;
    return this.#contentHeight > tallest && room > 0 ? (this.#contentHeight - height) / room : 1;
  }

  /** The place in the whole list that is at the top of the window; negative while the list begins further down. */
  get #contentTop(): number {
    const { scrolled } = this.#place;
    return scrolled > 0 ? scrolled * this.#scale : scrolled;
  }

  get #covered(): number {
    return this.#options().covered;
  }
}
