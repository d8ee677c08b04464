import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  observeWindowOffset,
  observeWindowRect,
  type VirtualItem,
  Virtualizer,
  windowScroll,
} from '@tanstack/virtual-core';
import { createSubscriber } from 'svelte/reactivity';

export interface VirtualRowsOptions {
  count: number;
  /** Pixels, before a row has been measured. */
  estimate: (index: number) => number;
  /** Keeps measured heights with their rows when rows come before them. @default the index */
  key?: (index: number) => string | number;
  /** What scrolls: an element, or the page. None yet while it is not mounted. */
  scroller: HTMLElement | Window | undefined;
  /** Pixels between the top of the scroller's content and the first row. @default 0 */
  margin?: number;
  overscan?: number;
}

type AnyVirtualizer = Virtualizer<HTMLElement | Window, HTMLElement>;

/**
 * Which rows of a long list have to be in the page. Options come as a function, so that the list follows them:
 *
 * ```svelte
 * const rows = new VirtualRows(() => ({ count, estimate: () => 32, scroller }));
 * <div style:height="{rows.height}px">{#each rows.items as item (item.key)}
 *   <div style:transform="translateY({item.start}px)" data-index={item.index} {@attach rows.measure}>…
 * ```
 */
export class VirtualRows {
  readonly #options: () => VirtualRowsOptions;
  #virtualizer: AnyVirtualizer;
  #update: () => void = () => undefined;
  #subscribe: () => void;

  constructor(options: () => VirtualRowsOptions) {
    this.#options = options;
    this.#virtualizer = new Virtualizer(this.#resolved());
    this.#subscribe = createSubscriber((update) => {
      this.#update = update;
      return this.#virtualizer._didMount();
    });
    $effect.pre(() => {
      this.#virtualizer.setOptions(this.#resolved());
      this.#virtualizer._willUpdate();
      this.#update();
    });
  }

  get items(): readonly VirtualItem[] {
    this.#subscribe();
    this.#options();
    return this.#virtualizer.getVirtualItems();
  }

  /** Of all rows together, in pixels. */
  get height(): number {
    this.#subscribe();
    this.#options();
    return this.#virtualizer.getTotalSize();
  }

  /** Attachment for rows whose height is not known: `{@attach rows.measure}` on an element with `data-index`. */
  readonly measure = (row: HTMLElement): void => {
    this.#virtualizer.measureElement(row);
  };

  show(index: number, align: 'auto' | 'start' | 'center' | 'end' = 'auto'): void {
    this.#virtualizer.scrollToIndex(index, { align });
  }

  #resolved(): ConstructorParameters<typeof Virtualizer<HTMLElement | Window, HTMLElement>>[0] {
    const { count, estimate, key, scroller, margin = 0, overscan = 12 } = this.#options();
    const ofWindow = scroller instanceof Window;
    return {
      count,
      estimateSize: estimate,
      getItemKey: key ?? ((index) => index),
      getScrollElement: () => scroller ?? null,
      scrollMargin: margin,
      overscan,
      scrollToFn: (ofWindow ? windowScroll : elementScroll) as never,
      observeElementOffset: (ofWindow ? observeWindowOffset : observeElementOffset) as never,
      observeElementRect: (ofWindow ? observeWindowRect : observeElementRect) as never,
      onChange: () => this.#update(),
    };
  }
}
