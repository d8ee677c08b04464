/** After any of these a person leads. */
const acts = ['wheel', 'touchstart', 'pointerdown', 'keydown', 'hashchange'] as const;

/**
 * Leads a link that names a tab to what it names. Where the head of the page leaves it less than half of the window, the
 * tabs are brought to the top of it, and what still comes above them does not push them down again. It ends with the
 * first thing that somebody does.
 */
export class TabLead {
  #brings = true;
  /** How far it has scrolled the page. */
  #scrolled = 0;
  #frame = 0;

  /** Attachment for the element that holds the bar of tabs and the tab. */
  readonly attach = (element: HTMLElement): (() => void) => {
    const { style } = document.documentElement;
    const ended = new AbortController();
    let place = placeOf(element);
    const observer = new ResizeObserver(() => {
      const moved = Math.round(placeOf(element) - place);
      place += moved;
      // Somebody else has scrolled: the list to its event, the browser to where it was, a person by the scroll bar.
      this.#brings &&= Math.abs(scrollY - this.#scrolled) < 1;
      if (this.#brings && scrollY === 0) {
        // The room that it makes is a change of size, of which an observer may not be the cause.
        this.#frame ||= requestAnimationFrame(() => this.#bring(element));
      } else if (scrollY > 0 && moved !== 0) {
        scrollBy({ top: moved, behavior: 'instant' });
        if (this.#brings) this.#scrolled = scrollY;
      }
    });
    const end = (): void => {
      this.#brings = false;
      cancelAnimationFrame(this.#frame);
      observer.disconnect();
      ended.abort();
      // From here on the browser does it, where it can.
      style.removeProperty('overflow-anchor');
    };
    for (const act of acts) addEventListener(act, end, { capture: true, passive: true, signal: ended.signal });
    style.setProperty('overflow-anchor', 'none');
    // All that is above has its height in here.
    observer.observe(element.parentElement ?? element);
    return end;
  };

  /** The head of the page is laid out: what changes from now on is no reason to scroll. */
  settle(): void {
    this.#brings = false;
  }

  #bring(element: HTMLElement): void {
    this.#frame = 0;
    if (!this.#brings || scrollY > 0 || element.getBoundingClientRect().top <= innerHeight / 2) return;
    // So that a short tab can be at the top as well.
    element.style.minHeight = 'calc(100dvh - var(--bar) - var(--screen-header, 0px))';
    element.scrollIntoView({ behavior: 'instant' });
    this.#scrolled = scrollY;
  }
}

/** In the page, wherever that is scrolled to. */
function placeOf(element: HTMLElement): number {
  return element.getBoundingClientRect().top + scrollY;
}

/** The page was opened with its address: neither reloaded nor gone back to, where the browser finds the place again. */
export function wasOpened(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'navigate';
}
